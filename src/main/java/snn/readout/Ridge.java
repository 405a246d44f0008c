package snn.readout;

import snn.InvalidParameterException;
import snn.Workers;
import snn.core.FeatureMatrix;

/**
 * One-vs-rest least squares on targets ±1 with an unpenalised intercept:
 *
 * <pre>  min Σᵢ (yₖᵢ − wₖ zᵢ − bₖ)² + α ‖wₖ‖²       (Zᵀ Z + α I) wₖ = Zᵀ (yₖ − mean yₖ)</pre>
 *
 * <p>with Z the centred features. As scikit-learn's {@code RidgeClassifier}.
 */
final class Ridge {

  private Ridge() {}

  /**
   * Solves the normal equations.
   *
   * @return W, [K, H] row-major, then b, [K]
   * @throws InvalidParameterException if unscaled counts are so large that α is lost beside them
   */
  static double[] fit(TrainingSet train, Workers workers) {
    FeatureMatrix counts = train.counts();
    byte[] labels = train.labels();
    double[] mean = train.mean();
    Scaling scaling = train.scaling();
    double[] deviation = scaling.deviation();
    int n = counts.images();
    int hidden = counts.hidden();
    int classes = train.classes();
    double[][] gram = train.gram(workers);
    for (int j = 0; j < hidden; j++) {
      gram[j][j] += RidgeRegression.ALPHA;
    }
    Cholesky cholesky = factor(gram, workers);

    long[][] sums = new long[classes][hidden];
    int[] images = new int[classes];
    int[] row = new int[hidden];
    for (int i = 0; i < n; i++) {
      int label = labels[i] & 0xff;
      long[] sum = sums[label];
      images[label]++;
      counts.row(i, row);
      for (int j = 0; j < hidden; j++) {
        sum[j] += row[j];
      }
    }
    double[] coefficients = new double[classes * hidden + classes];
    for (int k = 0; k < classes; k++) {
      // Zᵀ (y − mean y) = 2 Σ z over the images of class k, since Z is centred.
      double[] w = new double[hidden];
      for (int j = 0; j < hidden; j++) {
        w[j] = 2.0 * (sums[k][j] - images[k] * mean[j]) / deviation[j];
      }
      cholesky.solve(w);
      double intercept = 2.0 * images[k] / n - 1.0;
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
                  .formatted(RidgeRegression.ALPHA)
              + " lost in the rounding, found off");
    }
  }
}
