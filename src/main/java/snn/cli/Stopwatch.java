package snn.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import snn.experiment.Outcome;
import snn.record.RunRecord;

/**
 * When a run began.
 *
 * @param started by the calendar
 * @param nanos by the clock that only runs forwards
 */
record Stopwatch(Instant started, long nanos) {

  static Stopwatch start() {
    return new Stopwatch(Instant.now(), System.nanoTime());
  }

  /** What a record says about a run that ends now. */
  RunRecord.Run run(String device, String backend, int threads, List<Outcome.Seconds> seconds) {
    return new RunRecord.Run(
        started.truncatedTo(ChronoUnit.MILLIS).toString(),
        Build.program(),
        Resources.machine(),
        device,
        backend,
        threads,
        seconds,
        (System.nanoTime() - nanos) / 1e9,
        Resources.peakBytes());
  }
}
