package snn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import snn.Reason;
import snn.Workers;
import snn.picture.FigureException;

/**
 * Writes files. One that cannot be written, for whatever reason, is named on stderr and does not
 * keep the others from being written: the result is worth more than one of its pictures.
 */
class Saver {

  private final PrintStream err;
  private final boolean verbose;
  private int exitCode = ExitCode.OK;

  /**
   * @param verbose whether a fault of the program is shown with its stack trace
   */
  Saver(PrintStream err, boolean verbose) {
    this.err = err;
    this.verbose = verbose;
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
    } catch (OutOfMemoryError e) {
      failed(file, "memory is used up; give more, for example SNN_JAVA_OPTS=-Xmx8g");
    } catch (RuntimeException | Error e) {
      if (verbose) {
        e.printStackTrace(err);
      }
      failed(
          file,
          Reason.within(e)
              .map(Reason::of)
              .orElse(e + " (a fault of the program; --verbose shows where)"));
    }
  }

  /** Writes several, by {@code workers} at once. */
  final void saveAll(Map<Path, Content> files, Workers workers) {
    List<Map.Entry<Path, Content>> all = List.copyOf(files.entrySet());
    workers.forEach(all.size(), (_, i) -> save(all.get(i).getKey(), all.get(i).getValue()));
  }

  private synchronized void failed(Path file, String reason) {
    err.printf("snn: could not save %s: %s%n", file, reason);
    exitCode = ExitCode.OUTPUT;
  }

  /** {@link ExitCode#OK} if all files were written. */
  final synchronized int exitCode() {
    return exitCode;
  }
}
