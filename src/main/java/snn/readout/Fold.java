package snn.readout;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import snn.SplitMix64;

/**
 * Training images, a tenth of which is held out.
 *
 * @param kept indices of those that a readout is fitted to, ascending
 * @param left indices of those that are held out, ascending
 */
public record Fold(int[] kept, int[] left) {

  /** One image in {@value} is held out. */
  public static final int ONE_IN = 10;

  /** Images held out of a rare class, of which a tenth would be fewer. */
  private static final int RARE = 3;

  /**
   * Draws a tenth of the images, stratified by class. Of a rare class at least {@value #RARE}
   * images are drawn, or a third where that is fewer, or one of two images, so that every class is
   * represented.
   *
   * @param labels classes as unsigned bytes, [images]
   */
  public static Fold of(byte[] labels, long seed) {
    int[] all = IntStream.range(0, labels.length).toArray();
    int[] byClass = byClass(labels, all, new SplitMix64(seed));
    boolean[] heldOut = new boolean[labels.length];
    for (int i = ONE_IN - 1; i < byClass.length; i += ONE_IN) {
      heldOut[byClass[i]] = true;
    }
    int first = 0;
    for (int i = 0; i < byClass.length; i++) {
      boolean last = i + 1 == byClass.length || labels[byClass[i + 1]] != labels[byClass[i]];
      if (last) {
        int size = i + 1 - first;
        int missing = size > 1 ? Math.clamp(size / 3, 1, RARE) : 0;
        for (int j = first; j <= i; j++) {
          missing -= heldOut[byClass[j]] ? 1 : 0;
        }
        for (int j = first; missing > 0; j++) {
          missing -= heldOut[byClass[j]] ? 0 : 1;
          heldOut[byClass[j]] = true;
        }
        first = i + 1;
      }
    }
    return new Fold(
        IntStream.of(all).filter(i -> !heldOut[i]).toArray(),
        IntStream.of(all).filter(i -> heldOut[i]).toArray());
  }

  /**
   * Some images in the order of their classes, those of a class in an order that is drawn.
   *
   * @param labels of all images
   */
  public static int[] byClass(byte[] labels, int[] images, SplitMix64 random) {
    long[] lots = new long[labels.length];
    Arrays.setAll(lots, _ -> random.nextLong());
    return IntStream.of(images)
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer i) -> labels[i] & 0xff)
                .thenComparingLong(i -> lots[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  /** The labels of some images. */
  public static byte[] labels(byte[] labels, int[] images) {
    byte[] selected = new byte[images.length];
    for (int i = 0; i < images.length; i++) {
      selected[i] = labels[images[i]];
    }
    return selected;
  }
}
