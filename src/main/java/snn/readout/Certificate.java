package snn.readout;

import java.util.Arrays;
import snn.data.LabelledImages;

/**
 * A bound on how far a loss is above the smallest one, for λ > 0.
 *
 * <p>As a function of W alone, with the unpenalised intercepts at their best, φ(W) = min over b of
 * F(W, b) is λ-strongly convex, and its gradient is that of F by W at the best b. So for F found at
 * some W, b, and b* the best intercepts there,
 *
 * <pre>  F − min F  ≤  F − F(W, b*)  +  ‖∇F(W, b*)‖² / (2λ)</pre>
 *
 * <p>b* comes from Newton's method on the K − 1 differences of intercepts; all is in float64.
 *
 * <p>Source: S. Boyd and L. Vandenberghe, "Convex Optimization", 2004, (9.9).
 */
final class Certificate {

  private static final int CLASSES = Tiles.CLASSES;

  /** Largest derivative by an intercept that counts as none. */
  private static final double TOLERANCE = 1e-11;

  /** More than a sound problem takes; where a class has no images its intercept is at −∞. */
  private static final int NEWTON_STEPS = 200;

  private Certificate() {}

  /** Bounds the loss of {@code minimum} less the smallest of {@code objective}, whose λ > 0. */
  static double of(CountsObjective objective, Minimum minimum) {
    double[] coefficients = withBestIntercepts(objective, minimum.coefficients());
    double[] gradient = new double[coefficients.length];
    double loss = objective.float64().evaluate(coefficients, gradient);
    double squares = 0;
    for (double g : gradient) {
      squares += g * g;
    }
    return minimum.loss() - loss + squares / (2 * objective.lambda);
  }

  private static double[] withBestIntercepts(CountsObjective objective, double[] coefficients) {
    TiledCounts tiles = objective.tiles;
    int images = tiles.counts.images();
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

    double[] intercepts = new double[CLASSES];
    for (int step = 0; step < NEWTON_STEPS; step++) {
      Moments[] moments = new Moments[logits.length];
      objective.workers.forEach(
          logits.length,
          (_, t) -> {
            int used = Math.min(rows, images - t * rows);
            byte[] labels = Arrays.copyOfRange(objective.labels, t * rows, t * rows + used);
            moments[t] = Moments.of(logits[t], intercepts, rows, labels);
          });
      Moments sum = new Moments();
      for (Moments tile : moments) {
        sum.add(tile);
      }
      double[] change = sum.gradient;
      if (Vectors.maxAbs(change) <= TOLERANCE * images) {
        break;
      }
      for (int k = 0; k < CLASSES; k++) {
        // So the factor exists. Where that is more than the curvature, hardly any gradient is left.
        sum.hessian[k][k] += TOLERANCE * images;
      }
      Cholesky.factor(sum.hessian, objective.workers).solve(change);
      // Beyond a step of one the quadratic model says little about a softmax.
      double shorten = Math.min(1.0, 1.0 / Vectors.maxAbs(change));
      for (int k = 0; k < CLASSES; k++) {
        intercepts[k] -= shorten * change[k];
      }
    }
    double[] result = coefficients.clone();
    int last = LabelledImages.CLASSES * tiles.counts.hidden();
    for (int k = 0; k < CLASSES; k++) {
      result[last + k] += intercepts[k];
    }
    return result;
  }

  /** Derivatives of a summed loss by the intercepts of all classes but the last. */
  private static final class Moments {
    final double[] gradient = new double[CLASSES];
    final double[][] hessian = new double[CLASSES][CLASSES];

    /** Of a tile whose logits are {@code logits + intercepts}. */
    static Moments of(double[] logits, double[] intercepts, int rows, byte[] labels) {
      double[] p = logits.clone();
      for (int k = 0; k < CLASSES; k++) {
        for (int i = 0; i < rows; i++) {
          p[k * rows + i] += intercepts[k];
        }
      }
      Tiles.softmax(p, rows, new double[rows], new double[rows]);
      Moments m = new Moments();
      for (int i = 0; i < labels.length; i++) {
        for (int k = 0; k < CLASSES; k++) {
          double pk = p[k * rows + i];
          m.gradient[k] += labels[i] == k ? pk - 1.0 : pk;
          m.hessian[k][k] += pk;
          for (int l = 0; l <= k; l++) {
            m.hessian[k][l] -= pk * p[l * rows + i];
          }
        }
      }
      return m;
    }

    void add(Moments other) {
      for (int k = 0; k < CLASSES; k++) {
        gradient[k] += other.gradient[k];
        for (int l = 0; l <= k; l++) {
          hessian[k][l] += other.hessian[k][l];
        }
      }
    }
  }
}
