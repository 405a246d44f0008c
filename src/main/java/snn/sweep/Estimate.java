package snn.sweep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.data.ImageSource;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.experiment.Work;
import snn.report.RunRecord;

/**
 * What a sweep will cost. A point of each kind is run here on few images, as many at a time as in
 * the sweep; {@link Work} says how many times as much there is to do at each point.
 */
public final class Estimate implements AutoCloseable {

  /** Images of each part in a trial: as many as make time of it, and no more. */
  private static final int IMAGES = 2000;

  /** Kinds that are tried; points of others are taken for the first of their readout. */
  private static final int MOST_KINDS = 8;

  /**
   * What a sweep may take of its estimate, at least and at most; and on a busy machine, where a few
   * comparisons came to 0.43 to 2.5 of it. They are the spread of what was seen, no more.
   */
  private static final double[] DOUBT = {0.65, 1.35};

  private static final double[] BUSY_DOUBT = {0.4, 2.5};

  /** A point is tried until so many runs take no less than this share of the best before them. */
  private static final int PATIENCE = 2;

  private static final double WARMER = 0.95;

  private static final int MOST_RUNS = 12;

  /** Load of a processor above which times are those of a busy machine. */
  private static final double BUSY = 0.5;

  private static final String RECORD = ".json";

  private final Sweep.Runner runner;
  private final int jobs;
  private final int threads;
  private final Path folder;
  private final Session.Datasets datasets = new Session.Datasets();
  private final Map<String, Trial> trials = new LinkedHashMap<>();
  private final Map<String, Trial> byReadout = new HashMap<>();
  private int kinds;

  /**
   * Gets ready.
   *
   * @param jobs points at a time
   * @param threads of each point
   */
  public Estimate(Sweep.Runner runner, int jobs, int threads) throws IOException {
    this.runner = runner;
    this.jobs = jobs;
    this.threads = threads;
    this.folder = Files.createTempDirectory("snn-estimate");
  }

  /**
   * What a sweep takes.
   *
   * @param seconds from its start to its end
   * @param most the same if every readout takes all iterations that it may
   * @param start reading images, and compiling; of {@code seconds}
   * @param stages seconds of all points, one after the other
   * @param kinds of points
   * @param bytes of files
   * @param files and folders
   */
  public record Costs(
      double seconds,
      double most,
      double start,
      Stages stages,
      int kinds,
      double bytes,
      double files) {

    /** The same with a start. */
    Costs from(double begun, int found) {
      return new Costs(seconds + begun, most + begun, begun, stages, found, bytes, files);
    }
  }

  /**
   * Seconds by stage.
   *
   * @param features with adaptation of gains
   * @param information measuring it
   * @param readout fitting it
   * @param mostReadout the same with all iterations
   * @param rest reports, records, figures and pages
   */
  public record Stages(
      double features, double information, double readout, double mostReadout, double rest) {

    static final Stages NONE = new Stages(0, 0, 0, 0, 0);

    Stages plus(Stages other) {
      return new Stages(
          features + other.features,
          information + other.information,
          readout + other.readout,
          mostReadout + other.mostReadout,
          rest + other.rest);
    }

    /** Of all stages. */
    public double sum() {
      return features + information + readout + rest;
    }

    double most() {
      return features + information + mostReadout + rest;
    }
  }

  /**
   * What was seen of a kind of points, in seconds a unit of {@link Work}.
   *
   * @param start of the first two runs, beyond what the best took
   * @param iterations of a readout
   * @param rest seconds of a layer
   * @param bytes of a point
   * @param test images of it
   */
  public record Trial(
      Work.Brightness brightness,
      double start,
      double features,
      double information,
      double readout,
      double iterations,
      double rest,
      double bytes,
      double files,
      int test) {

    /** One layer, whose features may be there already, or share their inputs. */
    Stages stages(Work work, boolean first, double sharedInputs) {
      double read =
          work.readout().most() == 0 ? iterations : Math.min(iterations, work.readout().most());
      return new Stages(
          first ? features * (work.adaptation() + work.features() - sharedInputs) : 0,
          first ? information * work.information() : 0,
          readout * work.readout().of(read),
          readout * work.readout().of(Math.max(read, work.readout().most())),
          rest);
    }

    /** The smallest times of two runs of a point: what a machine does besides only adds to them. */
    private Trial best(Trial other) {
      return new Trial(
          brightness,
          start,
          Math.min(features, other.features),
          Math.min(information, other.information),
          Math.min(readout, other.readout),
          iterations,
          Math.min(rest, other.rest),
          bytes,
          files,
          test);
    }

    private Trial from(double begun) {
      return new Trial(
          brightness, begun, features, information, readout, iterations, rest, bytes, files, test);
    }

    /** Of a point with so many layers. */
    double bytes(Plan plan) {
      // A digit each of classes and predictions.
      int layers = plan.points().size() * plan.extent().repeats();
      return bytes + (1.0 + layers) * (plan.size().test() - test);
    }
  }

  /** What bundles of groups will take here. */
  public Costs costs(List<List<Schedule.Group<Sweep.Planned>>> bundles) {
    Costs costs = costs(bundles, jobs, this::trial);
    double start = trials.values().stream().mapToDouble(Trial::start).max().orElse(0);
    return costs.from(start, kinds);
  }

  /**
   * What bundles of groups take beyond their start: threads take one after the other, features are
   * made once a group, and groups of a bundle share their inputs.
   *
   * @param trials what is known of the kinds of points
   */
  public static Costs costs(
      List<List<Schedule.Group<Sweep.Planned>>> bundles,
      int jobs,
      Function<Sweep.Planned, Trial> trials) {
    PriorityQueue<Ends> free =
        new PriorityQueue<>(Comparator.comparingDouble((Ends ends) -> ends.seconds));
    IntStream.range(0, jobs).forEach(_ -> free.add(new Ends(0, 0)));
    Stages all = Stages.NONE;
    double bytes = 0;
    double files = 0;
    for (List<Schedule.Group<Sweep.Planned>> bundle : bundles) {
      Stages stages = stages(bundle, trials);
      all = all.plus(stages);
      Ends ends = free.remove();
      free.add(new Ends(ends.seconds + stages.sum(), ends.most + stages.most()));
      for (Schedule.Group<Sweep.Planned> group : bundle) {
        for (Sweep.Planned point : group.runs()) {
          Trial trial = trials.apply(point);
          bytes += trial.bytes(point.plan());
          files += trial.files;
        }
      }
    }
    return new Costs(
        free.stream().mapToDouble(Ends::seconds).max().orElse(0),
        free.stream().mapToDouble(Ends::most).max().orElse(0),
        0,
        all,
        0,
        bytes,
        files);
  }

  /** When a thread is free again, and when it is if readouts take all their iterations. */
  private record Ends(double seconds, double most) {}

  private static Stages stages(
      List<Schedule.Group<Sweep.Planned>> bundle, Function<Sweep.Planned, Trial> trials) {
    Stages stages = Stages.NONE;
    boolean drawn = false;
    for (Schedule.Group<Sweep.Planned> group : bundle) {
      boolean first = true;
      for (Sweep.Planned point : group.runs()) {
        Trial trial = trials.apply(point);
        for (Work work : Work.of(point.plan(), trial.brightness)) {
          stages = stages.plus(trial.stages(work, first, drawn ? work.inputs() : 0));
        }
        first = false;
      }
      drawn = true;
    }
    return stages;
  }

  /** What points have in common that numbers do not tell. */
  private static String kind(Plan plan) {
    return plan.experiment().name()
        + plan.values().entrySet().stream()
            .filter(value -> !(value.getValue() instanceof Number))
            .filter(value -> !(value.getValue() instanceof List))
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(","));
  }

  private static String readout(Plan plan) {
    return plan.points().getFirst().readoutValues().get("readout")
        + " "
        + plan.points().getFirst().readoutValues().get("solver");
  }

  private Trial trial(Sweep.Planned point) {
    String kind = kind(point.plan());
    Trial known = trials.get(kind);
    if (known != null) {
      return known;
    }
    kinds++;
    Trial alike = kinds > MOST_KINDS ? byReadout.get(readout(point.plan())) : null;
    Trial trial = alike != null ? alike : run(point);
    byReadout.putIfAbsent(readout(point.plan()), trial);
    trials.put(kind, trial);
    return trial;
  }

  /** Runs a point until it is warm, as many times side by side as the sweep does. */
  private Trial run(Sweep.Planned point) {
    Plan plan = point.plan();
    int images = Math.min(IMAGES, plan.extent().most());
    Map<String, Object> given = new LinkedHashMap<>(point.given());
    given.put("limit", images);
    given.put("repeats", 1);
    given.put("num_workers", threads);
    AtomicReference<Trial> trial = new AtomicReference<>();
    try (Workers side = new Workers(jobs)) {
      side.forEach(
          jobs,
          (_, i) -> {
            Path place = folder.resolve(kinds + "_" + i);
            try (Session session = new Session(datasets, false)) {
              List<Double> took = new ArrayList<>();
              double best = Double.POSITIVE_INFINITY;
              int patience = PATIENCE;
              for (int run = 0; run < MOST_RUNS && patience > 0; run++) {
                Path at = place.resolve(Integer.toString(run));
                double seconds = seconds(session, plan.limited(images), given, at);
                if (i == 0) {
                  Trial found = seen(session, plan, images, seconds, at);
                  trial.accumulateAndGet(
                      found, (before, now) -> before == null ? now : before.best(now));
                }
                patience = seconds < WARMER * best ? PATIENCE : patience - 1;
                best = Math.min(best, seconds);
                took.add(seconds);
              }
              if (i == 0) {
                trial.set(trial.get().from(took.getFirst() + took.get(1) - 2 * best));
              }
            }
          });
    }
    return trial.get();
  }

  private double seconds(Session session, Plan plan, Map<String, Object> given, Path place) {
    Map<String, Object> all = new LinkedHashMap<>(given);
    all.put("output_dir", place.toString());
    all.put("fig_dir", place.resolve("figures").toString());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    long begun = System.nanoTime();
    int exitCode = runner.run(plan, all, nowhere, err, session);
    if (exitCode != 0) {
      throw new InvalidParameterException(
          "estimate",
          "tried a point on few images, which failed: "
              + said.toString(StandardCharsets.UTF_8).lines().reduce("", (_, line) -> line));
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static Trial seen(Session session, Plan plan, int images, double took, Path place) {
    List<Path> written = files(place);
    RunRecord record =
        RunRecord.read(
            written.stream()
                .filter(file -> file.toString().endsWith(RECORD))
                .findFirst()
                .orElseThrow());
    Work.Brightness brightness =
        Work.Brightness.of(
            session
                .images(plan.limited(images), session.workers(1), Progress.NONE, _ -> {})
                .train());
    List<Work> works = Work.of(plan.limited(images), brightness);
    double features = 0;
    double information = 0;
    double readout = 0;
    double iterations = 0;
    double effort = 0;
    for (int i = 0; i < works.size(); i++) {
      Outcome.Seconds seconds = record.run().seconds().get(i);
      features += seconds.adaptation() + seconds.features();
      information += seconds.information();
      readout += seconds.readout();
      double taken = iterations(record.outcomes().get(i));
      iterations += taken / works.size();
      effort += works.get(i).readout().of(taken);
    }
    double rest = Math.max(0, took - features - information - readout);
    ImageSource.Size size = plan.limited(images).size();
    return new Trial(
        brightness,
        0,
        features / works.stream().mapToDouble(w -> w.adaptation() + w.features()).sum(),
        information / Math.max(1, works.stream().mapToDouble(Work::information).sum()),
        readout / Math.max(1, effort),
        iterations,
        rest / works.size(),
        written.stream()
            .filter(Files::isRegularFile)
            .mapToDouble(file -> file.toFile().length())
            .sum(),
        // And its log and its words.
        written.size() + 2.0,
        size.test());
  }

  private static double iterations(RunRecord.Layer outcome) {
    return outcome.readout().get("minimum") instanceof Map<?, ?> minimum
            && minimum.get("iterations") instanceof Number number
        ? number.doubleValue()
        : 0;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes that want to run, where the system tells; else negative. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /**
   * In words.
   *
   * @param load of the machine before anything was tried
   */
  public static List<String> lines(Costs costs, double memory, int jobs, int threads, double load) {
    Stages stages = costs.stages;
    boolean busy = load > BUSY * Runtime.getRuntime().availableProcessors();
    double[] doubt = busy ? BUSY_DOUBT : DOUBT;
    List<String> lines = new ArrayList<>();
    lines.add(
        "time: about %s (%s to %s), %s at a time with %s each"
            .formatted(
                clock(costs.seconds),
                clock(costs.seconds * doubt[0]),
                clock(costs.seconds * doubt[1]),
                Integer.toString(jobs),
                threads == 1 ? "1 thread" : threads + " threads"));
    lines.add(
        String.format(
            Locale.ROOT,
            "  start %.2f s; of all points together: features %.2f s, information %.2f s, readout"
                + " %.2f s, files %.2f s",
            costs.start,
            stages.features,
            stages.information,
            stages.readout,
            stages.rest));
    if (costs.most > 1.1 * costs.seconds) {
      lines.add(
          "  up to %s if every readout takes all iterations that it may"
              .formatted(clock(costs.most)));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "memory: about %.1f GB of a heap of %.1f GB",
            memory / 1e9,
            Runtime.getRuntime().maxMemory() / 1e9));
    lines.add(
        String.format(
            Locale.ROOT,
            "disk: about %.1f MB in %.0f files and folders",
            costs.bytes / 1e6,
            costs.files));
    int tried = Math.min(costs.kinds, MOST_KINDS);
    lines.add(
        String.format(
            Locale.ROOT,
            "measured just now on at most %d images of %s",
            IMAGES,
            tried == 1 ? "one point" : "a point of each of " + tried + " kinds"));
    if (busy) {
      lines.add(
          String.format(
              Locale.ROOT,
              "this machine was busy before, with a load of %.1f: hence the wide range; on an idle"
                  + " one it takes less",
              load));
    }
    return lines;
  }

  /** A duration as people say it. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 120) {
      return String.format(Locale.ROOT, "%d s", whole);
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 120
        ? String.format(Locale.ROOT, "%d min", minutes)
        : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }

  @Override
  public void close() throws IOException {
    for (Path file : files(folder).reversed()) {
      Files.deleteIfExists(file);
    }
  }
}
