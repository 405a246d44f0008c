package snn.core;

import java.util.Arrays;
import java.util.Random;
import snn.Workers;
import snn.data.LabelledImages;

/** Images and layers that several tests are made of. */
public final class Fixtures {

  private Fixtures() {}

  /** Images with the same level everywhere. */
  public static LabelledImages filled(int n, int level) {
    byte[] pixels = new byte[n * LabelledImages.PIXELS];
    Arrays.fill(pixels, (byte) level);
    return images(pixels);
  }

  /** One image whose first {@code white} pixels are white and the others black. */
  public static LabelledImages firstPixelsWhite(int white) {
    byte[] pixels = new byte[LabelledImages.PIXELS];
    Arrays.fill(pixels, 0, white, (byte) 255);
    return images(pixels);
  }

  /** Images with as many grey and white pixels as digits have. */
  public static LabelledImages digitLike(int n, int seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[n * LabelledImages.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(5) == 0 ? random.nextInt(256) : 0);
    }
    return images(pixels);
  }

  /** Images all of which show, by their label, a 0. */
  public static LabelledImages images(byte[] pixels) {
    return new LabelledImages(pixels, new byte[pixels.length / LabelledImages.PIXELS]);
  }

  /** {@link RandomLinear#draw} on two threads. */
  public static RandomLinear draw(WeightDistribution distribution, int hidden, long seed) {
    try (Workers workers = new Workers(2)) {
      return RandomLinear.draw(distribution, hidden, seed, workers);
    }
  }
}
