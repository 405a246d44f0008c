package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static snn.ParameterAssertions.assertRejected;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import snn.InvalidParameterException;

class LogRuleTest {

  private static final double SECONDS = 0.1;
  private static final LogRule RULE = new LogRule(10, 0.3, 0.001, 10, 1);

  /** Spikes of a batch of 100 images at so many Hz. */
  private static long[] at(double... hz) {
    long[] totals = new long[hz.length];
    for (int j = 0; j < hz.length; j++) {
      totals[j] = Math.round(hz[j] * 100 * SECONDS);
    }
    return totals;
  }

  @Test
  void defaultsAreThoseOfTheRule() {
    assertThat(GainRule.KIND.read(Map.of("rule", "log"))).isEqualTo(RULE);
    assertThat(GainRule.KIND.read(Map.of())).isEqualTo(new Homeostasis(10, 0.01, 0.9, 0.1, 10, 1));
  }

  /** 10.5 over 0.5, 10.5, 42 and 340.5: the third is a quarter. */
  @Test
  void gainsAreThoseOfTheEquation() {
    GainRule.Gains gains = RULE.start(4, 1000);
    gains.update(at(0, 10, 41.5, 340), 100, SECONDS);
    assertThat(gains.values()[0]).isCloseTo((float) Math.pow(21, 0.3), within(1e-6f));
    assertThat(gains.values()[1]).isEqualTo(1);
    assertThat(gains.values()[2]).isCloseTo((float) Math.pow(0.25, 0.3), within(1e-6f));
    assertThat(gains.values()[3]).isCloseTo((float) Math.pow(10.5 / 340.5, 0.3), within(1e-6f));
    gains.update(at(0, 10, 41.5, 340), 100, SECONDS);
    assertThat(gains.values()[2]).isCloseTo((float) Math.pow(0.25, 0.6), within(1e-6f));
  }

  @Test
  void gainsStayWithinTheirBounds() {
    GainRule.Gains gains = new LogRule(10, 1, 0.5, 2, 1).start(2, 10);
    for (int i = 0; i < 10; i++) {
      gains.update(at(0, 340), 100, SECONDS);
    }
    assertThat(gains.values()).containsExactly(2, 0.5f);
    gains.settle();
    // Not beyond, and the mean of equal numbers is theirs, however often they were added.
    assertThat(gains.values()).containsExactly(2, 0.5f);
  }

  /**
   * Neurons whose rate is a power of their gain, with an error of 10 % in each batch: the mean of
   * 64 of them is 1.3 % away on average, and no batch alone would do.
   */
  @Test
  void arrivesAndStaysWhereItWasMeasured() {
    Random random = new Random(7);
    GainRule.Gains gains = RULE.start(50, 469);
    int batches = 0;
    while (!gains.arrived() && batches < 469) {
      float[] now = gains.values();
      double[] rates = new double[50];
      for (int j = 0; j < 50; j++) {
        rates[j] = 10 * Math.pow(now[j] / 0.009, 2) * (1 + 0.1 * random.nextGaussian());
      }
      gains.update(at(rates), 100, SECONDS);
      batches++;
    }
    assertThat(gains.arrived()).isTrue();
    assertThat(batches).isBetween(64, 90);
    assertThat(gains.distanceHz()).isLessThanOrEqualTo(0.5);
    assertThat(RULE.isNear(gains.distanceHz())).isTrue();
    gains.settle();
    for (float gain : gains.values()) {
      assertThat(gain).isCloseTo(0.009f, within(0.0003f));
    }
  }

  @Test
  void doesNotArriveWhereABoundHoldsIt() {
    GainRule.Gains gains = RULE.start(3, 469);
    for (int b = 0; b < 469; b++) {
      gains.update(at(20, 20, 20), 100, SECONDS);
    }
    assertThat(gains.arrived()).isFalse();
    assertThat(gains.distanceHz()).isEqualTo(10);
  }

  /** Half of all batches are looked at where there are few. */
  @Test
  void fewBatchesDo() {
    GainRule.Gains gains = RULE.start(1, 4);
    gains.update(at(10), 100, SECONDS);
    assertThat(gains.arrived()).isFalse();
    gains.update(at(10), 100, SECONDS);
    assertThat(gains.arrived()).isTrue();
    assertThat(RULE.start(1, 0).arrived()).isFalse();
  }

  @Test
  void outsideTheirRangeIsRejected() {
    assertRejected("eta", "1.5", () -> new LogRule(10, 1.5, 0.1, 10, 1));
    assertRejected("target_hz", "-1", () -> new LogRule(-1, 0.3, 0.1, 10, 1));
    assertThatThrownBy(() -> new LogRule(10, 0.3, 11, 10, 1))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("must not be above the largest gain 10.0");
  }
}
