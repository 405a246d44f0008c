package snn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Files that appear whole or not at all: written beside, then renamed. When the process is told to
 * end, by a signal say, what is beside is deleted, and threads that still write wait for the end.
 */
public final class AtomicFiles {

  private static final Set<Path> BESIDE = new HashSet<>();

  /** Held by whoever makes, renames or deletes a file; by the end of the process for good. */
  private static final Semaphore NAMES = new Semaphore(1);

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(AtomicFiles::end));
    } catch (IllegalStateException e) {
      // It ends already.
      end();
    }
  }

  /** Writes a file's bytes. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it to {@code out}, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFiles() {}

  /**
   * Creates or replaces {@code file}, and its folder where that is missing. When anything fails the
   * old file, if there was one, is left as it was.
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Neither a thread nor a process in another container may hit upon the same name.
    Path beside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (OutputStream out = create(beside)) {
        content.writeTo(out);
      }
      rename(beside, file);
    } finally {
      delete(beside);
    }
  }

  private static OutputStream create(Path beside) throws IOException {
    NAMES.acquireUninterruptibly();
    try {
      BESIDE.add(beside);
      return Files.newOutputStream(beside);
    } finally {
      NAMES.release();
    }
  }

  private static void rename(Path beside, Path file) throws IOException {
    NAMES.acquireUninterruptibly();
    try {
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      NAMES.release();
    }
  }

  private static void delete(Path beside) throws IOException {
    NAMES.acquireUninterruptibly();
    try {
      BESIDE.remove(beside);
      Files.deleteIfExists(beside);
    } finally {
      NAMES.release();
    }
  }

  private static void end() {
    NAMES.acquireUninterruptibly();
    for (Path beside : BESIDE) {
      try {
        Files.deleteIfExists(beside);
      } catch (IOException e) {
        // Nobody is left to be told, and the other files are to go too.
      }
    }
  }
}
