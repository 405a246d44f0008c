package snn.data;

import java.util.Arrays;
import java.util.Locale;
import snn.Sha256;

/**
 * Grey images and the digits they show.
 *
 * @param pixels 0 … 255 as unsigned bytes, [images, 784], row-major; 0 is background
 * @param labels 0 … 9, [images]
 */
public record LabelledImages(byte[] pixels, byte[] labels) {

  /** Side of an image in pixels. */
  public static final int SIDE = 28;

  /** Pixels of an image: the inputs of the network. */
  public static final int PIXELS = SIDE * SIDE;

  /** Digits 0 … 9. */
  public static final int CLASSES = 10;

  /**
   * Checks the shapes and the labels; keeps the arrays, which must not be changed afterwards.
   *
   * @throws IllegalArgumentException if there is not one image of 784 pixels per label, or a label
   *     lies outside 0 … 9
   */
  public LabelledImages {
    if (pixels.length != (long) labels.length * PIXELS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d labels need %d pixels, found %d",
              labels.length,
              (long) labels.length * PIXELS,
              pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= CLASSES) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "label %d of image %d is not a digit 0 … 9", labels[i] & 0xff, i));
      }
    }
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** The first {@code n} images, or all when there are no more than that. */
  public LabelledImages first(int n) {
    return n >= size()
        ? this
        : new LabelledImages(Arrays.copyOf(pixels, n * PIXELS), Arrays.copyOf(labels, n));
  }

  /** SHA-256 of the pixels and the labels after them. */
  public String sha256() {
    var digest = Sha256.digest();
    digest.update(pixels);
    digest.update(labels);
    return Sha256.hex(digest);
  }
}
