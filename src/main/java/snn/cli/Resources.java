package snn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import snn.experiment.Outcome;
import snn.readout.Minimum;
import snn.record.RunRecord;

/** What a run took of the machine. */
final class Resources {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Pattern CPU = Pattern.compile("(?m)^model name\\s*:\\s*(.*\\S)");

  private Resources() {}

  /** Times by stage, and the memory so far. */
  static String describe(Outcome outcome) {
    Outcome.Seconds seconds = outcome.seconds();
    String evaluations =
        outcome
            .fit()
            .minimum()
            .map(Minimum::evaluations)
            .map(
                n ->
                    String.format(
                        Locale.ROOT,
                        " (%d evaluations, %.1f ms each)",
                        n,
                        seconds.readout() / n * 1e3))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "%sfeatures of %d images %.2f s, %sreadout %.2f s%s%s",
        seconds.adaptation() > 0
            ? String.format(Locale.ROOT, "adaptation %.2f s, ", seconds.adaptation())
            : "",
        outcome.train().images() + outcome.test().images(),
        seconds.features(),
        seconds.information() > 0
            ? String.format(Locale.ROOT, "information %.2f s, ", seconds.information())
            : "",
        seconds.readout(),
        evaluations,
        peakBytes().map(bytes -> ", peak memory %s MB".formatted(bytes / 1_000_000)).orElse(""));
  }

  /** The machine. */
  static RunRecord.Machine machine() {
    return new RunRecord.Machine(
        Runtime.version().toString(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        find(CPU_INFO, CPU),
        Runtime.getRuntime().availableProcessors());
  }

  /** The largest resident size so far, where the system tells (Linux). */
  static Optional<Long> peakBytes() {
    return find(STATUS, PEAK).map(kilobytes -> 1024 * Long.parseLong(kilobytes));
  }

  private static Optional<String> find(Path file, Pattern pattern) {
    try {
      Matcher matcher = pattern.matcher(Files.readString(file));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
