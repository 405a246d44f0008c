package snn.readout;

/**
 * The loss of multinomial logistic regression over standardised features z, and its gradient:
 *
 * <pre>  F(W, b) = −1/n · Σᵢ log softmax(W zᵢ + b)[yᵢ]  +  λ/2 · ‖W‖²</pre>
 *
 * <p>Coefficients are one array: W, [K, H] row-major, then b, [K].
 */
public interface LogisticObjective extends AutoCloseable {

  /** Number of coefficients, K · H + K. */
  int dimension();

  /**
   * Evaluates at one point.
   *
   * @param coefficients the point
   * @param gradient receives ∇F, as long as {@code coefficients}
   * @return F
   */
  double evaluate(double[] coefficients, double[] gradient);

  /** Releases its memory on a device. */
  @Override
  default void close() {}
}
