package snn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.05, 0.05",
    "1234567, '1,234,567'",
    "-2.5, −2.5",
    "1e-5, 10⁻⁵",
    "-8.49e-5, −8.49 × 10⁻⁵",
    "-1234.5, '−1,234.5'",
    "0.123456, 0.1235",
    "NaN, –",
    "Infinity, ∞",
    "100, 100"
  })
  void numbersAreWrittenAsPeopleDo(double value, String shown) {
    assertThat(Words.number(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "1, 100 %",
    "0.178, 17.8 %",
    "0.002, 0.2 %",
    "0.0003, 0.03 %",
    "0.000001, less than 0.001 %",
    "0.99987, 99.987 %"
  })
  void sharesHaveFewDigits(double share, String shown) {
    assertThat(Words.percent(share)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"1e-13, p < 1e-12", "4.6e-5, p = 4.6e-5", "0.31, p = 0.31", "1, p = 1"})
  void chanceHasTwoDigits(double p, String shown) {
    assertThat(Words.p(p)).isEqualTo(shown);
  }
}
