package snn.core;

import java.util.Arrays;
import java.util.Random;
import snn.Progress;
import snn.Workers;
import snn.data.ImageShape;
import snn.data.LabelledImages;

/** Images and layers that several tests are made of. */
public final class Fixtures {

  /** Shape of most of them. */
  public static final ImageShape SHAPE = new ImageShape(28, 28);

  /** Their pixels. */
  public static final int PIXELS = SHAPE.pixels();

  private Fixtures() {}

  /** What weights follow from, besides the seed. */
  public record Weights(WeightLaw law, Connections connections) {}

  /** Excitatory weights of all inputs. */
  public static Weights dense(double mean, double std) {
    return sparse(mean, std, 1);
  }

  /** Excitatory weights of some inputs. */
  public static Weights sparse(double mean, double std, double pConnect) {
    return new Weights(new Excitatory(mean, std), new Connections(pConnect));
  }

  /** Images with the same level everywhere. */
  public static LabelledImages filled(int n, int level) {
    byte[] pixels = new byte[n * PIXELS];
    Arrays.fill(pixels, (byte) level);
    return images(pixels);
  }

  /** One image whose first {@code white} pixels are white and the others black. */
  public static LabelledImages firstPixelsWhite(int white) {
    byte[] pixels = new byte[PIXELS];
    Arrays.fill(pixels, 0, white, (byte) 255);
    return images(pixels);
  }

  /** Images with as many grey and white pixels as digits have. */
  public static LabelledImages digitLike(int n, int seed) {
    return digitLike(n, seed, SHAPE);
  }

  /** The same of another shape. */
  public static LabelledImages digitLike(int n, int seed, ImageShape shape) {
    Random random = new Random(seed);
    byte[] pixels = new byte[n * shape.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(5) == 0 ? random.nextInt(256) : 0);
    }
    return new LabelledImages(pixels, new byte[n], shape);
  }

  /** Images all of which show, by their label, a 0. */
  public static LabelledImages images(byte[] pixels) {
    return new LabelledImages(pixels, new byte[pixels.length / PIXELS], SHAPE);
  }

  /** {@link RandomLinear#draw} on two threads. */
  public static RandomLinear draw(Weights weights, int hidden, long seed) {
    try (Workers workers = new Workers(2)) {
      return draw(weights, hidden, seed, workers);
    }
  }

  /** {@link RandomLinear#draw} for images of {@link #SHAPE}. */
  public static RandomLinear draw(Weights weights, int hidden, long seed, Workers workers) {
    return RandomLinear.draw(
        weights.law, weights.connections, Pool.NONE, SHAPE, hidden, seed, workers);
  }

  /** The spike counts of images, one row per image. */
  public static FeatureMatrix counts(
      Simulator simulator,
      LabelledImages images,
      SpikeStream stream,
      float[] gains,
      Progress.Task progress) {
    return simulator.responses(images, stream, gains, Feature.COUNTS, progress).counts();
  }
}
