package snn.data;

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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import snn.AtomicFiles;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Reason;
import snn.Workers;
import snn.data.IdxReader.Content;
import snn.data.IdxReader.Images;
import snn.data.IdxReader.Labels;
import snn.data.Mirrors.Published;
import snn.part.Param;
import snn.part.Parts;

/**
 * MNIST: 60,000 + 10,000 handwritten digits of 28x28 grey pixels.
 *
 * <p>There are four files; {@link MnistFolder} says where they lie. A missing one is downloaded,
 * and gets its name only after its unpacked bytes proved to be the published ones. That is done
 * only where the others are the published ones, too. Four files that are there already are taken as
 * they are, if only they are whole and there is a label for each image.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 *
 * @param dataDir where the files are looked for, made where it is missing
 * @param mirror URL of the folder from which alone they are downloaded; by default from public ones
 */
public record Mnist(
    @Param(
            help =
                "Folder with the four files of MNIST, or with folders MNIST/raw, MNIST or raw that"
                    + " have them; what is missing is downloaded",
            unit = "DIR",
            preset = ".data",
            result = false)
        Path dataDir,
    @Param(
            help =
                "Download MNIST from this folder of its four .gz files, http, https or file"
                    + " (default: public ones). https_proxy, http_proxy and no_proxy are followed",
            unit = "URL",
            result = false)
        Optional<String> mirror)
    implements ImageSource {

  /** Size of an image. */
  public static final ImageShape SHAPE = new ImageShape(28, 28);

  private static final int CLASSES = 10;

  /** Number of training images. */
  public static final int TRAIN = 60_000;

  /** Number of test images. */
  public static final int TEST = 10_000;

  /** In this order: images and labels to train on, images and labels to test on. */
  static final List<Published> FILES =
      List.of(
          new Published(
              "train-images-idx3-ubyte",
              47_040_016,
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
          new Published(
              "train-labels-idx1-ubyte",
              60_008,
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
          new Published(
              "t10k-images-idx3-ubyte",
              7_840_016,
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
          new Published(
              "t10k-labels-idx1-ubyte",
              10_008,
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

  private static final List<URI> PUBLIC_MIRRORS =
      List.of(
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

  private static final IdxReader READER = new IdxReader(Advice.PUBLIC);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Checks the mirror.
   *
   * @throws InvalidParameterException if it is not the http, https or file URL of a folder
   */
  public Mnist {
    Parts.check(Mnist.class, dataDir, mirror);
    mirror.ifPresent(Mnist::folder);
  }

  private static URI folder(String url) {
    try {
      return Mirrors.folder(url);
    } catch (IllegalArgumentException _) {
      throw new InvalidParameterException(
          "mirror",
          "must be the http, https or file URL of a folder, without a user or a query, found '%s'"
              .formatted(url));
    }
  }

  @Override
  public Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices) {
    Mirrors mirrors =
        new Mirrors(
            mirror.map(Mnist::folder).map(List::of).orElse(PUBLIC_MIRRORS),
            CONNECT_TIMEOUT,
            STALL_TIMEOUT,
            new ProxyVariables(System.getenv()));
    return load(dataDir, progress, notices, FILES, mirrors).first(most);
  }

  @Override
  public Size size(int most) {
    return new Size(TRAIN, TEST, SHAPE, CLASSES).first(most);
  }

  /** Reads files of the same four roles, and first downloads those that are missing. */
  static Dataset load(
      Path dataDir,
      Progress progress,
      Consumer<String> notices,
      List<Published> files,
      Mirrors mirrors) {
    MnistFolder found = MnistFolder.find(dataDir, files);
    Map<Published, Content> contents = read(found.files());
    List<Published> missing =
        files.stream().filter(file -> !found.files().containsKey(file)).toList();
    List<String> foreign = foreign(contents);
    if (!missing.isEmpty()) {
      if (!foreign.isEmpty()) {
        throw new DataException(
            ("%s lacks %s, and MNIST's would not belong to %s there, which MNIST has with other"
                    + " content; put all files of one dataset there, or give another folder with"
                    + " {data_dir}")
                .formatted(found.folder(), names(missing), String.join(", ", foreign)));
      }
      contents.putAll(read(download(dataDir, found.folder(), missing, mirrors, progress)));
    } else if (!foreign.isEmpty() && foreign.size() < files.size()) {
      notices.accept(
          "%s has files of MNIST beside files of another dataset: %s"
              .formatted(found.folder(), String.join(", ", foreign)));
    }
    return new Dataset(
        "mnist", part(contents, files, 0), part(contents, files, 2), Dataset.numbered(CLASSES));
  }

  /** The images of file number {@code images}, and the labels of the next one. */
  private static LabelledImages part(
      Map<Published, Content> contents, List<Published> files, int images) {
    return READER.part(
        (Images) contents.get(files.get(images)), (Labels) contents.get(files.get(images + 1)), 0);
  }

  private static Map<Published, Content> read(Map<Published, Path> files) {
    Map<Published, Content> contents = new LinkedHashMap<>();
    List<DamagedFileException> damaged = new ArrayList<>();
    files.forEach(
        (file, path) -> {
          try {
            contents.put(file, read(file, path));
          } catch (DamagedFileException e) {
            damaged.add(e);
          }
        });
    if (!damaged.isEmpty()) {
      // Where the others are somebody's own, MNIST's would be wrong, and this file may be the only
      // one that there is.
      boolean replaceable = !contents.isEmpty() && foreign(contents).isEmpty();
      throw new DataException(
          damaged.getFirst().getMessage()
              + (replaceable
                  ? "; move it away, and the next run downloads MNIST's"
                  : "; put a whole copy there, or give another folder with {data_dir}"),
          damaged.getFirst());
    }
    return contents;
  }

  private static Content read(Published file, Path path) {
    if (!file.name().contains("images")) {
      return READER.labels(path, IdxKind.BYTE_LABELS, 0, CLASSES - 1);
    }
    Images images = READER.images(path);
    if (!images.shape().equals(SHAPE)) {
      throw new DataException(
          ("%s is not what this program reads: images must be %s pixels, found %s; {dataset} with"
                  + " the name of their folder reads images of any shape, {dataset} strokes needs"
                  + " none")
              .formatted(path, SHAPE, images.shape()));
    }
    return images;
  }

  /** The names of those files that are not as published. */
  private static List<String> foreign(Map<Published, Content> contents) {
    return contents.entrySet().stream()
        .filter(entry -> !entry.getValue().sha256().equals(entry.getKey().sha256()))
        .map(entry -> entry.getValue().file().getFileName().toString())
        .toList();
  }

  private static String names(List<Published> files) {
    return files.stream().map(Published::name).collect(Collectors.joining(", "));
  }

  private static Map<Published, Path> download(
      Path dataDir, Path folder, List<Published> missing, Mirrors mirrors, Progress progress) {
    requireWritable(folder);
    Map<Published, Path> files = new LinkedHashMap<>();
    for (int i = 0; i < missing.size(); i++) {
      Path file = folder.resolve(missing.get(i).gzName());
      byte[] packed;
      try {
        packed = mirrors.fetch(missing.get(i), progress);
      } catch (IOException e) {
        throw new DataException(
            ("MNIST in %s lacks %s (in %s there is %s), and the download of %s failed (%s); put the"
                    + " four files there by hand, raw or as .gz, name another server with {mirror},"
                    + " or use {dataset} strokes")
                .formatted(
                    folder,
                    names(missing.subList(i, missing.size())),
                    dataDir,
                    MnistFolder.contents(dataDir),
                    file.getFileName(),
                    e.getMessage()),
            e);
      }
      try {
        AtomicFiles.write(file, out -> out.write(packed));
      } catch (IOException e) {
        throw unwritable(file, "write", Reason.of(e), e);
      }
      files.put(missing.get(i), file);
    }
    return files;
  }

  /** Before megabytes come for which there is no place. The first of them makes the folder. */
  private static void requireWritable(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (Files.exists(there) && !Files.isDirectory(there)) {
      throw unwritable(folder, "create the folder", there + " is a file", null);
    }
    if (!Files.isWritable(there)) {
      throw unwritable(there, "write into the folder", "access denied", null);
    }
  }

  private static DataException unwritable(Path path, String what, String reason, IOException e) {
    return new DataException(
        "cannot %s %s: %s; give another folder with {data_dir}, or use {dataset} strokes"
            .formatted(what, path, reason),
        e);
  }
}
