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
 * Files that appear whole or not at all, even if the power fails: written beside, sent to the disk,
 * then renamed. When the process is told to end, by a signal say, what is beside is deleted, and
 * threads that still write wait for the end.
 */
public final class AtomicFiles {

  /** What is beside, and the folders that were made for it, the innermost first. */
  private static final Map<Path, List<Path>> BESIDE = new HashMap<>();

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

  /** Writes a file that it is told the path of, as libraries do that ask for one. */
  @FunctionalInterface
  public interface ContentByPath {
    /** Writes all of it to {@code draft}, which is there and empty. */
    void writeTo(Path draft) throws IOException;
  }

  /** Fills a file that is there and empty, and has been opened. */
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

  /** The same, by the path of a file in the same folder. */
  public static void writeByPath(Path file, ContentByPath content) throws IOException {
    fill(file, (draft, _) -> content.writeTo(draft));
  }

  private static void fill(Path file, Filling filling) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    // Neither a thread nor a process in another container may hit upon the same name.
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

  /** Makes a folder and those around it, and tells in {@code made} which were not there. */
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
      // By another thread or process, or it is no folder.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /**
   * Sends the names in a folder to the disk, on systems that open a folder as a file. Where they do
   * not, or the disk does not, the file is there all the same.
   */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      // Only after a power cut would the old file be there, and that is whole, too.
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

  /** After {@code failure}, which is what the caller is to hear of. */
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
      // Others have put something there.
    }
  }

  private static void end() {
    NAMES.acquireUninterruptibly();
    BESIDE.forEach(
        (beside, made) -> {
          try {
            delete(beside, made);
          } catch (IOException e) {
            // Nobody is left to be told, and the other files are to go too.
          }
        });
  }
}
