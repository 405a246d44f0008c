package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static snn.ParameterAssertions.assertRejected;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {

  @Test
  void defaultsAreThePublishedOnes() {
    assertThat(Encoding.NUM_STEPS).isEqualTo(100);
    assertThat(Encoding.FMAX_HZ).isEqualTo(100.0);
  }

  /** 51 / 255 is 0.2: p = x · fmaxHz · dtMs / 1000, at most 1. */
  @ParameterizedTest
  @CsvSource({
    "100, 1, 255, 0.1",
    "100, 1, 51, 0.02",
    "100, 0.5, 51, 0.01",
    "100, 1, 0, 0",
    "0, 1, 255, 0",
    "1000, 1, 255, 1",
    "5000, 1, 51, 1",
    "5001, 1, 51, 1",
    "1000000000, 1000000, 1, 1",
  })
  void probability(double fmaxHz, double dtMs, int level, double p) {
    assertThat(new Encoding(100, dtMs, fmaxHz).probability(level)).isEqualTo(p);
  }

  @Test
  void probabilityRisesWithTheLevel() {
    Encoding encoding = new Encoding(100, 1, 100);
    for (int level = 1; level < 256; level++) {
      assertThat(encoding.probability(level)).isGreaterThan(encoding.probability(level - 1));
    }
  }

  @Test
  void secondsAreStepsTimesTheirLength() {
    assertThat(new Encoding(100, 1, 100).seconds()).isEqualTo(0.1);
    assertThat(new Encoding(300, 0.5, 100).seconds()).isEqualTo(0.15);
  }

  @ParameterizedTest
  @CsvSource({
    "numSteps, 0",
    "numSteps, -1",
    "numSteps, 65536",
    "dtMs, 0",
    "dtMs, -1",
    "dtMs, NaN",
    "dtMs, Infinity",
    "dtMs, 1000001",
    "fmaxHz, -1",
    "fmaxHz, NaN",
    "fmaxHz, Infinity",
    "fmaxHz, 1000000001",
  })
  void outsideItsRangeIsRejected(String parameter, String found) {
    double value = Double.parseDouble(found);
    assertRejected(
        parameter,
        found,
        () ->
            new Encoding(
                parameter.equals("numSteps") ? (int) value : 100,
                parameter.equals("dtMs") ? value : 1,
                parameter.equals("fmaxHz") ? value : 100));
  }

  @Test
  void theEndsOfTheRangesAreAllowed() {
    assertThatCode(
            () -> {
              new PoissonEncoder(new Encoding(1, Double.MIN_VALUE, 0), 42);
              new PoissonEncoder(new Encoding(Encoding.MAX_STEPS, 1e6, 1e9), 42);
            })
        .doesNotThrowAnyException();
  }
}
