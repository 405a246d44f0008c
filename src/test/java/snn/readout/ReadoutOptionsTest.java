package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.InvalidParameterException;

class ReadoutOptionsTest {

  private static ReadoutOptions options(double c, ReadoutOptions.Penalty penalty, int maxIter) {
    return new ReadoutOptions(
        ReadoutOptions.Kind.LOGREG, ReadoutOptions.Solver.LBFGS, c, penalty, true, maxIter);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.1e12, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAStrengthOutsideItsRange(double c) {
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> options(c, ReadoutOptions.Penalty.NONE, 10))
        .satisfies(e -> assertThat(e.parameter()).isEqualTo("c"))
        .withMessageStartingWith("c must be in (0, 1000000000000], found ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -5, 10_000_001})
  void refusesIterationsOutsideTheirRange(int maxIter) {
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> options(1, ReadoutOptions.Penalty.NONE, maxIter))
        .withMessage("maxIter must be in [1, 10000000], found " + maxIter);
  }

  @Test
  void takesTheEndsOfTheRanges() {
    assertThat(options(1e12, ReadoutOptions.Penalty.NONE, 10_000_000).c()).isEqualTo(1e12);
    assertThat(options(Double.MIN_VALUE, ReadoutOptions.Penalty.NONE, 1).maxIter()).isEqualTo(1);
  }

  @Test
  void lambdaIsOneOverStrengthTimesImages() {
    assertThat(options(4, ReadoutOptions.Penalty.L2, 10).lambda(8)).isEqualTo(1.0 / 32);
    assertThat(options(4, ReadoutOptions.Penalty.NONE, 10).lambda(8)).isZero();
  }
}
