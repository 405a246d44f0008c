package snn.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static snn.ParameterAssertions.assertRejected;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Progress;
import snn.Workers;

class ImageFolderTest {

  private static final int ROWS = 5;
  private static final int COLUMNS = 9;

  @TempDir private Path folder;

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
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
    write("t10k-labels-idx1-ubyte", IdxFixtures.labels(12, 3));
  }

  private Dataset load(int most) {
    return load(folder, most);
  }

  static Dataset load(Path folder, int most) {
    return load(folder, most, _ -> {});
  }

  static Dataset load(Path folder, int most, Consumer<String> notices) {
    try (Workers workers = new Workers(2)) {
      return new ImageFolder(folder.toString()).load(most, workers, Progress.NONE, notices);
    }
  }

  private void assertRefused(String... parts) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContainingAll(parts);
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
    assertThat(load(1).train().size()).isEqualTo(1);
    assertThat(new ImageFolder(folder.toString()).size(3))
        .isEqualTo(new ImageSource.Size(3, 2, new ImageShape(ROWS, COLUMNS), 13));
  }

  /** What is in it tells which set it is, wherever it lies. */
  @Test
  void aFolderThatMovesIsTheSameDataset(@TempDir Path elsewhere) throws IOException {
    writeSet();
    DatasetIdentity before = DatasetIdentity.of(load(9));
    Path moved = Files.createDirectories(elsewhere.resolve("moved"));
    for (Path file : new Listing(Advice.OWN).entries(folder)) {
      Files.move(file, moved.resolve(file.getFileName()));
    }
    assertThat(DatasetIdentity.of(load(moved, 9))).isEqualTo(before);
  }

  @Test
  void labelsMayBeginAtOneAndKeepTheirNumbersAsNames() throws IOException {
    writeSet();
    write("train-labels.idx1-ubyte", IdxFixtures.labels(1, 3, 2, 3));
    write("t10k-labels-idx1-ubyte", IdxFixtures.labels(3, 1));
    Dataset set = load(9);
    assertThat(set.classNames()).containsExactly("1", "2", "3");
    assertThat(set.train().labels()).containsExactly(0, 2, 1, 2);
    assertThat(set.test().labels()).containsExactly(2, 0);
  }

  @Test
  void labelsMayGoToTwoHundredAndFiftySix() throws IOException {
    writeSet();
    write("t10k-labels-idx1-ubyte", IdxFixtures.idx(new byte[] {1, 0, 0, 1}, 0xb01, 2));
    write(
        "train-labels.idx1-ubyte", IdxFixtures.idx(new byte[] {1, 0, 0, 1, 0, 1, 0, 2}, 0xb01, 4));
    Dataset set = load(9);
    assertThat(set.classes()).isEqualTo(256);
    assertThat(set.test().label(0)).isEqualTo(255);
    assertThat(set.classNames().getLast()).isEqualTo("256");
    write(
        "train-labels.idx1-ubyte", IdxFixtures.idx(new byte[] {1, 0, 0, 1, 0, 0, 0, 2}, 0xb01, 4));
    assertRefused(
        "train-labels.idx1-ubyte", "0 … 255, or in 1 … 256, found 256, the label of image 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte"
            + " t10k-labels-idx1-ubyte",
        "train-images.idx3-ubyte train-labels.idx1-ubyte t10k-images.idx3-ubyte"
            + " t10k-labels.idx1-ubyte",
        "raw/emnist-letters-train-images-idx3-ubyte raw/emnist-letters-train-labels-idx1-ubyte"
            + " raw/emnist-letters-test-images-idx3-ubyte"
            + " raw/emnist-letters-test-labels-idx1-ubyte",
        "qmnist-train-images-idx3-ubyte.gz qmnist-train-labels-idx2-int.gz"
            + " qmnist-test-images-idx3-ubyte.gz qmnist-test-labels-idx2-int.gz",
        "Train_Images Train_Labels Test_Images Test_Labels",
        "images_train.idx labels_train.idx images_val.idx labels_val.idx",
        "MNIST/raw/train-images.gz MNIST/raw/train-labels.gz MNIST/raw/t10k-images.gz"
            + " MNIST/raw/t10k-labels.gz",
        "train-images.idx3-ubyte/train-images.idx3-ubyte train-labels.idx1-ubyte"
            + " t10k-images.idx3-ubyte t10k-labels.idx1-ubyte",
      })
  void theFilesMayHaveTheNamesThatPeopleHave(String names) throws IOException {
    String[] name = names.split(" ", -1);
    write(name[0], images(4, 1));
    write(name[1], IdxFixtures.labels(0, 1, 2, 1));
    write(name[2], images(2, 7));
    write(name[3], IdxFixtures.labels(1, 2));
    write("README.txt", new byte[3]);
    write("train_labels.csv", new byte[3]);
    Dataset set = load(9);
    assertThat(set.train().labels()).containsExactly(0, 1, 2, 1);
    assertThat(set.test().labels()).containsExactly(1, 2);
    assertThat(set.test().pixels()[0]).isEqualTo((byte) 7);
  }

  @Test
  void ofARawAndAPackedFileTheRawOneIsTaken() throws IOException {
    writeSet();
    write("train-images-idx3-ubyte.gz", IdxFixtures.gzip(images(3, 1)));
    assertThat(load(9).train().size()).isEqualTo(4);
  }

  @Test
  void filesOfSeveralSetsAreToldApartByNobody() throws IOException {
    writeSet();
    write("emnist-train-images-idx3-ubyte", images(4, 1));
    assertRefused(
        folder + " has several files of train images",
        "emnist-train-images-idx3-ubyte, train-images-idx3-ubyte",
        "folder of their own");
  }

  /** The first bytes tell which of them is one. */
  @Test
  void whatIsNoIdxFileIsNotTakenForOne() throws IOException {
    writeSet();
    write("train_images.tar.gz", IdxFixtures.gzip(new byte[600]));
    write("train_labels.xlsx", new byte[] {'P', 'K', 3, 4});
    write("contest_test_labels.pdf", new byte[9]);
    assertThat(load(9).train().size()).isEqualTo(4);
    write("val-images", images(2, 7));
    assertThat(load(9).test().size()).isEqualTo(2);
    assertThat(load(9).leftOut().paths()).containsExactly(folder.resolve("val-images"));
  }

  /** One that is whole in another form is read; else the fault of the first form is told. */
  @Test
  void aFormThatIsNotWholeGivesWayToOneThatIs() throws IOException {
    writeSet();
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    write("train.csv", "0,1,2,3,9\n1,4,3,2,1\n".getBytes(US_ASCII));
    assertRefused(folder + " lacks a file of test labels");
    write("test.csv", "1,1,2,3,4\n".getBytes(US_ASCII));
    assertThat(load(9).shape()).isEqualTo(new ImageShape(2, 2));
  }

  @Test
  void aMissingFileIsNamedWithWhatIsThere() throws IOException {
    writeSet();
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertRefused(
        folder + " lacks a file of test labels, there is", "train-labels.idx1-ubyte", ".gz");
  }

  @Test
  void partsOfDifferentShapesAreRefused() throws IOException {
    writeSet();
    write("train-images-idx3-ubyte", IdxFixtures.idx(new byte[4 * 4], 0x803, 4, 2, 2));
    assertRefused("training images of 2x2 and test images of 5x9 pixels");
  }

  @Test
  void aTestClassThatTrainingLacksIsRefused() throws IOException {
    writeSet();
    write("t10k-labels-idx1-ubyte", IdxFixtures.labels(12, 4));
    assertRefused("t10k-labels-idx1-ubyte has images of class 4, the first is image 1");
  }

  @Test
  void oneClassIsNoTask() throws IOException {
    writeSet();
    write("train-labels.idx1-ubyte", IdxFixtures.labels(0, 0, 0, 0));
    write("t10k-labels-idx1-ubyte", IdxFixtures.labels(0, 0));
    assertRefused("have the label 0 alone, and there must be 2 classes at least");
  }

  @Test
  void advicesAreOfTheFolderAndNotOfThatOfMnist() throws IOException {
    writeSet();
    write("train-images-idx3-ubyte", new byte[40]);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageEndingWith("; give another folder with {dataset}");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> new ImageFolder(folder.toString()).size(9))
        .withMessageEndingWith("; give another folder with {dataset}");
  }

  @Test
  void aFolderOfNothingSaysWhatIsRead() throws IOException {
    write("notes.txt", new byte[1]);
    assertRefused(
        folder + " has no images that this program knows, there is notes.txt; it reads four IDX");
  }

  @Test
  void whatIsNeitherANameNorAFolderIsRefused() {
    assertRejected("dataset", "'minst'", () -> ImageSource.KIND.read(Map.of("dataset", "minst")));
    assertThat(ImageSource.KIND.read(Map.of("dataset", "STROKES"))).isInstanceOf(Strokes.class);
    assertThat(ImageSource.KIND.read(Map.of("dataset", folder.toString())))
        .isEqualTo(new ImageFolder(folder.toString()));
    assertThat(ImageSource.KIND.values(new ImageFolder("/"))).isEqualTo(Map.of("dataset", "/"));
    assertThat(ImageSource.KIND.parts().keySet()).containsAll(List.of("mnist", "strokes"));
  }
}
