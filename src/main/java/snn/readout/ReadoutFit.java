package snn.readout;

import java.util.Optional;
import snn.Progress;
import snn.Workers;
import snn.core.SpikeCounts;

/**
 * A readout fitted to training images.
 *
 * @param options how
 * @param model what came out
 * @param minimum where the minimiser stopped; empty for a closed form
 */
public record ReadoutFit(ReadoutOptions options, LinearModel model, Optional<Minimum> minimum) {

  /**
   * Fits a readout.
   *
   * @param counts features, [images, H]
   * @param labels digits, [images]
   */
  public static ReadoutFit fit(
      SpikeCounts counts,
      byte[] labels,
      ReadoutOptions options,
      Workers workers,
      Progress progress) {
    Scaling standard = Scaling.fit(counts);
    double[] mean = standard.mean();
    Scaling scaling = options.scaleFeatures() ? standard : Scaling.none(counts.hidden());
    return switch (options.kind()) {
      case RIDGE -> {
        double[] coefficients = Ridge.fit(new TrainingSet(counts, labels, mean, scaling), workers);
        yield new ReadoutFit(options, new LinearModel(coefficients, scaling), Optional.empty());
      }
      case LOGREG -> {
        LogisticObjective objective =
            new CountsObjective(
                counts, labels, mean, scaling, options.lambda(counts.images()), workers);
        Minimum minimum = minimize(objective, options, progress);
        LinearModel model = new LinearModel(minimum.coefficients(), scaling);
        yield new ReadoutFit(options, model, Optional.of(minimum));
      }
    };
  }

  private static Minimum minimize(
      LogisticObjective objective, ReadoutOptions options, Progress progress) {
    try (Progress.Task task = progress.start("readout fit", options.maxIter(), "it")) {
      Minimum minimum =
          switch (options.solver()) {
            case LBFGS ->
                Lbfgs.minimize(objective, ReadoutOptions.TOLERANCE, options.maxIter(), task);
          };
      task.complete();
      return minimum;
    }
  }
}
