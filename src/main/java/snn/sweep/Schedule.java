package snn.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import snn.InvalidParameterException;
import snn.Workers;
import snn.data.DataException;
import snn.data.ImageSource;
import snn.experiment.Plan;
import snn.experiment.Session;

/**
 * An order of runs, several at a time, in which they share what they can: those of equal features
 * are successive, and are simulated once; those that share their currents are simulated together.
 *
 * @param <R> what a run is
 * @param groups runs of equal features; groups that share currents are beside each other
 */
public record Schedule<R extends Schedule.Run>(List<Schedule.Group<R>> groups) {

  /** Smallest number of bundles per thread, so that all threads end at about the same time. */
  private static final int BUNDLES = 4;

  private static final int MOST_TOGETHER = 8;

  /** What a schedule knows of a run. */
  public interface Run {
    Plan plan();

    /** Whether the run may occupy all threads of PyTorch, or a whole GPU. */
    boolean usesTensors();

    /** A key of its currents; empty where it is simulated alone. */
    default Optional<Object> currentKey() {
      return plan().currentKey().filter(_ -> !usesTensors());
    }
  }

  /** Runs of equal features. */
  public record Group<R extends Run>(List<R> runs) {
    public R first() {
      return runs.getFirst();
    }
  }

  /** Caches sizes of datasets, so that a folder of images is scanned only once. */
  private static final class Sizes {
    private final Map<Object, ImageSource.Size> known = new HashMap<>();

    private ImageSource.Size of(Plan plan) {
      return known.computeIfAbsent(List.of(plan.source(), plan.extent().most()), _ -> plan.size());
    }

    double memoryBytes(Group<?> group) {
      Plan plan = group.first().plan();
      return plan.memoryBytes(of(plan));
    }

    double featureBytes(Group<?> group) {
      Plan plan = group.first().plan();
      return plan.featureBytes(of(plan));
    }
  }

  public static <R extends Run> Schedule<R> of(List<R> runs) {
    Map<Object, Map<Object, Group<R>>> groups = new LinkedHashMap<>();
    for (R run : runs) {
      Object features = run.plan().featureKey();
      groups
          .computeIfAbsent(run.currentKey().orElse(features), _ -> new LinkedHashMap<>())
          .computeIfAbsent(features, _ -> new Group<>(new ArrayList<>()))
          .runs
          .add(run);
    }
    return new Schedule<>(
        groups.values().stream().flatMap(same -> same.values().stream()).toList());
  }

  /** All runs, in their order. */
  public Stream<R> runs() {
    return groups.stream().flatMap(group -> group.runs.stream());
  }

  /**
   * How many run at a time.
   *
   * @param asked by the user; null for as many as there are processors, groups, and memory for
   */
  public int jobs(Integer asked) {
    if (asked != null) {
      return Math.min(asked, groups.size());
    }
    if (groups.stream().anyMatch(group -> group.first().usesTensors())) {
      return 1;
    }
    double needed = groups.stream().mapToDouble(new Sizes()::memoryBytes).max().orElse(1);
    int most = Math.min(Runtime.getRuntime().availableProcessors(), groups.size());
    return Math.clamp((long) (Runtime.getRuntime().maxMemory() / needed), 1, Math.max(1, most));
  }

  /** Memory of the largest bundles that may run together, with the features they keep, in bytes. */
  double memoryBytes(int jobs) {
    Sizes sizes = new Sizes();
    return bundles(jobs).stream()
        .map(
            bundle ->
                sizes.memoryBytes(bundle.getFirst())
                    + (bundle.size() - 1) * sizes.featureBytes(bundle.getFirst()))
        .sorted(Comparator.reverseOrder())
        .limit(jobs)
        .mapToDouble(bytes -> bytes)
        .sum();
  }

  /** Bundles of groups, each taken by one thread and simulated together. */
  List<List<Group<R>>> bundles(int jobs) {
    int most = together(jobs);
    List<List<Group<R>>> bundles = new ArrayList<>();
    for (Group<R> group : groups) {
      boolean joins =
          !bundles.isEmpty()
              && group.first().currentKey().isPresent()
              && bundles.getLast().size() < most
              && bundles
                  .getLast()
                  .getFirst()
                  .first()
                  .currentKey()
                  .equals(group.first().currentKey());
      if (!joins) {
        bundles.add(new ArrayList<>());
      }
      bundles.getLast().add(group);
    }
    return bundles;
  }

  /** Largest number of groups in a bundle, for evenly loaded threads and enough memory. */
  private int together(int jobs) {
    double room = Runtime.getRuntime().maxMemory() / (2.0 * jobs);
    double largest = groups.stream().mapToDouble(new Sizes()::featureBytes).max().orElse(0);
    int shared = Math.max(1, groups.size() / (BUNDLES * jobs));
    return (int) Math.clamp(room / largest, 1, Math.min(MOST_TOGETHER, shared));
  }

  /**
   * Executes all runs.
   *
   * @param jobs runs at a time
   * @param threads number of threads of each run
   * @param goesOn whether more runs may begin
   * @param body executes one run
   */
  void forEach(
      int jobs,
      int threads,
      Session.Datasets datasets,
      BooleanSupplier goesOn,
      BiConsumer<R, Session> body) {
    List<List<Group<R>>> bundles = bundles(jobs);
    List<Session> sessions =
        Stream.generate(() -> new Session(datasets, true)).limit(jobs).toList();
    try (Workers side = new Workers(jobs)) {
      side.forEach(
          bundles.size(),
          (worker, i) -> {
            if (goesOn.getAsBoolean()) {
              prepare(bundles.get(i), sessions.get(worker), threads);
              bundles.get(i).stream()
                  .flatMap(group -> group.runs.stream())
                  .forEach(run -> body.accept(run, sessions.get(worker)));
              sessions.get(worker).forget();
            }
          });
    } finally {
      sessions.forEach(Session::close);
    }
  }

  private static <R extends Run> void prepare(List<Group<R>> bundle, Session session, int threads) {
    if (bundle.size() > 1) {
      try {
        session.prepare(bundle.stream().map(group -> group.first().plan()).toList(), threads);
      } catch (DataException | InvalidParameterException | OutOfMemoryError _) {
        // Each run will meet the error itself, and report it.
        session.forget();
      }
    }
  }
}
