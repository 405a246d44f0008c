package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static snn.data.IdxFixtures.IMAGES;
import static snn.data.IdxFixtures.LABELS;
import static snn.data.IdxFixtures.gzip;
import static snn.data.IdxFixtures.idx;
import static snn.data.IdxFixtures.images;
import static snn.data.IdxFixtures.labels;
import static snn.data.IdxFixtures.pixels;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import snn.Sha256;

class IdxReaderTest {

  @TempDir private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("some-idx-ubyte"), bytes);
  }

  @Test
  void readsRawFiles() throws IOException {
    assertThat(readImages(file(images(3))).data()).isEqualTo(pixels(3));
    assertThat(readLabels(file(labels(9, 0, 4, 7, 1))).values()).containsExactly(9, 0, 4, 7, 1);
  }

  @Test
  void readsGzipWhateverItsName() throws IOException {
    assertThat(readImages(file(gzip(images(3)))).data()).isEqualTo(pixels(3));
    Path named = Files.write(folder.resolve("raw.gz"), labels(2, 6));
    assertThat(readLabels(named).values()).containsExactly(2, 6);
  }

  @Test
  void readsGzipOfSeveralMembers() throws IOException {
    byte[] whole = images(2);
    byte[] first = gzip(Arrays.copyOf(whole, 500));
    byte[] second = gzip(Arrays.copyOfRange(whole, 500, whole.length));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    assertThat(readImages(file(both)).data()).isEqualTo(pixels(2));
  }

  private static List<Arguments> brokenImages() {
    byte[] gzipped = gzip(images(3));
    return List.of(
        Arguments.of(new byte[0], "it is empty"),
        Arguments.of(new byte[] {0}, "the header needs 16 bytes, found 1"),
        Arguments.of(idx(new byte[3], IMAGES, 3), "the header needs 16 bytes, found 11"),
        Arguments.of(
            idx(new byte[0], IMAGES, 0, 28, 28),
            "the number of images must be in 1 … 1000000, found 0"),
        Arguments.of(
            idx(new byte[784], IMAGES, -1, 28, 28),
            "the number of images must be in 1 … 1000000, found 4294967295"),
        Arguments.of(
            idx(new byte[784], IMAGES, 1_000_001, 28, 28),
            "the number of images must be in 1 … 1000000, found 1000001"),
        Arguments.of(
            idx(new byte[2351], IMAGES, 3, 28, 28),
            "3 images need 2352 bytes after the header, found 2351"),
        Arguments.of(
            idx(new byte[2353], IMAGES, 3, 28, 28),
            "3 images need 2352 bytes after the header, found more"),
        Arguments.of(gzip(new byte[0]), "it is empty"),
        Arguments.of(
            gzip(idx(new byte[2353], IMAGES, 3, 28, 28)),
            "3 images need 2352 bytes after the header, found more"),
        Arguments.of(new byte[] {0x1f, (byte) 0x8b}, "broken or cut-off gzip"),
        Arguments.of(new byte[] {0x1f, (byte) 0x8b, 1, 2, 3}, "broken or cut-off gzip"),
        Arguments.of(Arrays.copyOf(gzipped, gzipped.length / 2), "broken or cut-off gzip"),
        Arguments.of(Arrays.copyOf(gzipped, gzipped.length - 1), "broken or cut-off gzip"),
        Arguments.of(emptyMembers(100_000), "too many empty gzip members"));
  }

  /** So many that Java's own reader, which nests once for each, overflows its stack. */
  private static byte[] emptyMembers(int n) {
    byte[] member = gzip(new byte[0]);
    byte[] members = new byte[n * member.length];
    for (int i = 0; i < n; i++) {
      System.arraycopy(member, 0, members, i * member.length, member.length);
    }
    return members;
  }

  @ParameterizedTest
  @MethodSource
  void brokenImages(byte[] bytes, String fault) throws IOException {
    Path file = file(bytes);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> readImages(file))
        .withMessageStartingWith(file + " is damaged: ")
        .withMessageContaining(fault);
  }

  private static List<Arguments> brokenLabels() {
    return List.of(
        Arguments.of(idx(new byte[3], LABELS), "the header needs 8 bytes, found 7"),
        Arguments.of(
            idx(new byte[3], LABELS, 4), "4 labels need 4 bytes after the header, found 3"),
        Arguments.of(
            idx(new byte[5], LABELS, 4), "4 labels need 4 bytes after the header, found more"));
  }

  @ParameterizedTest
  @MethodSource
  void brokenLabels(byte[] bytes, String fault) throws IOException {
    Path file = file(bytes);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> readLabels(file))
        .withMessage(file + " is damaged: " + fault);
  }

  private static List<Arguments> unfitImages() {
    return List.of(
        Arguments.of(
            idx(new byte[2352], LABELS, 3, 28, 28),
            "IDX images begin with 0x00000803, found 0x00000801, as labels do"),
        Arguments.of(
            idx(new byte[784], 0xd03, 1, 28, 28),
            "IDX images begin with 0x00000803, found 0x00000d03"),
        Arguments.of(
            gzip(idx(new byte[1024], IMAGES, 1, 257, 32)),
            "images must have 1 … 256 rows and columns, found 257x32"),
        Arguments.of(
            idx(new byte[784], 0x804, 1, 14, 28, 2),
            "images must have 1 or 3 channels, found 14 x 28 x 2 numbers each"),
        Arguments.of(
            idx(new byte[784], IMAGES, 1, 28, -28),
            "images must have 1 … 256 rows and columns, found 28x4294967268"));
  }

  private static List<Arguments> unfitLabels() {
    return List.of(
        Arguments.of(images(1), "IDX labels begin with 0x00000801, found 0x00000803, as images do"),
        Arguments.of(
            labels(3, 9, 10, 2), "labels must be in 0 … 9, found 10, the label of image 2"),
        Arguments.of(labels(255), "labels must be in 0 … 9, found 255, the label of image 0"));
  }

  /** Whole files of somebody's own: to be told from damage. */
  private static void assertUnfit(Path file, Function<Path, Object> read, String fault) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read.apply(file))
        .isNotInstanceOf(DamagedFileException.class)
        .withMessage(
            "%s is not what this program reads: %s; give a folder of other files with {data_dir}, or use {dataset} strokes"
                .formatted(file, fault));
  }

  @ParameterizedTest
  @MethodSource
  void unfitImages(byte[] bytes, String fault) throws IOException {
    assertUnfit(file(bytes), IdxReaderTest::readImages, fault);
  }

  @ParameterizedTest
  @MethodSource
  void unfitLabels(byte[] bytes, String fault) throws IOException {
    assertUnfit(file(bytes), IdxReaderTest::readLabels, fault);
  }

  @Test
  void theHashIsOfTheUnpackedFile() throws IOException {
    assertThat(readImages(file(gzip(images(3)))).sha256()).isEqualTo(Sha256.hex(images(3)));
    assertThat(readLabels(file(labels(9, 0))).sha256()).isEqualTo(Sha256.hex(labels(9, 0)));
  }

  @Test
  void whatIsNoFileIsSaidToBeNone() {
    Path missing = folder.resolve("missing");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> readImages(missing))
        .withMessage(
            missing
                + " cannot be read: no such file; make it a file that can, or give another folder"
                + " with {data_dir}");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> readLabels(folder))
        .withMessage(
            folder
                + " cannot be read: it is a folder; make it a file that can, or give another folder"
                + " with {data_dir}");
  }

  /** Allocations are counted, not timed: a promise costs nothing, and a bomb what it declares. */
  @Test
  void memoryIsTakenForWhatArrives() throws IOException {
    Path promise = file(gzip(idx(new byte[10], IMAGES, 1_000_000, 28, 28)));
    assertThat(allocatedByRejecting(promise)).isLessThan(1 << 20);

    Path bomb = file(gzip(idx(new byte[0], IMAGES, 1_000, 28, 28), 256));
    assertThat(allocatedByRejecting(bomb)).isLessThan(3 << 20);
  }

  private static long allocatedByRejecting(Path file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatExceptionOfType(DataException.class).isThrownBy(() -> readImages(file));
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static final IdxReader READER = new IdxReader(Advice.PUBLIC);

  private static IdxReader.Images readImages(Path file) {
    return READER.images(file);
  }

  private static IdxReader.Labels readLabels(Path file) {
    return READER.labels(file, IdxKind.BYTE_LABELS, 0, 9);
  }

  @Test
  void labelsMayHaveAnyWholeNumberOfTheFormat() throws IOException {
    assertThat(anyLabels(idx(new byte[] {7, -1}, 0x901, 2))).containsExactly(7, -1);
    assertThat(anyLabels(idx(new byte[] {1, 0, -1, -2}, 0xb01, 2))).containsExactly(256, -2);
    byte[] ints = {0, 0, 0, 3, 0, 1, 0, 0, -1, -1, -1, -1};
    assertThat(anyLabels(idx(ints, 0xc01, 3))).containsExactly(3, 65_536, -1);
    assertThat(anyLabels(labels(255, 0))).containsExactly(255, 0);
    // As QMNIST has them: the class, then who wrote it and the like.
    byte[] rows = new byte[2 * 8 * 4];
    rows[3] = 9;
    rows[7] = 1;
    rows[35] = 4;
    assertThat(anyLabels(gzip(idx(rows, 0xc02, 2, 8)))).containsExactly(9, 4);
  }

  private int[] anyLabels(byte[] bytes) throws IOException {
    return READER.labels(file(bytes), IdxKind.LABELS).values();
  }

  private static List<Arguments> unfitAnyLabels() {
    return List.of(
        Arguments.of(
            idx(new byte[8], 0xd01, 2),
            "IDX labels begin with 0x00000801 or 0x00000901 or 0x00000b01 or 0x00000c01 or"
                + " 0x00000c02, found 0x00000d01"),
        Arguments.of(
            idx(new byte[80], 0xc02, 2, 10),
            "labels must have 1 column, or 8 as those of QMNIST, found 10"));
  }

  @ParameterizedTest
  @MethodSource
  void unfitAnyLabels(byte[] bytes, String fault) throws IOException {
    assertUnfit(file(bytes), path -> READER.labels(path, IdxKind.LABELS), fault);
  }

  @Test
  void colourBecomesGreyWhereverItsChannelsStand() throws IOException {
    // Two pixels a row, three rows; 0.299 R + 0.587 G + 0.114 B.
    byte[] last = new byte[3 * 2 * 3];
    byte[] first = new byte[last.length];
    byte[] grey = new byte[6];
    for (int pixel = 0; pixel < 6; pixel++) {
      int[] rgb = {40 * pixel, 255 - 30 * pixel, 200};
      for (int channel = 0; channel < 3; channel++) {
        last[3 * pixel + channel] = (byte) rgb[channel];
        first[6 * channel + pixel] = (byte) rgb[channel];
      }
      grey[pixel] = (byte) Math.round(0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]);
    }
    IdxReader.Images images = readImages(file(idx(last, 0x804, 1, 3, 2, 3)));
    assertThat(images.shape()).isEqualTo(new ImageShape(3, 2));
    assertThat(images.data()).isEqualTo(grey);
    assertThat(readImages(file(idx(first, 0x804, 1, 3, 3, 2))).data()).isEqualTo(grey);
    assertThat(readImages(file(idx(grey, 0x804, 2, 3, 1, 1))).data()).isEqualTo(grey);
    assertThat(readImages(file(idx(grey, 0x804, 1, 1, 3, 2))).data()).isEqualTo(grey);
    assertThat(Grey.of(255, 255, 255)).isEqualTo(255);
    assertThat(Grey.of(0, 0, 0)).isZero();
    for (int level = 0; level < 256; level++) {
      assertThat(Grey.of(level, level, level)).isEqualTo(level);
    }
  }
}
