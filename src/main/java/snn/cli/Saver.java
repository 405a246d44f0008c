package snn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import snn.Reason;
import snn.report.FigureException;

/**
 * Writes files. One that cannot be written is named on stderr and does not keep the others from
 * being written.
 */
class Saver {

  private final PrintStream err;
  private int exitCode = ExitCode.OK;

  Saver(PrintStream err) {
    this.err = err;
  }

  /** Writes one file or folder. */
  @FunctionalInterface
  interface Content {
    void write(Path file) throws IOException;
  }

  /** Writes one of them. */
  final void save(Path file, Content content) {
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
  final int exitCode() {
    return exitCode;
  }
}
