package snn.readout;

/**
 * When a minimiser of F may stop: max|∇F| ≤ tolerance, and F is as near to its infimum as
 *
 * <pre>  δ ≤ gap · max(F, gap)</pre>
 *
 * <p>with δ a bound on, or an estimate of, the decrease that is still to be had. Where the classes
 * can be told apart without mistakes and without a penalty, the infimum is 0, at infinity; there a
 * loss below gap² counts as having reached it.
 *
 * @param tolerance of the gradient
 * @param lambda λ, 0 for no penalty
 * @param gap largest distance from the infimum, as a share of F
 * @param mean of the features, [H]
 */
record StopRule(double tolerance, double lambda, double gap, double[] mean) {

  /** A rule about the gradient only. */
  static StopRule gradient(double tolerance) {
    return new StopRule(tolerance, 0, 1, new double[0]);
  }

  /** The rule with its tolerance raised to what float32 can reach. */
  StopRule inFloat32() {
    return new StopRule(Math.max(tolerance, Lbfgs.FLOAT32_TOLERANCE), lambda, gap, mean);
  }

  /** Whether the gradient is within the tolerance. */
  boolean isFlat(double[] gradient) {
    return Vectors.maxAbs(gradient) <= tolerance;
  }

  /** Whether the decrease still possible, which is never more than F itself, is within the gap. */
  boolean isClose(double decrease, double loss) {
    return Math.min(decrease, loss) <= gap * Math.max(loss, gap);
  }

  /**
   * Whether {@link Certificate}, which takes several passes, may find F within the gap; true
   * without a penalty. Its bound is about ‖∇F‖² / (2 λ), by W of features less their mean, so that
   * it matters little how good the intercepts are.
   *
   * @param margin factor on that estimate before it is compared with the gap
   */
  boolean mayBeClose(double[] gradient, double loss, double margin) {
    if (lambda == 0) {
      return true;
    }
    double squares = 0;
    int classes = gradient.length / (mean.length + 1);
    for (int k = 0; k < classes; k++) {
      double byIntercept = gradient[classes * mean.length + k];
      for (int j = 0; j < mean.length; j++) {
        double g = gradient[k * mean.length + j] - mean[j] * byIntercept;
        squares += g * g;
      }
    }
    return isClose(margin * squares / (2 * lambda), loss);
  }
}
