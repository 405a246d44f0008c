package snn.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the images of a dataset look like, so far as it decides whether any layer can read them. The
 * sentences that follow from these numbers are those of {@link ImageFaults}.
 *
 * <p>Images of a single level are not counted as copies of each other.
 *
 * @param train the training images
 * @param test the test images
 * @param copies training images that equal an earlier one in every pixel
 * @param disputed copies whose class is not that of the first such image
 * @param seen test images that equal a training image in every pixel
 */
public record ImageFacts(Part train, Part test, int copies, int disputed, int seen) {

  /**
   * Statistics of a set of images.
   *
   * @param images how many there are
   * @param darkest the smallest pixel of all, 0 … 255
   * @param brightest the largest pixel of all, 0 … 255
   * @param mean of all pixels, 0 … 255
   * @param spread standard deviation of the images' means
   * @param zeroShare share of the pixels that are 0
   * @param commonest the level of the most pixels, which is that of the background where there is
   *     one
   * @param commonestShare share of the pixels that have it
   * @param brightShare share of the pixels that are at least {@value #BRIGHT}
   * @param flat images of one level from edge to edge
   * @param black flat images of level 0
   * @param dim images that are not flat, and whose largest pixel is below {@value #DIM}
   */
  public record Part(
      int images,
      int darkest,
      int brightest,
      double mean,
      double spread,
      double zeroShare,
      int commonest,
      double commonestShare,
      double brightShare,
      int flat,
      int black,
      int dim) {

    /** Computes the statistics in one pass over the pixels. */
    public static Part of(LabelledImages images) {
      int pixels = images.shape().pixels();
      long[] levels = new long[LEVELS];
      int flat = 0;
      int black = 0;
      int dim = 0;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < images.size(); i++) {
        int least = LEVELS;
        int most = 0;
        long total = 0;
        for (int p = i * pixels; p < (i + 1) * pixels; p++) {
          int level = images.pixels()[p] & 0xff;
          levels[level]++;
          least = Math.min(least, level);
          most = Math.max(most, level);
          total += level;
        }
        flat += least == most ? 1 : 0;
        black += most == 0 ? 1 : 0;
        dim += least < most && most < DIM ? 1 : 0;
        double mean = (double) total / pixels;
        sum += mean;
        squares += mean * mean;
      }
      int n = images.size();
      int darkest = LEVELS - 1;
      int brightest = 0;
      int commonest = 0;
      for (int level = 0; level < LEVELS; level++) {
        brightest = levels[level] > 0 ? level : brightest;
        darkest = levels[level] > 0 ? Math.min(level, darkest) : darkest;
        commonest = levels[level] > levels[commonest] ? level : commonest;
      }
      double all = (double) n * pixels;
      return new Part(
          n,
          darkest,
          brightest,
          sum / n,
          Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n))),
          levels[0] / all,
          commonest,
          levels[commonest] / all,
          Arrays.stream(levels, BRIGHT, LEVELS).sum() / all,
          flat,
          black,
          dim);
    }
  }

  private static final int LEVELS = 256;

  /** An image without a pixel of a quarter of the range is nearly black to every encoding. */
  static final int DIM = LEVELS / 4;

  /**
   * Least level of a pixel that spikes nearly as often as one can: the last quarter of the range.
   */
  static final int BRIGHT = LEVELS - LEVELS / 4;

  /** Computes the facts of a dataset. */
  public static ImageFacts of(Dataset dataset) {
    LabelledImages train = dataset.train();
    LabelledImages test = dataset.test();
    Map<ByteBuffer, Integer> first = HashMap.newHashMap(train.size());
    int copies = 0;
    int disputed = 0;
    for (int i = 0; i < train.size(); i++) {
      ByteBuffer picture = picture(train, i);
      Integer earlier = isFlat(picture) ? null : first.putIfAbsent(picture, i);
      if (earlier != null) {
        copies++;
        disputed += train.label(earlier) == train.label(i) ? 0 : 1;
      }
    }
    int seen = 0;
    for (int i = 0; i < test.size(); i++) {
      seen += first.containsKey(picture(test, i)) ? 1 : 0;
    }
    return new ImageFacts(Part.of(train), Part.of(test), copies, disputed, seen);
  }

  /** The pixels of one image, as an object that is compared by content. */
  private static ByteBuffer picture(LabelledImages images, int i) {
    int size = images.shape().pixels();
    return ByteBuffer.wrap(images.pixels(), i * size, size);
  }

  private static boolean isFlat(ByteBuffer picture) {
    for (int p = picture.position() + 1; p < picture.limit(); p++) {
      if (picture.get(p) != picture.get(p - 1)) {
        return false;
      }
    }
    return true;
  }
}
