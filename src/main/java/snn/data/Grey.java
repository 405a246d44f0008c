package snn.data;

/**
 * Colour as grey: (19595 R + 38470 G + 7471 B + 2¹⁵) / 2¹⁶, rounded down, of numbers 0 … 255, which
 * is 0.299 R + 0.587 G + 0.114 B. Whole numbers, so that every machine finds the same.
 *
 * <p>Source: luma of ITU-R BT.601; the whole numbers are those of Pillow's conversion to "L".
 */
final class Grey {

  private Grey() {}

  /** Grey level of a colour, 0 … 255. */
  static int of(int red, int green, int blue) {
    return (19_595 * red + 38_470 * green + 7_471 * blue + (1 << 15)) >> 16;
  }
}
