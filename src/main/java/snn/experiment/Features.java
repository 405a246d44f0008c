package snn.experiment;

import java.util.Optional;
import snn.core.LayerHealth;
import snn.core.SampleTrace;
import snn.core.SpikeCounts;

/**
 * What a layer makes of a dataset: all that readouts, reports and figures need of it.
 *
 * @param key what it follows from
 * @param train the training images
 * @param test the test images
 * @param weights W, [H, N], row-major
 * @param gains g, [H]
 * @param adaptation how the gains came about, where they were adapted
 * @param health what the layer did on the training images
 * @param inputs input spikes of the first training image, [T, N], row-major, 1 for a spike
 * @param trace what the layer made of them
 * @param seconds how long it took
 */
public record Features(
    FeatureKey key,
    Part train,
    Part test,
    float[] weights,
    float[] gains,
    Optional<HomeostaticLayer.Adaptation> adaptation,
    LayerHealth health,
    byte[] inputs,
    SampleTrace trace,
    Seconds seconds) {

  /**
   * One part of the dataset.
   *
   * @param counts spikes per image and neuron
   * @param labels digits, [images]
   */
  public record Part(SpikeCounts counts, byte[] labels) {}

  /**
   * Seconds by stage.
   *
   * @param adaptation of the gains
   * @param extraction of the spike counts, or reading them
   */
  public record Seconds(double adaptation, double extraction) {}
}
