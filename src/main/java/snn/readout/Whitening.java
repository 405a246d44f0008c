package snn.readout;

import snn.Workers;
import snn.data.LabelledImages;

/**
 * Coordinates in which the multinomial loss is round where minimisation usually starts. At
 * coefficients of zero all K classes are equally probable, and the Hessian is
 *
 * <pre>  (I − 11ᵀ/K)/K ⊗ diag(G/n, 1)  +  λ      G the Gram matrix of the centred features</pre>
 *
 * <p>With L Lᵀ = G/(K n) + ρ I and m the mean of the standardised features, coordinates u, β of a
 * class stand for
 *
 * <pre>  w = w₀ + L⁻ᵀ u      b = b₀ + √K β − mᵀ L⁻ᵀ u</pre>
 *
 * <p>in which it is the identity on the differences between classes, for ρ = λ. (Class sums neither
 * enter the loss nor change.) Features need not be centred: b moves along. Where λ is 0 or as good
 * as, ρ is a millionth of the mean of the diagonal, so that the factor exists although features are
 * constant or copies of each other; that changes the path to the minimum, not the minimum.
 */
final class Whitening implements Coordinates {

  private static final int CLASSES = LabelledImages.CLASSES;

  private static final double RELATIVE_RIDGE = 1e-6;

  private final Cholesky cholesky;
  private final double[] mean;
  private final double[] origin;
  private final Workers workers;

  private Whitening(Cholesky cholesky, double[] mean, double[] origin, Workers workers) {
    this.cholesky = cholesky;
    this.mean = mean;
    this.origin = origin;
    this.workers = workers;
  }

  /**
   * For an objective with the given features and λ; starts at zero. Those of a similar objective
   * will do, less well.
   *
   * @param gram of the standardised features less their mean, [H, H]
   * @param images n
   * @param mean m, the mean of the standardised features, [H]
   */
  static Whitening of(double[][] gram, int images, double[] mean, double lambda, Workers workers) {
    int hidden = gram.length;
    double scale = 1.0 / (CLASSES * (double) images);
    double[][] a = new double[hidden][];
    double trace = 0;
    for (int i = 0; i < hidden; i++) {
      a[i] = new double[hidden];
      for (int j = 0; j <= i; j++) {
        a[i][j] = scale * gram[i][j];
      }
      trace += a[i][i];
    }
    double ridge = Math.max(lambda, trace > 0 ? RELATIVE_RIDGE * trace / hidden : 1.0);
    for (int i = 0; i < hidden; i++) {
      a[i][i] += ridge;
    }
    double[] origin = new double[CLASSES * hidden + CLASSES];
    return new Whitening(Cholesky.factor(a, workers), mean, origin, workers);
  }

  /** The same coordinates with the zero at {@code coefficients}. */
  Whitening from(double[] coefficients) {
    return new Whitening(cholesky, mean, coefficients, workers);
  }

  @Override
  public void coefficients(double[] u, double[] w) {
    int hidden = mean.length;
    workers.forEach(
        CLASSES,
        (_, k) -> {
          double[] step = new double[hidden];
          System.arraycopy(u, k * hidden, step, 0, hidden);
          cholesky.solveUpper(step);
          for (int j = 0; j < hidden; j++) {
            w[k * hidden + j] = origin[k * hidden + j] + step[j];
          }
          int b = CLASSES * hidden + k;
          w[b] = origin[b] + Math.sqrt(CLASSES) * u[b] - Vectors.dot(mean, 0, step, hidden);
        });
  }

  @Override
  public void gradient(double[] byCoefficients, double[] byCoordinates) {
    int hidden = mean.length;
    workers.forEach(
        CLASSES,
        (_, k) -> {
          int b = CLASSES * hidden + k;
          double[] g = new double[hidden];
          for (int j = 0; j < hidden; j++) {
            g[j] = byCoefficients[k * hidden + j] - mean[j] * byCoefficients[b];
          }
          cholesky.solveLower(g);
          System.arraycopy(g, 0, byCoordinates, k * hidden, hidden);
          byCoordinates[b] = Math.sqrt(CLASSES) * byCoefficients[b];
        });
  }
}
