package snn.readout;

import java.util.Optional;
import java.util.OptionalDouble;
import snn.Progress;

/**
 * Newton's method to the optimum, in float64: the steps are found by conjugate gradients, which
 * need products with the Hessian only, preconditioned by {@link Whitening}.
 *
 * <p>It stops by {@link StopRule}. With a penalty δ is the bound of {@link Certificate}. Without
 * one no bound is known, and δ is an estimate, ∇Fᵀ (∇²F)⁻¹ ∇F as conjugate gradients find it. For a
 * quadratic loss half of it can be gained; for one that only vanishes at infinity, like exp(−x),
 * all. It does not depend on the scale of the features, as the gradient does.
 *
 * <p>Source: J. Nocedal and S. Wright, "Numerical optimization", 2006, algorithm 7.1; R. Dembo, S.
 * Eisenstat and T. Steihaug, "Inexact Newton methods", SIAM Journal on Numerical Analysis 19, 1982.
 */
final class NewtonCg {

  /**
   * Where it stopped.
   *
   * @param minimum where, and why
   * @param certificate the bound there, where there is a penalty
   */
  record Result(Minimum minimum, OptionalDouble certificate) {}

  /** Largest number of Hessian products in the search for a step. */
  private static final int PRODUCTS = 50;

  /** More products than this mean that the preconditioner is out of date. */
  private static final int FEW_PRODUCTS = 12;

  /** Conjugate gradients stop at this residual, relative to the gradient. */
  private static final double FORCING = 0.1;

  /** Smallest such relative residual, approached near the minimum as the decrease shrinks. */
  private static final double SMALLEST_FORCING = 1e-3;

  /** Share of the decrease predicted by the slope that a step must achieve (Armijo's rule). */
  private static final double SUFFICIENT = 1e-4;

  /** Factor on the estimated distance from the infimum; the best intercepts may reduce it. */
  private static final double MARGIN = 0.1;

  private static final double SHORTEST = 1e-10;

  private final CountsObjective objective;
  private final StopRule rule;
  private final int maxIter;
  private final Optional<Certificate> certificate;

  private Whitening whitening;

  /** Whether the preconditioner belongs to the current point. */
  private boolean fresh;

  /** Hessian products since the preconditioner was last computed. */
  private int products;

  /** Hessian products before the preconditioner is renewed; 0 for the first, that of zero. */
  private int price;

  private double[] w;
  private double[] gradient;
  private double loss;
  private int iterations;
  private int evaluations;
  private Minimum.Course.Notes course;

  private NewtonCg(CountsObjective objective, Whitening whitening, StopRule rule, int maxIter) {
    this.objective = objective.float64();
    this.whitening = whitening.from(new double[objective.dimension()]);
    this.rule = rule;
    this.maxIter = maxIter;
    certificate = objective.lambda > 0 ? Optional.of(new Certificate(objective)) : Optional.empty();
  }

  /**
   * Goes on from where another minimiser has stopped; no further than it must.
   *
   * @param start may have converged to a larger tolerance
   * @param whitening coordinates to begin with
   * @param maxIter largest number of iterations, those of {@code start} included
   */
  static Result minimize(
      CountsObjective objective,
      Minimum start,
      Whitening whitening,
      StopRule rule,
      int maxIter,
      Progress.Task progress) {
    NewtonCg newton = new NewtonCg(objective, whitening, rule, maxIter);
    if (newton.certificate.isPresent()) {
      double bound = newton.certificate.get().of(start);
      boolean isThere =
          start.maxGradient() <= rule.tolerance()
              && rule.equals(rule.inFloat32())
              && rule.isClose(bound, start.loss());
      if (isThere || start.iterations() >= maxIter) {
        return new Result(
            isThere ? start : start.stopped(Minimum.Stop.ITERATION_LIMIT),
            OptionalDouble.of(bound));
      }
    } else if (start.maxGradient() > rule.tolerance() && start.iterations() >= maxIter) {
      return new Result(start, OptionalDouble.empty());
    }
    return newton.from(start, progress);
  }

  private Result from(Minimum start, Progress.Task progress) {
    w = start.coefficients().clone();
    gradient = new double[w.length];
    loss = objective.evaluate(w, gradient);
    iterations = start.iterations();
    evaluations = start.evaluations() + 1;
    course = new Minimum.Course.Notes(start.course());
    while (true) {
      boolean isFlat = rule.isFlat(gradient);
      if (certificate.isPresent() && isFlat && rule.mayBeClose(gradient, loss, MARGIN)) {
        Minimum here = minimum(Minimum.Stop.CONVERGED);
        double bound = certificate.get().of(here);
        if (rule.isClose(bound, loss)) {
          return new Result(here, OptionalDouble.of(bound));
        }
      }
      double[][] probabilities = objective.probabilities(w);
      evaluations++;
      if (certificate.isEmpty() && !fresh) {
        renew(probabilities);
      }
      Step step = step(probabilities);
      if (certificate.isEmpty() && isFlat && step.isWhole && rule.isClose(step.decrease, loss)) {
        return new Result(minimum(Minimum.Stop.CONVERGED), OptionalDouble.empty());
      }
      if (iterations >= maxIter) {
        return stopped(Minimum.Stop.ITERATION_LIMIT);
      }
      if (!take(step)) {
        return stopped(Minimum.Stop.NO_PROGRESS);
      }
      iterations++;
      course.add(loss, gradient);
      progress.advance(1);
      fresh = false;
      products += step.products;
      if (step.products > FEW_PRODUCTS && products >= price && certificate.isPresent()) {
        renew(objective.probabilities(w));
        evaluations++;
      }
    }
  }

  private void renew(double[][] probabilities) {
    whitening = Whitening.near(objective, probabilities, new double[w.length]);
    fresh = true;
    products = 0;
    price = Whitening.price(objective);
  }

  private Result stopped(Minimum.Stop stop) {
    Minimum minimum = minimum(stop);
    return new Result(
        minimum,
        certificate.isPresent()
            ? OptionalDouble.of(certificate.get().of(minimum))
            : OptionalDouble.empty());
  }

  private Minimum minimum(Minimum.Stop stop) {
    return new Minimum(
        w, loss, Vectors.maxAbs(gradient), iterations, evaluations, stop, course.course());
  }

  /**
   * A step, and what it is worth.
   *
   * @param change of the coefficients
   * @param decrease ∇Fᵀ (∇²F)⁻¹ ∇F, as far as it was found
   * @param isWhole whether it was found to {@link #FORCING}
   * @param products number of Hessian products
   */
  private record Step(double[] change, double decrease, boolean isWhole, int products) {}

  /** Solves ∇²F x = −∇F by conjugate gradients. */
  private Step step(double[][] probabilities) {
    int length = w.length;
    double[] x = new double[length];
    double[] residual = new double[length];
    for (int q = 0; q < length; q++) {
      residual[q] = -gradient[q];
    }
    double[] direction = rounded(residual);
    double square = Vectors.dot(residual, 0, direction, length);
    double forcing =
        Math.clamp(
            Math.sqrt(square / Math.max(loss, Double.MIN_NORMAL)), SMALLEST_FORCING, FORCING);
    double[] product = new double[length];
    double enough = forcing * forcing * square;
    double decrease = 0;
    int products = 0;
    while (square > 0 && products < PRODUCTS) {
      objective.multiplyByHessian(probabilities, direction, product);
      evaluations++;
      products++;
      double curvature = Vectors.dot(direction, 0, product, length);
      if (!(curvature > 0)) {
        break;
      }
      double along = square / curvature;
      decrease += along * square;
      for (int q = 0; q < length; q++) {
        x[q] += along * direction[q];
        residual[q] -= along * product[q];
      }
      double[] z = rounded(residual);
      double next = Vectors.dot(residual, 0, z, length);
      // Estimates the decrease still possible as that of the last product times their number.
      if (next <= enough && products * along * square <= FORCING * decrease) {
        return new Step(x, decrease, true, products);
      }
      for (int q = 0; q < length; q++) {
        direction[q] = z[q] + next / square * direction[q];
      }
      square = next;
    }
    return new Step(x, decrease, square == 0, products);
  }

  /** The preconditioner, an approximate inverse of the Hessian, times {@code v}. */
  private double[] rounded(double[] v) {
    double[] u = new double[v.length];
    double[] result = new double[v.length];
    whitening.gradient(v, u);
    whitening.coefficients(u, result);
    return result;
  }

  /** Backtracking line search along a step; returns whether F went down. */
  private boolean take(Step step) {
    double slope = Vectors.dot(gradient, 0, step.change, w.length);
    if (!(slope < 0)) {
      return false;
    }
    double[] there = new double[w.length];
    double[] slopes = new double[w.length];
    double flattest = Vectors.maxAbs(gradient);
    for (double length = 1; length >= SHORTEST; length /= 2) {
      for (int q = 0; q < w.length; q++) {
        there[q] = w[q] + length * step.change[q];
      }
      double value = objective.evaluate(there, slopes);
      evaluations++;
      // Where rounding hides the change of F, the gradient decides.
      boolean lower = value <= loss + SUFFICIENT * length * slope;
      boolean flatter = value <= loss * (1 + 0x1p-50) && Vectors.maxAbs(slopes) < flattest;
      if (lower || flatter) {
        w = there;
        gradient = slopes;
        loss = value;
        return true;
      }
    }
    return false;
  }
}
