package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static snn.ParameterAssertions.assertRejected;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.part.Parts;

class LifParametersTest {

  private static final LifParameters DEFAULTS = Parts.read(LifParameters.class, Map.of());

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
    assertThat(new LifParameters(tauMs, dtMs, 2, 1).decay(0, 0)).isEqualTo(decay);
    assertThat(new LifParameters(7, dtMs, 2, 1).withTauMs(tauMs).decay(0, 0)).isEqualTo(decay);
  }

  @Test
  void decayReachesItsLimits() {
    assertThat(new LifParameters(1e9, 1, 2, 1).decay(0, 0)).isEqualTo(1f);
    assertThat(new LifParameters(1e-3, 1, 2, 1).decay(0, 0)).isEqualTo(0f);
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
    "tau_ms, 0", "tau_ms, -1", "tau_ms, NaN", "tau_ms, Infinity", "tau_ms, 1000000001",
    "dt_ms, 0", "dt_ms, -1", "dt_ms, NaN", "dt_ms, Infinity", "dt_ms, 1000001",
    "t_ref_ms, -0.5", "t_ref_ms, NaN", "t_ref_ms, Infinity", "t_ref_ms, -Infinity",
        "t_ref_ms, 1000000001",
    "v_th, 0", "v_th, -1", "v_th, NaN", "v_th, Infinity", "v_th, 1000000001",
  })
  void outsideItsRangeIsRejected(String parameter, String found) {
    double value = Double.parseDouble(found);
    assertRejected(
        parameter,
        found,
        () ->
            new LifParameters(
                parameter.equals("tau_ms") ? value : 20,
                parameter.equals("dt_ms") ? value : 1,
                parameter.equals("t_ref_ms") ? value : 2,
                parameter.equals("v_th") ? value : 1));
  }

  @Test
  void aRefractoryPeriodOfMoreStepsThanARunHasIsRejected() {
    assertThatCode(() -> new LifParameters(20, 1, 65_535, 1)).doesNotThrowAnyException();
    assertRejected("t_ref_ms / dt_ms", "65536", () -> new LifParameters(20, 1, 65_536, 1));
    assertRejected("t_ref_ms / dt_ms", "Infinity", () -> new LifParameters(20, 1e-320, 2, 1));
  }
}
