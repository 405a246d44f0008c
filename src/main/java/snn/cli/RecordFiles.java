package snn.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import snn.Reason;
import snn.data.DataException;
import snn.record.FeatureFolder;

/** Files that may be records of runs. */
final class RecordFiles {

  private RecordFiles() {}

  /**
   * A file, or those in and below a folder.
   *
   * @throws DataException if the folder cannot be read, or has none
   */
  static List<Path> of(Path path) {
    List<Path> records = in(path);
    if (records.isEmpty()) {
      throw new DataException("%s has no records: no file *.json in it or below".formatted(path));
    }
    return records;
  }

  /**
   * The same, if there are any. Saved features have a description besides, and what begins with a
   * dot is not complete.
   *
   * @throws DataException if the folder cannot be read
   */
  static List<Path> in(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> below = Files.walk(path)) {
      return below
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.endsWith(FeatureFolder.DESCRIPTION))
          .filter(file -> isVisible(path.relativize(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException("cannot read %s: %s".formatted(path, Reason.of(e)), e);
    } catch (UncheckedIOException e) {
      throw new DataException("cannot read %s: %s".formatted(path, Reason.of(e.getCause())), e);
    }
  }

  private static boolean isVisible(Path file) {
    for (Path part : file) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }
}
