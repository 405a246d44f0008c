package snn.readout;

import static snn.InvalidParameterException.requireAbove;
import static snn.InvalidParameterException.requireIn;

import snn.InvalidParameterException;

/**
 * How the readout is fitted.
 *
 * @param kind the kind of model
 * @param solver how logistic regression is minimised; ridge has a closed form
 * @param c inverse strength of regularisation: the loss gets ‖W‖² / (2 · c · n)
 * @param penalty whether logistic regression is regularised at all
 * @param scaleFeatures whether the features are standardised
 * @param maxIter largest number of iterations
 */
public record ReadoutOptions(
    Kind kind, Solver solver, double c, Penalty penalty, boolean scaleFeatures, int maxIter) {

  /** Default of {@link #c}. */
  public static final double C = 1.0;

  /** Strength of ridge's penalty, α. */
  public static final double RIDGE_ALPHA = 1.0;

  /** Iterations end when no component of the gradient is larger than this. */
  public static final double TOLERANCE = 1e-4;

  /** The kinds of readout. */
  public enum Kind {
    /** Multinomial logistic regression. */
    LOGREG,
    /** One-vs-rest least squares on targets ±1, with α = {@link #RIDGE_ALPHA}. */
    RIDGE
  }

  /** Ways to minimise the logistic loss. */
  public enum Solver {
    /** Limited-memory BFGS from zero. */
    LBFGS
  }

  /** Regularisation of logistic regression. */
  public enum Penalty {
    /** None. */
    NONE,
    /** Squared norm of the coefficients, without the intercepts. */
    L2
  }

  /**
   * Checks the ranges.
   *
   * @throws InvalidParameterException if one is outside
   */
  public ReadoutOptions {
    requireAbove("c", c, 0, 1e12);
    requireIn("maxIter", maxIter, 1, 10_000_000);
  }

  /** λ of {@code λ/2 · ‖W‖²} for {@code n} training images. */
  double lambda(int n) {
    return penalty == Penalty.L2 ? 1.0 / (c * n) : 0.0;
  }
}
