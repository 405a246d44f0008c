package snn.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

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

  /**
   * Grey levels of an image, 16 bits by their upper 8, what is transparent over black. Java's own
   * conversion of grey to RGB takes grey for light and brightens it, so that grey is read from the
   * raster.
   *
   * @return [rows, columns], unsigned bytes
   */
  static byte[] of(BufferedImage image) {
    ColorModel colours = image.getColorModel();
    boolean grey =
        colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(colours instanceof IndexColorModel)
            && colours.getComponentSize(0) >= Byte.SIZE;
    Raster raster = image.getRaster();
    int shift = colours.getComponentSize(0) - Byte.SIZE;
    byte[] pixels = new byte[image.getHeight() * image.getWidth()];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int level;
        int alpha;
        if (grey) {
          level = raster.getSample(x, y, 0) >> shift;
          alpha = colours.hasAlpha() ? raster.getSample(x, y, 1) >> shift : 255;
        } else {
          int rgb = image.getRGB(x, y);
          level = of(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
          alpha = rgb >>> 24;
        }
        pixels[at++] = (byte) ((level * alpha + 127) / 255);
      }
    }
    return pixels;
  }
}
