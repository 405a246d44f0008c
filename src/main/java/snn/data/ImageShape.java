package snn.data;

/**
 * The shape of grey images.
 *
 * @param rows height in pixels
 * @param columns width in pixels
 */
public record ImageShape(int rows, int columns) {

  /** The most rows and columns of images that are read from files. */
  static final int MAX_SIDE = 256;

  /** Whether images that are read from files may have so many rows and columns. */
  static boolean isAllowed(long rows, long columns) {
    return rows >= 1 && rows <= MAX_SIDE && columns >= 1 && columns <= MAX_SIDE;
  }

  /** The fault of images that have more rows or columns, or none, in words. */
  static String refusal(long rows, long columns) {
    return "images must have 1 … %s rows and columns, found %sx%s"
        .formatted(MAX_SIDE, rows, columns);
  }

  /**
   * Checks that there are pixels.
   *
   * @throws IllegalArgumentException if there are none, or more than an array holds
   */
  public ImageShape {
    if (rows < 1 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("no image has %s x %s pixels".formatted(rows, columns));
    }
  }

  /** N: pixels of an image, which are the inputs of a network. */
  public int pixels() {
    return rows * columns;
  }

  @Override
  public String toString() {
    return rows + "x" + columns;
  }
}
