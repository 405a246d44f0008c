package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSetTest {

  /** Three images of 2x2 pixels. */
  private static final String LINES = "1,0,10,20,30\n0,255,1,2,3\n2,7,8,9,128\n";

  private static final String NAMES = "label,pixel0,pixel1,pixel2,pixel3\n";

  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private Dataset load(int most) {
    return ImageFolderTest.load(folder, most);
  }

  private void assertRead() {
    Dataset set = load(99);
    assertThat(set.shape()).isEqualTo(new ImageShape(2, 2));
    assertThat(set.classNames()).containsExactly("0", "1", "2");
    assertThat(set.train().labels()).containsExactly(1, 0, 2);
    assertThat(set.train().pixels()).containsExactly(0, 10, 20, 30, 255, 1, 2, 3, 7, 8, 9, 128);
    assertThat(set.test().labels()).containsExactly(1, 0, 2);
    assertThat(load(2).train().labels()).containsExactly(1, 0);
    assertThat(new ImageFolder(folder.toString()).size(9))
        .isEqualTo(new ImageSource.Size(3, 3, new ImageShape(2, 2), 256));
  }

  private static List<String> forms() {
    String crossed = "label,1x1,1x2,2x1,2x2\n";
    return List.of(
        LINES,
        NAMES + LINES,
        NAMES.replace("label", "\"label\"") + LINES.replace("\n", "\r\n"),
        "\uFEFF" + NAMES + LINES.strip(),
        crossed + LINES,
        "Label,p,q,r,s\n" + LINES + "\n",
        "pixel1,pixel2,pixel3,pixel4,LABEL\n0,10,20,30,1\n255,1,2,3,0\n7,8,9,128,2\n",
        NAMES + LINES.replace(",", " , "),
        NAMES + LINES.replace("128", "128.0"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormThatPeopleHaveIsRead(String text) throws IOException {
    write("train.csv", text);
    write("test.csv", text);
    assertRead();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist_%s.csv", "fashion-mnist_%s.CSV", "emnist-letters-%s.csv"})
  void theFilesMayHaveTheNamesThatPeopleHave(String form) throws IOException {
    write(form.formatted("train"), LINES);
    write(form.formatted("test"), LINES);
    assertRead();
  }

  @Test
  void filesMayBePacked() throws IOException {
    Files.write(
        folder.resolve("train.csv.gz"),
        IdxFixtures.gzip((NAMES + LINES).getBytes(StandardCharsets.UTF_8)));
    write("t10k.csv", LINES);
    assertRead();
  }

  @Test
  void imagesNeedNotBeSquareWherePixelsAreNamedByTheirPlaces() throws IOException {
    write("train.csv", "label,1x1,1x2,1x3,2x1,2x2,2x3\n0,1,2,3,4,5,6\n1,6,5,4,3,2,1\n");
    write("test.csv", "label,1x1,1x2,1x3,2x1,2x2,2x3\n1,1,2,3,4,5,6\n");
    assertThat(load(9).shape()).isEqualTo(new ImageShape(2, 3));
    write("test.csv", "label,1x1,1x2,1x3,2x1,2x3\n1,1,2,3,4,5\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContaining("1x1 … 2x3 in this order, found no 2x2 in its place");
  }

  private static List<Arguments> faults() {
    return List.of(
        Arguments.of("", "the first line must have a label and pixels with commas between"),
        Arguments.of("5;1;2;3;4\n", "with commas between, found '5;1;2;3;4'"),
        Arguments.of(NAMES, "it has no images"),
        Arguments.of(
            "pixel0,pixel1,pixel2,pixel3\n0,1,2,3\n",
            "it has no column label, there is pixel0, pixel1, pixel2, pixel3"),
        Arguments.of(
            "label,pixel0,pixel1,pixel3\n0,1,2,3\n",
            "3 columns of pixels make no square image; it lacks pixel2"),
        Arguments.of("0,1,2,3\n", "3 columns of pixels make no square image;"),
        Arguments.of(NAMES + LINES + "1,2,3,4\n", "image 3 has 4 columns and must have 5"),
        Arguments.of(NAMES + LINES + "1,2,3,4,5,6\n", "image 3 has 6 columns and must have 5"),
        Arguments.of(LINES + "1,2,3,4\n", "image 3 has 4 columns and must have 5"),
        Arguments.of(NAMES + LINES + "1,2,x,4,5\n", "found 'x' in column 3 of image 3"),
        Arguments.of(LINES + "1,2,0.5,4,5\n", "found '0.5' in column 3 of image 3"),
        Arguments.of(LINES + "1,2,99999999999,4,5\n", "found '99999999999' in column 3 of image 3"),
        Arguments.of(LINES + "1,2,256,4,5\n", "found '256' in column 3 of image 3"),
        Arguments.of(LINES + "1,2,-1,4,5\n", "found '-1' in column 3 of image 3"),
        Arguments.of(LINES + "1,2,,4,5\n", "found '' in column 3 of image 3"),
        Arguments.of(LINES + ",2,3,4,5\n", "found '' in column 1 of image 3"),
        Arguments.of(LINES + "cat,2,3,4,5\n", "found 'cat' in column 1 of image 3"),
        Arguments.of(LINES + "300,2,3,4,5\n", "0 … 255, or in 1 … 256, found 300"),
        Arguments.of(LINES + "-1,2,3,4,5\n", "0 … 255, or in 1 … 256, found -1"),
        Arguments.of(
            "0," + "1,".repeat(257 * 257 - 1) + "1\n",
            "images must have 1 … 256 rows and columns, found 257x257"),
        Arguments.of("0".repeat(3 << 20), "its first line does not end"));
  }

  @ParameterizedTest
  @MethodSource
  void faults(String text, String fault) throws IOException {
    write("train.csv", text);
    write("test.csv", LINES);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageStartingWith(folder.resolve("train.csv").toString())
        .withMessageContaining(fault)
        .withMessageContaining("with {dataset}");
  }

  @Test
  void kagglesTestImagesHaveNoLabels() throws IOException {
    write("train.csv", NAMES + LINES);
    write("test.csv", "pixel0,pixel1,pixel2,pixel3\n0,1,2,3\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContaining("test.csv is not what this program reads: it has no column label");
  }

  @Test
  void bothFilesMustBeThereOnce() throws IOException {
    write("train.csv", LINES);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContaining(
            "must have one file test.csv, or one with test in its name, found none");
    write("test.csv", LINES);
    write("mnist_train.csv", LINES);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContaining("found mnist_train.csv, train.csv");
  }

  @Test
  void aTestClassThatTrainingLacksIsRefused() throws IOException {
    write("train.csv", LINES);
    write("test.csv", LINES + "3,1,2,3,4\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContaining("test.csv has images of class 3, the first is image 3");
  }

  /** Wider than most readers of CSV allow by themselves. */
  @Test
  void theLargestImagesAreRead() throws IOException {
    String pixels =
        IntStream.range(0, 256 * 256).mapToObj(i -> "" + i % 256).collect(Collectors.joining(","));
    write("train.csv", "0," + pixels + "\n1," + pixels + "\n");
    write("test.csv", "1," + pixels + "\n");
    assertThat(load(9).shape()).isEqualTo(new ImageShape(256, 256));
    assertThat(load(9).test().pixels()[65_535]).isEqualTo((byte) 255);
  }
}
