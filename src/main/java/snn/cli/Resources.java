package snn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import snn.experiment.Outcome;
import snn.readout.Minimum;

/** What a run took of the machine. */
final class Resources {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private Resources() {}

  /** Times by stage, and the memory so far. */
  static String describe(Outcome outcome) {
    Outcome.Seconds seconds = outcome.seconds();
    String evaluations =
        outcome
            .fit()
            .minimum()
            .map(Minimum::evaluations)
            .map(n -> " (%d evaluations, %.1f ms each)".formatted(n, seconds.readout() / n * 1e3))
            .orElse("");
    OptionalLong peak = peakBytes();
    return "features of %d images %.2f s, readout %.2f s%s%s"
        .formatted(
            outcome.train().images() + outcome.test().images(),
            seconds.features(),
            seconds.readout(),
            evaluations,
            peak.isPresent() ? ", peak memory %d MB".formatted(peak.getAsLong() / 1_000_000) : "");
  }

  /** The largest resident size so far, where the system tells (Linux). */
  static OptionalLong peakBytes() {
    try {
      Matcher matcher = PEAK.matcher(Files.readString(STATUS));
      return matcher.find()
          ? OptionalLong.of(1024 * Long.parseLong(matcher.group(1)))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
