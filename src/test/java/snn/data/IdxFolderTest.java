package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static snn.ParameterAssertions.assertRejected;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.Progress;
import snn.Workers;

class IdxFolderTest {

  private static final int ROWS = 5;
  private static final int COLUMNS = 9;

  @TempDir private Path folder;

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static byte[] images(int n, int seed) {
    byte[] pixels = new byte[n * ROWS * COLUMNS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (seed + 31 * i);
    }
    return IdxFixtures.idx(pixels, 0x803, n, ROWS, COLUMNS);
  }

  private void writeSet() throws IOException {
    write("train-images-idx3-ubyte", images(4, 1));
    write("train-labels.idx1-ubyte", IdxFixtures.labels(0, 12, 3, 3));
    write("t10k-images-idx3-ubyte.gz", IdxFixtures.gzip(images(2, 7)));
    write("t10k-labels-idx1-ubyte", IdxFixtures.labels(12, 1));
  }

  private Dataset load(int most) {
    try (Workers workers = new Workers(1)) {
      return new IdxFolder(folder.toString())
          .load(most, workers, Progress.NONE, new ArrayList<String>()::add);
    }
  }

  @Test
  void anyShapeAndAnyNumberOfClassesIsRead() throws IOException {
    writeSet();
    Dataset set = load(Integer.MAX_VALUE);
    assertThat(set.shape()).isEqualTo(new ImageShape(ROWS, COLUMNS));
    assertThat(set.classNames()).isEqualTo(Dataset.numbered(13));
    assertThat(set.train().size()).isEqualTo(4);
    assertThat(set.train().label(1)).isEqualTo(12);
    assertThat(set.train().pixels()[1]).isEqualTo((byte) 32);
    assertThat(set.test().size()).isEqualTo(2);
    assertThat(set.name()).isEqualTo(folder.toString());
    assertThat(load(1).train().size()).isEqualTo(1);
    assertThat(new IdxFolder(folder.toString()).size(3))
        .isEqualTo(new ImageSource.Size(3, 2, new ImageShape(ROWS, COLUMNS), Dataset.MAX_CLASSES));
  }

  @Test
  void aMissingFileIsNamedWithWhatIsThere() throws IOException {
    writeSet();
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContainingAll(
            folder + " lacks t10k-labels-idx1-ubyte, there is", "train-labels.idx1-ubyte");
  }

  @Test
  void partsOfDifferentShapesAreRefused() throws IOException {
    writeSet();
    write("train-images-idx3-ubyte", IdxFixtures.idx(new byte[4 * 4], 0x803, 4, 2, 2));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContaining("training images of 2x2 and test images of 5x9 pixels");
  }

  @Test
  void whatIsNeitherANameNorAFolderIsRefused() {
    assertRejected("dataset", "'minst'", () -> ImageSource.KIND.read(Map.of("dataset", "minst")));
    assertThat(ImageSource.KIND.read(Map.of("dataset", "STROKES"))).isInstanceOf(Strokes.class);
    assertThat(ImageSource.KIND.read(Map.of("dataset", folder.toString())))
        .isEqualTo(new IdxFolder(folder.toString()));
    assertThat(ImageSource.KIND.values(new IdxFolder("/"))).isEqualTo(Map.of("dataset", "/"));
    assertThat(List.of("mnist", "strokes"))
        .containsExactlyElementsOf(ImageSource.KIND.parts().keySet());
  }
}
