package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static snn.ParameterAssertions.assertRejected;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.part.Parts;

class ExcitatoryTest {

  @Test
  void defaultsAreThePublishedOnes() {
    assertThat(Parts.read(Excitatory.class, Map.of())).isEqualTo(new Excitatory(0.5, 0.1));
    assertThat(Parts.read(Connections.class, Map.of())).isEqualTo(Connections.DENSE);
  }

  @ParameterizedTest
  @CsvSource({
    "w_mean, NaN",
    "w_mean, Infinity",
    "w_mean, -Infinity",
    "w_mean, 1000001",
    "w_mean, -1000001",
    "w_std, -0.1",
    "w_std, NaN",
    "w_std, Infinity",
    "w_std, 1000001",
    "p_connect, 0",
    "p_connect, -0.5",
    "p_connect, 1.2",
    "p_connect, NaN",
    "p_connect, Infinity",
  })
  void outsideItsRangeIsRejected(String parameter, String found) {
    double value = Double.parseDouble(found);
    assertRejected(
        parameter,
        found,
        () ->
            Fixtures.sparse(
                parameter.equals("w_mean") ? value : 0.5,
                parameter.equals("w_std") ? value : 0.1,
                parameter.equals("p_connect") ? value : 1));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-38, 1e-39, w_mean, 1e-38",
    "-1e-30, 1e-39, w_mean, -1e-30",
    "0, 9.9e-21, w_std, 9.9e-21",
    "1e-100, 0, w_mean, 1e-100"
  })
  void weightsThatWouldVanishAreRejected(
      double wMean, double wStd, String parameter, String found) {
    assertRejected(parameter, found, () -> Fixtures.dense(wMean, wStd));
  }

  @Test
  void oneOfMeanAndDeviationMayBeSmall() {
    assertThatCode(
            () -> {
              Fixtures.dense(0, 0);
              Fixtures.dense(1e-20, 0);
              Fixtures.dense(1e-38, 1e-20);
              Fixtures.dense(0.5, 1e-300);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void theEndsOfTheRangesAreAllowed() {
    assertThatCode(
            () -> {
              Fixtures.sparse(-1e6, 0, Double.MIN_VALUE);
              Fixtures.sparse(1e6, 1e6, 1);
            })
        .doesNotThrowAnyException();
  }
}
