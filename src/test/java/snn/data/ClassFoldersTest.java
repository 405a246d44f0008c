package snn.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassFoldersTest {

  private static final int ROWS = 4;
  private static final int COLUMNS = 7;

  @TempDir private Path folder;

  /** A level for each pixel of image {@code number}, from black to white. */
  private static int level(int number, int pixel) {
    return (number * 37 + pixel * 9) % 256;
  }

  private static BufferedImage grey(int number, int rows, int columns) {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < rows * columns; i++) {
      image.getRaster().setSample(i % columns, i / columns, 0, level(number, i));
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private void write(String name, int number) throws IOException {
    write(name, encode(grey(number, ROWS, COLUMNS), "png"));
  }

  private void writeSet() throws IOException {
    for (int i = 0; i < 4; i++) {
      write("train/cat/" + i + ".png", i);
    }
    write("train/ant/b.PNG", 10);
    write("train/ant/a.png", 11);
    write("train/ant/Thumbs.db", new byte[3]);
    write("train/.cache/x.png", new byte[3]);
    write("test/cat/t.png", 20);
  }

  private Dataset load(int most) {
    return ImageFolderTest.load(folder, most);
  }

  private void assertRefused(String... parts) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(9))
        .withMessageContainingAll(parts);
  }

  private static byte[] levels(int... numbers) {
    byte[] pixels = new byte[numbers.length * ROWS * COLUMNS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) level(numbers[i / (ROWS * COLUMNS)], i % (ROWS * COLUMNS));
    }
    return pixels;
  }

  @Test
  void classesAreFoldersAndComeInTurn() throws IOException {
    writeSet();
    Dataset set = load(Integer.MAX_VALUE);
    assertThat(set.classNames()).containsExactly("ant", "cat");
    assertThat(set.shape()).isEqualTo(new ImageShape(ROWS, COLUMNS));
    assertThat(set.train().labels()).containsExactly(1, 0, 1, 1, 0, 1);
    assertThat(set.train().pixels()).isEqualTo(levels(0, 11, 1, 2, 10, 3));
    assertThat(set.test().labels()).containsExactly(1);
    assertThat(set.test().pixels()).isEqualTo(levels(20));
    assertThat(load(2).train().pixels()).isEqualTo(levels(0, 11));
    assertThat(load(2).classNames()).containsExactly("ant", "cat");
    assertThat(new ImageFolder(folder.toString()).size(5))
        .isEqualTo(new ImageSource.Size(5, 1, new ImageShape(ROWS, COLUMNS), 2));
  }

  @Test
  void namesThatAreNumbersAreInTheirOrder() throws IOException {
    for (int i = 0; i < 12; i++) {
      write("training/" + i + "/x.png", i);
      write("validation/" + i + "/x.png", 20 + i);
    }
    Dataset set = load(99);
    assertThat(set.classNames()).isEqualTo(Dataset.numbered(12));
    assertThat(set.train().pixels()).isEqualTo(levels(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
  }

  @ParameterizedTest
  @CsvSource({
    "contest_train, contest_test",
    "interval_train, interval_t10k",
    "trainingSet, testSet",
    "my-train.2017, my-val.2017",
    "TRAIN, Validation",
    "traindata, testimages",
    "train, evaluation",
    "mnisttrain, mnisttest"
  })
  void partsAreKnownByWords(String train, String test) throws IOException {
    write(train + "/cat/0.png", 0);
    write(train + "/ant/0.png", 1);
    write(test + "/ant/0.png", 2);
    assertThat(load(9).train().pixels()).isEqualTo(levels(1, 0));
    assertThat(load(9).test().pixels()).isEqualTo(levels(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contest", "interval", "latest", "trained", "values"})
  void aWordInsideAnotherIsNone(String other) throws IOException {
    writeSet();
    write(other + "/ant/0.png", 1);
    assertThat(load(9).train().size()).isEqualTo(6);
    Files.move(folder.resolve("test"), folder.resolve("else"));
    assertRefused("must have one folder test of class folders, found none");
  }

  @Test
  void aSecondPartToTestOnIsTold() throws IOException {
    writeSet();
    write("val/cat/0.png", 1);
    write("evaluation/cat/0.png", 1);
    Dataset set = load(9);
    assertThat(set.test().pixels()).isEqualTo(levels(20));
    assertThat(set.leftOut().paths())
        .containsExactly(folder.resolve("val"), folder.resolve("evaluation"));
  }

  /** As macOS writes it, in an archive, and as others do. */
  @Test
  void composedAndDecomposedNamesAreOneClass() throws IOException {
    String composed = "caf\u00e9";
    String decomposed = "cafe\u0301";
    write("train/tea/0.png", 1);
    write("train/" + decomposed + "/0.png", 2);
    write("test/" + composed + "/0.png", 3);
    assertThat(load(9).classNames()).containsExactly(composed, "tea");
    assertThat(load(9).test().labels()).containsExactly(0);
    write("train/" + composed + "/1.png", 4);
    assertThat(load(9).classNames()).containsExactly(composed, "tea");
    assertThat(load(9).train().labels()).containsExactly(0, 1, 0);
    assertThat(load(9).train().pixels()).isEqualTo(levels(2, 1, 4));
  }

  /** An archive, a sheet or annotations beside the folders. */
  @Test
  void tracesOfOtherFormsDoNoHarm() throws IOException {
    writeSet();
    write("train_images.tar.gz", IdxFixtures.gzip(new byte[600]));
    write("train_labels.xlsx", new byte[] {'P', 'K', 3, 4});
    write("test_images.gz", new byte[] {0x1f, (byte) 0x8b});
    write("test_labels", new byte[0]);
    write("train.csv", "file,label".getBytes(US_ASCII));
    assertThat(load(9).classNames()).containsExactly("ant", "cat");
    assertThat(load(9).leftOut().paths()).isEmpty();
  }

  @Test
  void everyKindOfPixelBecomesItsGreyLevel() throws IOException {
    BufferedImage colour = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    colour.setRGB(0, 0, 0x0a64c8);
    colour.setRGB(1, 0, 0xffffff);
    BufferedImage clear = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0x00ffffff);
    clear.setRGB(1, 0, 0x80ffffff);
    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x12ff);
    deep.getRaster().setSample(1, 0, 0, 0xff00);
    BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(1, 0, 0xffffff);
    int grey = (int) Math.round(0.299 * 0x0a + 0.587 * 0x64 + 0.114 * 0xc8);
    write("train/0/a.png", encode(colour, "png"));
    write("train/0/b.png", encode(clear, "png"));
    write("train/0/c.png", encode(deep, "png"));
    write("train/0/d.png", encode(bits, "png"));
    write("train/1/a.png", encode(colour, "png"));
    write("test/0/a.png", encode(colour, "png"));
    byte[] pixels = load(9).train().pixels();
    // The class of one image has its place in the middle.
    assertThat(pixels).containsExactly(grey, 255, 0, 128, grey, 255, 0x12, 255, 0, 255);
  }

  @Test
  void jpegIsReadAboutAsItWas() throws IOException {
    for (String name : new String[] {"train/0/a.jpg", "train/1/a.JPEG", "test/1/a.png"}) {
      BufferedImage smooth = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < 256; i++) {
        smooth.getRaster().setSample(i % 16, i / 16, 0, i);
      }
      // The first bytes count, not the name.
      write(name, encode(smooth, "jpg"));
    }
    byte[] pixels = load(9).test().pixels();
    for (int i = 0; i < 256; i++) {
      assertThat(pixels[i] & 0xff).isBetween(i - 12, i + 12);
    }
  }

  /** The first bytes tell what a file is. */
  @Test
  void otherFormatsAndNamesAreReadToo() throws IOException {
    writeSet();
    write("train/ant/d.bmp", encode(grey(13, ROWS, COLUMNS), "bmp"));
    write("train/ant/e.jfif", encode(grey(14, ROWS, COLUMNS), "png"));
    write("train/ant/f.jpe", encode(grey(15, ROWS, COLUMNS), "png"));
    Dataset set = load(Integer.MAX_VALUE);
    assertThat(set.train().labels()).hasSize(9);
    int[] ants = IntStream.range(0, 9).filter(i -> set.train().label(i) == 0).toArray();
    assertThat(set.train().select(ants).pixels()).isEqualTo(levels(11, 10, 13, 14, 15));
    assertThat(set.leftOut().paths()).isEmpty();
  }

  /** But for what systems put there by themselves. */
  @Test
  void whatIsNotReadIsTold() throws IOException {
    writeSet();
    write("train/@eaDir/cat/x.png", new byte[3]);
    write("train/cat/@eaDir/x.png", new byte[3]);
    write("train/cat/._0.png", new byte[3]);
    List<String> heard = new ArrayList<>();
    assertThat(ImageFolderTest.load(folder, 9, heard::add).leftOut().paths()).isEmpty();
    assertThat(heard).isEmpty();

    write("train/ant/x.webp", new byte[3]);
    Dataset one = ImageFolderTest.load(folder, 9, heard::add);
    assertThat(one.leftOut().kinds()).isEqualTo("1 .webp");
    assertThat(heard)
        .containsExactly(
            folder.resolve("train/ant/x.webp")
                + " is not read; images are PNG, JPEG, GIF or BMP files in the folders of their"
                + " classes");
    heard.clear();

    write("train/cat/y.TIF", new byte[3]);
    write("train/cat/z.tif", new byte[3]);
    write("train/cat/noending", new byte[3]);
    write("train/stray.png", new byte[3]);
    write("test/cat/more/0.png", new byte[3]);
    write("test/cat/9.png/0.png", new byte[3]);
    Dataset set = ImageFolderTest.load(folder, 1, heard::add);
    assertThat(set.train().size()).isEqualTo(1);
    assertThat(set.leftOut().paths()).hasSize(7);
    assertThat(set.first(1).leftOut()).isEqualTo(set.leftOut());
    assertThat(heard)
        .singleElement()
        .asString()
        .startsWith(
            "7 files or folders are not read (1 .png, 2 .tif, 1 .webp, 2 folders, 1 without an"
                + " ending), the first is "
                + folder.resolve("train/ant/x.webp"));
  }

  @Test
  void aClassFolderWithoutImagesIsNamed() throws IOException {
    writeSet();
    write("train/dog/notes.txt", new byte[1]);
    assertRefused(
        folder.resolve("train/dog")
            + " has no images, files that end in .png, .jpg, .jpeg, .jpe, .jfif, .gif, .bmp",
        "there is notes.txt");
  }

  @Test
  void aTestClassThatTrainingLacksIsNamed() throws IOException {
    writeSet();
    write("test/dog/t.png", 1);
    assertRefused(
        folder.resolve("test/dog") + " is a class that " + folder.resolve("train"),
        "there is ant, cat");
  }

  @Test
  void bothPartsMustBeThereOnce() throws IOException {
    write("train/cat/0.png", 0);
    assertRefused("must have one folder test of class folders, found none; there is train/");
    write("test/cat/0.png", 0);
    assertRefused(folder.resolve("train") + " must have folders of 2 … 256 classes, found 1");
    write("my_train/cat/0.png", 0);
    assertRefused("must have one folder train of class folders, found my_train, train");
  }

  @Test
  void imagesWithoutClassFoldersAreExplained() throws IOException {
    write("train/0.png", 0);
    write("test/0.png", 0);
    assertRefused(
        folder.resolve("train") + " has no folders of classes, there is 0.png; put the images");
  }

  @Test
  void moreClassesThanAByteCountsAreRefused() throws IOException {
    for (int i = 0; i <= 256; i++) {
      write("train/c" + i + "/0.png", new byte[0]);
    }
    write("test/c0/0.png", new byte[0]);
    assertRefused("must have folders of 2 … 256 classes, found 257");
  }

  @Test
  void anImageOfAnotherSizeIsNamedWithBothSizes() throws IOException {
    writeSet();
    write("test/ant/big.png", encode(grey(1, 9, 5), "png"));
    assertRefused(
        folder.resolve("test/ant/big.png") + " is not what this program reads",
        "all images must be of one size, found 9x5 pixels here and 4x7 in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"II*", "", "text"})
  void whatIsNoImageIsSaidToBeNone(String bytes) throws IOException {
    writeSet();
    write("train/cat/3.png", bytes.getBytes(US_ASCII));
    assertRefused(
        folder.resolve("train/cat/3.png") + " is not", "it is no PNG, JPEG, GIF or BMP image");
  }

  @Test
  void aCutJpegIsNoGreyPicture() throws IOException {
    BufferedImage noise = new BufferedImage(COLUMNS * 8, ROWS * 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < noise.getWidth() * noise.getHeight(); i++) {
      noise.getRaster().setSample(i % noise.getWidth(), i / noise.getWidth(), 0, i * i % 251);
    }
    byte[] whole = encode(noise, "jpg");
    write("train/0/a.jpg", whole);
    write("train/1/a.jpg", whole);
    write("test/0/a.jpg", Arrays.copyOf(whole, whole.length * 2 / 3));
    assertRefused(folder.resolve("test/0/a.jpg") + " is damaged, or an image of a kind");
  }

  /** The header promises a picture of gigabytes, and the bytes are there, packed. */
  @Test
  void aPngBombIsRefusedByItsHeader() throws IOException {
    writeSet();
    write("train/cat/0.png", PngFixtures.png(40_000, 40_000, 8, 0, new byte[1 << 20]));
    assertRefused("images must have 1 … 256 rows and columns, found 40000x40000");
  }

  /** A small picture in which a comment is the bomb, or the pixels go on and on. */
  @Test
  void whatIsNoPartOfThePictureIsNotUnpacked() throws IOException {
    writeSet();
    byte[] picture = encode(grey(11, ROWS, COLUMNS), "png");
    byte[] bomb = new byte[1 << 26];
    for (String name : new String[] {"zTXt", "iCCP", "iTXt"}) {
      byte[] packed = PngFixtures.deflate(bomb, Deflater.BEST_COMPRESSION);
      byte[] chunk = new byte[packed.length + 3];
      chunk[0] = 'x';
      System.arraycopy(packed, 0, chunk, 3, packed.length);
      write("train/ant/a.png", PngFixtures.withChunk(picture, name, chunk));
      assertThat(load(9).train().pixels()).isEqualTo(levels(0, 11, 1, 2, 10, 3));
    }
    write("train/ant/a.png", PngFixtures.png(COLUMNS, ROWS, 8, 0, bomb));
    assertThat(load(9).train().size()).isEqualTo(6);
  }

  @Test
  void aFileTooLargeForAnImageIsNotRead() throws IOException {
    writeSet();
    write("train/cat/0.png", Arrays.copyOf(PngFixtures.png(7, 4, 8, 0, new byte[40]), 5 << 20));
    assertRefused("takes at most 4194304 bytes, found 5242880");
  }
}
