package snn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Files and folders beside the images that are not read, which users are told.
 *
 * @param paths files and folders
 * @param read what is read instead, in words
 */
public record LeftOut(List<Path> paths, String read) {

  /** Nothing is left out. */
  public static final LeftOut NOTHING = new LeftOut(List.of(), "");

  private static final String FOLDER = "folder";

  /** The unused paths of a set that has several test parts. */
  static LeftOut unused(List<Path> paths) {
    return new LeftOut(paths, "of several parts to test on, one is read");
  }

  /** How many there are of each kind, in words; empty where all is read. */
  public String kinds() {
    Map<String, Long> kinds =
        paths.stream()
            .collect(Collectors.groupingBy(LeftOut::kind, TreeMap::new, Collectors.counting()));
    return Listing.some(
        kinds.entrySet().stream()
            .map(
                kind ->
                    "%s %s%s"
                        .formatted(
                            kind.getValue(),
                            kind.getKey(),
                            kind.getKey().equals(FOLDER) && kind.getValue() > 1 ? "s" : ""))
            .toList());
  }

  private static String kind(Path path) {
    String ending = Listing.ending(path);
    return Files.isDirectory(path) ? FOLDER : ending.isEmpty() ? "without an ending" : ending;
  }

  /** A notice for the user; empty where all is read. */
  public Optional<String> notice() {
    return switch (paths.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of("%s is not read; %s".formatted(paths.getFirst(), read));
      default ->
          Optional.of(
              "%s files or folders are not read (%s), the first is %s; %s"
                  .formatted(paths.size(), kinds(), paths.getFirst(), read));
    };
  }
}
