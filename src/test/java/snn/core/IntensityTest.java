package snn.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntensityTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "255, 1, 1",
    "51, 0.2, 0.44721359549995794",
    "1, 0.00392156862745098, 0.06262242910851495"
  })
  void isTheByteOver255OrItsRoot(int level, double linear, double root) {
    assertThat(Intensity.LINEAR.of(level)).isEqualTo(linear);
    assertThat(new Intensity(Intensity.Curve.SQRT).of(level)).isEqualTo(root);
  }

  /** √(51 / 255) = 0.447…, of 500 Hz at 1 ms. */
  @ParameterizedTest
  @CsvSource({"51, 0.22360679774997896", "255, 0.5", "0, 0"})
  void anEncodingTakesIt(int level, double p) {
    Intensity root = new Intensity(Intensity.Curve.SQRT);
    assertThat(new RateEncoding(new TimeSteps(10, 1), 500, root).probability(level)).isEqualTo(p);
  }

  /** (1 − √(51/255)) · 99 = 54.7. */
  @ParameterizedTest
  @CsvSource({"51, 55", "255, 0"})
  void latencyTakesIt(int level, int step) {
    Encoding encoding =
        new LatencyEncoding(new TimeSteps(100, 1), new Intensity(Intensity.Curve.SQRT));
    assertThat(encoding.spikes(1, level, step)).isTrue();
  }
}
