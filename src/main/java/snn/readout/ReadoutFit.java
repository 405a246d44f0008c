package snn.readout;

import java.util.Optional;
import java.util.OptionalDouble;
import snn.core.FeatureMatrix;

/**
 * A readout fitted to training images.
 *
 * @param readout what was fitted, with the C that was used
 * @param model the fitted model
 * @param minimum where the minimiser stopped; empty for a closed form
 * @param certificate bound on how far the loss is above the smallest possible one; empty without a
 *     penalty, see {@code Certificate}
 * @param path how C was chosen; empty where it was given
 * @param device that computed sums: {@code cuda}, whose last bits differ, or {@code cpu}
 */
public record ReadoutFit(
    Readout readout,
    Classifier model,
    Optional<Minimum> minimum,
    OptionalDouble certificate,
    Optional<PenaltyPath> path,
    String device) {

  /** Name of the CPU, whose sums have the same bits on every machine. */
  static final String CPU = "cpu";

  /** A fit without a minimiser, on the CPU. */
  public static ReadoutFit closed(Readout readout, Classifier model) {
    return new ReadoutFit(
        readout, model, Optional.empty(), OptionalDouble.empty(), Optional.empty(), CPU);
  }

  /** The fitted model, where it is linear. */
  public Optional<LinearModel> linear() {
    return model instanceof LinearModel linear ? Optional.of(linear) : Optional.empty();
  }

  /**
   * Fits a readout.
   *
   * @param counts features, [images, H]
   * @param labels classes as unsigned bytes, [images]
   * @param classes K
   * @param scaled whether the features are standardised
   */
  public static ReadoutFit fit(
      FeatureMatrix counts,
      byte[] labels,
      int classes,
      Readout readout,
      boolean scaled,
      Fitting fitting) {
    return readout.fit(TrainingSet.of(counts, labels, classes, scaled), fitting);
  }
}
