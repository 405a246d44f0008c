package snn.core;

import snn.SplitMix64;
import snn.data.ImageShape;
import snn.part.Kind;
import snn.part.Part;

/**
 * The distribution of a neuron's fixed random weights. {@link RandomLinear} does the rest, the same
 * for all laws: mask, exact grid, hash.
 */
public interface WeightLaw extends Part {

  /** All weight laws. */
  Kind<WeightLaw> KIND =
      Kind.of(WeightLaw.class, "weights", "What weights are drawn from", "excitatory")
          .with("excitatory", Excitatory.class)
          .with("signed", SignedNormal.class)
          .with("patch", SignedPatch.class)
          .with("gabor", Gabor.class);

  /**
   * Checks that the law can be used for images of a shape.
   *
   * @throws snn.InvalidParameterException if not
   */
  default void requireFits(ImageShape shape) {}

  /**
   * Draws the weights of one neuron, a pure function of the key.
   *
   * @param key of the neuron's draws, see {@link #normals}
   * @param shape of the images
   * @param weights receives them, [N], as finite numbers; all 0 before
   */
  void fill(long key, ImageShape shape, double[] weights);

  /** Whether a neuron sees a patch of the image only, so that there are neighbours of it. */
  default boolean isLocal() {
    return false;
  }

  /** The longest side of a patch, in pixels, where the law {@link #isLocal}. */
  default int largestSide() {
    throw new IllegalStateException("neurons that see the whole image have no patch");
  }

  /**
   * Like {@link #fill(long, ImageShape, double[])}, of the neuron at one of several neighbouring
   * places, all of which have one key. A law that {@link #isLocal} must have more than one place.
   */
  default void fill(long key, ImageShape shape, Pool.Place place, double[] weights) {
    fill(key, shape, weights);
  }

  /** Fills {@code values} with standard normal numbers, by Box and Muller, two a pair. */
  static void normals(long key, double[] values) {
    for (int i = 0; i < values.length; i += 2) {
      double radius = Math.sqrt(-2.0 * StrictMath.log(unit(key, i)));
      double angle = 2.0 * Math.PI * unit(key, i + 1);
      values[i] = radius * StrictMath.cos(angle);
      if (i + 1 < values.length) {
        values[i + 1] = radius * StrictMath.sin(angle);
      }
    }
  }

  /** Number {@code i} of a sequence of uniform numbers in (0, 1]. */
  static double unit(long key, int i) {
    return SplitMix64.unit(SplitMix64.mix(key + i * SplitMix64.GAMMA));
  }
}
