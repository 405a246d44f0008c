package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.readout.ReadoutOptions.Kind;
import snn.readout.ReadoutOptions.Penalty;
import snn.readout.ReadoutOptions.Solver;

class CertificateTest {

  /** What float64 leaves of a loss of order 1. */
  private static final double ROUNDING = 1e-13;

  private static ReadoutFit fit(Problem problem, Solver solver, double c, int maxIter) {
    return problem.fit(
        new ReadoutOptions(
            Kind.LOGREG, solver, OptionalDouble.of(c), Penalty.L2, true, maxIter, 1e-10),
        2);
  }

  private static double loss(ReadoutFit fit) {
    return fit.minimum().orElseThrow().loss();
  }

  @ParameterizedTest
  @CsvSource({"1, 0.001", "2, 0.1", "3, 10"})
  void boundsTheLossAboveItsMinimum(long seed, double c) {
    Problem problem = Problem.plain(seed);
    double smallest = loss(fit(problem, Solver.LBFGS_GRAM, c, 1_000));
    for (Solver solver : Solver.values()) {
      for (int maxIter : new int[] {1, 2, 4, 8, 16}) {
        ReadoutFit early = fit(problem, solver, c, maxIter);
        double gap = loss(early) - smallest;
        assertThat(early.certificate().getAsDouble()).isGreaterThanOrEqualTo(gap - ROUNDING);
      }
    }
  }

  /** With strong regularisation the Hessian by W is little more than λ, so the bound is sharp. */
  @Test
  void isNotFarAboveTheGapWhereLambdaRules() {
    Problem problem = Problem.plain(1);
    double c = 1e-6;
    double smallest = loss(fit(problem, Solver.LBFGS_GRAM, c, 1_000));
    ReadoutFit early = fit(problem, Solver.LBFGS, c, 1);
    double gap = loss(early) - smallest;
    assertThat(gap).isGreaterThan(1e-9);
    assertThat(early.certificate().getAsDouble()).isBetween(gap, 1.1 * gap);
  }

  @Test
  void vanishesAtTheMinimum() {
    ReadoutFit optimum = fit(Problem.plain(1), Solver.LBFGS_GRAM, 1, 1_000);
    double gradient = optimum.minimum().orElseThrow().maxGradient();
    assertThat(gradient).isLessThan(1e-7);
    double squares = 10 * Problem.HIDDEN * gradient * gradient;
    assertThat(optimum.certificate().getAsDouble())
        .isBetween(-ROUNDING, ROUNDING + squares * Problem.IMAGES / 2);
  }

  /** Nothing is known of the intercept of a digit that is never shown but that it is low. */
  @Test
  void holdsWhereADigitIsMissing() {
    for (int missing : new int[] {0, 9}) {
      Problem all = Problem.plain(1);
      byte[] labels = all.labels().clone();
      for (int i = 0; i < labels.length; i++) {
        labels[i] = labels[i] == missing ? 4 : labels[i];
      }
      Problem problem = new Problem(all.counts(), labels);
      double smallest = loss(fit(problem, Solver.LBFGS_GRAM, 1, 1_000));
      ReadoutFit early = fit(problem, Solver.LBFGS_GRAM, 1, 5);
      assertThat(early.certificate().getAsDouble())
          .isGreaterThanOrEqualTo(loss(early) - smallest)
          .isLessThan(10);
    }
  }
}
