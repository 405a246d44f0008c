package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.core.Fixtures;
import snn.data.Dataset;
import snn.data.ImageShape;
import snn.data.LabelledImages;
import snn.data.StrokeDigits;

class FloorsTest {

  @Test
  void majorityIsOfTheTrainingImagesAndMeasuredOnTheTestImages() {
    Dataset dataset =
        new Dataset(
            "", blank(3, 3, 7, 7, 7, 9), blank(7, 3, 3, 3, 3, 3, 7, 9), Dataset.numbered(10));
    Floors floors = Floors.majority(dataset);
    assertThat(floors.majority()).isEqualTo(2.0 / 8);
    assertThat(floors.pixels()).isEmpty();
  }

  @Test
  void pixelsAreReadFarBetterThanByGuessing() {
    Dataset dataset = StrokeDigits.generate(1, 400, 200);
    try (Workers workers = new Workers(2)) {
      Floors floors = Floors.withPixels(dataset, workers, Progress.NONE);
      assertThat(floors.majority()).isEqualTo(Floors.majority(dataset).majority());
      assertThat(floors.pixels().orElseThrow()).isBetween(0.7, 1.0);
    }
  }

  @Test
  void largeImagesAreReadSmall() {
    assertThat(Floors.square(new ImageShape(28, 28))).isEqualTo(1);
    assertThat(Floors.square(new ImageShape(32, 32))).isEqualTo(1);
    assertThat(Floors.square(new ImageShape(32, 33))).isEqualTo(2);
    assertThat(Floors.square(new ImageShape(256, 256))).isEqualTo(8);
    assertThat(Floors.square(new ImageShape(1, 256))).isEqualTo(1);
    LabelledImages images =
        new LabelledImages(
            new byte[] {0, 2, 10, 4, 6, 20, 30, 40, (byte) 255, 1, 1, 1, 1, 1, 1, 1, 1, 1},
            new byte[] {0, 1},
            new ImageShape(3, 3));
    LabelledImages small = images.shrunk(2);
    assertThat(small.shape()).isEqualTo(new ImageShape(2, 2));
    assertThat(small.pixels()).containsExactly(3, 15, 35, 255, 1, 1, 1, 1);
    assertThat(images.shrunk(1)).isSameAs(images);
  }

  private static LabelledImages blank(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return new LabelledImages(new byte[bytes.length * Fixtures.PIXELS], bytes, Fixtures.SHAPE);
  }
}
