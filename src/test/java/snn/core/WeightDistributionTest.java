package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static snn.ParameterAssertions.assertRejected;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightDistributionTest {

  @Test
  void defaultsAreThePublishedOnes() {
    assertThat(WeightDistribution.W_MEAN).isEqualTo(0.5);
    assertThat(WeightDistribution.W_STD).isEqualTo(0.1);
    assertThat(WeightDistribution.P_CONNECT).isEqualTo(0.05);
  }

  @Test
  void denseConnectsEverything() {
    assertThat(WeightDistribution.dense(0.5, 0.1)).isEqualTo(new WeightDistribution(0.5, 0.1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "wMean, NaN",
    "wMean, Infinity",
    "wMean, -Infinity",
    "wMean, 1000001",
    "wMean, -1000001",
    "wStd, -0.1",
    "wStd, NaN",
    "wStd, Infinity",
    "wStd, 1000001",
    "pConnect, 0",
    "pConnect, -0.5",
    "pConnect, 1.2",
    "pConnect, NaN",
    "pConnect, Infinity",
  })
  void outsideItsRangeIsRejected(String parameter, String found) {
    double value = Double.parseDouble(found);
    assertRejected(
        parameter,
        found,
        () ->
            new WeightDistribution(
                parameter.equals("wMean") ? value : 0.5,
                parameter.equals("wStd") ? value : 0.1,
                parameter.equals("pConnect") ? value : 1));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-38, 1e-39, wMean, 1.0E-38",
    "-1e-30, 1e-39, wMean, -1.0E-30",
    "0, 9.9e-21, wStd, 9.9E-21",
    "1e-100, 0, wMean, 1.0E-100"
  })
  void weightsThatWouldVanishAreRejected(
      double wMean, double wStd, String parameter, String found) {
    assertRejected(parameter, found, () -> WeightDistribution.dense(wMean, wStd));
  }

  @Test
  void oneOfMeanAndDeviationMayBeSmall() {
    assertThatCode(
            () -> {
              WeightDistribution.dense(0, 0);
              WeightDistribution.dense(1e-20, 0);
              WeightDistribution.dense(1e-38, 1e-20);
              WeightDistribution.dense(0.5, 1e-300);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void theEndsOfTheRangesAreAllowed() {
    assertThatCode(
            () -> {
              new WeightDistribution(-1e6, 0, Double.MIN_VALUE);
              new WeightDistribution(1e6, 1e6, 1);
            })
        .doesNotThrowAnyException();
  }
}
