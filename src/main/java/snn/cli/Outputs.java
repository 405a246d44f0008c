package snn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import snn.AtomicFiles;
import snn.InvalidParameterException;
import snn.Reason;
import snn.Workers;
import snn.experiment.Features;
import snn.record.FeatureFolder;
import snn.record.RunRecord;

/** The files of a run: reports and records in one folder, figures in another. */
final class Outputs extends Saver {

  private final Path outputDir;
  private final Path figDir;

  /**
   * Looks whether files can be written there. Folders that are missing are made with the first
   * file, so that a run that fails leaves none behind.
   *
   * @param verbose as in {@link Saver}
   * @throws InvalidParameterException if one is no folder, or cannot be written to or made
   */
  Outputs(Folders folders, PrintStream err, boolean verbose) {
    super(err, verbose);
    this.outputDir = requireWritable("output_dir", folders.outputDir());
    this.figDir = requireWritable("fig_dir", folders.figDir());
  }

  private static Path requireWritable(String parameter, Path folder) {
    try {
      Path found = nearest(folder.toAbsolutePath());
      // A file or folder made to try it would stay behind if the program were interrupted.
      if (!Files.isWritable(found)) {
        throw unwritable(parameter, folder, "access denied");
      }
    } catch (IOException e) {
      throw unwritable(parameter, folder, Reason.of(e));
    }
    return folder;
  }

  /** The folder, or the innermost around it that is there. */
  private static Path nearest(Path folder) throws IOException {
    try {
      // A link to nothing is something, too: no folder can be made in its place.
      Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      if (folder.getParent() == null) {
        throw e;
      }
      return nearest(folder.getParent());
    }
    if (!Files.isDirectory(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    return folder;
  }

  private static InvalidParameterException unwritable(
      String parameter, Path folder, String reason) {
    return new InvalidParameterException(
        parameter,
        "must be a folder that can be written to, found %s (%s)".formatted(folder, reason));
  }

  /** Writes a report. */
  void report(String name, String text) {
    save(
        outputDir.resolve(name),
        file ->
            AtomicFiles.write(
                file,
                out -> out.write(ParameterFlags.spelt(text).getBytes(StandardCharsets.UTF_8))));
  }

  /** Writes a record. */
  void record(String name, RunRecord run) {
    save(outputDir.resolve(name), run::write);
  }

  /** Writes a page. */
  void page(String name, Content page) {
    save(outputDir.resolve(name), page);
  }

  /** Writes features into {@code folder}, which need not be one of the two. */
  void features(Path folder, Features features) {
    save(folder, path -> FeatureFolder.write(path, features));
  }

  /** Draws a figure. */
  void figure(String name, Content figure) {
    save(figDir.resolve(name), figure);
  }

  /** Draws several, each by one worker. */
  void figures(Map<String, Content> figures, Workers workers) {
    Map<Path, Content> files = new LinkedHashMap<>();
    figures.forEach((name, figure) -> files.put(figDir.resolve(name), figure));
    saveAll(files, workers);
  }
}
