package snn.readout;

import snn.InvalidParameterException;
import snn.Numbers;
import snn.Workers;

/**
 * One-vs-rest least squares on targets ±1 with an unpenalised intercept:
 *
 * <pre>  min Σᵢ (yₖᵢ − wₖ zᵢ − bₖ)² + α ‖wₖ‖²       (Zᵀ Z + α I) wₖ = Zᵀ (yₖ − mean yₖ)</pre>
 *
 * <p>with Z the centred features and α = 1. As scikit-learn's {@code RidgeClassifier}.
 */
public record RidgeRegression() implements Readout {

  /** Strength of the penalty, α. */
  static final double ALPHA = 1.0;

  @Override
  public ReadoutFit fit(TrainingSet train, Fitting fitting) {
    return ReadoutFit.closed(
        this, new LinearModel(coefficients(train, fitting.workers()), train.scaling()));
  }

  /**
   * Solves the normal equations.
   *
   * @return W, [K, H] row-major, then b, [K]
   * @throws InvalidParameterException if unscaled counts are so large that α is lost beside them
   */
  static double[] coefficients(TrainingSet train, Workers workers) {
    double[] mean = train.mean();
    Scaling scaling = train.scaling();
    double[] deviation = scaling.deviation();
    int n = train.counts().images();
    int hidden = train.counts().hidden();
    int classes = train.classes();
    double[][] gram = train.gram(workers);
    for (int j = 0; j < hidden; j++) {
      gram[j][j] += ALPHA;
    }
    Cholesky cholesky = factor(gram, workers);
    ClassSums sums = ClassSums.of(train);
    double[] coefficients = new double[classes * hidden + classes];
    for (int k = 0; k < classes; k++) {
      // Zᵀ (y − mean y) = 2 Σ z over the images of class k, since Z is centred.
      double[] w = new double[hidden];
      for (int j = 0; j < hidden; j++) {
        w[j] = 2.0 * (sums.features()[k][j] - sums.images()[k] * mean[j]) / deviation[j];
      }
      cholesky.solve(w);
      double intercept = 2.0 * sums.images()[k] / n - 1.0;
      for (int j = 0; j < hidden; j++) {
        intercept -= w[j] * (mean[j] - scaling.mean()[j]) / deviation[j];
      }
      System.arraycopy(w, 0, coefficients, k * hidden, hidden);
      coefficients[classes * hidden + k] = intercept;
    }
    return coefficients;
  }

  private static Cholesky factor(double[][] normal, Workers workers) {
    try {
      return Cholesky.factor(normal, workers);
    } catch (ArithmeticException e) {
      // Standardised features have sums of squares of n at most: beside those α is never lost.
      throw new InvalidParameterException(
          "scale_features",
          "must be on for ridge with counts as large as these, beside whose squares its alpha of %s is"
                  .formatted(ALPHA)
              + " lost in the rounding, found off");
    }
  }

  @Override
  public double bytes(long images, int hidden, int classes, double featureBytes) {
    return Double.BYTES * ((double) hidden * hidden + 4.0 * classes * hidden + classes * images);
  }

  @Override
  public String line(boolean scaled) {
    return "Readout: ridge, alpha=%s, scale_features=%s"
        .formatted(Numbers.python(ALPHA), scaled ? "on" : "off");
  }
}
