package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static snn.ParameterAssertions.assertRejected;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.InvalidParameterException;
import snn.part.Parts;

class HomeostasisTest {

  private static final Homeostasis DEFAULTS = Parts.read(Homeostasis.class, Map.of());

  @Test
  void defaultsAreThePublishedOnes() {
    assertThat(DEFAULTS).isEqualTo(new Homeostasis(10, 0.01, 0.9, 0.1, 10, 1));
  }

  @Test
  void gainsAreOneBeforeAnyBatchAndWithoutHomeostasis() {
    assertThat(DEFAULTS.start(3, 9).values()).containsExactly(1, 1, 1);
    assertThat(Homeostasis.ones(3)).containsExactly(1, 1, 1);
  }

  /**
   * With eta = 1/64 and emaAlpha = 1/2 every number is exact. Batches of 4 images of 1/8 s, so a
   * total of 4 is 8 Hz.
   *
   * <pre>
   *  neuron 0:  rate 32, e = 16: g = 1 · (1 + (8 − 16)/64) = 0.875
   *             rate 0,  e = 8:  g stays
   *             rate 0,  e = 4:  g = 0.875 · (1 + 4/64) = 0.9296875
   *  neuron 1:  rate 0,  e = 0:  g = 9/8, 81/64, 729/512
   *  neuron 2:  rate 16, e = 8:  g = 1
   *             rate 8,  e = 8:  g = 1
   *             rate 40, e = 24: g = 1 · (1 − 16/64) = 0.75
   * </pre>
   */
  @Test
  void handComputedUpdates() {
    var gains = new Homeostasis(8, 1.0 / 64, 0.5, 0.1, 10, 1).start(3, 9);
    gains.update(new long[] {16, 0, 8}, 4, 0.125);
    assertThat(gains.values()).containsExactly(0.875f, 1.125f, 1f);
    gains.update(new long[] {0, 0, 4}, 4, 0.125);
    assertThat(gains.values()).containsExactly(0.875f, 81f / 64, 1f);
    gains.update(new long[] {0, 0, 20}, 4, 0.125);
    assertThat(gains.values()).containsExactly(0.9296875f, 729f / 512, 0.75f);
  }

  /** A last batch is smaller: the mean is over the images that it has. */
  @Test
  void theRateIsAMeanOverTheBatch() {
    var whole = DEFAULTS.start(1, 9);
    var half = DEFAULTS.start(1, 9);
    whole.update(new long[] {128}, 128, 0.1);
    half.update(new long[] {64}, 64, 0.1);
    assertThat(half.values()).isEqualTo(whole.values());
    half.update(new long[] {64}, 128, 0.1);
    whole.update(new long[] {128}, 128, 0.1);
    assertThat(half.values()[0]).isGreaterThan(whole.values()[0]);
  }

  /**
   * Every neuron fires 34 times in 0.1 s, 340 Hz. e = 34, 64.6, 92.14; so g = 0.76, then 0.76 ·
   * 0.454 = 0.34504, then 0.34504 · 0.1786 = 0.0616…, below the smallest gain.
   */
  @Test
  void thePublishedDefaultsReachTheSmallestGainInThreeBatches() {
    var gains = DEFAULTS.start(1, 9);
    long[] saturated = {34 * 128};
    gains.update(saturated, 128, 0.1);
    assertThat(gains.values()[0]).isCloseTo(0.76f, within(1e-6f));
    gains.update(saturated, 128, 0.1);
    assertThat(gains.values()[0]).isCloseTo(0.34504f, within(1e-6f));
    gains.update(saturated, 128, 0.1);
    assertThat(gains.values()[0]).isEqualTo(0.1f);
    // At e = 116.926 the factor is negative, −0.06926.
    gains.update(saturated, 128, 0.1);
    assertThat(gains.values()[0]).isEqualTo(0.1f);
  }

  /** A silent neuron: g grows by the factor 1.1 a batch, and 1.1²⁴ = 9.85, 1.1²⁵ = 10.83. */
  @Test
  void aSilentNeuronReachesTheLargestGain() {
    var gains = DEFAULTS.start(1, 9);
    for (int batch = 0; batch < 24; batch++) {
      gains.update(new long[1], 128, 0.1);
    }
    assertThat(gains.values()[0]).isCloseTo(9.849733f, within(1e-4f));
    gains.update(new long[1], 128, 0.1);
    assertThat(gains.values()[0]).isEqualTo(10f);
  }

  @Test
  void gainsHandedOutAreACopy() {
    var gains = DEFAULTS.start(1, 9);
    gains.values()[0] = 5;
    assertThat(gains.values()).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({
    "target_hz, -1",
    "target_hz, NaN",
    "target_hz, Infinity",
    "target_hz, 1000001",
    "eta, -1",
    "eta, NaN",
    "eta, Infinity",
    "eta, 1000001",
    "ema_alpha, -0.1",
    "ema_alpha, 1.1",
    "ema_alpha, NaN",
    "ema_alpha, Infinity",
    "g_min, -1",
    "g_min, NaN",
    "g_min, Infinity",
    "g_min, 1000001",
    "g_max, 0",
    "g_max, -1",
    "g_max, NaN",
    "g_max, Infinity",
    "g_max, 1000001",
    "adapt_epochs, -1",
    "adapt_epochs, 100001",
  })
  void outsideItsRangeIsRejected(String parameter, String found) {
    double value = Double.parseDouble(found);
    assertRejected(
        parameter,
        found,
        () ->
            new Homeostasis(
                parameter.equals("target_hz") ? value : 10,
                parameter.equals("eta") ? value : 0.01,
                parameter.equals("ema_alpha") ? value : 0.9,
                parameter.equals("g_min") ? value : 0.1,
                parameter.equals("g_max") ? value : 10,
                parameter.equals("adapt_epochs") ? (int) value : 1));
  }

  @Test
  void theSmallestGainMustNotLieAboveTheLargest() {
    assertThatCode(() -> new Homeostasis(10, 0.01, 0.9, 2, 2, 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new Homeostasis(10, 0.01, 0.9, 2.5, 2, 1))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessage("g_min must not be above the largest gain 2.0, found 2.5");
  }
}
