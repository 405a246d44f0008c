package snn.readout;

/**
 * Where a minimiser stopped, and why.
 *
 * @param coefficients W, [K, H] row-major, then b, [K], of standardised features
 * @param loss F there, penalty included
 * @param maxGradient the largest component of ∇F there, in absolute value
 * @param iterations steps taken; of saga epochs, n steps each
 * @param evaluations passes over the training images
 * @param stop why it stopped
 */
public record Minimum(
    double[] coefficients,
    double loss,
    double maxGradient,
    int iterations,
    int evaluations,
    Stop stop) {

  /** Reasons to stop. */
  public enum Stop {
    /** What the solver watches is within the tolerance, see {@link LogisticRegression.Solver}. */
    CONVERGED,
    /** The iterations are used up. */
    ITERATION_LIMIT,
    /** No step along the search direction lowers F in floating point. */
    NO_PROGRESS
  }

  /** Whether what the solver watches is within the tolerance. */
  public boolean converged() {
    return stop == Stop.CONVERGED;
  }

  /** The same with another reason to stop. */
  Minimum stopped(Stop stop) {
    return new Minimum(coefficients, loss, maxGradient, iterations, evaluations, stop);
  }
}
