package snn.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.InvalidParameterException;

class SpreadTest {

  record Leak(
      @Param(help = "Time constant", unit = "MS", preset = "20.0", above = 0, max = 1e9)
          Spread tauMs)
      implements Part {
    Leak {
      Parts.check(Leak.class, tauMs);
    }
  }

  private static Leak read(Object value) {
    return Parts.read(Leak.class, Map.of("tau_ms", value));
  }

  @ParameterizedTest
  @CsvSource({"20, 20, 20", "5..200, 5, 200", "0.5..1e3, 0.5, 1000", "7..7, 7, 7"})
  void isANumberOrTwo(String text, double low, double high) {
    assertThat(read(text).tauMs()).isEqualTo(new Spread(low, high));
  }

  /** What a record holds is a number where there is one, as before there were spreads. */
  @Test
  void comesBackFromItsPlainValue() {
    assertThat(Parts.values(read("20"))).isEqualTo(Map.of("tau_ms", 20.0));
    assertThat(Parts.values(read("5..200"))).isEqualTo(Map.of("tau_ms", "5.0..200.0"));
    assertThat(read("5.0..200.0")).isEqualTo(read("5..200"));
    assertThat(Parts.values(Parts.read(Leak.class, Map.of()))).isEqualTo(Map.of("tau_ms", 20.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "0..5", "5..1e10", "200..5", "..", "5..", "..5", "1...5", "NaN..5", "a..b"})
  void otherTextsAreRejected(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidParameterException.class)
        .extracting(e -> ((InvalidParameterException) e).parameter())
        .isEqualTo("tau_ms");
  }

  @Test
  void isUniformOnTheLogarithmicScale() {
    Spread spread = new Spread(5, 200);
    assertThat(spread.at(1)).isCloseTo(200, within(1e-12));
    assertThat(spread.at(0x1.0p-53)).isCloseTo(5, within(1e-12));
    // Half of the neurons are below the geometric mean.
    assertThat(spread.at(0.5)).isCloseTo(Math.sqrt(5 * 200), within(1e-12));
    assertThat(Spread.of(3).at(0.7)).isEqualTo(3);
  }
}
