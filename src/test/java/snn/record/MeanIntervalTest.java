package snn.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Quantiles t(0.975, n − 1) from a printed table: 12.706 and 4.303, with more digits. */
class MeanIntervalTest {

  @Test
  void twoValues() {
    // s = 1/√2, so s/√n = 1/2.
    MeanInterval interval = MeanInterval.of(0, 1);
    assertThat(interval.mean()).isEqualTo(0.5);
    assertThat(interval.halfWidth()).isCloseTo(12.7062047362 / 2, within(1e-8));
  }

  @Test
  void threeValues() {
    MeanInterval interval = MeanInterval.of(1, 3, 2);
    assertThat(interval.mean()).isEqualTo(2);
    assertThat(interval.halfWidth()).isCloseTo(4.3026527297 / Math.sqrt(3), within(1e-8));
    assertThat(interval.repeats()).isEqualTo(3);
  }

  @Test
  void equalValuesHaveNoWidth() {
    assertThat(MeanInterval.of(0.5, 0.5, 0.5, 0.5)).isEqualTo(new MeanInterval(0.5, 0, 4));
  }

  @Test
  void oneValueSaysNothingAboutOthers() {
    assertThat(MeanInterval.of(0.7)).isEqualTo(new MeanInterval(0.7, 0, 1));
  }
}
