package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static snn.ParameterAssertions.assertRejected;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.part.Parts;

class RateEncodingTest {

  @Test
  void defaultsAreThePublishedOnes() {
    assertThat(Parts.read(RateEncoding.class, Map.of())).isEqualTo(new RateEncoding(100, 1, 100));
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
    assertThat(new RateEncoding(100, dtMs, fmaxHz).probability(level)).isEqualTo(p);
  }

  /** Pixels that would have to spike more than once a step. */
  @Test
  void aRateAboveOneSpikeAStepIsClipped() {
    Encoding coarse = new RateEncoding(100, 20, 100);
    assertThat(coarse.clips(127)).isFalse();
    assertThat(coarse.clips(128)).isTrue();
    assertThat(new RateEncoding(100, 1, 1000).clips(255)).as("p = 1 is no clipping").isFalse();
  }

  @Test
  void probabilityRisesWithTheLevel() {
    Encoding encoding = new RateEncoding(100, 1, 100);
    for (int level = 1; level < 256; level++) {
      assertThat(encoding.probability(level)).isGreaterThan(encoding.probability(level - 1));
    }
  }

  @Test
  void secondsAreStepsTimesTheirLength() {
    assertThat(new RateEncoding(100, 1, 100).seconds()).isEqualTo(0.1);
    assertThat(new RateEncoding(300, 0.5, 100).seconds()).isEqualTo(0.15);
  }

  @ParameterizedTest
  @CsvSource({
    "num_steps, 0",
    "num_steps, -1",
    "num_steps, 65536",
    "dt_ms, 0",
    "dt_ms, -1",
    "dt_ms, NaN",
    "dt_ms, Infinity",
    "dt_ms, 1000001",
    "fmax_hz, -1",
    "fmax_hz, NaN",
    "fmax_hz, Infinity",
    "fmax_hz, 1000000001",
  })
  void outsideItsRangeIsRejected(String parameter, String found) {
    double value = Double.parseDouble(found);
    assertRejected(
        parameter,
        found,
        () ->
            new RateEncoding(
                parameter.equals("num_steps") ? (int) value : 100,
                parameter.equals("dt_ms") ? value : 1,
                parameter.equals("fmax_hz") ? value : 100));
  }

  @Test
  void theEndsOfTheRangesAreAllowed() {
    assertThatCode(
            () -> {
              new RateEncoding(1, Double.MIN_VALUE, 0);
              new RateEncoding(Encoding.MAX_STEPS, 1e6, 1e9);
            })
        .doesNotThrowAnyException();
  }
}
