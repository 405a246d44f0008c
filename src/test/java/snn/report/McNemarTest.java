package snn.report;

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

  /** Images 1 and 2 only the first reads rightly, image 4 only the second; 0 both, 3 neither. */
  @Test
  void onlyImagesOnWhichTheReadoutsDifferCount() {
    McNemar test = McNemar.of("01234", "01295", "07834");
    assertThat(test.onlyFirst()).isEqualTo(2);
    assertThat(test.onlySecond()).isEqualTo(2);
    assertThat(McNemar.of("0123", "0128", "0789").onlyFirst()).isEqualTo(2);
    assertThat(McNemar.of("0123", "0128", "0789").onlySecond()).isZero();
  }
}
