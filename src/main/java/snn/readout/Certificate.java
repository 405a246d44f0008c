package snn.readout;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A bound on how far a loss is above its infimum, for λ > 0.
 *
 * <p>Whatever probabilities αᵢ of the classes are given to the images, if they have the labels'
 * sum, Σᵢ αᵢ = N with N the classes' numbers of images, then no W, b has a smaller loss than
 *
 * <pre>  D(α) = 1/n · Σᵢ H(αᵢ)  −  ‖1/n · Σᵢ (αᵢ − eᵢ) zᵢᵀ‖² / (2λ)</pre>
 *
 * <p>with H the entropy and eᵢ the label's indicator: D is the dual of F. For the probabilities p
 * of a model W, b with the best intercepts, F − D is ‖∇F‖² / (2λ), by W alone. Here Σᵢ pᵢ = N + s
 * with s next to nothing, so p is mixed with a constant to be exact, α = (1 − t) p + t c, where t =
 * max sₖ/Nₖ is enough for c not to be negative. As H is concave, and with R² the mean of ‖zᵢ‖²,
 *
 * <pre>
 *  inf F  ≥  (1 − t) · [F − ⟨s/n, b⟩ − ‖g‖² / (2λ)]  −  t R (2‖G‖ + t R) / (2λ)      g = G + λ W
 * </pre>
 *
 * <p>with G the gradient of the mean log-loss by W. All of it holds for features less any constant;
 * here the rounded mean.
 *
 * <p>A class without images has its best intercept at −∞ and its best weights at 0: F is nowhere
 * smaller than without such classes, and comes as near as one likes. So the model that the bound is
 * taken from has only the others: W less its mean over them, and the best intercepts by Newton's
 * method. What it costs that float64 is not exact is bounded, too, generously: see {@link
 * Rounding}.
 *
 * <p>Source: S. Shalev-Shwartz and T. Zhang, "Accelerated proximal stochastic dual coordinate
 * ascent for regularized loss minimization", Mathematical Programming 155, 2016, for the dual; S.
 * Boyd and L. Vandenberghe, "Convex Optimization", 2004, (9.9), for the bound by the gradient.
 */
final class Certificate {

  /** Logit of a class without images, relative to another's: its probability is negligible. */
  private static final double ABSENT = -100;

  /** Newton's method stops at this excess sₖ / Nₖ of the worst class. */
  private static final double TOLERANCE = 1e-13;

  /** Limit of Newton steps, rarely reached; the bound is then loose, but still valid. */
  private static final int NEWTON_STEPS = 200;

  /** Tiles whose second derivatives, [K, K] each, are kept at a time. */
  private static final int BATCH = 64;

  private final CountsObjective objective;
  private final CountsObjective logLoss;
  private final int images;
  private final int hidden;

  /** Number of classes, K. */
  private final int classes;

  /** Number of images of each class, N, [K]. */
  private final int[] classImages;

  /** Classes that have images. */
  private final int[] present;

  private final Rounding rounding;

  /** Creates a certificate for an objective with λ > 0. */
  Certificate(CountsObjective objective) {
    this.objective = objective;
    logLoss = objective.logLoss();
    images = objective.labels.length;
    hidden = objective.tiles.counts.hidden();
    classes = objective.classes;
    classImages = new int[classes];
    for (byte label : objective.labels) {
      classImages[label & 0xff]++;
    }
    present = IntStream.range(0, classes).filter(k -> classImages[k] > 0).toArray();
    rounding = new Rounding(objective);
  }

  /** Bounds the loss of {@code minimum}, as it was found and as it is, less the infimum. */
  double of(Minimum minimum) {
    double[] w = minimum.coefficients();
    double[] gradient = new double[w.length];
    double loss = logLoss.evaluate(w, gradient);
    double penalty = penalty(w);
    double exact = loss + penalty + rounding.loss(w, loss, penalty);
    return Math.max(minimum.loss(), exact) - infimum(w);
  }

  private double penalty(double[] w) {
    double squares = 0;
    for (int q = 0; q < classes * hidden; q++) {
      squares += w[q] * w[q];
    }
    return objective.lambda / 2 * squares;
  }

  /** A lower bound on the loss, near F at {@code coefficients} if those are near optimal. */
  private double infimum(double[] coefficients) {
    double[] w = withBestIntercepts(amongPresent(coefficients));
    double[] byW = new double[w.length];
    double loss = logLoss.evaluate(w, byW);
    double lambda = objective.lambda;
    double residual = rounding.residual();
    double penalty = 0;
    double g2 = 0;
    double data2 = 0;
    double size2 = 0;
    double byIntercepts = 0;
    double t = 0;
    for (int k : present) {
      double s = byW[classes * hidden + k];
      double intercept = w[classes * hidden + k];
      for (int j = 0; j < hidden; j++) {
        int q = k * hidden + j;
        double shift = rounding.shift[j];
        double data = byW[q] - s * shift;
        double g = data + lambda * w[q];
        intercept += shift * w[q];
        g2 += g * g;
        data2 += data * data;
        double size = Math.abs(byW[q]) + Math.abs(s * shift) + Math.abs(lambda * w[q]);
        size2 += size * size;
        penalty += lambda / 2 * w[q] * w[q];
      }
      byIntercepts += (Math.abs(s) + 10 * residual) * Math.abs(intercept);
      // The residuals of the last class are the others' sum, and so are its errors.
      double images = k == classes - 1 ? this.images : classImages[k];
      double excess = Math.max(0, s) * this.images + 3 * residual * images;
      t = Math.max(t, excess / classImages[k]);
    }
    double error = 20 * residual * rounding.spread + 8 * Rounding.UNIT * Math.sqrt(size2);
    double g = Math.sqrt(g2) + error;
    double data = Math.sqrt(data2) + error;
    double value = loss + penalty - rounding.loss(w, loss, penalty);
    double atP = value - byIntercepts - g * g / (2 * lambda);
    double mixed = t * rounding.spread;
    // Losses are not negative, which is all that is known where the intercepts are far off.
    return t < 1 ? Math.max(0, (1 - t) * atP - mixed * (2 * data + mixed) / (2 * lambda)) : 0;
  }

  /** The same coefficients for the classes with images, shifted to the smallest norm. */
  private double[] amongPresent(double[] coefficients) {
    double[] w = coefficients.clone();
    for (int j = 0; j < hidden; j++) {
      double mean = 0;
      for (int k : present) {
        mean += w[k * hidden + j] / present.length;
      }
      for (int k : present) {
        w[k * hidden + j] -= mean;
      }
    }
    int first = present[0];
    for (int k = 0; k < classes; k++) {
      if (classImages[k] == 0) {
        System.arraycopy(w, first * hidden, w, k * hidden, hidden);
        w[classes * hidden + k] = w[classes * hidden + first] + ABSENT;
      }
    }
    return w;
  }

  /** The logits of all training images, a tile's after another's. */
  private double[][] logits(double[] coefficients) {
    TiledCounts tiles = objective.tiles;
    int rows = tiles.tileRows;
    double[][] logits = new double[Math.ceilDiv(images, rows)][];
    TiledCounts.Scratch[] scratch = new TiledCounts.Scratch[objective.workers.threads()];
    tiles.setCoefficients(coefficients);
    objective.workers.forEach(
        logits.length,
        (worker, t) -> {
          if (scratch[worker] == null) {
            scratch[worker] = new TiledCounts.Scratch(tiles);
          }
          tiles.exactLogits(t * rows, Math.min(rows, images - t * rows), scratch[worker]);
          logits[t] = scratch[worker].logits.clone();
        });
    return logits;
  }

  private double[] withBestIntercepts(double[] coefficients) {
    double[][] logits = logits(coefficients);
    // The last of the classes stays where it is, and those without images stay below the first.
    int free = present.length - 1;
    double[] intercepts = new double[classes];
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      Moments sum = moments(logits, intercepts);
      double worst = 0;
      for (int k : present) {
        worst = Math.max(worst, Math.abs(sum.gradient[k]) / classImages[k]);
      }
      // Near the end only rounding is left of what a step would gain.
      if (worst <= TOLERANCE || (worst < 1e-9 && worst > before / 2)) {
        break;
      }
      before = worst;
      double[] change = new double[free];
      double[][] hessian = new double[free][free];
      double trace = 0;
      for (int p = 0; p < free; p++) {
        change[p] = sum.gradient[present[p]];
        for (int q = 0; q <= p; q++) {
          hessian[p][q] = sum.hessian[present[p]][present[q]];
        }
        trace += hessian[p][p];
      }
      for (int p = 0; p < free; p++) {
        // The Cholesky factor exists even where all probabilities are 0 or 1.
        hessian[p][p] += 1e-12 * trace + Double.MIN_NORMAL;
      }
      Cholesky.factor(hessian, objective.workers).solve(change);
      // Beyond a step of one the quadratic model says little about a softmax.
      double shorten = 1 / Math.max(1, Vectors.maxAbs(change));
      for (int p = 0; p < free; p++) {
        intercepts[present[p]] -= shorten * change[p];
      }
      for (int k = 0; k < classes; k++) {
        if (classImages[k] == 0) {
          intercepts[k] = intercepts[present[0]];
        }
      }
    }
    double[] result = coefficients.clone();
    for (int k = 0; k < classes; k++) {
      result[classes * hidden + k] += intercepts[k];
    }
    return result;
  }

  private Moments moments(double[][] logits, double[] intercepts) {
    int rows = objective.tiles.tileRows;
    Moments sum = new Moments(classes);
    for (int from = 0; from < logits.length; from += BATCH) {
      int first = from;
      Moments[] moments = new Moments[Math.min(BATCH, logits.length - first)];
      objective.workers.forEach(
          moments.length,
          (_, index) -> {
            int t = first + index;
            int used = Math.min(rows, images - t * rows);
            byte[] labels = Arrays.copyOfRange(objective.labels, t * rows, t * rows + used);
            moments[index] = Moments.of(logits[t], intercepts, rows, labels);
          });
      for (Moments tile : moments) {
        sum.add(tile);
      }
    }
    return sum;
  }

  /** Derivatives of a summed loss by the intercepts. */
  private static final class Moments {
    final double[] gradient;

    /** Second derivatives, of which the lower triangle is set. */
    final double[][] hessian;

    private Moments(int classes) {
      gradient = new double[classes];
      hessian = new double[classes][classes];
    }

    /** Derivatives of a tile whose logits are {@code logits + intercepts}. */
    static Moments of(double[] logits, double[] intercepts, int rows, byte[] labels) {
      int classes = intercepts.length;
      double[] p = logits.clone();
      for (int k = 0; k < classes; k++) {
        for (int i = 0; i < rows; i++) {
          p[k * rows + i] += intercepts[k];
        }
      }
      Tiles.softmax(p, rows, classes, new double[rows], new double[rows]);
      Moments m = new Moments(classes);
      for (int i = 0; i < labels.length; i++) {
        for (int k = 0; k < classes; k++) {
          double pk = p[k * rows + i];
          m.gradient[k] += (labels[i] & 0xff) == k ? pk - 1.0 : pk;
          m.hessian[k][k] += pk;
          for (int l = 0; l <= k; l++) {
            m.hessian[k][l] -= pk * p[l * rows + i];
          }
        }
      }
      return m;
    }

    void add(Moments other) {
      for (int k = 0; k < gradient.length; k++) {
        gradient[k] += other.gradient[k];
        for (int l = 0; l <= k; l++) {
          hessian[k][l] += other.hessian[k][l];
        }
      }
    }
  }

  /**
   * How far {@link CountsObjective#float64} may be from exact arithmetic. With u one rounding, d =
   * x − c the centred counts, v the weights of counts:
   *
   * <ul>
   *   <li>Logits are sums of no more than H + 16 terms, one after the other: off by ε = (H + 16) u
   *       S with S = max over the classes of Σⱼ (max|dⱼ| + |cⱼ − meanⱼ|) |vⱼ| + |b|, a bound on
   *       logits.
   *   <li>log Σ exp less a logit moves by no more than 2 ε, and is computed with an error of 4 u S
   *       ≤ ε and some (K + 22) u. Sums over rows add m roundings of their terms, which are not
   *       negative.
   *   <li>The probabilities α are those of the logits as they were computed, so they are off by
   *       some roundings only, and so is what is made of them: residuals, and the mean of any of
   *       their sums, by e = (K + 22 + m) u; an excess sₖ by 3 e Nₖ. The entropy alone is that of
   *       other logits than W's and b's, by another 2 ε.
   *   <li>A column of a class's gradient is off by 2 e √(mean of d²), twice because of the shift to
   *       the rounded mean; the last class's by as much as all others' together.
   * </ul>
   */
  private static final class Rounding {

    static final double UNIT = 0x1p-53;

    private final CountsObjective objective;
    private final int hidden;
    private final int classes;

    /** Features less scaled centred counts: (c − mean) / deviation, [H]. */
    final double[] shift;

    /** R, the root mean square norm of centred counts over deviations. */
    final double spread;

    /** max|d| + |c − mean|, over deviations, [H]. */
    private final double[] largest;

    Rounding(CountsObjective objective) {
      this.objective = objective;
      hidden = objective.tiles.counts.hidden();
      classes = objective.classes;
      Extent extent = Extent.of(objective);
      double[] deviation = objective.scaling.deviation();
      shift = new double[hidden];
      largest = new double[hidden];
      double sum = 0;
      for (int j = 0; j < hidden; j++) {
        shift[j] = (objective.tiles.centre[j] - objective.scaling.mean()[j]) / deviation[j];
        largest[j] = extent.largest[j] / deviation[j] + Math.abs(shift[j]);
        sum += extent.squares[j] / deviation[j] / deviation[j];
      }
      spread = Math.sqrt(sum / objective.labels.length);
    }

    /** Bound ε on the error of a logit. */
    private double logit(double[] w) {
      int last = classes - 1;
      double bound = 0;
      for (int k = 0; k < last; k++) {
        double size = Math.abs(w[classes * hidden + k] - w[classes * hidden + last]);
        for (int j = 0; j < hidden; j++) {
          size += largest[j] * Math.abs(w[k * hidden + j] - w[last * hidden + j]);
        }
        bound = Math.max(bound, size);
      }
      return (hidden + 16) * UNIT * bound;
    }

    /** Bound on the error of a mean log-loss, or entropy, plus the penalty at {@code w}. */
    double loss(double[] w, double loss, double penalty) {
      return 5 * logit(w)
          + UNIT * (classes + 22 + objective.roundings() * loss + classes * (hidden + 1) * penalty);
    }

    /** Bound e on the error of residuals. */
    double residual() {
      return UNIT * (classes + 22 + objective.roundings());
    }
  }

  /** Largest absolute value and sum of squares of each neuron's centred counts. */
  private static final class Extent {
    final double[] largest;
    final double[] squares;

    private Extent(int hidden) {
      largest = new double[hidden];
      squares = new double[hidden];
    }

    static Extent of(CountsObjective objective) {
      TiledCounts tiles = objective.tiles;
      int rows = tiles.tileRows;
      int hidden = tiles.counts.hidden();
      Extent[] extents = new Extent[objective.workers.threads()];
      float[][] scratch = new float[extents.length][];
      int images = objective.labels.length;
      objective.workers.forEach(
          Math.ceilDiv(images, rows),
          (worker, t) -> {
            if (extents[worker] == null) {
              extents[worker] = new Extent(hidden);
              scratch[worker] = new float[rows * tiles.columns];
            }
            int used = Math.min(rows, images - t * rows);
            float[] tile = scratch[worker];
            Tiles.unpack(tiles.counts, t * rows, used, tiles.columns, tiles.centre, tile);
            for (int i = 0; i < used; i++) {
              extents[worker].add(tile, i * tiles.columns);
            }
          });
      Extent all = new Extent(hidden);
      for (Extent extent : extents) {
        if (extent != null) {
          all.add(extent);
        }
      }
      return all;
    }

    private void add(float[] tile, int row) {
      for (int j = 0; j < largest.length; j++) {
        double d = tile[row + j];
        largest[j] = Math.max(largest[j], Math.abs(d));
        squares[j] += d * d;
      }
    }

    /** Merges another extent; sums of whole numbers below 2⁵³ are exact in any order. */
    private void add(Extent other) {
      for (int j = 0; j < largest.length; j++) {
        largest[j] = Math.max(largest[j], other.largest[j]);
        squares[j] += other.squares[j];
      }
    }
  }
}
