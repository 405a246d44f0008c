package snn.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.InvalidParameterException;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.record.RunRecord;
import snn.sweep.Sweep.Planned;

/**
 * An estimate of what the rest of a sweep will take: some points of each kind are run, as many at a
 * time as in the sweep, and their costs are multiplied by the number of points. Their results are
 * kept.
 *
 * @param seconds from the start of the rest to its end
 * @param points number of points in the rest
 * @param tried number of points that were run and timed
 * @param kinds number of kinds of points, see {@link #kind}
 * @param triedKinds number of kinds that were timed; the others get the cost of a neighbour
 * @param shares whether some are simulated together, which takes less than is said here
 * @param memory memory of points that run at the same time, in bytes
 * @param bytes size of the files in bytes
 * @param files number of files and folders
 */
public record Estimate(
    double seconds,
    int points,
    int tried,
    int kinds,
    int triedKinds,
    boolean shares,
    double memory,
    double bytes,
    double files) {

  /** Largest number of kinds that are tried, so that an estimate takes less than the sweep. */
  private static final int MOST_KINDS = 8;

  /**
   * What a point of one kind takes.
   *
   * @param features seconds for what points of equal features do once
   * @param rest seconds for all else
   * @param bytes size of its files in bytes
   * @param files number of files and folders
   */
  record Cost(double features, double rest, double bytes, double files) {

    static Cost of(Path point, double seconds) {
      try (Stream<Path> walk = Files.walk(point)) {
        List<Path> all = walk.toList();
        double features = 0;
        double bytes = 0;
        for (Path file : all) {
          bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
          if (file.toString().endsWith(".json")) {
            for (Outcome.Seconds layer : RunRecord.read(file).run().seconds()) {
              features += layer.adaptation() + layer.features() + layer.information();
            }
          }
        }
        return new Cost(features, Math.max(0, seconds - features), bytes, all.size());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static Cost mean(List<Cost> costs) {
      return new Cost(
          costs.stream().mapToDouble(Cost::features).average().orElseThrow(),
          costs.stream().mapToDouble(Cost::rest).average().orElseThrow(),
          costs.stream().mapToDouble(Cost::bytes).average().orElseThrow(),
          costs.stream().mapToDouble(Cost::files).average().orElseThrow());
    }
  }

  /**
   * Tries some of a sweep's points.
   *
   * @param pending points that are not complete
   * @param sweep runs them
   * @param jobs points at a time
   * @return empty if one fails, or all are complete then
   * @throws InvalidParameterException if other processes run those that would be tried
   */
  public static Optional<Estimate> of(
      Schedule<Planned> pending, Sweep sweep, SweepFolder folder, int jobs) {
    List<Planned> left = new ArrayList<>(pending.runs().toList());
    // The first are slow: images are read, and the program is compiled while it runs.
    List<Planned> first = left.subList(0, Math.min(jobs, left.size()));
    sweep.timed(first, jobs);
    first.clear();
    Map<String, List<Planned>> kinds =
        left.stream()
            .collect(
                Collectors.groupingBy(
                    point -> kind(point.plan()), LinkedHashMap::new, Collectors.toList()));
    List<Planned> tried = tried(kinds.values(), jobs);
    Map<String, List<Cost>> seen = new LinkedHashMap<>();
    Map<Planned, Double> took = sweep.failed() > 0 ? Map.of() : sweep.timed(tried, jobs);
    for (Planned point : tried) {
      if (took.containsKey(point)) {
        seen.computeIfAbsent(kind(point.plan()), _ -> new ArrayList<>())
            .add(Cost.of(folder.of(point.point()), took.get(point)));
      }
    }
    left.removeAll(tried);
    if (left.isEmpty() || sweep.failed() > 0) {
      return Optional.empty();
    }
    if (seen.isEmpty()) {
      throw new InvalidParameterException(
          "estimate", "must wait: another process runs the points that would be tried");
    }
    return Optional.of(
        of(Schedule.of(left), costs(kinds.keySet(), seen), jobs, tried.size(), seen.size()));
  }

  /**
   * The parameters that mainly determine a point's time: all names and whole numbers, such as
   * sizes, and lengths of lists; not other numbers, such as probabilities and times, and not the
   * seed.
   */
  static String kind(Plan plan) {
    Map<String, Object> values = new LinkedHashMap<>(plan.values());
    values.values().removeIf(value -> value instanceof Double || value instanceof Long);
    values.replaceAll((_, value) -> value instanceof List<?> list ? list.size() : value);
    return plan.experiment().name() + values;
  }

  /** Points of some kinds, and so many that all jobs are busy. */
  static List<Planned> tried(Collection<List<Planned>> kinds, int jobs) {
    List<List<Planned>> some = spread(List.copyOf(kinds), MOST_KINDS);
    int each = some.isEmpty() ? 0 : Math.ceilDiv(jobs, some.size());
    return some.stream().flatMap(kind -> spread(kind, each).stream()).toList();
  }

  /** At most {@code most} elements, evenly spread, to represent what changes along the grid. */
  private static <T> List<T> spread(List<T> all, int most) {
    int n = Math.min(most, all.size());
    return IntStream.range(0, n)
        .mapToObj(i -> all.get((int) ((2L * i + 1) * all.size() / (2L * n))))
        .toList();
  }

  /** The cost of a point of each kind; a kind that was not tried gets that of its predecessor. */
  private static Map<String, Cost> costs(Collection<String> kinds, Map<String, List<Cost>> seen) {
    Map<String, Cost> costs = new LinkedHashMap<>();
    Cost before = Cost.mean(seen.values().iterator().next());
    for (String kind : kinds) {
      before = seen.containsKey(kind) ? Cost.mean(seen.get(kind)) : before;
      costs.put(kind, before);
    }
    return costs;
  }

  /** Adds up costs: threads take bundles in turn, and features are computed once per group. */
  static Estimate of(
      Schedule<Planned> left, Map<String, Cost> costs, int jobs, int tried, int triedKinds) {
    PriorityQueue<Double> free =
        new PriorityQueue<>(IntStream.range(0, jobs).mapToObj(_ -> 0.0).toList());
    double bytes = 0;
    double files = 0;
    boolean shares = false;
    for (List<Schedule.Group<Planned>> bundle : left.bundles(jobs)) {
      double seconds = 0;
      for (Schedule.Group<Planned> group : bundle) {
        seconds += costs.get(kind(group.first().plan())).features;
        for (Planned point : group.runs()) {
          Cost cost = costs.get(kind(point.plan()));
          seconds += cost.rest;
          bytes += cost.bytes;
          files += cost.files;
        }
      }
      free.add(free.remove() + seconds);
      shares |= bundle.size() > 1;
    }
    return new Estimate(
        free.stream().mapToDouble(end -> end).max().orElse(0),
        (int) left.runs().count(),
        tried,
        costs.size(),
        triedKinds,
        shares,
        left.memoryBytes(jobs),
        bytes,
        files);
  }

  /** The estimate in words. */
  public List<String> lines(int jobs, int threads) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "time: about %s for the other %s, %s at a time with %s each"
            .formatted(clock(seconds), number(points, "point"), jobs, number(threads, "thread")));
    lines.add(
        String.format(
            Locale.ROOT,
            "memory: about %.1f GB of a heap of %.1f GB",
            memory / 1e9,
            Runtime.getRuntime().maxMemory() / 1e9));
    lines.add(
        String.format(
            Locale.ROOT, "disk: about %.1f MB in %.0f files and folders", bytes / 1e6, files));
    lines.add(
        "%s of %s run just now, times the number of points; on a busier machine it takes longer"
            .formatted(number(tried, "point"), number(triedKinds, "kind")));
    if (triedKinds < kinds) {
      lines.add(
          "points of %s were not tried, and are taken for those beside them in the grid"
              .formatted(number(kinds - triedKinds, "other kind")));
    }
    if (shares) {
      lines.add("some share their input spikes and currents, and take less than is said here");
    }
    return lines;
  }

  private static String number(int n, String what) {
    return n == 1 ? "1 " + what : n + " " + what + "s";
  }

  /** A duration in seconds, minutes or hours. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 120) {
      return "%s s".formatted(whole);
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 120
        ? "%s min".formatted(minutes)
        : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }
}
