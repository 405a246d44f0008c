package snn.readout;

import java.util.Arrays;
import smile.math.BFGS;
import smile.util.function.DifferentiableMultivariateFunction;
import snn.Progress;

/**
 * Smile's limited-memory BFGS, from zero, with scikit-learn's rule to stop: max|∇F| ≤ tolerance.
 *
 * <p>Source: D. Liu and J. Nocedal, "On the limited memory BFGS method for large scale
 * optimization", Mathematical Programming B 45, 1989.
 */
final class Lbfgs {

  /** Corrections kept, as in SciPy. */
  private static final int MEMORY = 10;

  private Lbfgs() {}

  static Minimum minimize(
      LogisticObjective objective, double tolerance, int maxIter, Progress.Task progress) {
    Adapter adapter = new Adapter(objective, tolerance, progress);
    double[] x = new double[objective.dimension()];
    // Smile's own rule weighs the gradient by the coefficients; with this one it asks for zero.
    BFGS.minimize(adapter, MEMORY, x, Double.MIN_VALUE, maxIter);
    return adapter.minimumAt(x, maxIter);
  }

  /**
   * What Smile minimises. Smile asks for F in its line search and then for ∇F at the point it
   * accepts, so the last evaluation is kept. A gradient within the tolerance is handed on as zero,
   * which makes Smile stop.
   */
  private static final class Adapter implements DifferentiableMultivariateFunction {
    private final LogisticObjective objective;
    private final double tolerance;
    private final Progress.Task progress;
    private final double[] point;
    private final double[] gradient;
    private double loss;
    private int evaluations;
    private int points;

    Adapter(LogisticObjective objective, double tolerance, Progress.Task progress) {
      this.objective = objective;
      this.tolerance = tolerance;
      this.progress = progress;
      point = new double[objective.dimension()];
      gradient = new double[objective.dimension()];
    }

    @Override
    public double f(double[] x) {
      if (evaluations == 0 || !Arrays.equals(x, point)) {
        System.arraycopy(x, 0, point, 0, x.length);
        loss = objective.evaluate(point, gradient);
        evaluations++;
      }
      return loss;
    }

    @Override
    public double g(double[] x, double[] g) {
      f(x);
      // Smile asks once at the start and once after each step.
      if (points++ > 0) {
        progress.advance(1);
      }
      if (maxAbs(gradient) <= tolerance) {
        Arrays.fill(g, 0.0);
      } else {
        System.arraycopy(gradient, 0, g, 0, g.length);
      }
      return loss;
    }

    Minimum minimumAt(double[] x, int maxIter) {
      f(x);
      double largest = maxAbs(gradient);
      int iterations = points - 1;
      Minimum.Stop stop =
          largest <= tolerance
              ? Minimum.Stop.CONVERGED
              : iterations < maxIter ? Minimum.Stop.NO_PROGRESS : Minimum.Stop.ITERATION_LIMIT;
      return new Minimum(x, loss, largest, iterations, evaluations, stop);
    }
  }

  static double maxAbs(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
