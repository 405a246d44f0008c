package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static snn.ParameterAssertions.assertRejected;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.data.LabelledImages;

class LatencyEncodingTest {

  private static SpikeEvents events(int steps, LabelledImages images) {
    return new Encoder(
            new LatencyEncoding(new TimeSteps(steps, 1), Intensity.LINEAR),
            42,
            images.shape().pixels())
        .encode(images, 0, SpikeStream.TRAIN);
  }

  /** 51 of 255 is 0.2 and 204 is 0.8: exact fifths. */
  @ParameterizedTest
  @CsvSource({
    "255, 100, 0",
    "1, 100, 99",
    "51, 101, 80",
    "204, 101, 20",
    "128, 100, 49",
    "77, 1, 0"
  })
  void theBrighterTheEarlier(int level, int steps, int step) {
    SpikeEvents events = events(steps, Fixtures.filled(1, level));
    assertThat(events.size()).isEqualTo(Fixtures.PIXELS);
    assertThat(events.offsets()[step]).isZero();
    assertThat(events.offsets()[step + 1]).isEqualTo(Fixtures.PIXELS);
  }

  @Test
  void blackPixelsAreSilent() {
    assertThat(events(100, Fixtures.filled(1, 0)).size()).isZero();
    assertThat(new LatencyEncoding(new TimeSteps(100, 1), Intensity.LINEAR).probability(0))
        .isZero();
  }

  /** What is expected in a step, over all of them, is the one spike. */
  @Test
  void onePixelIsOneSpike() {
    LatencyEncoding encoding = new LatencyEncoding(new TimeSteps(37, 1), Intensity.LINEAR);
    for (int level = 1; level < 256; level++) {
      int spikes = 0;
      for (int step = 0; step < 37; step++) {
        spikes += encoding.spikes(0, level, step) ? 1 : 0;
      }
      assertThat(spikes).isOne();
      assertThat(encoding.probability(level)).isEqualTo(1.0 / 37);
    }
  }

  @Test
  void outsideTheirRangeIsRejected() {
    assertRejected(
        "num_steps", "0", () -> new LatencyEncoding(new TimeSteps(0, 1), Intensity.LINEAR));
    assertRejected(
        "dt_ms", "-1", () -> new LatencyEncoding(new TimeSteps(10, -1), Intensity.LINEAR));
  }
}
