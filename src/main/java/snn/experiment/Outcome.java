package snn.experiment;

import snn.core.LayerHealth;
import snn.core.SampleTrace;
import snn.readout.Evaluation;
import snn.readout.ReadoutFit;

/**
 * What came out of one layer and its readout.
 *
 * @param settings what it was made of
 * @param weightsSha256 of the weights, see {@link snn.core.RandomLinear#sha256}
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
    /** Number of images. */
    public int images() {
      return evaluation.predictions().length;
    }
  }

  /**
   * Seconds by stage.
   *
   * @param features spike counts of all images
   * @param readout fitting the readout
   */
  public record Seconds(double features, double readout) {}

  /** Share of test images read rightly. */
  public double testAccuracy() {
    return test.evaluation().accuracy();
  }
}
