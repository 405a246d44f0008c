package snn.readout;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.part.Param;
import snn.part.Parts;

/**
 * Multinomial logistic regression: minimises {@link LogisticObjective}.
 *
 * @param solver algorithm; by default lbfgs, or lbfgs-gram where C is to be chosen
 * @param c inverse strength of regularisation: the loss gets ‖W‖² / (2 · c · n); empty to choose it
 *     on training images held out, see {@link PenaltyPath}
 * @param cRule how C is chosen
 * @param penalty whether it is regularised at all; by default not, unless C is to be chosen
 * @param maxIter largest number of iterations
 * @param tol when the solver stops, see {@link Solver}
 * @param gap how near to the infimum of the loss {@link Solver#LBFGS_GRAM} must come, as a share of
 *     the loss; unused by other solvers
 */
public record LogisticRegression(
    @Param(
            help =
                "What minimises the loss. lbfgs: plain L-BFGS from zero; lbfgs-gram: L-BFGS in"
                    + " whitened coordinates, then Newton's method, up to the optimum (see {gap});"
                    + " saga: one image at a time, with half the step of scikit-learn's, for which"
                    + " convergence is proved (default: lbfgs)",
            unit = "NAME")
        Optional<Solver> solver,
    @Param(
            name = "C",
            help =
                "Inverse strength of the l2 penalty, or auto: choose it on a held-out tenth of the"
                    + " training images, which implies {penalty} l2 and {solver} lbfgs-gram",
            unit = "C",
            preset = "1.0",
            above = 0,
            max = 1e12,
            none = "auto")
        OptionalDouble c,
    @Param(
            name = "C_rule",
            help =
                "Which C auto takes. best: that of the smallest held-out log-loss; one-se: the"
                    + " smallest whose held-out accuracy is within one standard error of the best",
            unit = "NAME",
            preset = "best")
        PenaltyPath.Rule cRule,
    @Param(help = "Penalty of large coefficients: none or l2 (default: none)", unit = "NAME")
        Optional<Penalty> penalty,
    @Param(
            help = "Largest number of iterations of the solver",
            unit = "N",
            preset = "1000",
            min = 1,
            max = 10_000_000)
        int maxIter,
    @Param(
            help =
                "Stop when no component of the gradient of the mean loss is larger, as scikit-learn"
                    + " since 1.4; saga: when no coefficient changes in an epoch by more than this"
                    + " share of the largest",
            unit = "TOL",
            preset = "0.0001",
            above = 0,
            max = 1)
        double tol,
    @Param(
            help =
                "lbfgs-gram: go on until the loss is at most this share of it above the smallest"
                    + " possible, which a certificate bounds with a penalty, and an estimate"
                    + " without",
            unit = "SHARE",
            preset = "0.0001",
            above = 0,
            max = 1)
        double gap)
    implements Readout {

  /** Ways to minimise the logistic loss. */
  public enum Solver {
    /** Limited-memory BFGS from zero; stops when max|∇F| ≤ tol, as scikit-learn since 1.4. */
    LBFGS,
    /**
     * L-BFGS in coordinates whitened by the features' Gram matrix, then, if need be, Newton's
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

  /** Regularisation. */
  public enum Penalty {
    /** No penalty. */
    NONE,
    /** Squared norm of the coefficients, without the intercepts. */
    L2
  }

  /** Number of vectors in the minimiser: pairs of its memory, and working space. */
  private static final double VECTORS = 26;

  private static final double WHITENED_VECTORS = 70;

  /**
   * Checks the ranges, and that C is chosen only where that is possible.
   *
   * @throws InvalidParameterException if one is outside
   */
  public LogisticRegression {
    solver = Optional.of(solver.orElse(c.isEmpty() ? Solver.LBFGS_GRAM : Solver.LBFGS));
    penalty = Optional.of(penalty.orElse(c.isEmpty() ? Penalty.L2 : Penalty.NONE));
    Parts.check(LogisticRegression.class, solver, c, cRule, penalty, maxIter, tol, gap);
    if (c.isEmpty() && penalty.get() != Penalty.L2) {
      throw new InvalidParameterException("penalty", "must be l2 where {C} is auto, found none");
    }
    if (c.isEmpty() && solver.get() != Solver.LBFGS_GRAM) {
      throw new InvalidParameterException(
          "solver", "must be lbfgs-gram where {C} is auto, found " + solver.get());
    }
  }

  /** A copy with a C that has been chosen. */
  LogisticRegression withC(double chosen) {
    return new LogisticRegression(
        solver, OptionalDouble.of(chosen), cRule, penalty, maxIter, tol, gap);
  }

  /** λ of {@code λ/2 · ‖W‖²} for {@code n} training images. */
  double lambda(int n) {
    return penalty.orElseThrow() == Penalty.L2 ? 1.0 / (c.getAsDouble() * n) : 0.0;
  }

  @Override
  public Set<String> withoutEffect() {
    Set<String> names = new LinkedHashSet<>();
    if (penalty.orElseThrow() == Penalty.NONE) {
      names.add("C");
    }
    if (c.isPresent()) {
      names.add("C_rule");
    }
    if (solver.orElseThrow() != Solver.LBFGS_GRAM) {
      names.add("gap");
    }
    return names;
  }

  @Override
  public ReadoutFit fit(TrainingSet train, Fitting fitting) {
    return new LogisticFit(train, this, fitting).run();
  }

  @Override
  public void requireFits(int trainImages) {
    if (c.isEmpty()) {
      PenaltyPath.requireImages(trainImages);
    }
  }

  @Override
  public double bytes(long images, int hidden, int classes, double featureBytes) {
    boolean whitened = solver.orElseThrow() == Solver.LBFGS_GRAM;
    // Sums of the slices of rows for all logits, in one precision or two; the steps that a
    // minimiser keeps; matrices of all pairs of neurons; logits and probabilities of all images;
    // features again where images are held out.
    double sums = (whitened ? 2 : 1) * CountsObjective.SLICES * Tiles.padded(classes);
    double steps = (whitened ? WHITENED_VECTORS : VECTORS) * classes;
    double matrices = whitened ? 2.0 * hidden * hidden : 0;
    return Double.BYTES * ((sums + steps) * hidden + matrices + 3.0 * classes * images)
        + (c.isEmpty() ? featureBytes : 0);
  }

  @Override
  public String line(boolean scaled) {
    return "Readout: logreg, solver=%s, penalty=%s, C=%s, scale_features=%s, max_iter=%s"
        .formatted(
            solver.orElseThrow(),
            penalty.orElseThrow() == Penalty.L2 ? "l2" : "none",
            Numbers.python(c.orElseThrow()),
            scaled ? "on" : "off",
            Integer.toString(maxIter));
  }

  @Override
  public String stopRule() {
    return switch (solver.orElseThrow()) {
      case LBFGS -> "tolerance " + Numbers.python(tol);
      case LBFGS_GRAM -> "tolerance %s, gap %s".formatted(Numbers.python(tol), Numbers.python(gap));
      case SAGA -> "tolerance of the weights' relative change " + Numbers.python(tol);
    };
  }
}
