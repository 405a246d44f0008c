package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGINT and SIGTERM at random moments of 14 runs, from the start of the JVM to its end. The runs
 * follow each other in two folders, so that each also is the next run after an interrupted one.
 */
@EnabledOnOs(OS.LINUX)
class InterruptionTest {

  private static final int RUNS_PER_FOLDER = 7;

  @TempDir private Path folder;

  private enum Signal {
    INT(2),
    TERM(15);

    private final int number;

    Signal(int number) {
      this.number = number;
    }

    int exitCode() {
      return 128 + number;
    }

    void sendTo(Process process) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid())).start().waitFor();
    }

    /** As under nohup, whose children inherit it. */
    boolean isIgnored() throws IOException {
      String mask =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .map(line -> line.substring("SigIgn:".length()).strip())
              .findFirst()
              .orElseThrow();
      return (Long.parseUnsignedLong(mask, 16) >>> (number - 1) & 1) == 1;
    }
  }

  @Test
  void atAnyMomentNothingIsHalfWrittenAndTheNextRunWorks() throws Exception {
    for (Signal signal : Signal.values()) {
      assumeFalse(signal.isIgnored(), () -> "SIG" + signal + " is ignored here");
    }
    int interrupted = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Integer> runs : threads.invokeAll(List.of(runs(1), runs(2)))) {
        interrupted += runs.get();
      }
    }
    assertThat(interrupted).as("others had ended before").isGreaterThan(RUNS_PER_FOLDER / 2);
  }

  /** A whole run, the interrupted ones, and again a whole one; returns how many were. */
  private Callable<Integer> runs(int seed) {
    return () -> {
      SplittableRandom random = new SplittableRandom(seed);
      Path here = folder.resolve("runs " + seed);
      Run last = Run.of(here, false, Long.MAX_VALUE, Signal.INT);
      assertThat(last.exitCode).as(last.err).isZero();
      Map<Path, byte[]> whole = files(here);

      int interrupted = 0;
      for (int i = 0; i < RUNS_PER_FOLDER; i++) {
        // Files that are written anew, or old ones that are replaced.
        if (random.nextBoolean()) {
          for (Path file : whole.keySet()) {
            Files.deleteIfExists(file);
          }
        }
        // Half of them when it saves, which is the moment that matters and takes a third of a run.
        boolean saving = random.nextBoolean();
        long delay = random.nextLong(saving ? last.nanos / 3 : last.nanos);
        Signal signal = Signal.values()[random.nextInt(2)];
        Run run = Run.of(here, saving, delay, signal);
        Map<Path, byte[]> left = files(here);
        left.forEach((file, bytes) -> assertWhole(file, bytes, whole.get(file)));
        if (run.exitCode == 0) {
          assertThat(left).containsOnlyKeys(whole.keySet());
          last = run;
        } else {
          assertThat(run.exitCode).as(run.err).isEqualTo(signal.exitCode());
          assertThat(run.err).doesNotContain("snn:", "\tat ");
          interrupted++;
        }
      }
      assertThat(Run.of(here, false, Long.MAX_VALUE, Signal.INT).exitCode).isZero();
      assertThat(files(here)).containsOnlyKeys(whole.keySet());
      return interrupted;
    };
  }

  /** How a run ended, and when. */
  private record Run(int exitCode, String err, long nanos) {

    /** Sends the signal so long after the start or, if {@code saving}, after the accuracy. */
    static Run of(Path here, boolean saving, long delayNanos, Signal signal)
        throws IOException, InterruptedException {
      // Converges, so that there is nothing to be warned of.
      Process process =
          new ProcessBuilder(Program.command(here, "homeostasis", "--penalty=l2", "--C=0.001"))
              .start();
      long start = System.nanoTime();
      if (saving) {
        BufferedReader out = process.inputReader(UTF_8);
        String line = "";
        while (line != null && !line.contains("Accuracy")) {
          line = out.readLine();
        }
      }
      if (!process.waitFor(delayNanos, NANOSECONDS)) {
        signal.sendTo(process);
      }
      int exitCode = process.waitFor();
      long nanos = System.nanoTime() - start;
      return new Run(exitCode, new String(process.getErrorStream().readAllBytes(), UTF_8), nanos);
    }
  }

  /** A figure has the same bytes in every run; a text has the same lines, of which times differ. */
  private static void assertWhole(Path file, byte[] bytes, byte[] whole) {
    assertThat(whole).as("%s is no file of a run", file).isNotNull();
    if (file.toString().endsWith(".png")) {
      assertThat(Arrays.equals(bytes, whole)).as("%s is whole", file).isTrue();
    } else {
      List<String> lines = lines(bytes);
      assertThat(lines).as("%s", file).hasSameSizeAs(lines(whole));
      assertThat(lines.getLast()).isEqualTo(lines(whole).getLast());
    }
  }

  private static List<String> lines(byte[] bytes) {
    return List.of(new String(bytes, UTF_8).split("\n", -1));
  }

  /** All files of a run, with hidden ones. */
  private static Map<Path, byte[]> files(Path here) throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    for (Path kind : List.of(Program.reports(here), Program.figures(here))) {
      if (Files.exists(kind)) {
        try (Stream<Path> found = Files.list(kind)) {
          for (Path file : found.toList()) {
            files.put(file, Files.readAllBytes(file));
          }
        }
      }
    }
    return files;
  }
}
