package snn.cli;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import snn.Progress;
import snn.Reason;
import snn.experiment.Plan;

/**
 * Runs points of a grid in this process, several at a time: each as the program would run it alone,
 * but with what others have loaded, opened and simulated.
 */
final class Sweep {

  private final SweepFolder folder;
  private final int workers;
  private final boolean failFast;
  private final Terminal terminal;
  private final ProgressBars bars;
  private final Bench.Datasets datasets = new Bench.Datasets();
  private final AtomicInteger failed = new AtomicInteger();
  private final Queue<Planned> busy = new ConcurrentLinkedQueue<>();

  /**
   * Gets ready.
   *
   * @param workers threads of each point
   * @param failFast whether nothing more begins when a point has failed
   */
  Sweep(SweepFolder folder, int workers, boolean failFast, Terminal terminal) {
    this.folder = folder;
    this.workers = workers;
    this.failFast = failFast;
    this.terminal = terminal;
    this.bars = new ProgressBars(terminal);
  }

  /**
   * A point that may be run.
   *
   * @param given plain values of all its flags, by their parameters' names
   * @param plan that they make
   * @param usesTensors whether all threads of PyTorch, or the whole of a GPU, may be its own
   */
  record Planned(Grid.Point point, Map<String, Object> given, Plan plan, boolean usesTensors)
      implements Schedule.Run {}

  /**
   * Runs them.
   *
   * @param jobs points at a time
   * @return how many have failed
   */
  int run(Schedule<Planned> schedule, int jobs) {
    try (Progress.Task bar = bars.start("sweep", schedule.runs().count(), "pt")) {
      schedule.forEach(
          jobs,
          workers,
          datasets,
          this::goesOn,
          (planned, bench) -> run(planned, bench, false, bar));
      try (Bench bench = new Bench(datasets, false)) {
        // What other processes run: they may yet end without having done it.
        for (Planned planned = busy.poll(); planned != null; planned = busy.poll()) {
          run(planned, bench, true, bar);
        }
      }
    }
    return failed.get();
  }

  private boolean goesOn() {
    return !failFast || failed.get() == 0;
  }

  private void run(Planned planned, Bench bench, boolean wait, Progress.Task bar) {
    if (!goesOn()) {
      return;
    }
    Grid.Point point = planned.point;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    String line;
    try {
      Optional<SweepFolder.Ended> ended =
          folder.run(point, wait, work -> run(planned, bench, work, printed));
      if (ended.isEmpty() && !wait && !Files.exists(folder.of(point))) {
        busy.add(planned);
        return;
      }
      boolean good = ended.isEmpty() || ended.get().exitCode() == ExitCode.OK;
      failed.addAndGet(good ? 0 : 1);
      line =
          ended.isEmpty()
              ? "was complete"
              : good
                  ? lastLine(printed.toString(StandardCharsets.UTF_8))
                  : String.format(
                      Locale.ROOT,
                      "FAILED with exit code %d, %s: %s",
                      ended.get().exitCode(),
                      folder.failedLog(point),
                      reason(folder.failedLog(point)));
    } catch (IOException e) {
      failed.incrementAndGet();
      line = "FAILED: " + Reason.of(e);
    } catch (Grid.GridException e) {
      failed.incrementAndGet();
      line = "FAILED: " + e.getMessage();
    }
    String told = point.name() + ": " + line;
    bars.above(() -> terminal.out().println(told));
    bar.advance(1);
  }

  private int run(Planned planned, Bench bench, SweepFolder.Work work, OutputStream printed) {
    Map<String, Object> given = new LinkedHashMap<>(planned.given);
    given.put("num_workers", workers);
    given.put("output_dir", work.reports().toString());
    given.put("fig_dir", work.figures().toString());
    PrintStream out = new PrintStream(new Both(work.log(), printed), true, StandardCharsets.UTF_8);
    return ExperimentRun.exitCode(planned.plan, given, new Terminal(out, work.log(), 0), bench);
  }

  /** Writes to two streams. */
  private static final class Both extends FilterOutputStream {
    private final OutputStream other;

    Both(OutputStream one, OutputStream other) {
      super(one);
      this.other = other;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      other.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      other.write(bytes, from, length);
    }
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (_, line) -> line);
  }

  /** What the program said last. */
  private static String reason(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.stream()
        .filter(line -> line.startsWith("snn: "))
        .reduce((_, line) -> line.substring("snn: ".length()))
        .orElse(lines.isEmpty() ? "" : lines.getLast());
  }
}
