package snn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import snn.AtomicFiles;
import snn.InvalidParameterException;
import snn.Reason;
import snn.Workers;
import snn.experiment.Features;
import snn.report.FeatureFolder;
import snn.report.RunRecord;

/** The files of a run: reports and records in one folder, figures in another. */
final class Outputs extends Saver {

  private final Path outputDir;
  private final Path figDir;

  /**
   * Makes the folders.
   *
   * @param verbose as in {@link Saver}
   * @throws InvalidParameterException if one is no folder, or cannot be written to
   */
  Outputs(Folders folders, PrintStream err, boolean verbose) {
    super(err, verbose);
    this.outputDir = requireWritable("output_dir", folders.outputDir());
    this.figDir = requireWritable("fig_dir", folders.figDir());
  }

  private static Path requireWritable(String parameter, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(parameter, folder, Reason.of(e));
    }
    // A file made to try it would stay behind if the program were interrupted.
    if (!Files.isWritable(folder)) {
      throw unwritable(parameter, folder, "access denied");
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
