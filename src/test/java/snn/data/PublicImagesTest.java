package snn.data;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Named.named;
import static snn.data.FourFiles.GZ_NAMES;
import static snn.data.FourFiles.PUBLISHED;
import static snn.data.FourFiles.RAW;
import static snn.data.FourFiles.packed;
import static snn.data.IdxFixtures.gzip;
import static snn.data.MirrorServer.body;
import static snn.data.MirrorServer.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.FullDisk;
import snn.OtherJava;
import snn.Progress;
import snn.data.Mirrors.Published;

class PublicImagesTest {

  private static final MirrorServer.Answer GOOD =
      (exchange, server) -> body(packed(MirrorServer.name(exchange))).to(exchange, server);

  /** For servers that answer: no test waits for it. */
  private static final Duration AMPLE = Duration.ofSeconds(30);

  /** For servers that do not. */
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final PublicSet MNIST =
      FourFiles.with(PublicSet.MNIST, PUBLISHED, Optional.empty());

  @TempDir private Path dataDir;
  private Path folder;
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void nameTheFolder() {
    folder = dataDir.resolve("MNIST", "raw");
  }

  private Dataset load(URI... mirrors) {
    return load(Progress.NONE, AMPLE, mirrors);
  }

  private Dataset load(Progress progress, Duration limit, URI... mirrors) {
    return PublicImages.load(
        dataDir,
        progress,
        notices::add,
        MNIST,
        new Mirrors(List.of(mirrors), limit, limit, MirrorsTest.NO_PROXY));
  }

  private static void assertWhole(Dataset dataset) {
    assertThat(dataset.name()).isEqualTo("mnist");
    assertThat(dataset.train().pixels()).isEqualTo(IdxFixtures.pixels(5));
    assertThat(dataset.train().labels()).containsExactly(5, 0, 4, 1, 9);
    assertThat(dataset.test().pixels()).isEqualTo(IdxFixtures.pixels(3));
    assertThat(dataset.test().labels()).containsExactly(7, 2, 1);
  }

  private List<String> inFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private void put(String name, byte[] bytes) {
    put(folder, name, bytes);
  }

  private static void put(Path folder, String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFilesAreThePublishedOnes() {
    assertThat(PublicSet.MNIST.files())
        .extracting(Published::name)
        .containsExactlyElementsOf(RAW.keySet());
    assertThat(PublicSet.MNIST.files())
        .extracting(Published::bytes)
        .containsExactly(16 + 60_000L * 784, 8 + 60_000L, 16 + 10_000L * 784, 8 + 10_000L);
    assertThat(PublicSet.MNIST.files())
        .extracting(Published::sha256)
        .doesNotHaveDuplicates()
        .allSatisfy(hash -> assertThat(hash).matches("[0-9a-f]{64}"));
  }

  @Test
  void readsWhatIsThereWithoutAskingAnyone() {
    RAW.forEach(this::put);
    assertWhole(load());
    assertThat(notices).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "raw", "RAW", "MNIST", "mnist", "Mnist/Raw", "mnist/raw", "MNIST/raw"})
  void theFilesMayLieInAnyOfThePlacesWherePeopleHaveThem(String place) {
    RAW.forEach((name, bytes) -> put(dataDir.resolve(place), name, bytes));
    assertWhole(load());
  }

  /** Some programs unpack a file into a folder of its name. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s.gz", "%s/%s", "%s.gz/%s"})
  void theFilesMayHaveTheNamesThatPeopleHave(String form) {
    RAW.forEach(
        (name, bytes) -> {
          String dotted = name.replace("-idx", ".idx");
          byte[] content = form.endsWith(".gz") ? gzip(bytes) : bytes;
          put(dataDir.resolve("dotted"), form.formatted(dotted, name), content);
          put(dataDir.resolve("upper"), form.formatted(name, dotted).toUpperCase(ROOT), content);
          put(dataDir.resolve("dashed"), form.formatted(name, dotted), content);
        });
    Path all = dataDir;
    for (String spelling : List.of("dotted", "upper", "dashed")) {
      dataDir = all.resolve(spelling);
      assertWhole(load());
    }
  }

  @Test
  void theFolderWithAllFilesIsTakenBeforeOneWithSome() {
    put("train-images-idx3-ubyte", IdxFixtures.images(1));
    RAW.forEach((name, bytes) -> put(dataDir.resolve("raw"), name, bytes));
    assertWhole(load());
    RAW.forEach((name, bytes) -> put(dataDir.resolve("mnist"), name, bytes));
    put(dataDir.resolve("raw"), "t10k-labels-idx1-ubyte", IdxFixtures.labels(0, 0, 0));
    assertWhole(load());
  }

  @Test
  void whatIsMissingComesToTheOthers() throws IOException {
    RAW.forEach((name, bytes) -> put(dataDir, name.replace("-idx", ".idx"), bytes));
    Files.delete(dataDir.resolve("t10k-labels.idx1-ubyte"));
    try (MirrorServer mirror = new MirrorServer(GOOD)) {
      assertWhole(load(mirror.uri()));
      assertThat(mirror.asked()).containsExactly("t10k-labels-idx1-ubyte.gz");
    }
    assertThat(dataDir.resolve("t10k-labels-idx1-ubyte.gz")).exists();
    assertThat(dataDir.resolve("MNIST")).doesNotExist();
  }

  /** Say, Fashion-MNIST's, for which MNIST's labels would be wrong. */
  @Test
  void otherFilesAreNotCompletedWithMnists() throws IOException {
    put("train-images-idx3-ubyte", onePixelWrong());
    put("train-labels-idx1-ubyte", RAW.get("train-labels-idx1-ubyte"));
    put("t10k-images-idx3-ubyte.gz", gzip(IdxFixtures.images(4)));
    try (MirrorServer mirror = new MirrorServer(GOOD)) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> load(mirror.uri()))
          .withMessage(
              "%s lacks t10k-labels-idx1-ubyte, and MNIST's would not belong to train-images-idx3-ubyte, t10k-images-idx3-ubyte.gz there, which MNIST has with other content; put all files of one dataset there, or give another folder with {data_dir}"
                  .formatted(folder));
      assertThat(mirror.asked()).isEmpty();
    }
    assertThat(inFolder()).hasSize(3);
  }

  @Test
  void filesOfSeveralDatasetsAreReadAndSaidToBe() {
    RAW.forEach(this::put);
    put("t10k-images-idx3-ubyte", onePixelWrong(3));
    assertThat(load().test().size()).isEqualTo(3);
    assertThat(notices)
        .containsExactly(
            "%s has files of MNIST beside files of another dataset: t10k-images-idx3-ubyte"
                .formatted(folder));
  }

  @Test
  void anotherDatasetIsReadAsItIs() {
    put("train-images-idx3-ubyte", IdxFixtures.images(2));
    put("train-labels-idx1-ubyte", IdxFixtures.labels(1, 2));
    put("t10k-images-idx3-ubyte", IdxFixtures.images(1));
    put("t10k-labels-idx1-ubyte", IdxFixtures.labels(3));
    assertThat(load().train().labels()).containsExactly(1, 2);
    assertThat(notices).isEmpty();
  }

  @Test
  void readsTheRawFileWhereBothAreThere() {
    RAW.forEach(this::put);
    GZ_NAMES.forEach(name -> put(name, "not read".getBytes(StandardCharsets.UTF_8)));
    assertWhole(load());
  }

  @Test
  void downloadsAllAndTellsHowFarItHasCome() throws IOException {
    Map<String, AtomicLong> heard = new ConcurrentHashMap<>();
    Progress progress =
        (name, total, unit) -> {
          assertThat(unit).isEqualTo("B");
          assertThat(total).isEqualTo(packed(name).length);
          AtomicLong sum = new AtomicLong();
          heard.put(name, sum);
          return new Progress.Task() {
            @Override
            public void advance(long units) {
              sum.addAndGet(units);
            }

            @Override
            public void close() {
              assertThat(sum).hasValue(total);
            }
          };
        };
    try (MirrorServer mirror = new MirrorServer(GOOD)) {
      assertWhole(load(progress, AMPLE, mirror.uri()));
      assertThat(mirror.asked()).isEqualTo(GZ_NAMES);
    }
    assertThat(heard).containsOnlyKeys(GZ_NAMES);
    assertThat(inFolder()).containsExactlyInAnyOrderElementsOf(GZ_NAMES);
    assertWhole(load());
  }

  @Test
  void downloadsOnlyWhatIsMissing() throws IOException {
    put("train-images-idx3-ubyte", RAW.get("train-images-idx3-ubyte"));
    put("t10k-labels-idx1-ubyte.gz", packed("t10k-labels-idx1-ubyte.gz"));
    try (MirrorServer mirror = new MirrorServer(GOOD)) {
      assertWhole(load(mirror.uri()));
      assertThat(mirror.asked())
          .containsExactly("train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz");
    }
  }

  @Test
  void followsRedirects() throws IOException {
    try (MirrorServer mirror = new MirrorServer(GOOD);
        MirrorServer moved =
            new MirrorServer(
                (exchange, _) -> {
                  URI target = mirror.uri().resolve(MirrorServer.name(exchange));
                  exchange.getResponseHeaders().add("Location", target.toString());
                  exchange.sendResponseHeaders(302, -1);
                })) {
      assertWhole(load(moved.uri()));
    }
  }

  /** Each with what is said of it. */
  private static List<Arguments> badMirrors() {
    byte[] file = packed(GZ_NAMES.getFirst());
    String content = "not the published file: ";
    return List.of(
        Arguments.of(named("not found", status(404)), "HTTP status 404"),
        Arguments.of(named("overloaded", status(503)), "HTTP status 503"),
        Arguments.of(named("no redirect", status(302)), ""),
        Arguments.of(named("cut", MirrorServer.cut(file)), "broken off: "),
        Arguments.of(named("silent", MirrorServer.stallAtOnce()), "stalled for "),
        Arguments.of(named("stalled", MirrorServer.stallInBody(file)), "stalled for 300 ms"),
        Arguments.of(
            named("trickling", MirrorServer.inParts(file, 1, Duration.ofMillis(10))),
            "stalled for 300 ms"),
        Arguments.of(named("a circle", circle()), "HTTP status 302"),
        Arguments.of(named("endless", MirrorServer.endless()), content + "too large"),
        Arguments.of(
            named("other images", body(gzip(IdxFixtures.images(4)))),
            content + "other size or SHA-256"),
        Arguments.of(
            named("one pixel wrong", body(gzip(onePixelWrong()))),
            content + "other size or SHA-256"),
        Arguments.of(
            named("gzip bomb", body(gzip(IdxFixtures.images(5), 50))),
            content + "other size or SHA-256"),
        Arguments.of(
            named("cut before it was served", body(Arrays.copyOf(file, file.length - 3))),
            content + "no whole gzip"),
        Arguments.of(
            named("a page", body("<html>log in</html>".getBytes(StandardCharsets.UTF_8))),
            content + "no whole gzip"),
        Arguments.of(named("nothing", body(new byte[0])), content + "no whole gzip"));
  }

  private static MirrorServer.Answer circle() {
    return (exchange, _) -> {
      exchange.getResponseHeaders().add("Location", exchange.getRequestURI().toString());
      exchange.sendResponseHeaders(302, -1);
    };
  }

  private static byte[] onePixelWrong() {
    return onePixelWrong(5);
  }

  private static byte[] onePixelWrong(int n) {
    byte[] images = IdxFixtures.images(n);
    images[1_000]++;
    return images;
  }

  private static Duration patience(String fault) {
    return fault.startsWith("stalled") ? SHORT : AMPLE;
  }

  @ParameterizedTest
  @MethodSource("badMirrors")
  void theNextMirrorHelps(MirrorServer.Answer bad, String fault) throws IOException {
    PUBLISHED.stream().skip(1).forEach(file -> put(file.name(), RAW.get(file.name())));
    try (MirrorServer first = new MirrorServer(bad);
        MirrorServer second = new MirrorServer(GOOD)) {
      assertWhole(load(Progress.NONE, patience(fault), first.uri(), second.uri()));
      assertThat(first.asked()).isNotEmpty();
      assertThat(second.asked()).containsExactly(GZ_NAMES.getFirst());
    }
    assertThat(inFolder()).hasSize(4).contains(GZ_NAMES.getFirst());
  }

  @ParameterizedTest
  @MethodSource("badMirrors")
  void withoutGoodMirrorsNothingIsLeftBehind(MirrorServer.Answer bad, String fault)
      throws IOException {
    try (MirrorServer first = new MirrorServer(bad);
        MirrorServer second = new MirrorServer(status(404))) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> load(Progress.NONE, patience(fault), first.uri(), second.uri()))
          .withMessageContainingAll(
              "(in %s there is nothing)".formatted(dataDir),
              first.uri() + ": " + fault,
              second.uri() + ": ");
    }
    assertThat(dataDir).isEmptyDirectory();
  }

  @Test
  void theLastWordNamesFolderFilesFaultsAndRemedy() throws IOException {
    put("train-labels-idx1-ubyte", RAW.get("train-labels-idx1-ubyte"));
    for (int i = 1; i <= 4; i++) {
      put(dataDir, "notes-%d.txt".formatted(i), new byte[0]);
    }
    URI nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:%d/".formatted(closed.getLocalPort()));
    }
    try (MirrorServer mirror =
        new MirrorServer(
            (exchange, server) ->
                (MirrorServer.name(exchange).startsWith("train") ? GOOD : status(503))
                    .to(exchange, server))) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> load(nobody, mirror.uri()))
          .withMessage(
              "MNIST in %s lacks t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (in %s there is MNIST/, MNIST/raw/, MNIST/raw/train-images-idx3-ubyte.gz, MNIST/raw/train-labels-idx1-ubyte, notes-1.txt, notes-2.txt and 2 more), and the download of t10k-images-idx3-ubyte.gz failed (%s: no connection; %s: HTTP status 503); put the four files there by hand, raw or as .gz, name another server with {mirror}, or use {dataset} strokes"
                  .formatted(folder, dataDir, nobody, mirror.uri()));
    }
    assertThat(inFolder())
        .as("what came whole stays")
        .containsExactlyInAnyOrder("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte");
  }

  @Test
  void anInterruptedDownloadEndsAndTellsItsCaller() throws IOException {
    try (MirrorServer mirror = new MirrorServer(MirrorServer.stallAtOnce())) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> load(mirror.uri()))
          .withMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Both have seen that all is missing before either gets the first file. */
  @Test
  void twoProcessesMayDownloadAtOnce() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    MirrorServer.Answer whenBothAsk =
        (exchange, server) -> {
          if (MirrorServer.name(exchange).equals(GZ_NAMES.getFirst())) {
            both.countDown();
            try {
              both.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
          GOOD.to(exchange, server);
        };
    try (MirrorServer mirror = new MirrorServer(whenBothAsk)) {
      List<String> download = Download.command(dataDir, mirror.uri());
      Process one = new ProcessBuilder(download).redirectErrorStream(true).start();
      Process other = new ProcessBuilder(download).redirectErrorStream(true).start();
      assertThat(OtherJava.output(one)).endsWith("whole\n");
      assertThat(OtherJava.output(other)).endsWith("whole\n");
    }
    assertThat(inFolder()).containsExactlyInAnyOrderElementsOf(GZ_NAMES);
    assertWhole(load());
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsSaidAndHoldsWholeFilesOnly(FullDisk disk) throws Exception {
    try (MirrorServer mirror = new MirrorServer(GOOD)) {
      Process process =
          disk.process(dataDir, Download.command(dataDir, mirror.uri()))
              .redirectErrorStream(true)
              .start();
      assertThat(OtherJava.output(process).strip())
          .contains("cannot write " + folder)
          .endsWith(
              ".gz: %s; give another folder with {data_dir}, or use {dataset} strokes"
                  .formatted(disk.reason));
      assertThat(mirror.asked()).isNotEmpty().doesNotContain(GZ_NAMES.getLast());
    }
    try (Stream<Path> left = Files.walk(FullDisk.left(dataDir))) {
      assertThat(left.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThat(file).hasBinaryContent(packed("" + file.getFileName())));
    }
  }

  /** Loads MNIST in a process of its own, and prints how that went. */
  static final class Download {

    private Download() {}

    static List<String> command(Path dataDir, URI mirror) {
      return OtherJava.command(
          List.of("-XX:-UsePerfData"), Download.class, dataDir.toString(), mirror.toString());
    }

    public static void main(String[] args) {
      Mirrors mirror =
          new Mirrors(List.of(URI.create(args[1])), AMPLE, AMPLE, MirrorsTest.NO_PROXY);
      try {
        assertWhole(PublicImages.load(Path.of(args[0]), Progress.NONE, _ -> {}, MNIST, mirror));
        System.out.println("whole");
      } catch (DataException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private void assertFault(String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::load)
        .withMessage(message.replace("FOLDER", folder.toString()));
  }

  @Test
  void aDamagedFileBesidePublishedOnesIsToBeReplaced() {
    RAW.forEach(this::put);
    put("t10k-labels-idx1-ubyte", Arrays.copyOf(RAW.get("t10k-labels-idx1-ubyte"), 10));
    assertFault(
        "FOLDER/t10k-labels-idx1-ubyte is damaged: 3 labels need 3 bytes after the header, found 2;"
            + " move it away, and the next run downloads MNIST's");
  }

  /** What is downloaded would not belong to them, and it may be the only copy. */
  @Test
  void aDamagedFileBesideSomebodysOwnIsTheirs() {
    RAW.forEach(this::put);
    put("train-images-idx3-ubyte", onePixelWrong());
    put("t10k-labels-idx1-ubyte", new byte[0]);
    assertFault(
        "FOLDER/t10k-labels-idx1-ubyte is damaged: it is empty; put a whole copy there, or give"
            + " another folder with {data_dir}");
  }

  @Test
  void nobodyIsToldToThrowAwayFilesThatAreNotMnists() {
    RAW.forEach(this::put);
    put("t10k-labels-idx1-ubyte", IdxFixtures.labels(7, 2, 11));
    assertFault(
        "FOLDER/t10k-labels-idx1-ubyte is not what this program reads: labels must be in 0 … 9,"
            + " found 11, the label of image 2; give a folder of other files with {data_dir}, or"
            + " use {dataset} strokes");
  }

  @Test
  void aFileThatMayNotBeReadIsNotSaidToBeDamaged() {
    RAW.forEach(this::put);
    Path file = folder.resolve("t10k-labels-idx1-ubyte");
    assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "may read everything");
    assertFault(
        "FOLDER/t10k-labels-idx1-ubyte cannot be read: access denied; make it a file that can, or"
            + " give another folder with {data_dir}");
  }

  @Test
  void thereIsALabelForEachImage() {
    RAW.forEach(this::put);
    put("train-labels-idx1-ubyte", IdxFixtures.labels(1, 2, 3, 4, 5, 6));
    assertFault(
        "FOLDER/train-images-idx3-ubyte holds 5 images and FOLDER/train-labels-idx1-ubyte 6 labels,"
            + " so that they are of different datasets; put two files there that belong together,"
            + " or give another folder with {data_dir}");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.createFile(dataDir.resolve("MNIST"));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::load)
        .withMessageStartingWith("cannot create the folder " + folder + ": ")
        .withMessageEndingWith("; give another folder with {data_dir}, or use {dataset} strokes");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Path file = folder.resolve(GZ_NAMES.getFirst());
    MirrorServer.Answer whileAFolderTakesItsName =
        (exchange, server) -> {
          Files.createDirectories(file.resolve("full"));
          GOOD.to(exchange, server);
        };
    try (MirrorServer mirror = new MirrorServer(whileAFolderTakesItsName)) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> load(mirror.uri()))
          .withMessageStartingWith("cannot write " + file + ": ")
          .withMessageEndingWith("; give another folder with {data_dir}, or use {dataset} strokes");
    }
    assertThat(inFolder()).containsExactly(GZ_NAMES.getFirst());
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Files.createDirectories(folder);
    assumeTrue(
        folder.toFile().setWritable(false) && !Files.isWritable(folder), "may write everywhere");
    try {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(this::load)
          .withMessageStartingWith("cannot write into the folder " + folder + ": access denied");
    } finally {
      assertThat(folder.toFile().setWritable(true)).isTrue();
    }
  }
}
