package snn.experiment;

/**
 * The course of homeostatic adaptation, each [batches].
 *
 * @param meanRateHz firing rate, mean over the layer
 * @param meanGain gain after the batch, mean over the layer
 * @param minGain smallest gain after the batch
 * @param maxGain largest gain after the batch
 */
public record Adaptation(
    double[] meanRateHz, double[] meanGain, double[] minGain, double[] maxGain) {

  /** Of so many batches, none of them noted yet. */
  static Adaptation of(int batches) {
    return new Adaptation(
        new double[batches], new double[batches], new double[batches], new double[batches]);
  }

  /** About how much memory that takes, in bytes. */
  static double bytes(long batches) {
    return 4.0 * Double.BYTES * batches;
  }

  /**
   * Notes one batch.
   *
   * @param totals spikes per neuron, summed over the batch, [H]
   * @param imageSeconds duration of all its images
   * @param gains after the batch, [H]
   */
  void note(int batch, long[] totals, double imageSeconds, float[] gains) {
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
  }
}
