package snn.sweep;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The folder of a sweep, one folder a point, which appears when the point is complete: report,
 * record, figures, log, and its words in {@code point.args}. A point that fails leaves its log
 * beside. Several processes may work on one sweep: a point under way is locked, and the lock is
 * gone with its process, however that ended.
 */
public final class SweepFolder implements AutoCloseable {

  private static final String ARGUMENTS = "point.args";
  private static final String LOG = "log";

  private final Path folder;
  private final FileChannel locks;

  /** Where a point's files are written, as flags of the program. */
  record Work(Path reports, Path figures, PrintStream log) {}

  /** How a point ended, if it was run. */
  record Ended(int exitCode) {}

  /**
   * Opens the folder, and makes it where it is missing.
   *
   * @throws IOException if it cannot be written to
   */
  public SweepFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    locks =
        FileChannel.open(
            folder.resolve(".locks"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** The folder of a complete point. */
  Path of(Grid.Point point) {
    return folder.resolve(point.name());
  }

  /** The log of a point that failed. */
  public Path failedLog(Grid.Point point) {
    return folder.resolve(point.name() + ".failed.log");
  }

  private Path work(Grid.Point point) {
    return folder.resolve("." + point.name() + ".part");
  }

  /**
   * Whether a point is complete.
   *
   * @throws Grid.GridException if its folder has the record of another configuration
   */
  public boolean isComplete(Grid.Point point) throws IOException {
    Path place = of(point);
    if (!hasRecord(place)) {
      return false;
    }
    Path file = place.resolve(ARGUMENTS);
    List<String> found = Files.exists(file) ? Files.readAllLines(file) : List.of();
    if (!found.equals(point.words())) {
      throw new Grid.GridException(
          ("%s has a record of another configuration (there: %s; now: %s). Take another {out}, or"
                  + " remove the folder to run it again.")
              .formatted(place, without(found, point.words()), without(point.words(), found)));
    }
    return true;
  }

  private static boolean hasRecord(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return false;
    }
    try (DirectoryStream<Path> records = Files.newDirectoryStream(place, "*.json")) {
      return records.iterator().hasNext();
    }
  }

  private static String without(List<String> words, List<String> others) {
    List<String> only = new ArrayList<>(words);
    only.removeAll(others);
    return only.isEmpty() ? "default" : String.join(" ", only);
  }

  /**
   * Runs a point that is not complete.
   *
   * @param wait whether to wait for another process that runs it
   * @param run runs the point and returns the exit code
   * @return empty if it was complete, or another process runs it
   */
  Optional<Ended> run(Grid.Point point, boolean wait, ToIntFunction<Work> run) throws IOException {
    Optional<FileLock> lock = lock(point, wait);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try (FileLock held = lock.get()) {
      assert held.isValid();
      delete(work(point));
      if (isComplete(point)) {
        return Optional.empty();
      }
      return Optional.of(runLocked(point, run));
    }
  }

  private Ended runLocked(Grid.Point point, ToIntFunction<Work> run) throws IOException {
    Path work = work(point);
    Files.createDirectories(work);
    Files.deleteIfExists(failedLog(point));
    Files.write(work.resolve(ARGUMENTS), point.words());
    Path logFile = work.resolve(LOG);
    int exitCode;
    try (PrintStream log =
        new PrintStream(new FileOutputStream(logFile.toFile()), true, StandardCharsets.UTF_8)) {
      exitCode = run.applyAsInt(new Work(work, work.resolve("figures"), log));
    }
    if (exitCode != 0) {
      Files.move(logFile, failedLog(point), StandardCopyOption.REPLACE_EXISTING);
      delete(work);
    } else {
      // A folder without a record may be left from an earlier run, and is replaced.
      delete(of(point));
      Files.move(work, of(point), StandardCopyOption.ATOMIC_MOVE);
    }
    return new Ended(exitCode);
  }

  /** Locks a byte of a common file for each point; the system frees it when the process ends. */
  private Optional<FileLock> lock(Grid.Point point, boolean wait) throws IOException {
    long place = place(point.name());
    return Optional.ofNullable(wait ? locks.lock(place, 1, false) : locks.tryLock(place, 1, false));
  }

  private static long place(String name) {
    long place = 0;
    for (int i = 0; i < name.length(); i++) {
      place = 1_000_003 * place + name.charAt(i);
    }
    return place & (Long.MAX_VALUE >> 1);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    locks.close();
  }
}
