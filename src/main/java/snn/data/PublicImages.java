package snn.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.data.IdxReader.Content;
import snn.data.IdxReader.Images;
import snn.data.IdxReader.Labels;
import snn.data.Mirrors.Published;
import snn.part.Param;
import snn.part.Parts;

/**
 * A public set: MNIST and its family, see {@link PublicSet}.
 *
 * <p>There are four files; {@link SetFolder} says where they lie. A missing one is downloaded, and
 * gets its name only after its bytes proved to be the published ones. That is done only where the
 * others are the published ones, too. Four files that are there already are taken as they are, if
 * only they are whole, there is a label for each image, and they are not known as those of another
 * set.
 *
 * @param dataset name of the set
 * @param dataDir where the files are looked for, made where it is missing
 * @param mirror URL of the folder from which alone they are downloaded; by default from public ones
 */
public record PublicImages(
    @Param(help = "Name of a public set", preset = "mnist") String dataset,
    @Param(
            help =
                "Folder with the files of a public set, or with folders as torchvision has them,"
                    + " MNIST/raw, FashionMNIST/raw, KMNIST/raw, EMNIST/raw, QMNIST/raw; what is"
                    + " missing is downloaded",
            unit = "DIR",
            preset = ".data",
            result = false)
        Path dataDir,
    @Param(
            help =
                "Download the set from this folder of its four .gz files, of EMNIST gzip.zip: http,"
                    + " https or file (default: public ones). https_proxy, http_proxy and no_proxy"
                    + " are followed",
            unit = "URL",
            result = false)
        Optional<String> mirror)
    implements ImageSource {

  private static final IdxReader READER = new IdxReader(Advice.PUBLIC);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Checks the mirror; the name was checked when it was chosen.
   *
   * @throws InvalidParameterException if it is not the http, https or file URL of a folder
   */
  public PublicImages {
    Parts.check(PublicImages.class, dataset, dataDir, mirror);
    mirror.ifPresent(PublicImages::folder);
  }

  private PublicSet set() {
    return PublicSet.named(dataset).orElseThrow();
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
    return load(dataDir, progress, notices, set(), mirrors()).first(most);
  }

  @Override
  public boolean isHere() {
    return SetFolder.find(dataDir, set()).files().size() == set().files().size();
  }

  /** Why no mirror gives a small file of the set, one of labels; empty where one does. */
  public Optional<String> unreachable() {
    PublicSet set = set();
    try {
      mirrors().fetch(set.files().getLast(), Progress.NONE);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  private Mirrors mirrors() {
    return new Mirrors(
        mirror.map(PublicImages::folder).map(List::of).orElse(set().mirrors()),
        CONNECT_TIMEOUT,
        STALL_TIMEOUT,
        new ProxyVariables(System.getenv()));
  }

  @Override
  public Size size(int most) {
    PublicSet set = set();
    return new Size(set.train(), set.test(), PublicSet.SHAPE, set.classes()).first(most);
  }

  /** Reads the files of a set, and first downloads those that are missing. */
  static Dataset load(
      Path dataDir, Progress progress, Consumer<String> notices, PublicSet set, Mirrors mirrors) {
    List<Published> files = set.files();
    SetFolder found = SetFolder.find(dataDir, set);
    Map<Published, Content> contents = read(found.files(), set);
    List<Published> missing =
        files.stream().filter(file -> !found.files().containsKey(file)).toList();
    List<String> foreign = foreign(contents);
    if (!missing.isEmpty()) {
      if (!foreign.isEmpty()) {
        throw new DataException(
            ("%s lacks %s, and %s's would not belong to %s there, which %3$s has with other"
                    + " content; put all files of one dataset there, or give another folder with"
                    + " {data_dir}")
                .formatted(
                    found.folder(), names(missing), set.title(), String.join(", ", foreign)));
      }
      contents.putAll(
          read(new Downloads(set, dataDir, mirrors, progress).get(found.folder(), missing), set));
    } else if (!foreign.isEmpty() && foreign.size() < files.size()) {
      notices.accept(
          "%s has files of %s beside files of another dataset: %s"
              .formatted(found.folder(), set.title(), String.join(", ", foreign)));
    }
    return new Dataset(
        set.name(), part(contents, set, 0), part(contents, set, 2), set.classNames());
  }

  /** The images of file number {@code images}, and the labels of the next one. */
  private static LabelledImages part(Map<Published, Content> contents, PublicSet set, int images) {
    return READER.part(
        (Images) contents.get(set.files().get(images)),
        (Labels) contents.get(set.files().get(images + 1)),
        set.first());
  }

  private static Map<Published, Content> read(Map<Published, Path> files, PublicSet set) {
    Map<Published, Content> contents = new LinkedHashMap<>();
    List<DamagedFileException> damaged = new ArrayList<>();
    files.forEach(
        (file, path) -> {
          try {
            contents.put(file, read(file, path, set));
          } catch (DamagedFileException e) {
            damaged.add(e);
          }
        });
    contents.values().forEach(content -> requireOwn(content, set));
    if (!damaged.isEmpty()) {
      // Beside a user's own files a published one would be wrong, and this file may be the only
      // copy.
      boolean replaceable = !contents.isEmpty() && foreign(contents).isEmpty();
      throw new DataException(
          damaged.getFirst().getMessage()
              + (replaceable
                  ? "; move it away, and the next run downloads %s's".formatted(set.title())
                  : "; put a whole copy there, or give another folder with {data_dir}"),
          damaged.getFirst());
    }
    return contents;
  }

  private static Content read(Published file, Path path, PublicSet set) {
    if (!file.name().contains("images")) {
      return READER.labels(path, set.labels(), set.first(), set.first() + set.classes() - 1);
    }
    Images images = READER.images(path);
    if (!images.shape().equals(PublicSet.SHAPE)) {
      throw new DataException(
          ("%s is not what this program reads: images must be %s pixels, found %s; {dataset} with"
                  + " the name of their folder reads images of any shape, {dataset} strokes needs"
                  + " none")
              .formatted(path, PublicSet.SHAPE, images.shape()));
    }
    if (set.transposed()) {
      images.transpose();
    }
    return images;
  }

  /** Refuses files of MNIST in other sets, whose files have the same names. */
  private static void requireOwn(Content content, PublicSet set) {
    boolean mnist =
        PublicSet.MNIST.files().stream().anyMatch(f -> f.sha256().equals(content.sha256()));
    if (mnist && !set.name().equals(PublicSet.MNIST.name())) {
      throw new DataException(
          "%s is a file of MNIST, and not of %s; put the files of each set into a folder of its name,"
                  .formatted(content.file(), set.title())
              + " %s/raw, or give another folder with {data_dir}".formatted(set.folder()));
    }
  }

  /** Names of the files that are known not to be the published ones. */
  private static List<String> foreign(Map<Published, Content> contents) {
    return contents.entrySet().stream()
        .filter(entry -> !isPublished(entry.getKey(), entry.getValue()))
        .map(entry -> entry.getValue().file().getFileName().toString())
        .toList();
  }

  private static boolean isPublished(Published file, Content content) {
    if (file.packed() || file.sha256().isEmpty()) {
      return file.bytes() == 0 || file.bytes() == content.bytes();
    }
    return file.sha256().equals(content.sha256());
  }

  static String names(List<Published> files) {
    return files.stream().map(Published::name).collect(Collectors.joining(", "));
  }
}
