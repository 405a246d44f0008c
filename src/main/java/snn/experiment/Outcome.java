package snn.experiment;

import java.util.Arrays;
import snn.Progress;
import snn.Sha256;
import snn.Workers;
import snn.core.LayerHealth;
import snn.core.SampleTrace;
import snn.data.LabelledImages;
import snn.readout.Evaluation;
import snn.readout.ReadoutFit;

/**
 * What came out of one layer and its readout.
 *
 * @param settings what it was made of
 * @param weightsSha256 of the weights as little-endian float32, [H, N]
 * @param gains of the neurons
 * @param train the training images' features, and how the readout reads them
 * @param test the same of the test images
 * @param health what the layer did on the training images
 * @param fit the readout
 * @param floors what any readout should beat
 * @param filters the first rows of the weights, for a figure, [≤ 32, N]
 * @param trace what the layer did on the first training image
 * @param seconds how long it took
 */
public record Outcome(
    Settings settings,
    String weightsSha256,
    Gains gains,
    Part train,
    Part test,
    LayerHealth health,
    ReadoutFit fit,
    Floors floors,
    float[] filters,
    SampleTrace trace,
    Seconds seconds) {

  /** Rows of weights that are kept. */
  public static final int FILTERS = 32;

  /**
   * One part of the dataset.
   *
   * @param countsSha256 of the spike counts, see {@link snn.core.SpikeCounts#sha256}
   * @param evaluation how well the readout reads it
   */
  public record Part(String countsSha256, Evaluation evaluation) {

    private static Part of(Features.Part features, ReadoutFit fit, Workers workers) {
      byte[] read = fit.model().predict(features.counts(), workers);
      return new Part(features.counts().sha256(), Evaluation.of(read, features.labels()));
    }

    /** Number of images. */
    public int images() {
      return evaluation.predictions().length;
    }
  }

  /**
   * The gains of a layer; all 1 without homeostasis.
   *
   * @param sha256 of the gains as little-endian float32, [H]
   * @param smallest of all neurons
   * @param largest of all neurons
   */
  public record Gains(String sha256, float smallest, float largest) {

    static Gains of(float[] gains) {
      float smallest = Float.POSITIVE_INFINITY;
      float largest = Float.NEGATIVE_INFINITY;
      for (float gain : gains) {
        smallest = Math.min(smallest, gain);
        largest = Math.max(largest, gain);
      }
      return new Gains(Sha256.hex(gains), smallest, largest);
    }
  }

  /**
   * Seconds by stage.
   *
   * @param adaptation of the gains
   * @param features spike counts of all images
   * @param readout fitting the readout
   */
  public record Seconds(double adaptation, double features, double readout) {}

  /** Fits a readout to a layer's features, and tests it. */
  public static Outcome of(
      Settings settings,
      Features features,
      Floors floors,
      Backend backend,
      Workers workers,
      Progress progress) {
    long start = System.nanoTime();
    ReadoutFit fit =
        ReadoutFit.fit(
            features.train().counts(),
            features.train().labels(),
            settings.readout(),
            settings.seed(),
            backend.cuda(),
            workers,
            progress);
    double readout = (System.nanoTime() - start) / 1e9;
    int filters = Math.min(settings.hidden(), FILTERS);
    return new Outcome(
        settings,
        Sha256.hex(features.weights()),
        Gains.of(features.gains()),
        Part.of(features.train(), fit, workers),
        Part.of(features.test(), fit, workers),
        features.health(),
        fit,
        floors,
        Arrays.copyOf(features.weights(), filters * LabelledImages.PIXELS),
        features.trace(),
        new Seconds(features.seconds().adaptation(), features.seconds().extraction(), readout));
  }

  /** Share of test images read rightly. */
  public double testAccuracy() {
    return test.evaluation().accuracy();
  }
}
