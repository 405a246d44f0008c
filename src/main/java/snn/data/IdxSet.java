package snn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import snn.Progress;
import snn.Workers;

/**
 * Four IDX files: a name has a word of a {@link Split}, and it has {@code image} or {@code label}.
 * They are raw or packed with gzip, all in one folder: the one that is given, a folder {@code raw}
 * in it, {@code MNIST} or {@code MNIST/raw}.
 *
 * @param files by their roles
 * @param leftOut other files to test on
 */
record IdxSet(Map<Role, Path> files, LeftOut leftOut) implements ImageFolder.Layout {

  /** The role of a file in a set. */
  enum Role {
    TRAIN_IMAGES(Split.TRAIN, "image", IdxKind.IMAGES),
    TRAIN_LABELS(Split.TRAIN, "label", IdxKind.LABELS),
    TEST_IMAGES(Split.TEST, "image", IdxKind.IMAGES),
    TEST_LABELS(Split.TEST, "label", IdxKind.LABELS);

    private final Split split;
    private final String word;
    private final IdxKind kind;

    Role(Split split, String word, IdxKind kind) {
      this.split = split;
      this.word = word;
      this.kind = kind;
    }

    private String words() {
      return "%s %ss".formatted(split.word(), word);
    }
  }

  private static final IdxReader READER = new IdxReader(Advice.OWN);

  /** Endings of files in other formats, which are ignored whatever their names. */
  private static final Set<String> OTHERS =
      Set.of("csv", "tsv", "txt", "md", "json", "npy", "npz", "pt", "png", "jpg", "jpeg", "zip");

  /**
   * The set in a folder; empty where there is no file of the kind.
   *
   * @throws DataException if some are missing, do not begin as such files do, or more than one has
   *     the same role
   */
  static Optional<ImageFolder.Layout> in(Path folder, Listing listing) {
    IdxSet found = new IdxSet(Map.of(), LeftOut.NOTHING);
    for (Path place : places(folder, listing)) {
      IdxSet there = filesIn(place, listing);
      if (there.files.size() > found.files.size()) {
        found = there;
      }
    }
    if (found.files.isEmpty()) {
      return Optional.empty();
    }
    Set<Role> roles = found.files.keySet();
    List<String> missing =
        Stream.of(Role.values()).filter(role -> !roles.contains(role)).map(Role::words).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          "%s lacks a file of %s, there is %s; put all four files there, raw or as .gz"
              .formatted(
                  folder,
                  String.join(", of ", missing),
                  listing.contents(folder, places(folder, listing))));
    }
    found.files.forEach((role, path) -> READER.header(path, role.kind));
    return Optional.of(found);
  }

  private static List<Path> places(Path folder, Listing listing) {
    return listing
        .withThose("MNIST", folder)
        .flatMap(inside -> listing.withThose("raw", inside))
        .toList();
  }

  private static IdxSet filesIn(Path folder, Listing listing) {
    List<Path> entries = listing.entries(folder);
    Map<Role, Path> files = new LinkedHashMap<>();
    List<Path> unused = new ArrayList<>();
    for (Role role : Role.values()) {
      List<Path> named =
          entries.stream()
              .filter(path -> Listing.lowerName(path).contains(role.word))
              .filter(path -> !isOther(Listing.lowerName(path)))
              // Some programs unpack a file into a folder of its name.
              .flatMap(
                  entry ->
                      Files.isDirectory(entry)
                          ? listing.entries(entry).stream()
                              .filter(path -> stem(path).equals(stem(entry)))
                              .filter(Files::isRegularFile)
                          : Stream.of(entry))
              .toList();
      List<Path> begun = named.stream().filter(path -> isOf(role, path)).toList();
      List<Path> found = role.split.of(begun);
      // Files that begin as IDX files come before those that only have a fitting name.
      choose(found.isEmpty() ? role.split.of(named) : found, role)
          .ifPresent(path -> files.put(role, path));
      unused.addAll(role.split.unused(begun));
    }
    return new IdxSet(files, LeftOut.unused(unused));
  }

  private static boolean isOther(String name) {
    String raw = stem(name);
    return name.startsWith(".") || OTHERS.contains(raw.substring(raw.lastIndexOf('.') + 1));
  }

  /** Prefers the raw file where there is a packed one, too. */
  private static Optional<Path> choose(List<Path> paths, Role role) {
    Set<String> stems =
        paths.stream().map(IdxSet::stem).collect(Collectors.toCollection(TreeSet::new));
    if (stems.size() > 1) {
      throw new DataException(
          "%s has several files of %s: %s; put those of one set into a folder of their own"
              .formatted(
                  paths.getFirst().getParent(), role.words(), Listing.some(List.copyOf(stems))));
    }
    return paths.stream()
        .filter(path -> !Listing.lowerName(path).endsWith(".gz"))
        .findFirst()
        .or(() -> paths.stream().findFirst());
  }

  private static boolean isOf(Role role, Path path) {
    try {
      READER.header(path, role.kind);
      return true;
    } catch (DataException _) {
      return false;
    }
  }

  private static String stem(Path path) {
    return stem(Listing.lowerName(path));
  }

  private static String stem(String lowerName) {
    return lowerName.endsWith(".gz")
        ? lowerName.substring(0, lowerName.length() - ".gz".length())
        : lowerName;
  }

  @Override
  public Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices) {
    IdxReader.Labels train = READER.labels(files.get(Role.TRAIN_LABELS), IdxKind.LABELS);
    IdxReader.Labels test = READER.labels(files.get(Role.TEST_LABELS), IdxKind.LABELS);
    NumberedClasses classes = classes(train, test);
    return new Dataset(
            ImageFolder.NAME,
            READER.part(READER.images(files.get(Role.TRAIN_IMAGES)), train, classes.first()),
            READER.part(READER.images(files.get(Role.TEST_IMAGES)), test, classes.first()),
            classes.names(),
            leftOut)
        .first(most);
  }

  private static NumberedClasses classes(IdxReader.Labels train, IdxReader.Labels test) {
    return NumberedClasses.of(
        new NumberedClasses.Labels(train.file().toString(), train.values()),
        new NumberedClasses.Labels(test.file().toString(), test.values()));
  }

  /** What the headers of the two image files say, and the labels. */
  @Override
  public ImageSource.Size size() {
    IdxHeader train = READER.header(files.get(Role.TRAIN_IMAGES), IdxKind.IMAGES);
    IdxHeader test = READER.header(files.get(Role.TEST_IMAGES), IdxKind.IMAGES);
    NumberedClasses classes =
        classes(
            READER.labels(files.get(Role.TRAIN_LABELS), IdxKind.LABELS),
            READER.labels(files.get(Role.TEST_LABELS), IdxKind.LABELS));
    return new ImageSource.Size(train.count(), test.count(), train.shape(), classes.count());
  }
}
