package snn.core;

import snn.InvalidParameterException;
import snn.Numbers;
import snn.part.Kind;
import snn.part.Part;

/** How the gains of a layer are adapted, batch by batch, so that its neurons reach a rate. */
public interface GainRule extends Part {

  /** All rules of gain control. */
  Kind<GainRule> KIND =
      Kind.of(GainRule.class, "rule", "How gains are adapted", "published")
          .with("published", Homeostasis.class)
          .with("log", LogRule.class);

  /** Rate that each neuron is to reach, in Hz. */
  double targetHz();

  /** Smallest gain. */
  double gMin();

  /** Largest gain. */
  double gMax();

  /** Passes over the training set, at most. */
  int adaptEpochs();

  /** Whether the rule measures how far from the target rate the layer fires. */
  default boolean looks() {
    return false;
  }

  /** Whether a layer {@code distanceHz} away from the target rate counts as having reached it. */
  default boolean isNear(double distanceHz) {
    return false;
  }

  /**
   * Starts adaptation, with all gains 1.
   *
   * @param hidden H
   * @param batches largest number of batches to come
   */
  Gains start(int hidden, long batches);

  /**
   * Checks bounds of gains.
   *
   * @throws InvalidParameterException if they are in the wrong order
   */
  static void requireBounds(double gMin, double gMax) {
    if (gMin > gMax) {
      throw new InvalidParameterException(
          "g_min",
          "must not be above the largest gain %s, found %s"
              .formatted(Numbers.python(gMax), Numbers.python(gMin)));
    }
  }

  /** Converts gains to float32, as the neurons use them. */
  static float[] floats(double[] gains) {
    float[] floats = new float[gains.length];
    for (int j = 0; j < floats.length; j++) {
      floats[j] = (float) gains[j];
    }
    return floats;
  }

  /** The gains of all neurons, and the other state of a rule. */
  interface Gains {

    /**
     * One step of the rule.
     *
     * @param totals spikes per neuron, summed over the batch, [H]
     * @param batchSize images in the batch
     * @param seconds duration of an image, T · dtMs / 1000
     */
    void update(long[] totals, int batchSize, double seconds);

    /** g as the neurons use it, [H]. */
    float[] values();

    /** How far from the target the layer fires, in Hz, under a rule that {@link #looks}. */
    default double distanceHz() {
      return Double.NaN;
    }

    /** Whether the layer is near enough to the target to end adaptation. */
    default boolean arrived() {
      return false;
    }

    /** Sets the final gains; called after the last batch. */
    default void settle() {}
  }
}
