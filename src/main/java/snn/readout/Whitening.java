package snn.readout;

import java.util.Arrays;
import snn.Workers;

/**
 * Coordinates in which the multinomial loss is well conditioned: near the coefficients zero, where
 * minimisation usually starts, or near others. The diagonal blocks of the Hessian, one for a class
 * k, are
 *
 * <pre>  1/n · Σᵢ qᵢ (zᵢ, 1)(zᵢ, 1)ᵀ  +  λ diag(1, 0)      qᵢ = pᵢₖ (1 − pᵢₖ)</pre>
 *
 * <p>With m the mean of features z weighted by q, σ² = n/Σᵢ qᵢ and L Lᵀ = 1/n · Σᵢ qᵢ (zᵢ − m)(zᵢ −
 * m)ᵀ + ρ I, coordinates u, β of a class stand for
 *
 * <pre>  w = w₀ + L⁻ᵀ u      b = b₀ + σ β − mᵀ L⁻ᵀ u</pre>
 *
 * <p>in which its block is the identity, for ρ = λ. Features need not be centred: b moves along. ρ
 * is never less than a share of the mean of the diagonal that keeps rounding away, so that the
 * factor exists although features are constant or copies of each other; that changes the path to
 * the minimum, not the minimum.
 *
 * <p>At zero all K classes are equally probable. There one factor serves all of them, with q = 1/K:
 * on the differences between classes that is the whole Hessian. (Class sums neither enter the loss
 * nor change.) Elsewhere classes share a factor, with the mean of their q, where one for each would
 * be too large.
 */
final class Whitening implements Coordinates {

  private static final double RELATIVE_RIDGE = 1e-6;

  /** A factor is expensive if it takes longer than this many evaluations of the loss. */
  private static final int SEVERAL = 5;

  /** An expensive factor takes more multiply-adds than this, those for 4,700 neurons. */
  private static final double SECONDS = 0x1p34;

  /** Largest memory of all factors together, in bytes. */
  private static final long MOST_BYTES = 1L << 30;

  /**
   * The coordinates of some classes.
   *
   * @param cholesky L
   * @param mean m, [H]
   * @param sigma σ
   */
  private record Block(Cholesky cholesky, double[] mean, double sigma) {}

  /** One block for each class, or one for all. */
  private final Block[] blocks;

  private final int classes;
  private final double[] origin;
  private final Workers workers;

  private Whitening(Block[] blocks, int classes, double[] origin, Workers workers) {
    this.blocks = blocks;
    this.classes = classes;
    this.origin = origin;
    this.workers = workers;
  }

  /**
   * Coordinates for an objective with the given features and λ, near zero, where they start. They
   * also serve a similar objective, less well.
   *
   * @param gram of the standardised features less their mean, [H, H]
   * @param images n
   * @param mean m, the mean of the standardised features, [H]
   * @param classes K
   */
  static Whitening of(
      double[][] gram, int images, double[] mean, int classes, double lambda, Workers workers) {
    int hidden = gram.length;
    double scale = 1.0 / (classes * (double) images);
    double[][] a = new double[hidden][];
    double trace = 0;
    for (int i = 0; i < hidden; i++) {
      a[i] = new double[hidden];
      for (int j = 0; j <= i; j++) {
        a[i][j] = scale * gram[i][j];
      }
      trace += a[i][i];
    }
    Block all =
        block(a, mean, Math.sqrt(classes), lambda, RELATIVE_RIDGE * trace / hidden, workers);
    return new Whitening(
        new Block[] {all}, classes, new double[classes * hidden + classes], workers);
  }

  /**
   * Coordinates for an objective near coefficients at which its classes have the given
   * probabilities; they start at {@code origin}.
   *
   * @param probabilities as {@link CountsObjective#probabilities} gives them
   */
  static Whitening near(CountsObjective objective, double[][] probabilities, double[] origin) {
    int classes = objective.classes;
    boolean fit = fit(objective);
    double[][][] grams =
        WeightedGram.of(
            objective.tiles,
            curvatures(probabilities, objective.tiles.tileRows, classes, fit),
            fit ? classes : 1,
            objective.workers);
    Block[] blocks = new Block[grams.length];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = block(objective, grams[b]);
    }
    return new Whitening(blocks, classes, origin, objective.workers);
  }

  /** Whether factors of all classes fit the memory limit. */
  private static boolean fit(CountsObjective objective) {
    long features = objective.tiles.counts.hidden() + 1L;
    return objective.classes * features * features * Double.BYTES <= MOST_BYTES;
  }

  /**
   * Cost of {@link #near} in products with the Hessian where all classes share a factor, which
   * saves few; 0 where each has its own, which is always worth its cost.
   */
  static int price(CountsObjective objective) {
    int hidden = objective.tiles.counts.hidden();
    return fit(objective) ? 0 : hidden / (4 * (objective.classes - 1));
  }

  /** Whether {@link #of} is expensive next to evaluations of the loss of {@code images} images. */
  static boolean isDear(int hidden, int images, int classes) {
    double factor = (double) hidden * hidden * hidden / 6;
    return factor > SECONDS && factor > SEVERAL * 2.0 * (classes - 1) * hidden * images;
  }

  /** q, [tiles][groups, rows], of every class or their mean. */
  private static double[][] curvatures(
      double[][] probabilities, int rows, int classes, boolean ofClasses) {
    double[][] result = new double[probabilities.length][];
    for (int t = 0; t < result.length; t++) {
      double[] p = probabilities[t];
      double[] q = new double[ofClasses ? p.length : rows];
      for (int at = 0; at < p.length; at++) {
        if (ofClasses) {
          q[at] = p[at] * (1 - p[at]);
        } else {
          q[at % rows] += p[at] * (1 - p[at]) / (classes - 1);
        }
      }
      result[t] = q;
    }
    return result;
  }

  /**
   * Computes a block from weighted products of centred counts.
   *
   * @param gram lower triangle of Σᵢ qᵢ (dᵢ, 1)(dᵢ, 1)ᵀ, [H + 1, H + 1]; overwritten
   */
  private static Block block(CountsObjective objective, double[][] gram) {
    int hidden = gram.length - 1;
    double[] deviation = objective.scaling.deviation();
    double[] sums = gram[hidden];
    double weight = sums[hidden];
    if (!(weight > 0)) {
      // All probabilities are 0 or 1: there is no curvature, and no gradient.
      weight = 1;
    }
    double scale = 1.0 / objective.labels.length;
    double[] mean = new double[hidden];
    double[][] a = new double[hidden][];
    double trace = 0;
    for (int i = 0; i < hidden; i++) {
      trace += scale * gram[i][i] / (deviation[i] * deviation[i]);
      a[i] = gram[i];
      for (int j = 0; j <= i; j++) {
        double centred = gram[i][j] - sums[i] * sums[j] / weight;
        a[i][j] = scale * centred / (deviation[i] * deviation[j]);
      }
      double shift = objective.tiles.centre[i] - objective.scaling.mean()[i];
      mean[i] = (sums[i] / weight + shift) / deviation[i];
    }
    // Exceeds the rounding errors of the sums, of their centring and of the factor.
    double ridge = (1e-10 + 1e-15 * hidden * hidden) * trace / hidden;
    double sigma = 1 / Math.sqrt(scale * weight);
    return block(a, mean, sigma, objective.lambda, ridge, objective.workers);
  }

  private static Block block(
      double[][] a, double[] mean, double sigma, double lambda, double ridge, Workers workers) {
    double rho = Math.max(lambda, ridge > 0 ? ridge : 1.0);
    for (int i = 0; i < a.length; i++) {
      a[i][i] += rho;
    }
    return new Block(Cholesky.factor(a, workers), mean, sigma);
  }

  /** The same coordinates, but starting at {@code coefficients}. */
  Whitening from(double[] coefficients) {
    return new Whitening(blocks, classes, coefficients, workers);
  }

  private Block block(int k) {
    return blocks[blocks.length == 1 ? 0 : k];
  }

  /** Processes classes that share a factor, which is then read from memory once for all. */
  @FunctionalInterface
  private interface ClassesBody {
    /** Processes classes {@code from} … {@code to} − 1. */
    void run(Block block, int from, int to);
  }

  private void forEachClasses(ClassesBody body) {
    int size = blocks.length > 1 ? 1 : Math.ceilDiv(classes, workers.threads());
    int together = Math.min(size, Cholesky.ROWS);
    workers.forEach(
        Math.ceilDiv(classes, together),
        (_, task) -> {
          int from = task * together;
          body.run(block(from), from, Math.min(classes, from + together));
        });
  }

  @Override
  public void coefficients(double[] u, double[] w) {
    int hidden = block(0).mean.length;
    forEachClasses(
        (block, from, to) -> {
          double[][] steps = new double[to - from][];
          Arrays.setAll(
              steps, k -> Arrays.copyOfRange(u, (from + k) * hidden, (from + k + 1) * hidden));
          block.cholesky.solveUpper(steps);
          for (int k = from; k < to; k++) {
            double[] step = steps[k - from];
            for (int j = 0; j < hidden; j++) {
              w[k * hidden + j] = origin[k * hidden + j] + step[j];
            }
            int b = classes * hidden + k;
            w[b] = origin[b] + block.sigma * u[b] - Vectors.dot(block.mean, 0, step, hidden);
          }
        });
  }

  @Override
  public void gradient(double[] byCoefficients, double[] byCoordinates) {
    int hidden = block(0).mean.length;
    forEachClasses(
        (block, from, to) -> {
          double[][] slopes = new double[to - from][hidden];
          for (int k = from; k < to; k++) {
            int b = classes * hidden + k;
            for (int j = 0; j < hidden; j++) {
              slopes[k - from][j] =
                  byCoefficients[k * hidden + j] - block.mean[j] * byCoefficients[b];
            }
            byCoordinates[b] = block.sigma * byCoefficients[b];
          }
          block.cholesky.solveLower(slopes);
          for (int k = from; k < to; k++) {
            System.arraycopy(slopes[k - from], 0, byCoordinates, k * hidden, hidden);
          }
        });
  }
}
