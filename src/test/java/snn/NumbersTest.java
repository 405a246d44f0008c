package snn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  /** Expected values are the output of Python 3's {@code repr}. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "5, 5.0",
    "20, 20.0",
    "100, 100.0",
    "-0.5, -0.5",
    "0.1, 0.1",
    "0.05, 0.05",
    "0.30000000000000004, 0.30000000000000004",
    "0.001, 0.001",
    "0.00123, 0.00123",
    "0.0001, 0.0001",
    "0.00012, 0.00012",
    "0.000099, 9.9e-05",
    "0.00001, 1e-05",
    "-0.000015, -1.5e-05",
    "1e-10, 1e-10",
    "1.5e-300, 1.5e-300",
    "2e-323, 2e-323",
    "10000000, 10000000.0",
    "12345678.9, 12345678.9",
    "123456789, 123456789.0",
    "1e15, 1000000000000000.0",
    "9007199254740993, 9007199254740992.0",
    "9999999999999998, 9999999999999998.0",
    "1e16, 1e+16",
    "-1.5e16, -1.5e+16",
    "1e100, 1e+100",
    "1.7976931348623157e308, 1.7976931348623157e+308"
  })
  void areWrittenAsPythonWritesThem(double value, String expected) {
    assertThat(Numbers.python(value)).isEqualTo(expected);
    assertThat(Double.parseDouble(Numbers.python(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "1, = 1.0",
    "0.3081, = 0.31",
    "0.0411, = 0.041",
    "0.00012, = 0.00012",
    "0.000011, = 1.1e-05",
    "3.14e-12, = 3.1e-12",
    "1.04e-300, = 1.0e-300",
    "9e-301, < 1e-300",
    "0, < 1e-300"
  })
  void probabilitiesAreNeverZero(double p, String expected) {
    assertThat(Numbers.probability(p)).isEqualTo(expected);
  }

  @Test
  void accuraciesHaveFourDigits() {
    assertThat(Numbers.accuracy(0)).isEqualTo("0.0000");
    assertThat(Numbers.accuracy(0.91944)).isEqualTo("0.9194");
    assertThat(Numbers.accuracy(0.99996)).isEqualTo("1.0000");
    assertThat(Numbers.accuracy(1)).isEqualTo("1.0000");
  }
}
