package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static snn.ParameterAssertions.assertRejected;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.readout.LogisticRegression.Penalty;
import snn.readout.LogisticRegression.Solver;

class LogisticRegressionTest {

  private static LogisticRegression options(OptionalDouble c, int maxIter, double tol) {
    return readout(Solver.LBFGS_GRAM, c, Penalty.L2, maxIter, tol, 1e-4);
  }

  private static LogisticRegression readout(
      Solver solver, OptionalDouble c, Penalty penalty, int maxIter, double tol, double gap) {
    return new LogisticRegression(
        Optional.of(solver), c, PenaltyPath.Rule.BEST, Optional.of(penalty), maxIter, tol, gap);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, -1", "1100000000000, 1100000000000", "NaN, NaN", "Infinity, Infinity"})
  void refusesAStrengthOutsideItsRange(double c, String found) {
    assertRejected("C", found, () -> options(OptionalDouble.of(c), 10, 0.1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1.5, 1.5", "-1e-4, -0.0001", "NaN, NaN"})
  void refusesATolOutsideItsRange(double tol, String found) {
    assertRejected("tol", found, () -> options(OptionalDouble.of(1), 10, tol));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1.5, 1.5", "-1e-4, -0.0001", "NaN, NaN"})
  void refusesAGapOutsideItsRange(double gap, String found) {
    OptionalDouble c = OptionalDouble.of(1);
    assertRejected("gap", found, () -> readout(Solver.LBFGS_GRAM, c, Penalty.L2, 10, 0.1, gap));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-5, -5", "10000001, 10000001"})
  void refusesIterationsOutsideTheirRange(int maxIter, String found) {
    assertRejected("max_iter", found, () -> options(OptionalDouble.of(1), maxIter, 0.1));
  }

  @Test
  void takesTheEndsOfTheRanges() {
    assertThat(options(OptionalDouble.of(1e12), 10_000_000, 1).c()).hasValue(1e12);
    assertThat(options(OptionalDouble.of(Double.MIN_VALUE), 1, Double.MIN_VALUE).tol())
        .isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void choosesCOnlyWhereItCan() {
    OptionalDouble auto = OptionalDouble.empty();
    assertThat(options(auto, 10, 0.1).c()).isEmpty();
    assertRejected(
        "penalty", "none", () -> readout(Solver.LBFGS_GRAM, auto, Penalty.NONE, 10, 0.1, 1e-4));
    assertRejected("solver", "lbfgs", () -> readout(Solver.LBFGS, auto, Penalty.L2, 10, 0.1, 1e-4));
    assertRejected("solver", "saga", () -> readout(Solver.SAGA, auto, Penalty.L2, 10, 0.1, 1e-4));
  }

  @Test
  void lambdaIsOneOverStrengthTimesImages() {
    assertThat(options(OptionalDouble.of(4), 10, 0.1).lambda(8)).isEqualTo(1.0 / 32);
    assertThat(readout(Solver.SAGA, OptionalDouble.of(4), Penalty.NONE, 10, 0.1, 1e-4).lambda(8))
        .isZero();
  }

  @Test
  void solversHaveTheNamesThatUsersType() {
    assertThat(Solver.values())
        .extracting(Solver::toString)
        .containsExactly("lbfgs", "lbfgs-gram", "saga");
  }
}
