package snn.experiment;

import java.util.Map;
import java.util.Optional;
import snn.core.FeatureMatrix;
import snn.core.SampleTrace;
import snn.measure.Cost;
import snn.measure.Information;
import snn.measure.LayerHealth;

/**
 * A layer's responses to a dataset, with all that readouts, reports and figures need.
 *
 * @param key what it follows from
 * @param origin the run that asked for it
 * @param train the training images
 * @param test the test images
 * @param weights W, [H, N], row-major
 * @param gains g, [H]
 * @param adaptation how the gains came about, where they were adapted
 * @param measured what was measured of the layer
 * @param inputs input spikes of the first training image, [T, N], row-major, 1 for a spike
 * @param trace what the layer made of them
 * @param seconds how long it took
 */
public record Features(
    FeatureKey key,
    Origin origin,
    Labelled train,
    Labelled test,
    float[] weights,
    float[] gains,
    Optional<Adaptation> adaptation,
    Measured measured,
    byte[] inputs,
    SampleTrace trace,
    Seconds seconds) {

  /**
   * A run of one layer.
   *
   * @param experiment name of the experiment
   * @param configuration plain values of its parameters
   */
  public record Origin(String experiment, Map<String, Object> configuration) {
    /** The plan of that run. */
    public Plan plan() {
      return Plan.of(Experiment.named(experiment), configuration);
    }
  }

  /**
   * One part of the dataset.
   *
   * @param features what is read of each image and neuron
   * @param labels classes as unsigned bytes, [images]
   */
  public record Labelled(FeatureMatrix features, byte[] labels) {}

  /**
   * Seconds by stage.
   *
   * @param adaptation of the gains
   * @param extraction of the spike counts, or reading them
   * @param information measuring it
   */
  public record Seconds(double adaptation, double extraction, double information) {}

  /**
   * What was measured of a layer.
   *
   * @param health what it did on the training images
   * @param information what it tells of them; empty where it was not measured, or on too few images
   * @param cost of an image; empty where it was not measured
   */
  public record Measured(
      LayerHealth health, Optional<Information> information, Optional<Cost> cost) {}

  /** What the layer did on the training images. */
  public LayerHealth health() {
    return measured.health;
  }

  /** What it tells of them; empty where it was not measured, or on too few images. */
  public Optional<Information> information() {
    return measured.information;
  }

  /** The cost of an image; empty where it was not measured. */
  public Optional<Cost> cost() {
    return measured.cost;
  }

  /** Whether {@link #information} and {@link #cost} were measured. */
  public boolean isMeasured() {
    return measured.cost.isPresent();
  }

  /** A copy with other measurements. */
  private Features with(Optional<Information> known, Optional<Cost> price, double took) {
    return new Features(
        key,
        origin,
        train,
        test,
        weights,
        gains,
        adaptation,
        new Measured(measured.health, known, price),
        inputs,
        trace,
        new Seconds(seconds.adaptation, seconds.extraction, took));
  }

  /** A copy with measurements, which took {@code took} seconds. */
  Features measured(Optional<Information> known, Cost price, double took) {
    return with(known, Optional.of(price), took);
  }

  /** A copy without measurements. */
  Features unmeasured() {
    return with(Optional.empty(), Optional.empty(), 0);
  }
}
