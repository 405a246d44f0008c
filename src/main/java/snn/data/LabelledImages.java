package snn.data;

import java.util.Arrays;
import snn.Sha256;

/**
 * Grey images and the classes they belong to.
 *
 * @param pixels 0 … 255 as unsigned bytes, [images, N], row-major; 0 is background
 * @param labels classes from 0 on as unsigned bytes, [images]
 * @param shape of every image
 */
public record LabelledImages(byte[] pixels, byte[] labels, ImageShape shape) {

  /**
   * Checks the shapes; keeps the arrays, which must not be changed afterwards.
   *
   * @throws IllegalArgumentException if there is not one image of that shape per label
   */
  public LabelledImages {
    long needed = (long) labels.length * shape.pixels();
    if (pixels.length != needed) {
      throw new IllegalArgumentException(
          "%s labels need %s pixels, found %s".formatted(labels.length, needed, pixels.length));
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
        : new LabelledImages(
            Arrays.copyOf(pixels, n * shape.pixels()), Arrays.copyOf(labels, n), shape);
  }

  /** Some of the images, in that order. */
  public LabelledImages select(int[] images) {
    int size = shape.pixels();
    byte[] selected = new byte[images.length * size];
    byte[] classes = new byte[images.length];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(pixels, images[i] * size, selected, i * size, size);
      classes[i] = labels[images[i]];
    }
    return new LabelledImages(selected, classes, shape);
  }

  /**
   * The images scaled down: each square of {@code side} x {@code side} pixels becomes one, their
   * rounded mean; squares at the right and at the bottom may be incomplete.
   */
  public LabelledImages shrunk(int side) {
    if (side == 1) {
      return this;
    }
    ImageShape small =
        new ImageShape(Math.ceilDiv(shape.rows(), side), Math.ceilDiv(shape.columns(), side));
    byte[] means = new byte[size() * small.pixels()];
    for (int i = 0; i < means.length; i++) {
      int top = i % small.pixels() / small.columns() * side;
      int left = i % small.columns() * side;
      int bottom = Math.min(top + side, shape.rows());
      int right = Math.min(left + side, shape.columns());
      int from = i / small.pixels() * shape.pixels();
      int sum = 0;
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          sum += pixels[from + row * shape.columns() + column] & 0xff;
        }
      }
      int n = (bottom - top) * (right - left);
      means[i] = (byte) ((sum + n / 2) / n);
    }
    return new LabelledImages(means, labels, small);
  }

  /** The class of an image. */
  public int label(int image) {
    return labels[image] & 0xff;
  }

  /** SHA-256 of the pixels and the labels after them. */
  public String sha256() {
    var digest = Sha256.digest();
    digest.update(pixels);
    digest.update(labels);
    return Sha256.hex(digest);
  }
}
