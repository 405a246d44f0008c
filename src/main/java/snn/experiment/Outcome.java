package snn.experiment;

import snn.core.SampleTrace;
import snn.readout.Evaluation;
import snn.readout.ReadoutFit;

/**
 * What came out of one layer and its readout.
 *
 * @param settings what it was made of
 * @param weightsSha256 of the weights, see {@link snn.core.RandomLinear#sha256}
 * @param train the training images' features
 * @param test the test images' features
 * @param fit the readout
 * @param evaluation how well it reads the test images
 * @param filters the first rows of the weights, for a figure, [≤ 32, N]
 * @param trace what the layer did on the first training image
 */
public record Outcome(
    Settings settings,
    String weightsSha256,
    Features train,
    Features test,
    ReadoutFit fit,
    Evaluation evaluation,
    float[] filters,
    SampleTrace trace) {

  /** Rows of weights that are kept. */
  public static final int FILTERS = 32;

  /**
   * Spike counts, summed up.
   *
   * @param images number of images
   * @param mean mean count per image and neuron
   * @param sha256 of the counts, see {@link snn.core.SpikeCounts#sha256}
   */
  public record Features(int images, double mean, String sha256) {}
}
