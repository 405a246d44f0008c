package snn.sweep;

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
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import snn.Progress;
import snn.Reason;
import snn.Workers;
import snn.experiment.Plan;
import snn.experiment.Session;

/**
 * Runs points of a grid in this process, several at a time: each as the program would run it alone,
 * but with what others have loaded, opened and simulated.
 */
public final class Sweep {

  private final SweepFolder folder;
  private final int workers;
  private final boolean failFast;
  private final Runner runner;
  private final Progress progress;
  private final Consumer<String> lines;
  private final Session.Datasets datasets;
  private final AtomicInteger failed = new AtomicInteger();
  private final Queue<Planned> busy = new ConcurrentLinkedQueue<>();

  /**
   * Creates a sweep.
   *
   * @param workers threads of each point
   * @param failFast whether nothing more begins when a point has failed
   * @param datasets where the points' images are
   * @param progress receives the number of points that have ended
   * @param lines receives a line for each point
   */
  public Sweep(
      SweepFolder folder,
      int workers,
      boolean failFast,
      Runner runner,
      Session.Datasets datasets,
      Progress progress,
      Consumer<String> lines) {
    this.folder = folder;
    this.workers = workers;
    this.failFast = failFast;
    this.runner = runner;
    this.datasets = datasets;
    this.progress = progress;
    this.lines = lines;
  }

  /** Runs a point, and says what there is to say, as the program does. */
  @FunctionalInterface
  public interface Runner {
    /**
     * Runs one point.
     *
     * @param given plain values of all flags, by their parameters' names
     * @return the exit code, 0 where nothing went wrong
     */
    int run(
        Plan plan, Map<String, Object> given, PrintStream out, PrintStream err, Session session);
  }

  /**
   * A point that may be run.
   *
   * @param given plain values of all its flags, by their parameters' names
   * @param plan that they make
   * @param usesTensors whether all threads of PyTorch, or the whole of a GPU, may be its own
   */
  public record Planned(Grid.Point point, Map<String, Object> given, Plan plan, boolean usesTensors)
      implements Schedule.Run {}

  /**
   * Runs the points of a schedule.
   *
   * @param jobs points at a time
   * @return how many have failed
   */
  public int run(Schedule<Planned> schedule, int jobs) {
    try (Progress.Task bar = progress.start("sweep", schedule.runs().count(), "pt")) {
      schedule.forEach(
          jobs,
          workers,
          datasets,
          this::goesOn,
          (planned, session) -> run(planned, session, false, bar));
      try (Session session = new Session(datasets, false)) {
        // Points that other processes were running, which may have ended without completing them.
        for (Planned planned = busy.poll(); planned != null; planned = busy.poll()) {
          run(planned, session, true, bar);
        }
      }
    }
    return failed.get();
  }

  /**
   * Runs points that share nothing but images.
   *
   * @param jobs points at a time
   * @return seconds that each took; of those that failed, or that another process runs, nothing
   */
  Map<Planned, Double> timed(List<Planned> points, int jobs) {
    Map<Planned, Double> took = new ConcurrentHashMap<>();
    try (Progress.Task bar = progress.start("sweep", points.size(), "pt");
        Workers side = new Workers(jobs)) {
      side.forEach(
          points.size(),
          (_, i) -> {
            try (Session session = new Session(datasets, false)) {
              long begun = System.nanoTime();
              if (run(points.get(i), session, false, bar)) {
                took.put(points.get(i), (System.nanoTime() - begun) / 1e9);
              }
            }
          });
    }
    return took;
  }

  /** How many points have failed so far. */
  public int failed() {
    return failed.get();
  }

  private boolean goesOn() {
    return !failFast || failed.get() == 0;
  }

  /** Runs a point; returns whether it ran here and is complete. */
  private boolean run(Planned planned, Session session, boolean wait, Progress.Task bar) {
    if (!goesOn()) {
      return false;
    }
    Grid.Point point = planned.point;
    boolean complete = false;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    String line;
    try {
      Optional<SweepFolder.Ended> ended =
          folder.run(point, wait, work -> run(planned, session, work, printed));
      if (ended.isEmpty() && !wait && !Files.exists(folder.of(point))) {
        busy.add(planned);
        return false;
      }
      boolean good = ended.isEmpty() || ended.get().exitCode() == 0;
      failed.addAndGet(good ? 0 : 1);
      complete = good && ended.isPresent();
      line =
          ended.isEmpty()
              ? "was complete"
              : good
                  ? lastLine(printed.toString(StandardCharsets.UTF_8))
                  : "FAILED with exit code %s, %s: %s"
                      .formatted(
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
    lines.accept(point.name() + ": " + line);
    bar.advance(1);
    return complete;
  }

  private int run(Planned planned, Session session, SweepFolder.Work work, OutputStream printed) {
    Map<String, Object> given = new LinkedHashMap<>(planned.given);
    given.put("num_workers", workers);
    given.put("output_dir", work.reports().toString());
    given.put("fig_dir", work.figures().toString());
    PrintStream out = new PrintStream(new Both(work.log(), printed), true, StandardCharsets.UTF_8);
    return runner.run(planned.plan, given, out, work.log(), session);
  }

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

  /** The last error message in a log, or else its last line. */
  private static String reason(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.stream()
        .filter(line -> line.startsWith("snn: "))
        .reduce((_, line) -> line.substring("snn: ".length()))
        .orElse(lines.isEmpty() ? "" : lines.getLast());
  }
}
