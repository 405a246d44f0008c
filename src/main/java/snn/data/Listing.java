package snn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import snn.Reason;

/** Lists folders, in an order that does not depend on the machine. */
record Listing(Advice advice) {

  private static final int NAMES = 6;

  /** Names, in lower case, that Synology's systems, macOS, Windows and Linux create. */
  private static final Set<String> OF_SYSTEMS =
      Set.of(
          "@eadir",
          "#recycle",
          "__macosx",
          "$recycle.bin",
          "system volume information",
          "desktop.ini",
          "thumbs.db",
          "lost+found");

  /** The last name of a path. */
  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** The last name of a path in lower case. */
  static String lowerName(Path path) {
    return name(path).toLowerCase(Locale.ROOT);
  }

  /** The end of a name from its last full stop on, in lower case; empty where it has none. */
  static String ending(Path path) {
    String name = lowerName(path);
    return name.substring(name.indexOf('.') < 0 ? name.length() : name.lastIndexOf('.'));
  }

  /** The entries of a folder that are neither hidden nor created by systems, in order of names. */
  List<Path> visible(Path folder) {
    return entries(folder).stream()
        .filter(entry -> !name(entry).startsWith(".") && !OF_SYSTEMS.contains(lowerName(entry)))
        .toList();
  }

  /**
   * The entries of a folder, in the order of names; empty if it is no folder.
   *
   * @throws DataException if the folder cannot be read
   */
  List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new DataException(
          "the folder %s cannot be read: %s; make it readable, or %s"
              .formatted(folder, Reason.of(e), advice.other()),
          e);
    }
  }

  /** The folders of a name, in any case, in {@code folder}; then {@code folder} itself. */
  Stream<Path> withThose(String name, Path folder) {
    return Stream.concat(
        entries(folder).stream()
            .filter(entry -> name(entry).equalsIgnoreCase(name) && Files.isDirectory(entry))
            .sorted(Comparator.comparing(entry -> !name(entry).equals(name))),
        Files.isDirectory(folder) ? Stream.of(folder) : Stream.empty());
  }

  /**
   * The only one of some paths in a folder.
   *
   * @param wanted what there must be one of, in words
   * @throws DataException if there are none, or several
   */
  Path single(Path folder, List<Path> found, String wanted) {
    if (found.size() != 1) {
      throw new DataException(
          "%s must have one %s, found %s; there is %s"
              .formatted(
                  folder,
                  wanted,
                  found.isEmpty() ? "none" : some(found.stream().map(Listing::name).toList()),
                  contents(folder, List.of(folder))));
    }
    return found.getFirst();
  }

  /** Some names of what lies in these folders, from {@code root} on. */
  String contents(Path root, List<Path> folders) {
    List<String> names =
        folders.stream()
            .flatMap(folder -> entries(folder).stream())
            .map(entry -> root.relativize(entry) + (Files.isDirectory(entry) ? "/" : ""))
            .sorted()
            .toList();
    return names.isEmpty() ? "nothing" : some(names);
  }

  /** The first few of many names. */
  static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMES, names.size())));
    return names.size() <= NAMES ? first : first + " and %s more".formatted(names.size() - NAMES);
  }
}
