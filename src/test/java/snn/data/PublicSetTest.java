package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Progress;
import snn.Sha256;
import snn.data.Mirrors.Archive;
import snn.data.Mirrors.Published;

/** The other sets of MNIST's family; {@link PublicImagesTest} has what is true of all. */
class PublicSetTest {

  private static final Duration AMPLE = Duration.ofSeconds(30);

  @TempDir private Path dataDir;

  private Dataset load(PublicSet set, URI... mirrors) {
    return PublicImages.load(
        dataDir,
        Progress.NONE,
        notice -> assertThat(notice).isNull(),
        set,
        new Mirrors(List.of(mirrors), AMPLE, AMPLE, MirrorsTest.NO_PROXY));
  }

  private static PublicSet set(String name) {
    return PublicSet.named(name).orElseThrow();
  }

  static List<PublicSet> all() {
    return PublicSet.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void isDescribedAsItsAuthorsPublishedIt(PublicSet set) {
    assertThat(set.files()).hasSize(4);
    assertThat(set.files()).extracting(Published::name).doesNotHaveDuplicates();
    assertThat(set.classNames()).doesNotHaveDuplicates().hasSizeBetween(10, 62);
    assertThat(set.mirrors()).isNotEmpty().allMatch(uri -> uri.getPath().endsWith("/"));
    if (set.archive().isEmpty()) {
      assertThat(set.files())
          .allSatisfy(file -> assertThat(file.sha256()).matches("[0-9a-f]{64}"))
          .extracting(Published::bytes)
          .containsExactly(
              16 + 784L * set.train(),
              set.labels() == IdxKind.LABELS ? 12 + 32L * set.train() : 8L + set.train(),
              16 + 784L * set.test(),
              set.labels() == IdxKind.LABELS ? 12 + 32L * set.test() : 8L + set.test());
    } else {
      assertThat(set.archive().get().sha256()).matches("[0-9a-f]{64}");
    }
    PublicImages part = new PublicImages(set.name(), dataDir, Optional.empty());
    assertThat(ImageSource.KIND.values(part)).containsEntry("dataset", set.name());
    assertThat(
            ImageSource.KIND.read(
                Map.of(
                    "dataset", set.name().toUpperCase(java.util.Locale.ROOT), "data_dir", dataDir)))
        .isEqualTo(part);
    assertThat(part.size(5).classes()).isEqualTo(set.classes());
  }

  @Test
  void classesAreThoseOfTorchvision() {
    assertThat(set("emnist-byclass").classNames())
        .hasSize(62)
        .startsWith("0", "1")
        .endsWith("y", "z")
        .contains("A", "Z", "a");
    assertThat(set("emnist-balanced").classNames())
        .hasSize(47)
        .endsWith("Z", "a", "b", "d", "e", "f", "g", "h", "n", "q", "r", "t");
    assertThat(set("emnist-bymerge").classNames()).isEqualTo(set("emnist-balanced").classNames());
    assertThat(set("emnist-letters").classNames()).hasSize(26).startsWith("A").endsWith("Z");
    assertThat(set("fashion-mnist").classNames()).startsWith("T-shirt/top").endsWith("Ankle boot");
  }

  /** Small files under the names of a set; the labels are 3 and its first and last ones. */
  private static Map<String, byte[]> files(PublicSet set) {
    int last = set.first() + set.classes() - 1;
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(set.files().get(0).name(), IdxFixtures.images(3));
    files.put(set.files().get(1).name(), labels(set, 3, last, set.first()));
    files.put(set.files().get(2).name(), IdxFixtures.images(2));
    files.put(set.files().get(3).name(), labels(set, last, 3));
    return files;
  }

  private static byte[] labels(PublicSet set, int... labels) {
    if (set.labels() != IdxKind.LABELS) {
      return IdxFixtures.labels(labels);
    }
    byte[] rows = new byte[labels.length * 32];
    for (int i = 0; i < labels.length; i++) {
      rows[32 * i + 3] = (byte) labels[i];
      // Who wrote it, for one.
      rows[32 * i + 11] = (byte) (77 + i);
    }
    return IdxFixtures.idx(rows, 0xc02, labels.length, 8);
  }

  /** The same as published, packed. */
  private static PublicSet published(PublicSet set, Map<String, byte[]> files) {
    return FourFiles.with(
        set,
        files.entrySet().stream()
            .map(
                file ->
                    new Published(
                        file.getKey(),
                        file.getValue().length,
                        Sha256.hex(IdxFixtures.gzip(file.getValue())),
                        true))
            .toList(),
        Optional.empty());
  }

  private static void assertRead(Dataset read, PublicSet set) {
    int last = set.classes() - 1;
    assertThat(read.name()).isEqualTo(set.name());
    assertThat(read.classNames()).isEqualTo(set.classNames());
    assertThat(read.train().labels()).containsExactly(3 - set.first(), last, 0);
    assertThat(read.test().labels()).containsExactly(last, 3 - set.first());
    byte[] pixels = IdxFixtures.pixels(3);
    for (int image = 0; image < 3; image++) {
      for (int i = 0; i < 784; i++) {
        int there = set.transposed() ? i % 28 * 28 + i / 28 : i;
        assertThat(read.train().pixels()[784 * image + i]).isEqualTo(pixels[784 * image + there]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void isReadWhereTorchvisionLaysIt(PublicSet set) throws IOException {
    Path raw = Files.createDirectories(dataDir.resolve(set.folder()).resolve("raw"));
    for (Map.Entry<String, byte[]> file : files(set).entrySet()) {
      Files.write(raw.resolve(file.getKey()), file.getValue());
    }
    assertRead(load(published(set, files(set))), set);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fashion-mnist", "kmnist", "qmnist"})
  void whatIsMissingComesFromAMirrorAndIsCheckedPacked(String name) throws IOException {
    Map<String, byte[]> files = files(set(name));
    PublicSet set = published(set(name), files);
    MirrorServer.Answer good =
        (exchange, server) -> {
          String gz = MirrorServer.name(exchange);
          byte[] raw = files.get(gz.substring(0, gz.length() - ".gz".length()));
          MirrorServer.body(IdxFixtures.gzip(raw)).to(exchange, server);
        };
    try (MirrorServer mirror = new MirrorServer(good)) {
      assertRead(load(set, mirror.uri()), set);
      assertThat(mirror.asked()).hasSize(4);
      assertRead(load(set), set);
    }
    Path raw = dataDir.resolve(set.folder()).resolve("raw");
    Path labels = raw.resolve(set.files().get(3).gzName());
    Files.delete(labels);
    // The same labels, packed otherwise, are not what was published.
    byte[] other = IdxFixtures.gzip(files.get(set.files().get(3).name()));
    other[9] ^= 1;
    try (MirrorServer mirror = new MirrorServer(MirrorServer.body(other))) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> load(set, mirror.uri()))
          .withMessageContaining("not the published file: other size or SHA-256");
    }
    assertThat(labels).doesNotExist();
  }

  private static byte[] zip(Map<String, byte[]> files, String folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(folder + file.getKey() + ".gz"));
        zip.write(IdxFixtures.gzip(file.getValue()));
      }
    }
    return bytes.toByteArray();
  }

  private static PublicSet archived(PublicSet set, byte[] zip) {
    return FourFiles.with(
        set, set.files(), Optional.of(new Archive("gzip.zip", zip.length, Sha256.hex(zip))));
  }

  @Test
  void emnistComesInOneArchiveThatServesAllSplits() throws IOException {
    Map<String, byte[]> files = files(set("emnist-letters"));
    files.putAll(files(set("emnist-balanced")));
    byte[] zip = zip(files, "gzip/");
    try (MirrorServer mirror = new MirrorServer(MirrorServer.body(zip))) {
      PublicSet letters = archived(set("emnist-letters"), zip);
      assertRead(load(letters, mirror.uri()), letters);
      PublicSet balanced = archived(set("emnist-balanced"), zip);
      assertRead(load(balanced, mirror.uri()), balanced);
      assertThat(mirror.asked()).containsExactly("gzip.zip");
      assertThat(balanced.first()).isZero();
      assertThat(letters.first()).isOne();
    }
    assertThat(dataDir.resolve("EMNIST/raw/gzip.zip")).exists();
    assertThat(dataDir.resolve("EMNIST/raw/emnist-letters-train-images-idx3-ubyte.gz")).exists();
  }

  @Test
  void aWrongArchiveIsNotKept() throws IOException {
    byte[] zip = zip(files(set("emnist-letters")), "gzip/");
    PublicSet letters = archived(set("emnist-letters"), zip);
    byte[] wrong = zip.clone();
    wrong[40] ^= 1;
    List<byte[]> answers = new ArrayList<>(List.of(wrong, new byte[zip.length + 1], new byte[5]));
    for (byte[] answer : answers) {
      try (MirrorServer mirror = new MirrorServer(MirrorServer.body(answer))) {
        assertThatExceptionOfType(DataException.class)
            .isThrownBy(() -> load(letters, mirror.uri()))
            .withMessageContainingAll(
                "EMNIST's letters in ",
                "the download of gzip.zip failed (http",
                "not the published file: ",
                "raw or as .gz, or gzip.zip, name another server with {mirror}");
      }
      assertThat(dataDir.resolve("EMNIST")).doesNotExist();
    }
  }

  @Test
  void anArchiveThatIsThereNeedsTheFiles() throws IOException {
    Path raw = Files.createDirectories(dataDir.resolve("EMNIST/raw"));
    Files.write(raw.resolve("gzip.zip"), zip(files(set("emnist-digits")), "any/where/"));
    PublicSet digits = set("emnist-digits");
    assertRead(load(digits), digits);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(set("emnist-mnist")))
        .withMessageContaining("gzip.zip has no file emnist-mnist-train-images-idx3-ubyte.gz");
    Files.write(raw.resolve("gzip.zip"), new byte[100]);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(set("emnist-mnist")))
        .withMessageContaining("gzip.zip cannot be unpacked: ");
  }

  @Test
  void aLabelOfNoClassIsNamed() throws IOException {
    PublicSet letters = set("emnist-letters");
    Path raw = Files.createDirectories(dataDir.resolve("EMNIST/raw"));
    Map<String, byte[]> files = files(letters);
    files.put("emnist-letters-test-labels-idx1-ubyte", IdxFixtures.labels(1, 0));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(raw.resolve(file.getKey()), file.getValue());
    }
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(letters))
        .withMessageContaining("labels must be in 1 … 26, found 0, the label of image 1");
  }
}
