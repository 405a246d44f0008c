package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {

  /** Sums of binomial coefficients by hand: 2 (1 + 12 + 66 + 220) / 2¹² and so on. */
  @ParameterizedTest
  @CsvSource({
    "3, 9, 598, 4096",
    "9, 3, 598, 4096",
    "0, 5, 2, 32",
    "1, 5, 14, 64",
    "6, 6, 1, 1",
    "1, 1, 1, 1",
    "12, 12, 1, 1",
    "0, 0, 1, 1"
  })
  void fewDifferencesAreCountedExactly(int b, int c, double numerator, double denominator) {
    McNemar test = McNemar.of(b, c);
    assertThat(test.exact()).isTrue();
    assertThat(test.onlyFirst()).isEqualTo(b);
    assertThat(test.onlySecond()).isEqualTo(c);
    assertThat(test.pValue()).isCloseTo(numerator / denominator, within(1e-12));
  }

  /**
   * χ² = (|b − c| − 1)² / (b + c): 196/47, 0, 1 (χ² = 1 is one standard deviation) and 3.841459
   * (the 5 % point). Expected values from tables of erfc(√(χ²/2)).
   */
  @ParameterizedTest
  @CsvSource({
    "16, 31, 0.0411399",
    "31, 16, 0.0411399",
    "13, 12, 1",
    "20, 20, 1",
    "15, 10, 0.4237108",
    "45, 55, 0.3681203"
  })
  void manyAreTakenAsNormal(int b, int c, double p) {
    McNemar test = McNemar.of(b, c);
    assertThat(test.exact()).isFalse();
    assertThat(test.pValue()).isCloseTo(p, within(1e-6));
  }

  /** Far in the tail, where 1 − cdf would be 0. Expected values from mpmath, with 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "0, 25, 1.5866563039511892e-6",
    "100, 300, 2.5218321340413633e-23",
    "10, 400, 2.9748370712944938e-82",
    "20, 1000, 2.3605723134401491e-206",
    "5, 1370, 3.2857211320651745e-296"
  })
  void smallProbabilitiesHaveDigitsToo(int b, int c, double p) {
    assertThat(McNemar.of(b, c).pValue()).isCloseTo(p, within(1e-10 * p));
    assertThat(McNemar.of(c, b).pValue()).isCloseTo(p, within(1e-10 * p));
  }

  /** More than eight thousand images that only one of them reads. */
  @Test
  void whatNoDoubleHoldsIsBelowTheSmallest() {
    McNemar test = McNemar.of(76, 8_151);
    assertThat(test.pValue()).isBetween(0.0, Double.MIN_VALUE);
    assertThat(snn.Numbers.probability(test.pValue())).isEqualTo("< 1e-300");
  }

  /** Images 1 and 2 only the first reads rightly, image 4 only the second; 0 both, 3 neither. */
  @Test
  void onlyImagesOnWhichTheReadoutsDifferCount() {
    McNemar test = McNemar.of("01234", "01295", "07834", 1);
    assertThat(test.onlyFirst()).isEqualTo(2);
    assertThat(test.onlySecond()).isEqualTo(2);
    assertThat(McNemar.of("0123", "0128", "0789", 1).onlyFirst()).isEqualTo(2);
    assertThat(McNemar.of("0123", "0128", "0789", 1).onlySecond()).isZero();
  }
}
