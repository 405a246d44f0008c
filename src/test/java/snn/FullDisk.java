package snn;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Two ways to let a process run out of disk in one folder, on Linux. */
public enum FullDisk {

  /** No file may have more than 512 bytes. Anybody can ask for that. */
  SHORT_FILES("File too large", "", "ulimit -f 1"),

  /** All files together have 4096 bytes. Not everybody may mount a disk, not even for himself. */
  SMALL_DISK(
      "No space left on device",
      "unshare --map-root-user --mount ",
      "mount -t tmpfs -o size=4k small \"$0\"");

  /** What the system says of a file that does not fit. */
  public final String reason;

  private final String around;
  private final String fill;

  FullDisk(String reason, String around, String fill) {
    this.reason = reason;
    this.around = around;
    this.fill = fill;
  }

  /**
   * A process that runs {@code command} and then copies what it left in {@code folder}, which must
   * exist, to {@link #left}. Skips the test where this is not permitted.
   */
  public ProcessBuilder process(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process trial = shell(folder, fill, List.of()).inheritIO().start();
    assumeTrue(trial.waitFor() == 0, () -> "not permitted here: " + fill);
    return shell(
        folder,
        "(" + fill + " && exec \"$@\"); code=$?; cp -r \"$0/.\" \"$0.left\"; exit $code",
        command);
  }

  private ProcessBuilder shell(Path folder, String script, List<String> command) {
    return new ProcessBuilder(
        Stream.concat(
                Stream.of((around + "sh -c").split(" ")),
                Stream.concat(Stream.of(script, folder.toString()), command.stream()))
            .toList());
  }

  /** A copy of what a process left in {@code folder}. */
  public static Path left(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".left");
  }
}
