package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.Progress;
import snn.Workers;
import snn.core.Fixtures;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.Drawn;
import snn.data.ImageShape;
import snn.data.LabelledImages;

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
    Dataset dataset = Drawn.digits(1, 400, 200);
    try (Workers workers = new Workers(2)) {
      Floors floors = Floors.withPixels(dataset, workers, Progress.NONE);
      assertThat(floors.majority()).isEqualTo(Floors.majority(dataset).majority());
      assertThat(floors.pixels().orElseThrow()).isBetween(0.7, 1.0);
    }
  }

  /** A file that says nothing is overwritten, and one that does is believed. */
  @Test
  void theFloorOfASetIsComputedOnce(@TempDir Path folder) throws IOException {
    Dataset dataset = Drawn.digits(1, 60, 40);
    DatasetIdentity identity = DatasetIdentity.of(dataset);
    List<String> bars = new ArrayList<>();
    Progress progress =
        (name, total, unit) -> {
          bars.add(name);
          return Progress.NONE.start(name, total, unit);
        };
    try (Workers workers = new Workers(2)) {
      Floors floors = Floors.withPixels(dataset, workers, Progress.NONE);
      Path kept = folder.resolve("made/here");
      assertThat(Floors.kept(dataset, identity, kept, workers, progress)).isEqualTo(floors);
      assertThat(bars).contains("no layer, choice of C", "no layer, readout fit");
      bars.clear();
      assertThat(Floors.kept(dataset, identity, kept, workers, progress)).isEqualTo(floors);
      assertThat(bars).isEmpty();
      Path file;
      try (Stream<Path> files = Files.list(kept)) {
        file = files.findFirst().orElseThrow();
      }
      for (String damaged : new String[] {"", "NaN", "1.5", "floor"}) {
        Files.writeString(file, damaged);
        assertThat(Floors.known(identity, kept)).isEmpty();
      }
      assertThat(Floors.kept(dataset, identity, kept, workers, progress)).isEqualTo(floors);
      assertThat(bars).isNotEmpty();
      Path noFolder = Files.createFile(folder.resolve("file"));
      assertThat(Floors.kept(dataset, identity, noFolder, workers, progress)).isEqualTo(floors);
      Dataset fewer = dataset.first(50);
      bars.clear();
      Floors.kept(fewer, DatasetIdentity.of(fewer), kept, workers, progress);
      assertThat(bars).as("other images").isNotEmpty();
      assertThat(Floors.known(reshaped(identity), kept))
          .as("the same bytes, other lines")
          .isEmpty();
      Dataset few = dataset.first(9);
      assertThat(Floors.kept(few, DatasetIdentity.of(few), kept, workers, progress).pixels())
          .as("too few to hold one out")
          .isEmpty();
    }
  }

  private static DatasetIdentity reshaped(DatasetIdentity images) {
    return new DatasetIdentity(
        images.name(),
        images.trainImages(),
        images.testImages(),
        images.rows() / 2,
        images.columns() * 2,
        images.classNames(),
        images.trainSha256(),
        images.testSha256());
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
