package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        NAMES + LINES.replace("128", "128.0"),
        // pandas' names of a frame without names, and with its index; R's.
        "0,1,2,3,4\n" + LINES,
        "1,2,3,4,5\n" + LINES,
        ",0,1,2,3,4\n0,1,0,10,20,30\n1,0,255,1,2,3\n2,2,7,8,9,128\n",
        "Unnamed: 0,label,p,q,r,s\n7,1,0,10,20,30\n9,0,255,1,2,3\n8,2,7,8,9,128\n",
        "\"\",V1,V2,V3,V4,V5\n\"1\",1,0,10,20,30\n2,0,255,1,2,3\n3,2,7,8,9,128\n",
        "V1,V2,V3,V4,V5\n" + LINES,
        "X0,X1,X2,X3,X4\n" + LINES,
        // OpenML's.
        "p,q,r,s,class\n0,10,20,30,1\n255,1,2,3,0\n7,8,9,128,2\n",
        // NumPy's savetxt, by default and with a header.
        "1.0e+00,0e0,1.000e+01,2.0E1,30.\n0,2.55e+02,1,2,3\n2,7,8,9,1.28e2\n",
        "# digits\n" + LINES + "# end\n",
        "# p,q,r,s,label\n0,10,20,30,1\n255,1,2,3,0\n7,8,9,128,2\n",
        // Spreadsheets': other delimiters, commas at the ends, rows that were emptied.
        NAMES.replace(',', ';') + LINES.replace(',', ';'),
        LINES.replace(",", ",0;").replace("\n", ",00\n"),
        (NAMES + LINES).replace(',', '\t'),
        (NAMES + LINES).replace("\n", ",\n"),
        NAMES + LINES.replace("\n", ",\n"),
        "\n" + NAMES + LINES + ",,,,\n  \n\n",
        (NAMES + LINES).replace('\n', '\r'),
        NAMES + LINES.replaceAll("\\d+", "\"$0\""));
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

  /** As Windows writes text that it calls Unicode. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void filesMayHaveTwoBytesForALetter(String charset) throws IOException {
    byte[] text = ("\uFEFF" + NAMES + LINES).getBytes(Charset.forName(charset));
    Files.write(folder.resolve("train.csv"), text);
    Files.write(folder.resolve("test.csv.gz"), IdxFixtures.gzip(text));
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
        Arguments.of(
            "",
            "the first line must have a label and pixels with commas, semicolons or tabs between"),
        Arguments.of("5 1 2 3 4\n", "commas, semicolons or tabs between, found '5 1 2 3 4'"),
        Arguments.of(NAMES, "it has no images"),
        Arguments.of(
            "pixel0,pixel1,pixel2,pixel3\n0,1,2,3\n",
            "it has no column label, there is pixel0, pixel1, pixel2, pixel3"),
        Arguments.of(
            "label,pixel0,pixel1,pixel3\n0,1,2,3\n",
            "3 columns of pixels make no square image; it lacks pixel2"),
        Arguments.of(
            "0,1,2,3,4,5,6\n9,9,9,9,9,9,9\n",
            "6 columns of pixels make no square image; give another folder"),
        Arguments.of(
            "9,1,2,3\n",
            "3 columns of pixels make no square image; with the first, 4 do: labels are missing"),
        Arguments.of(
            "0,9,1,2,3,4\n",
            "5 columns of pixels make no square image; without the first, 4 do: are there row"
                + " numbers, as pandas writes without index=False?"),
        Arguments.of(NAMES + LINES + "1,2,3,4\n", "image 3 has 4 columns and must have 5"),
        Arguments.of(NAMES + LINES + "1,2,3,4,5,6\n", "image 3 has 6 columns and must have 5"),
        Arguments.of(LINES + "1,2,3,4\n", "image 3 has 4 columns and must have 5"),
        Arguments.of(NAMES + LINES + "1,2,x,4,5\n", "found 'x' in column 3 of image 3"),
        Arguments.of(
            LINES + "1,2,0.5,4,5\n",
            "found '0.5' in column 3 of image 3 (multiply pixels of 0 … 1"),
        Arguments.of(
            LINES + "1,2,2.55e+02,4.5e0,5\n", "found '4.5e0' in column 4 of image 3 (bring"),
        Arguments.of(
            LINES.replace(',', ';') + "1;2;0,5;4;5\n",
            "found '0,5' in column 3 of image 3 (multiply pixels of 0 … 1"),
        Arguments.of(LINES + "1,2,nan,4,5\n", "found 'nan' in column 3 of image 3;"),
        Arguments.of(LINES + "1.5,2,3,4,5\n", "found '1.5' in column 1 of image 3 (number the"),
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

  private List<String> assertRead(String train, String test, int... pixels) throws IOException {
    write("train.csv", train);
    write("test.csv", test);
    List<String> notices = new ArrayList<>();
    Dataset set = ImageFolderTest.load(folder, 9, notices::add);
    assertThat(set.train().labels()).containsExactly(0, 1, 2, 1);
    assertThat(set.train().pixels()).containsExactly(pixels);
    assertThat(set.test().labels()).containsExactly(1);
    assertThat(set.test().pixels()).containsExactly(0, 9, 8, 7);
    return notices;
  }

  /** The test file follows the training file, for it may have a single class. */
  @Test
  void labelsInTheLastColumnAreFoundWhereTheFirstCannotHoldThem() throws IOException {
    List<String> notices =
        assertRead(
            "0,9,1,2,0\n0,8,3,4,1\n0,7,5,6,2\n0,7,5,9,1\n",
            "0,9,8,7,1\n",
            new int[] {0, 9, 1, 2, 0, 8, 3, 4, 0, 7, 5, 6, 0, 7, 5, 9});
    assertThat(notices)
        .containsExactly(
            folder.resolve("train.csv")
                + ": labels are read from the last column, for the first has one value alone; if"
                + " they are elsewhere, put a line of names first, with label for their column");
    write("test.csv", "300,9,8,7,1\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContaining("test.csv")
        .withMessageContaining("found '300' in the first column of image 0");
  }

  @Test
  void labelsThatMayBeInTheFirstOrInTheLastColumnAreTold() throws IOException {
    String lines = "0,9,1,2,1\n1,8,3,4,0\n2,7,5,6,1\n1,7,5,9,2\n";
    int[] pixels = {9, 1, 2, 1, 8, 3, 4, 0, 7, 5, 6, 1, 7, 5, 9, 2};
    for (String counted : List.of("", "0,1,2,3,4\n", "V1,V2,V3,V4,V5\n")) {
      assertThat(assertRead(counted + lines, "1,0,9,8,7\n", pixels))
          .containsExactly(
              folder.resolve("train.csv")
                  + ": labels are read from the first column, but the last, which holds 0 … 2,"
                  + " could have them, too; if so, put a line of names first, with label for the"
                  + " last");
    }
    assertThat(assertRead("label,p,q,r,s\n" + lines, "1,0,9,8,7\n", pixels)).isEmpty();
    // Pixels in the last column have gaps.
    pixels[15] = 3;
    assertThat(assertRead(lines.replace("9,2\n", "9,3\n"), "1,0,9,8,7\n", pixels)).isEmpty();
    // They have none where there are all of them.
    String all =
        IntStream.range(0, 256)
            .mapToObj(i -> i % 2 + ",0,0,0," + i)
            .collect(Collectors.joining("\n"));
    write("train.csv", all);
    List<String> notices = new ArrayList<>();
    ImageFolderTest.load(folder, 9, notices::add);
    assertThat(notices).isEmpty();
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
