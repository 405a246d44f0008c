package snn.readout;

import static snn.InvalidParameterException.requireAbove;
import static snn.InvalidParameterException.requireIn;

import java.util.Locale;
import java.util.OptionalDouble;
import snn.InvalidParameterException;

/**
 * How the readout is fitted.
 *
 * @param kind the kind of model
 * @param solver how logistic regression is minimised; ridge has a closed form
 * @param c inverse strength of regularisation: the loss gets ‖W‖² / (2 · c · n); empty to choose it
 *     on training images held out, see {@link PenaltyPath}
 * @param penalty whether logistic regression is regularised at all
 * @param scaleFeatures whether the features are standardised
 * @param maxIter largest number of iterations
 * @param tol when the solver stops, see {@link Solver}
 * @param gap how near to the infimum of the loss {@link Solver#LBFGS_GRAM} must come, as a share of
 *     the loss; nothing to the others
 */
public record ReadoutOptions(
    Kind kind,
    Solver solver,
    OptionalDouble c,
    Penalty penalty,
    boolean scaleFeatures,
    int maxIter,
    double tol,
    double gap) {

  /** Default of {@link #c}. */
  public static final double C = 1.0;

  /** Default of {@link #tol}. */
  public static final double TOLERANCE = 1e-4;

  /** Default of {@link #gap}. */
  public static final double GAP = 1e-4;

  /** Strength of ridge's penalty, α. */
  public static final double RIDGE_ALPHA = 1.0;

  /** The kinds of readout. */
  public enum Kind {
    /** Multinomial logistic regression. */
    LOGREG,
    /** One-vs-rest least squares on targets ±1, with α = {@link #RIDGE_ALPHA}. */
    RIDGE
  }

  /** Ways to minimise the logistic loss. */
  public enum Solver {
    /** Limited-memory BFGS from zero; stops when max|∇F| ≤ tol, as scikit-learn since 1.4. */
    LBFGS,
    /**
     * The same in coordinates whitened by the features' Gram matrix, then, if need be, Newton's
     * method in float64; stops when max|∇F| ≤ tol and the loss is at most gap · loss above its
     * infimum, see {@code NewtonCg}.
     */
    LBFGS_GRAM,
    /**
     * Stochastic gradient descent with a memory, in an order drawn from the seed; stops when no
     * coefficient changes in an epoch by more than tol times the largest.
     */
    SAGA;

    /** The name that users know: {@code lbfgs-gram}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Regularisation of logistic regression. */
  public enum Penalty {
    /** None. */
    NONE,
    /** Squared norm of the coefficients, without the intercepts. */
    L2
  }

  /**
   * Checks the ranges, and that C is chosen only where that is possible.
   *
   * @throws InvalidParameterException if one is outside
   */
  public ReadoutOptions {
    requireAbove("c", c.orElse(C), 0, 1e12);
    requireIn("maxIter", maxIter, 1, 10_000_000);
    requireAbove("tol", tol, 0, 1);
    requireAbove("gap", gap, 0, 1);
    if (c.isEmpty() && kind != Kind.LOGREG) {
      throw new InvalidParameterException("c", "must be a number with ridge, found auto");
    }
    if (c.isEmpty() && penalty != Penalty.L2) {
      throw new InvalidParameterException("penalty", "must be l2 where C is auto, found none");
    }
    if (c.isEmpty() && solver != Solver.LBFGS_GRAM) {
      throw new InvalidParameterException(
          "solver", "must be lbfgs-gram where C is auto, found " + solver);
    }
  }

  /** The same with a C that has been chosen. */
  ReadoutOptions withC(double chosen) {
    return new ReadoutOptions(
        kind, solver, OptionalDouble.of(chosen), penalty, scaleFeatures, maxIter, tol, gap);
  }

  /** λ of {@code λ/2 · ‖W‖²} for {@code n} training images. */
  double lambda(int n) {
    return penalty == Penalty.L2 ? 1.0 / (c.getAsDouble() * n) : 0.0;
  }
}
