package snn.readout;

/**
 * Where a minimiser stopped, and why.
 *
 * @param coefficients W, [K, H] row-major, then b, [K], of standardised features
 * @param loss F there, penalty included
 * @param maxGradient the largest component of ∇F there, in absolute value
 * @param iterations steps taken
 * @param evaluations times that F and ∇F were computed
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
    /** The gradient is within the tolerance. */
    CONVERGED,
    /** The iterations are used up. */
    ITERATION_LIMIT,
    /** No step along the search direction lowers F in floating point. */
    NO_PROGRESS
  }

  /** Whether the gradient is within the tolerance. */
  public boolean converged() {
    return stop == Stop.CONVERGED;
  }
}
