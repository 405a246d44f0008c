package snn.readout;

import java.util.Arrays;

/**
 * Where a minimiser stopped, and why.
 *
 * @param coefficients W, [K, H] row-major, then b, [K], of standardised features
 * @param loss F there, penalty included
 * @param maxGradient the largest component of ∇F there, in absolute value
 * @param iterations steps taken; of saga epochs, n steps each
 * @param evaluations passes over the training images
 * @param stop why it stopped
 * @param course loss and gradient on the way; empty where the minimiser does not evaluate them
 */
public record Minimum(
    double[] coefficients,
    double loss,
    double maxGradient,
    int iterations,
    int evaluations,
    Stop stop,
    Course course) {

  /**
   * What a minimiser saw at its start and after each iteration.
   *
   * @param loss F, [iterations + 1]
   * @param maxGradient the largest component of ∇F, in absolute value, [iterations + 1]
   */
  public record Course(double[] loss, double[] maxGradient) {

    /** A course without points. */
    public static final Course UNSEEN = new Course(new double[0], new double[0]);

    /** Collects the points of a course. */
    static final class Notes {
      private double[] loss;
      private double[] maxGradient;
      private int points;

      /** Continues a course. */
      Notes(Course before) {
        loss = before.loss;
        maxGradient = before.maxGradient;
        points = loss.length;
      }

      void add(double nextLoss, double[] gradient) {
        if (points == loss.length) {
          loss = Arrays.copyOf(loss, 2 * points + 1);
          maxGradient = Arrays.copyOf(maxGradient, 2 * points + 1);
        }
        loss[points] = nextLoss;
        maxGradient[points++] = Vectors.maxAbs(gradient);
      }

      /** The course of the points so far. */
      Course course() {
        return new Course(Arrays.copyOf(loss, points), Arrays.copyOf(maxGradient, points));
      }
    }
  }

  /** Reasons to stop. */
  public enum Stop {
    /** The solver's criterion is within the tolerance, see {@link LogisticRegression.Solver}. */
    CONVERGED,
    /** The iterations are used up. */
    ITERATION_LIMIT,
    /** No step along the search direction lowers F in floating point. */
    NO_PROGRESS
  }

  /** Whether the solver's criterion is within the tolerance. */
  public boolean converged() {
    return stop == Stop.CONVERGED;
  }

  /** A copy with another reason to stop. */
  Minimum stopped(Stop stop) {
    return new Minimum(coefficients, loss, maxGradient, iterations, evaluations, stop, course);
  }
}
