package snn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import snn.AtomicFiles;
import snn.InvalidParameterException;
import snn.Reason;
import snn.experiment.Features;
import snn.report.FeatureFolder;
import snn.report.FigureException;
import snn.report.RunRecord;

/**
 * The files of a run. A file that cannot be written is named on stderr and does not keep the others
 * from being written.
 */
final class Outputs {

  private final Path outputDir;
  private final Path figDir;
  private final PrintStream err;
  private int exitCode = ExitCode.OK;

  /**
   * Makes the folders.
   *
   * @throws InvalidParameterException if one is no folder, or cannot be written to
   */
  Outputs(Path outputDir, Path figDir, PrintStream err) {
    this.outputDir = requireWritable("outputDir", outputDir);
    this.figDir = requireWritable("figDir", figDir);
    this.err = err;
  }

  private static Path requireWritable(String parameter, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".snn", ".part"));
      return folder;
    } catch (IOException e) {
      throw new InvalidParameterException(
          parameter,
          "must be a folder that can be written to, found %s (%s)".formatted(folder, Reason.of(e)));
    }
  }

  /** Draws one figure into a file. */
  @FunctionalInterface
  interface Figure {
    void write(Path file) throws IOException;
  }

  /** Writes a report. */
  void report(String name, String text) {
    save(
        outputDir.resolve(name),
        file -> AtomicFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
  }

  /** Writes a record. */
  void record(String name, RunRecord run) {
    save(outputDir.resolve(name), run::write);
  }

  /** Writes features into {@code folder}, which need not be one of the two. */
  void features(Path folder, Features features) {
    save(folder, path -> FeatureFolder.write(path, features));
  }

  /** Draws a figure. */
  void figure(String name, Figure figure) {
    save(figDir.resolve(name), figure);
  }

  private void save(Path file, Figure content) {
    try {
      content.write(file);
    } catch (IOException e) {
      failed(file, Reason.of(e));
    } catch (FigureException e) {
      failed(file, e.getMessage());
    }
  }

  private void failed(Path file, String reason) {
    err.printf("snn: could not save %s: %s%n", file, reason);
    exitCode = ExitCode.OUTPUT;
  }

  /** {@link ExitCode#OK} if all files were written. */
  int exitCode() {
    return exitCode;
  }
}
