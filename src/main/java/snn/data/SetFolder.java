package snn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import snn.data.Mirrors.Published;

/**
 * The files of a public set in a user's folder, in the usual places and under the usual names: in
 * {@code MNIST/raw} (of other sets, another name) under the data folder as torchvision lays them,
 * in {@code MNIST}, in {@code raw} or in the data folder itself; raw or as {@code .gz}, with {@code
 * -idx} or {@code .idx}, in upper or lower case, each perhaps in a folder of its name. All are of
 * one folder, the first of these that has all of them, or else some.
 *
 * @param folder that has them, torchvision's if there are none
 * @param files those that are there; where a file is there more than once the raw one, and of these
 *     the one with the published name
 */
record SetFolder(Path folder, Map<Published, Path> files) {

  private static final Listing LISTING = new Listing(Advice.PUBLIC);

  /**
   * Searches for the files of a set.
   *
   * @throws DataException if a folder cannot be read
   */
  static SetFolder find(Path dataDir, PublicSet set) {
    List<Published> published = set.files();
    SetFolder found = new SetFolder(dataDir.resolve(set.folder(), "raw"), Map.of());
    for (Path folder : folders(dataDir, set)) {
      SetFolder candidate = new SetFolder(folder, filesIn(folder, published));
      if (candidate.files.size() == published.size()) {
        return candidate;
      }
      if (found.files.isEmpty() && !candidate.files.isEmpty()) {
        found = candidate;
      }
    }
    return found;
  }

  /** The existing folders among those to search. */
  private static List<Path> folders(Path dataDir, PublicSet set) {
    return LISTING
        .withThose(set.folder(), dataDir)
        .flatMap(folder -> LISTING.withThose("raw", folder))
        .toList();
  }

  private static Map<Published, Path> filesIn(Path folder, List<Published> published) {
    List<Path> entries = LISTING.entries(folder);
    Map<Published, Path> files = new LinkedHashMap<>();
    for (Published file : published) {
      locate(entries, file).ifPresent(path -> files.put(file, path));
    }
    return files;
  }

  private static Optional<Path> locate(List<Path> entries, Published file) {
    Predicate<Path> named = named(file);
    List<Path> paths = new ArrayList<>();
    for (Path entry : entries) {
      if (named.test(entry)) {
        // Some programs unpack a file into a folder of its name.
        (Files.isDirectory(entry)
                ? LISTING.entries(entry).stream()
                    .filter(named)
                    .filter(path -> !Files.isDirectory(path))
                : Stream.of(entry))
            .filter(Files::exists)
            .forEach(paths::add);
      }
    }
    return paths.stream()
        .min(
            Comparator.comparing(
                    (Path path) -> Listing.name(path).toLowerCase(Locale.ROOT).endsWith(".gz"))
                .thenComparing(path -> !Listing.name(path).startsWith(file.name()))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static Predicate<Path> named(Published file) {
    Predicate<String> pattern =
        Pattern.compile(
                file.name().replace("-idx", "[-.]idx") + "(\\.gz)?", Pattern.CASE_INSENSITIVE)
            .asMatchPredicate();
    return path -> pattern.test(Listing.name(path));
  }

  /** Some names of what lies in {@code dataDir} where files are looked for. */
  static String contents(Path dataDir, PublicSet set) {
    return LISTING.contents(dataDir, folders(dataDir, set));
  }
}
