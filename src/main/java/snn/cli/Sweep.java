package snn.cli;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Reason;
import snn.Workers;
import snn.data.DataException;
import snn.experiment.Plan;

/**
 * Runs points of a grid in this process, several at a time: each as the program would run it alone,
 * but with what others have loaded, opened and simulated.
 */
final class Sweep {

  /** Bundles of groups for each thread at least, so that none waits long for the last. */
  private static final int BUNDLES = 4;

  private static final int MOST_TOGETHER = 8;

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
  record Planned(Grid.Point point, Map<String, Object> given, Plan plan, boolean usesTensors) {

    /** What its currents follow from; empty where it is not simulated with others. */
    Optional<Object> currents() {
      return plan.currents().filter(_ -> !usesTensors);
    }
  }

  /** Points of equal features. */
  record Group(List<Planned> points) {
    Planned first() {
      return points.getFirst();
    }
  }

  /**
   * Points by what their features follow from, and groups that may be simulated together beside
   * each other.
   */
  static List<Group> groups(List<Planned> points) {
    Map<Object, Map<Object, Group>> groups = new LinkedHashMap<>();
    for (Planned point : points) {
      Object features = point.plan.features();
      groups
          .computeIfAbsent(point.currents().orElse(features), _ -> new LinkedHashMap<>())
          .computeIfAbsent(features, _ -> new Group(new ArrayList<>()))
          .points
          .add(point);
    }
    return groups.values().stream().flatMap(same -> same.values().stream()).toList();
  }

  /**
   * Groups that one thread takes at a time: such as may be simulated together, if few.
   *
   * @param jobs points at a time
   */
  static List<List<Group>> bundles(List<Group> groups, int jobs) {
    int most = together(groups, jobs);
    List<List<Group>> bundles = new ArrayList<>();
    for (Group group : groups) {
      boolean joins =
          !bundles.isEmpty()
              && group.first().currents().isPresent()
              && bundles.getLast().size() < most
              && bundles.getLast().getFirst().first().currents().equals(group.first().currents());
      if (!joins) {
        bundles.add(new ArrayList<>());
      }
      bundles.getLast().add(group);
    }
    return bundles;
  }

  /**
   * Runs them.
   *
   * @param groups see {@link #groups}
   * @param jobs points at a time
   * @return how many have failed
   */
  int run(List<Group> groups, int jobs) {
    int points = groups.stream().mapToInt(group -> group.points.size()).sum();
    try (Progress.Task bar = bars.start("sweep", points, "pt")) {
      Queue<List<Group>> waiting = new ConcurrentLinkedQueue<>(bundles(groups, jobs));
      inThreads(
          jobs,
          bench -> {
            for (List<Group> bundle = waiting.poll();
                bundle != null && goesOn();
                bundle = waiting.poll()) {
              prepare(bundle, bench);
              for (Group group : bundle) {
                for (Planned planned : group.points) {
                  run(planned, bench, false, bar);
                }
              }
              bench.forget();
            }
          });
      // What other processes run: they may yet end without having done it.
      inThreads(
          1,
          bench -> {
            for (Planned planned = busy.poll(); planned != null; planned = busy.poll()) {
              run(planned, bench, true, bar);
            }
          });
    }
    return failed.get();
  }

  /** How many groups are simulated together: so that threads end together, and memory suffices. */
  private static int together(List<Group> groups, int jobs) {
    double room = Runtime.getRuntime().maxMemory() / (2.0 * jobs);
    double largest =
        groups.stream().mapToDouble(group -> group.first().plan.featureBytes()).max().orElse(0);
    int shared = Math.max(1, groups.size() / (BUNDLES * jobs));
    return (int) Math.clamp(room / largest, 1, Math.min(MOST_TOGETHER, shared));
  }

  private void prepare(List<Group> bundle, Bench bench) {
    if (bundle.size() > 1) {
      try {
        bench.prepare(bundle.stream().map(group -> group.first().plan).toList(), workers);
      } catch (DataException | InvalidParameterException | OutOfMemoryError _) {
        // Each point will see for itself, and say so in its log.
        bench.forget();
      }
    }
  }

  private boolean goesOn() {
    return !failFast || failed.get() == 0;
  }

  /** Work of one thread. */
  @FunctionalInterface
  private interface Job {
    void run(Bench bench);
  }

  private void inThreads(int jobs, Job job) {
    try (Workers threads = new Workers(jobs)) {
      threads.forEach(
          jobs,
          (_, _) -> {
            try (Bench bench = new Bench(datasets, true)) {
              job.run(bench);
            }
          });
    }
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
