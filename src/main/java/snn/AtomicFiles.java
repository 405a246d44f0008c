package snn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Writes files that appear whole or not at all, even if the power fails: a temporary file in the
 * same folder is written, flushed to the disk, and renamed. When the process shuts down, temporary
 * files are deleted, and threads that still write wait for the end.
 */
public final class AtomicFiles {

  /** Temporary files, each with the folders that were made for it, the innermost first. */
  private static final Map<Path, List<Path>> BESIDE = new HashMap<>();

  /** Held while a file is made, renamed or deleted; the shutdown hook never releases it. */
  private static final Semaphore NAMES = new Semaphore(1);

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(AtomicFiles::end));
    } catch (IllegalStateException e) {
      // The virtual machine is shutting down already, and takes no more hooks.
      end();
    }
  }

  /** Writes a file's bytes. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it to {@code out}, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file by its path, for libraries that do not write to a stream. */
  @FunctionalInterface
  public interface ContentByPath {
    /** Writes the whole content to {@code draft}, which exists and is empty. */
    void writeTo(Path draft) throws IOException;
  }

  /** Fills an empty file, given its path and an open channel. */
  @FunctionalInterface
  private interface Filling {
    void fill(Path draft, FileChannel channel) throws IOException;
  }

  private AtomicFiles() {}

  /**
   * Creates or replaces {@code file}, and its folder where that is missing. When anything fails the
   * old file, if there was one, is left as it was, and no folder that was made for it stays.
   */
  public static void write(Path file, Content content) throws IOException {
    fill(file, (_, channel) -> content.writeTo(Channels.newOutputStream(channel)));
  }

  /** Like {@link #write}, but the content is written by the path of a temporary file. */
  public static void writeByPath(Path file, ContentByPath content) throws IOException {
    fill(file, (draft, _) -> content.writeTo(draft));
  }

  private static void fill(Path file, Filling filling) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    // Random, so that no other thread, nor a process in another container, has the same name.
    Path beside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    List<Path> made = new ArrayList<>();
    try {
      try (FileChannel channel = create(beside, made)) {
        filling.fill(beside, channel);
        channel.force(true);
      }
      rename(beside, file);
    } catch (IOException | RuntimeException | Error e) {
      delete(beside, e);
      throw e;
    }
    sync(folder);
    made.forEach(newFolder -> sync(newFolder.getParent()));
  }

  /** Makes a folder and its missing parents; {@code made} receives them, the innermost first. */
  private static void make(Path folder, List<Path> made) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getParent() != null) {
      make(folder.getParent(), made);
    }
    try {
      Files.createDirectory(folder);
      made.addFirst(folder);
    } catch (FileAlreadyExistsException e) {
      // Another thread or process has made it just now, or it is a file.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /**
   * Flushes the entries of a folder to the disk, on systems that open a folder as a file. A failure
   * is ignored, since the file exists all the same.
   */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      // At worst a power failure brings back the old file, which is whole, too.
    }
  }

  private static FileChannel create(Path beside, List<Path> made) throws IOException {
    NAMES.acquireUninterruptibly();
    try {
      BESIDE.put(beside, made);
      make(beside.getParent(), made);
      return FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } finally {
      NAMES.release();
    }
  }

  private static void rename(Path beside, Path file) throws IOException {
    NAMES.acquireUninterruptibly();
    try {
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      BESIDE.remove(beside);
    } finally {
      NAMES.release();
    }
  }

  /** Deletes a temporary file; a failure to do so is added to {@code failure} as suppressed. */
  private static void delete(Path beside, Throwable failure) {
    NAMES.acquireUninterruptibly();
    try {
      delete(beside, BESIDE.remove(beside));
    } catch (IOException e) {
      failure.addSuppressed(e);
    } finally {
      NAMES.release();
    }
  }

  private static void delete(Path beside, List<Path> made) throws IOException {
    Files.deleteIfExists(beside);
    try {
      for (Path folder : made) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // The folder holds other files by now, and stays.
    }
  }

  private static void end() {
    NAMES.acquireUninterruptibly();
    BESIDE.forEach(
        (beside, made) -> {
          try {
            delete(beside, made);
          } catch (IOException e) {
            // The process ends: no one can be told, and the other files must be deleted, too.
          }
        });
  }
}
