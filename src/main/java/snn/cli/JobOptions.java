package snn.cli;

import picocli.CommandLine.Option;
import snn.InvalidParameterException;
import snn.Workers;
import snn.sweep.Schedule;

/** How many of many runs are under way at a time. */
final class JobOptions {

  private static final int MOST = 1_000_000;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "How many run at a time (default: one per processor, fewer where memory is short or there"
              + " is less to do).")
  Integer jobs;

  @Option(
      names = "--num_workers",
      paramLabel = "N",
      description = "Threads of each (default: processors / jobs).")
  Integer workers;

  /** Checks the ranges. */
  void check() {
    if (jobs != null) {
      InvalidParameterException.requireIn("jobs", jobs, 1, MOST);
    }
    if (workers != null) {
      InvalidParameterException.requireIn("num_workers", workers, 0, Workers.MOST);
    }
  }

  /** How many of a schedule run at a time. */
  int jobs(Schedule<?> schedule) {
    return schedule.jobs(jobs);
  }

  /** Threads of each of them. */
  int threads(int atOnce) {
    return workers != null
        ? Math.max(1, workers)
        : Math.max(1, Runtime.getRuntime().availableProcessors() / atOnce);
  }
}
