package snn.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import snn.Progress;
import snn.Workers;

/**
 * Whether what runs late in a process is as fast as what runs alone: each kind of layer and each
 * kind of readout after each kind of readout, beside the same in a process of its own.
 *
 * <p>The compiler of the JVM decides by what it has seen. A kernel that met a second kind of
 * vectors, or a call that met a third class, may be slow for the rest of the process, and only
 * there: that is what this looks for. {@code scripts/late.sh} runs it and prints the table.
 *
 * <p>A pair that seems slower is measured {@value #AGAIN} times more, in turn with the same alone,
 * and the medians are compared, since another process on the machine slows one of them too.
 */
final class LateBenchmark {

  /** The ratio above which a pair is measured again. */
  private static final double SLOWER = 1.1;

  private static final int AGAIN = 3;

  /** The fewest runs of which the quickest counts, and the fewest seconds that they take. */
  private static final int RUNS = 5;

  private static final double SECONDS = 2;

  /** Layers, by their names in the table: an experiment and flags. */
  private static final Map<String, String> LAYERS =
      table(
          "lif; sparse",
          "spread of tau; sparse tau_ms=5..200",
          "alif; sparse neuron=alif limit=500",
          "first spike; sparse readout_of=first_spike",
          "regular; sparse encoding=regular",
          "latency; sparse encoding=latency readout_of=first_spike",
          "dense, saturated; baseline",
          "bands; fields",
          "cells; cells hidden=32 limit=1000");

  /** Readouts, by their names in the table: an experiment, which makes the counts, and flags. */
  private static final Map<String, String> READOUTS =
      table(
          "lbfgs; sparse solver=lbfgs max_iter=60",
          "lbfgs-gram; sparse solver=lbfgs-gram max_iter=60",
          "lbfgs-gram, l2; sparse solver=lbfgs-gram penalty=l2 C=0.1",
          "C auto; sparse C=auto scale_features=true",
          "saga; sparse solver=saga max_iter=10",
          "ridge; sparse readout=ridge",
          "nearest mean; sparse readout=nearest-mean",
          "counts above 127; cells hidden=128 limit=1000 solver=lbfgs max_iter=60 C=1.0");

  private static final Session.Datasets IMAGES = new Session.Datasets();

  private LateBenchmark() {}

  private static Map<String, String> table(String... rows) {
    Map<String, String> table = new LinkedHashMap<>();
    for (String row : rows) {
      String[] cells = row.split("; ", -1);
      table.put(cells[0], cells[1]);
    }
    return table;
  }

  /** Seconds of a run's features and of its readout. */
  private record Times(double layer, double readout) {}

  /**
   * Prints the table; or, told what comes before and what after, runs one pair and prints its
   * times.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 2) {
      if (!args[0].isEmpty()) {
        run(args[0]);
      }
      Times best = run(args[1]);
      double since = 0;
      for (int r = 1; r < RUNS || since < SECONDS; r++) {
        Times now = run(args[1]);
        since += now.layer + now.readout;
        best = new Times(Math.min(best.layer, now.layer), Math.min(best.readout, now.readout));
      }
      System.out.println(best.layer + " " + best.readout);
      return;
    }
    print("layer after readout", LAYERS, " readout=nearest-mean", true);
    print("readout after readout", READOUTS, "", false);
  }

  private static void print(String title, Map<String, String> late, String flags, boolean layer)
      throws IOException, InterruptedException {
    PrintStream out = System.out;
    out.printf("%n| %s | alone, ms |", title);
    READOUTS.keySet().forEach(before -> out.printf(" %s |", before));
    out.println("\n" + "| --- ".repeat(2 + READOUTS.size()) + "|");
    for (Map.Entry<String, String> row : late.entrySet()) {
      String after = row.getValue() + flags;
      double alone = time("", after, layer);
      out.printf(Locale.ROOT, "| %s | %.1f |", row.getKey(), 1e3 * alone);
      for (String before : READOUTS.values()) {
        double ratio = time(before, after, layer) / alone;
        out.printf(Locale.ROOT, " %.2f |", ratio > SLOWER ? again(before, after, layer) : ratio);
        out.flush();
      }
      out.println();
    }
  }

  private static double again(String before, String after, boolean layer)
      throws IOException, InterruptedException {
    double[] alone = new double[AGAIN];
    double[] late = new double[AGAIN];
    for (int i = 0; i < AGAIN; i++) {
      alone[i] = time("", after, layer);
      late[i] = time(before, after, layer);
    }
    Arrays.sort(alone);
    Arrays.sort(late);
    return late[AGAIN / 2] / alone[AGAIN / 2];
  }

  /** The seconds of what runs late, in a process of its own. */
  private static double time(String before, String after, boolean layer)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    // As this process was started, but for its main class.
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(LateBenchmark.class.getName(), before, after));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String[] words =
        new String(process.getInputStream().readAllBytes(), UTF_8).trim().split(" ", -1);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed: " + command);
    }
    return Double.parseDouble(words[layer ? 0 : 1]);
  }

  private static Times run(String words) {
    String[] flags = words.split(" ", -1);
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("dataset", "strokes");
    given.put("limit", 4000);
    given.put("hidden", 512);
    given.put("floors", false);
    given.put("information", false);
    for (int i = 1; i < flags.length; i++) {
      String[] flag = flags[i].split("=", -1);
      given.put(flag[0], flag[1]);
    }
    Plan plan = Plan.of(Experiment.named(flags[0]), given);
    try (Session session = new Session(IMAGES, false)) {
      Workers workers = session.workers(1);
      Lab lab =
          session.lab(plan, Backend.EVENT, workers, FeatureStore.NONE, Progress.NONE, _ -> {});
      Outcome outcome = lab.run(plan, plan.points().getFirst());
      return new Times(outcome.seconds().features(), outcome.seconds().readout());
    }
  }
}
