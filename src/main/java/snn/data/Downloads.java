package snn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import snn.AtomicFiles;
import snn.Progress;
import snn.Reason;
import snn.data.Mirrors.Archive;
import snn.data.Mirrors.Published;

/**
 * Downloads missing files of a public set: each from a mirror; or all of them from the set's
 * archive, which stays beside them for the other splits, as torchvision leaves it.
 *
 * @param set the set that they belong to
 * @param dataDir folder in which they were looked for
 * @param mirrors that have them
 * @param progress receives the course of downloads
 */
record Downloads(PublicSet set, Path dataDir, Mirrors mirrors, Progress progress) {

  /** Largest size of a packed file in an archive, in bytes. */
  private static final long MOST_BYTES = 1L << 30;

  /**
   * Writes what is missing into a folder, which is made where it is missing.
   *
   * @return where each file is now
   * @throws DataException if that fails
   */
  Map<Published, Path> get(Path folder, List<Published> missing) {
    requireWritable(folder);
    return set.archive()
        .map(archive -> extract(archive, folder, missing))
        .orElseGet(() -> download(folder, missing));
  }

  private Map<Published, Path> download(Path folder, List<Published> missing) {
    Map<Published, Path> files = new LinkedHashMap<>();
    for (int i = 0; i < missing.size(); i++) {
      Path file = folder.resolve(missing.get(i).gzName());
      byte[] packed;
      try {
        packed = mirrors.fetch(missing.get(i), progress);
      } catch (IOException e) {
        throw failed(folder, missing.subList(i, missing.size()), file, e);
      }
      try {
        AtomicFiles.write(file, out -> out.write(packed));
      } catch (IOException e) {
        throw unwritable(file, "write", Reason.of(e), e);
      }
      files.put(missing.get(i), file);
    }
    return files;
  }

  private DataException failed(Path folder, List<Published> missing, Path file, IOException e) {
    return new DataException(
        ("%s in %s lacks %s (in %s there is %s), and the download of %s failed (%s); put the four"
                + " files there by hand, raw or as .gz%s, name another server with {mirror}, or use"
                + " {dataset} strokes")
            .formatted(
                set.title(),
                folder,
                PublicImages.names(missing),
                dataDir,
                SetFolder.contents(dataDir, set),
                file.getFileName(),
                e.getMessage(),
                set.archive().map(archive -> ", or " + archive.name()).orElse("")),
        e);
  }

  private Map<Published, Path> extract(Archive archive, Path folder, List<Published> missing) {
    Path zip = folder.resolve(archive.name());
    if (!Files.exists(zip)) {
      try {
        mirrors.fetch(archive, zip, progress);
      } catch (IOException e) {
        throw failed(folder, missing, zip, e);
      }
    }
    Map<Published, Path> files = new LinkedHashMap<>();
    try (ZipFile entries = new ZipFile(zip.toFile())) {
      for (Published file : missing) {
        Path to = folder.resolve(file.gzName());
        extract(entries, entry(entries, file, zip), to);
        files.put(file, to);
      }
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be unpacked: %s; move it away, and the next run downloads it, or %s"
              .formatted(zip, Reason.of(e), Advice.PUBLIC.other()),
          e);
    }
    return files;
  }

  private static ZipEntry entry(ZipFile entries, Published file, Path zip) {
    return entries.stream()
        .filter(entry -> ("/" + entry.getName()).endsWith("/" + file.gzName()))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "%s has no file %s; move it away, and the next run downloads it, or %s"
                        .formatted(zip, file.gzName(), Advice.PUBLIC.other())));
  }

  private static void extract(ZipFile entries, ZipEntry entry, Path to) throws IOException {
    AtomicFiles.write(
        to,
        out -> {
          try (InputStream in = entries.getInputStream(entry)) {
            byte[] chunk = new byte[1 << 16];
            long size = 0;
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
              size += n;
              if (size > MOST_BYTES) {
                throw new IOException(entry.getName() + " is too large");
              }
              out.write(chunk, 0, n);
            }
          }
        });
  }

  /** Checks, before a download, that files can be written to a folder, which may not exist yet. */
  private static void requireWritable(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (Files.exists(there) && !Files.isDirectory(there)) {
      throw unwritable(folder, "create the folder", there + " is a file", null);
    }
    if (!Files.isWritable(there)) {
      throw unwritable(there, "write into the folder", "access denied", null);
    }
  }

  private static DataException unwritable(Path path, String what, String reason, IOException e) {
    return new DataException(
        "cannot %s %s: %s; give another folder with {data_dir}, or use {dataset} strokes"
            .formatted(what, path, reason),
        e);
  }
}
