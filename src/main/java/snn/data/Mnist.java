package snn.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import snn.AtomicFiles;
import snn.Progress;
import snn.Reason;
import snn.data.Mirrors.Published;

/**
 * MNIST: 60,000 + 10,000 handwritten digits of 28x28 grey pixels.
 *
 * <p>The files lie as torchvision lays them, four of them in {@code MNIST/raw} under the data
 * folder, raw or as {@code .gz}; where both are there the raw one is read. A missing one is
 * downloaded, and gets its name only after its unpacked bytes proved to be the published ones. A
 * file that is there already is taken as it is, if only it is whole.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
public final class Mnist {

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

  private static final Mirrors MIRRORS =
      new Mirrors(
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  private Mnist() {}

  /**
   * Reads MNIST, and first downloads what of it is missing.
   *
   * @param dataDir the folder that holds {@code MNIST/raw}, made where it is missing
   * @param progress hears of each download, in bytes
   * @return the dataset "mnist"
   * @throws DataException if a file is damaged, missing and not to be had, or cannot be written
   */
  public static Dataset load(Path dataDir, Progress progress) {
    return load(dataDir, progress, FILES, MIRRORS);
  }

  /** The same with other files of the same four roles, from other mirrors. */
  static Dataset load(Path dataDir, Progress progress, List<Published> files, Mirrors mirrors) {
    Path folder = dataDir.resolve("MNIST", "raw");
    List<Published> missing =
        files.stream().filter(file -> !Files.exists(locate(folder, file))).toList();
    if (!missing.isEmpty()) {
      download(folder, missing, mirrors, progress);
    }
    return new Dataset(
        "mnist",
        read(locate(folder, files.get(0)), locate(folder, files.get(1))),
        read(locate(folder, files.get(2)), locate(folder, files.get(3))));
  }

  /** The raw file, or the packed one where there is no raw one. */
  private static Path locate(Path folder, Published file) {
    Path raw = folder.resolve(file.name());
    return Files.exists(raw) ? raw : folder.resolve(file.gzName());
  }

  private static void download(
      Path folder, List<Published> missing, Mirrors mirrors, Progress progress) {
    // Before megabytes come for which there is no place.
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, "create the folder", Reason.of(e), e);
    }
    if (!Files.isWritable(folder)) {
      throw unwritable(folder, "write into the folder", "access denied", null);
    }
    for (int i = 0; i < missing.size(); i++) {
      Path file = folder.resolve(missing.get(i).gzName());
      byte[] packed;
      try {
        packed = mirrors.fetch(missing.get(i), progress);
      } catch (IOException e) {
        throw new DataException(
            "MNIST in %s lacks %s, and the download of %s failed (%s); put the four files there by hand, raw or as .gz, or use --dataset strokes"
                .formatted(
                    folder,
                    missing.subList(i, missing.size()).stream()
                        .map(Published::name)
                        .collect(Collectors.joining(", ")),
                    file.getFileName(),
                    e.getMessage()),
            e);
      }
      try {
        AtomicFiles.write(file, out -> out.write(packed));
      } catch (IOException e) {
        throw unwritable(file, "write", Reason.of(e), e);
      }
    }
  }

  private static DataException unwritable(Path path, String what, String reason, IOException e) {
    return new DataException(
        "cannot %s %s: %s; give another folder with --data_dir, or use --dataset strokes"
            .formatted(what, path, reason),
        e);
  }

  private static LabelledImages read(Path imageFile, Path labelFile) {
    byte[] pixels;
    byte[] labels;
    try {
      pixels = IdxReader.images(imageFile);
      labels = IdxReader.labels(labelFile);
    } catch (DataException e) {
      throw new DataException(
          e.getMessage() + "; delete it, and the next run downloads it again", e);
    }
    if (pixels.length != labels.length * LabelledImages.PIXELS) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s holds %d images and %s %d labels; delete both, and the next run downloads them"
                  + " again",
              imageFile,
              pixels.length / LabelledImages.PIXELS,
              labelFile,
              labels.length));
    }
    return new LabelledImages(pixels, labels);
  }
}
