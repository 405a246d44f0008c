package snn.readout;

import java.util.Arrays;
import smile.math.BFGS;
import smile.util.function.DifferentiableMultivariateFunction;
import snn.Progress;

/**
 * Smile's limited-memory BFGS with the rule to stop of scikit-learn since 1.4, max|∇F| ≤ tolerance
 * for F a mean over images. (Before, F was their sum, and the rule n times as strict.)
 *
 * <p>Source: D. Liu and J. Nocedal, "On the limited memory BFGS method for large scale
 * optimization", Mathematical Programming B 45, 1989.
 */
final class Lbfgs {

  /**
   * Smallest max|∇F| that can be reached with float32 products. Below it, what is left to gain can
   * be less than the rounding of F, about 1e-9.
   */
  static final double FLOAT32_TOLERANCE = 2e-5;

  /** Settings of Smile's minimiser. */
  private enum Stage {
    /** Keeps ten corrections, as SciPy does. */
    PLAIN(10),
    /** Keeps more corrections, which are cheap next to an evaluation and save some. */
    WHITENED(30);

    final int memory;

    Stage(int memory) {
      this.memory = memory;
    }
  }

  private Lbfgs() {}

  /** Minimises from zero. */
  static Minimum minimize(
      LogisticObjective objective, double tolerance, int maxIter, Progress.Task progress) {
    return descend(
        objective, Coordinates.PLAIN, Stage.PLAIN, StopRule.gradient(tolerance), maxIter, progress);
  }

  /**
   * Minimises in whitened coordinates, as far as float32 carries.
   *
   * @param whitening where minimisation starts, and its coordinates
   */
  static Minimum minimize(
      LogisticObjective objective,
      Whitening whitening,
      StopRule rule,
      int maxIter,
      Progress.Task progress) {
    return descend(objective, whitening, Stage.WHITENED, rule.inFloat32(), maxIter, progress);
  }

  private static Minimum descend(
      LogisticObjective objective,
      Coordinates coordinates,
      Stage stage,
      StopRule rule,
      int maxIter,
      Progress.Task progress) {
    Adapter adapter = new Adapter(objective, coordinates, stage, rule, progress);
    double[] x = new double[objective.dimension()];
    // Smile's own rule weighs the gradient by the coefficients; with this one it asks for zero.
    BFGS.minimize(adapter, stage.memory, x, Double.MIN_VALUE, maxIter);
    return adapter.minimumAt(x, maxIter);
  }

  /**
   * What Smile minimises. Smile asks for F in its line search and then for ∇F at the point it
   * accepts, so the last evaluation is kept. A gradient within the tolerance is handed on as zero,
   * which makes Smile stop.
   */
  private static final class Adapter implements DifferentiableMultivariateFunction {

    /** Relative difference of F below which rounding hides changes of F. */
    private static final double RESOLUTION = 1e-7;

    /** Factor on the estimated distance from the infimum, so that it is rarely too small. */
    private static final double MARGIN = 2;

    private final LogisticObjective objective;
    private final Coordinates coordinates;
    private final Stage stage;
    private final StopRule rule;
    private final Progress.Task progress;

    private final double[] coefficients;
    private final double[] gradient;
    private final Point here;
    private final Point accepted;
    private int evaluations;
    private int points;
    private final Minimum.Course.Notes course = new Minimum.Course.Notes(Minimum.Course.UNSEEN);

    /** One point, in the coordinates. */
    private static final class Point {
      final double[] x;
      final double[] slope;
      double loss;

      /** The value of F that Smile is given. */
      double value;

      Point(int dimension) {
        x = new double[dimension];
        slope = new double[dimension];
      }

      void set(Point other) {
        System.arraycopy(other.x, 0, x, 0, x.length);
        System.arraycopy(other.slope, 0, slope, 0, slope.length);
        loss = other.loss;
        value = other.value;
      }
    }

    Adapter(
        LogisticObjective objective,
        Coordinates coordinates,
        Stage stage,
        StopRule rule,
        Progress.Task progress) {
      this.objective = objective;
      this.coordinates = coordinates;
      this.stage = stage;
      this.rule = rule;
      this.progress = progress;
      coefficients = new double[objective.dimension()];
      gradient = new double[objective.dimension()];
      here = new Point(objective.dimension());
      accepted = new Point(objective.dimension());
    }

    @Override
    public double f(double[] x) {
      if (evaluations == 0 || !Arrays.equals(x, here.x)) {
        System.arraycopy(x, 0, here.x, 0, x.length);
        coordinates.coefficients(x, coefficients);
        here.loss = objective.evaluate(coefficients, gradient);
        evaluations++;
        coordinates.gradient(gradient, here.slope);
        here.value = stage == Stage.PLAIN ? here.loss : accepted.value + change();
      }
      return here.value;
    }

    /**
     * How F has changed since the last accepted point. Near the minimum F loses the digits that
     * would tell; there its gradient at both ends of the step tells, by the trapezoidal rule.
     */
    private double change() {
      if (points == 0) {
        return 0;
      }
      double difference = here.loss - accepted.loss;
      if (Math.abs(difference) > RESOLUTION * Math.abs(here.loss)) {
        return difference;
      }
      double sum = 0;
      for (int q = 0; q < here.x.length; q++) {
        sum += (accepted.slope[q] + here.slope[q]) * (here.x[q] - accepted.x[q]);
      }
      return sum / 2;
    }

    private boolean mayStop() {
      return rule.isFlat(gradient) && rule.mayBeClose(gradient, here.loss, MARGIN);
    }

    @Override
    public double g(double[] x, double[] g) {
      f(x);
      // Smile asks once at the start and once after each step.
      if (points++ > 0) {
        progress.advance(1);
      }
      accepted.set(here);
      course.add(here.loss, gradient);
      if (mayStop()) {
        Arrays.fill(g, 0.0);
      } else {
        System.arraycopy(here.slope, 0, g, 0, g.length);
      }
      return here.value;
    }

    Minimum minimumAt(double[] x, int maxIter) {
      f(x);
      double largest = Vectors.maxAbs(gradient);
      int iterations = points - 1;
      Minimum.Stop stop =
          mayStop()
              ? Minimum.Stop.CONVERGED
              : iterations < maxIter ? Minimum.Stop.NO_PROGRESS : Minimum.Stop.ITERATION_LIMIT;
      return new Minimum(
          coefficients, here.loss, largest, iterations, evaluations, stop, course.course());
    }
  }
}
