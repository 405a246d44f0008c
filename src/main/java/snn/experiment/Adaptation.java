package snn.experiment;

import java.util.Arrays;
import snn.core.GainRule;

/**
 * The course of homeostatic adaptation; each array is [batches].
 *
 * @param meanRateHz firing rate, mean over the layer
 * @param meanGain gain after the batch, mean over the layer
 * @param minGain smallest gain after the batch
 * @param maxGain largest gain after the batch
 * @param distanceHz how far from the target the layer fires, as the rule sees it; empty where it
 *     does not look
 */
public record Adaptation(
    double[] meanRateHz,
    double[] meanGain,
    double[] minGain,
    double[] maxGain,
    double[] distanceHz) {

  /** An empty course, to be filled by {@link #note}. */
  static Adaptation of(int batches, boolean looks) {
    return new Adaptation(
        new double[batches],
        new double[batches],
        new double[batches],
        new double[batches],
        new double[looks ? batches : 0]);
  }

  /** About how much memory a course takes, in bytes. */
  static double bytes(long batches) {
    return 5.0 * Double.BYTES * batches;
  }

  /**
   * Notes one batch.
   *
   * @param totals spikes per neuron, summed over the batch, [H]
   * @param imageSeconds total duration of the batch's images in seconds
   * @param after the gains after the batch
   */
  void note(int batch, long[] totals, double imageSeconds, GainRule.Gains after) {
    float[] gains = after.values();
    double spikes = 0;
    double gainSum = 0;
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int j = 0; j < gains.length; j++) {
      spikes += totals[j];
      gainSum += gains[j];
      smallest = Math.min(smallest, gains[j]);
      largest = Math.max(largest, gains[j]);
    }
    meanRateHz[batch] = spikes / gains.length / imageSeconds;
    meanGain[batch] = gainSum / gains.length;
    minGain[batch] = smallest;
    maxGain[batch] = largest;
    if (distanceHz.length > 0) {
      distanceHz[batch] = after.distanceHz();
    }
  }

  /** The course of the first {@code batches} batches. */
  Adaptation first(int batches) {
    return batches == meanRateHz.length
        ? this
        : new Adaptation(
            Arrays.copyOf(meanRateHz, batches),
            Arrays.copyOf(meanGain, batches),
            Arrays.copyOf(minGain, batches),
            Arrays.copyOf(maxGain, batches),
            Arrays.copyOf(distanceHz, Math.min(batches, distanceHz.length)));
  }
}
