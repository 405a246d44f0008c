package snn.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.core.Fixtures;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.RateEncoding;
import snn.data.LabelledImages;

class LayerHealthTest {

  @Test
  void handCounted() {
    // Three images, four neurons, T = 7 and R = 2: the ceiling is 3.
    byte[] counts = {
      3, 0, 1, 2,
      3, 0, 0, 2,
      3, 0, 3, 2
    };
    byte[] pixels = new byte[3 * Fixtures.PIXELS];
    pixels[0] = (byte) 255;
    pixels[Fixtures.PIXELS] = 51;
    LabelledImages images = new LabelledImages(pixels, new byte[3], Fixtures.SHAPE);
    try (Workers workers = new Workers(1)) {
      Network network =
          new Network(
              new RateEncoding(7, 1, 100),
              1,
              Fixtures.draw(Fixtures.dense(0.5, 0.1), 4, 1, workers),
              new LifParameters(20, 1, 2, 1));
      LayerHealth health = LayerHealth.of(FeatureMatrix.ofBytes(counts, 4), network, images);
      assertThat(health.meanCount()).isEqualTo(19.0 / 12);
      assertThat(health.meanRateHz()).isCloseTo(19.0 / 12 / 0.007, Offset.offset(1e-9));
      assertThat(health.ceiling()).isEqualTo(3);
      assertThat(health.ceilingShare()).isEqualTo(4.0 / 12);
      assertThat(health.silentShare()).isEqualTo(1.0 / 4);
      assertThat(health.constantNeurons()).isEqualTo(3);
      // p = 0.1 and 0.02, over three images.
      assertThat(health.clippedShare()).hasValue(0);
      assertThat(health.inputSpikesPerStep()).isCloseTo(0.12 / 3, Offset.offset(1e-15));
    }
  }
}
