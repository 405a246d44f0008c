package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static snn.ParameterAssertions.assertRejected;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifParametersTest {

  private static final LifParameters DEFAULTS =
      new LifParameters(
          LifParameters.TAU_MS, LifParameters.DT_MS, LifParameters.T_REF_MS, LifParameters.V_TH);

  @Test
  void defaultsAreThePublishedOnes() {
    assertThat(DEFAULTS).isEqualTo(new LifParameters(20, 1, 2, 1));
  }

  /** exp(−dt/tau) to 20 digits, rounded to float32 once. */
  @ParameterizedTest
  @CsvSource({
    "20, 1, 0.95122942450071400909",
    "5, 1, 0.81873075307798185867",
    "50, 1, 0.98019867330675530222",
    "20, 0.5, 0.97530991202833266863",
    "1, 1, 0.36787944117144232160",
  })
  void decayIsTheExponentialRoundedToFloat(double tauMs, double dtMs, float decay) {
    assertThat(new LifParameters(tauMs, dtMs, 2, 1).decay()).isEqualTo(decay);
    assertThat(new LifParameters(7, dtMs, 2, 1).withTauMs(tauMs).decay()).isEqualTo(decay);
  }

  @Test
  void decayReachesItsLimits() {
    assertThat(new LifParameters(1e9, 1, 2, 1).decay()).isEqualTo(1f);
    assertThat(new LifParameters(1e-3, 1, 2, 1).decay()).isEqualTo(0f);
  }

  /** Truncated, as {@code int(t_ref / dt)} of the published scripts; 0.3 / 0.1 is below 3. */
  @ParameterizedTest
  @CsvSource({
    "2, 1, 2",
    "2, 0.5, 4",
    "2.9, 1, 2",
    "0.9, 1, 0",
    "0, 1, 0",
    "5, 2, 2",
    "0.3, 0.1, 2"
  })
  void refractoryStepsAreWholeStepsOnly(double tRefMs, double dtMs, int steps) {
    assertThat(new LifParameters(20, dtMs, tRefMs, 1).refractorySteps()).isEqualTo(steps);
  }

  @Test
  void thresholdIsRoundedToFloat() {
    assertThat(new LifParameters(20, 1, 2, 0.7).threshold()).isEqualTo(0.7f);
  }

  @Test
  void anotherTimeConstantChangesNothingElse() {
    assertThat(new LifParameters(20, 0.5, 3, 0.7).withTauMs(5))
        .isEqualTo(new LifParameters(5, 0.5, 3, 0.7));
  }

  @ParameterizedTest
  @CsvSource({
    "tauMs, 0", "tauMs, -1", "tauMs, NaN", "tauMs, Infinity", "tauMs, 1000000001",
    "dtMs, 0", "dtMs, -1", "dtMs, NaN", "dtMs, Infinity", "dtMs, 1000001",
    "tRefMs, -0.5", "tRefMs, NaN", "tRefMs, Infinity", "tRefMs, -Infinity", "tRefMs, 1000000001",
    "vTh, 0", "vTh, -1", "vTh, NaN", "vTh, Infinity", "vTh, 1000000001",
  })
  void outsideItsRangeIsRejected(String parameter, String found) {
    double value = Double.parseDouble(found);
    assertRejected(
        parameter,
        found,
        () ->
            new LifParameters(
                parameter.equals("tauMs") ? value : 20,
                parameter.equals("dtMs") ? value : 1,
                parameter.equals("tRefMs") ? value : 2,
                parameter.equals("vTh") ? value : 1));
  }

  @Test
  void aRefractoryPeriodOfMoreStepsThanARunHasIsRejected() {
    assertThatCode(() -> new LifParameters(20, 1, 65_535, 1)).doesNotThrowAnyException();
    assertRejected("tRefMs / dtMs", "65536", () -> new LifParameters(20, 1, 65_536, 1));
    assertRejected("tRefMs / dtMs", "Infinity", () -> new LifParameters(20, 1e-320, 2, 1));
  }
}
