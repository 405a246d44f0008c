package snn.report;

import static snn.Numbers.accuracy;
import static snn.Numbers.python;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import snn.Numbers;
import snn.Words;
import snn.core.Cost;
import snn.core.Information;
import snn.core.LayerHealth;
import snn.data.DatasetIdentity;
import snn.experiment.Floors;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.fact.Diagnosis;
import snn.fact.Worth;
import snn.readout.Evaluation;
import snn.readout.Minimum;
import snn.readout.PenaltyPath;
import snn.readout.ReadoutFit;
import snn.record.RunRecord;

/**
 * The words of the reports. The first lines are those of the original Python scripts; what they
 * leave open comes after. Nothing in a report depends on the machine or on how long a run took.
 * Parameters stand in braces, {@code {w_mean}}, where who prints the text is to spell them.
 */
public final class ReportText {

  /** Width of a terminal; of a confusion matrix that is wider, the worst mistakes are listed. */
  private static final int COLUMNS = 80;

  /** Width of a class' column in the confusion matrix, in characters. */
  private static final int CELL = 6;

  /** Width of the column of recalls, in characters. */
  private static final int RECALL = 8;

  /** Longest name of a class in the list of mistakes, in characters. */
  private static final int NAME = 20;

  private static final int WORST = 10;

  private ReportText() {}

  /**
   * The lines of a report that are about one outcome.
   *
   * @param first the first of them
   * @param head the others of the original scripts
   * @param details what they leave open
   * @param heading above the details, where there are several outcomes
   */
  public record Part(String first, List<String> head, List<String> details, String heading) {

    /** About one outcome of a plan, whose record is {@code layer}. */
    public static Part of(Plan plan, Outcome outcome, RunRecord.Layer layer) {
      Settings point = outcome.settings();
      String shown = accuracy(outcome.testAccuracy());
      List<String> lines =
          plan.words().head().stream()
              .filter(line -> plan.has(line, point))
              .map(line -> plan.text(line, point, shown))
              .collect(Collectors.toCollection(ArrayList::new));
      String heading =
          outcome.varied().entrySet().stream()
              .map(entry -> "%s=%s:".formatted(entry.getKey(), Numbers.text(entry.getValue())))
              .collect(Collectors.joining());
      return new Part(
          lines.getFirst(),
          List.copyOf(lines.subList(1, lines.size())),
          ReportText.details(plan, outcome, layer),
          heading);
    }
  }

  /** What of a layer differs from the experiment's defaults, and no other line says. */
  private static String others(Plan plan, Settings point) {
    Map<String, Object> values = new LinkedHashMap<>(point.values());
    Map<String, Object> usual = Plan.of(plan.experiment(), Map.of()).points().getFirst().values();
    values.keySet().removeAll(plan.words().shown(name -> plan.has(name, point)));
    values.keySet().removeAll(OF_OTHER_LINES);
    point.readoutValues().keySet().forEach(values::remove);
    plan.alongAxis().ifPresent(axis -> values.remove(axis.parameter()));
    return values.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(usual.get(entry.getKey())))
        .map(entry -> entry.getKey() + "=" + Numbers.text(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static final Set<String> OF_OTHER_LINES = Set.of("seed", "batch_size");

  /** The report on the outcomes of one seed. */
  public static String of(List<Part> parts) {
    Part one = parts.getFirst();
    List<String> lines = new ArrayList<>();
    parts.forEach(part -> lines.add(part.first));
    lines.addAll(one.head);
    for (Part part : parts) {
      lines.add("");
      if (!part.heading.isEmpty()) {
        lines.add(part.heading);
      }
      lines.addAll(part.details);
    }
    return joined(lines);
  }

  /**
   * The report on several seeds.
   *
   * @param summary lines that are true of all of them
   * @param rows a line for each outcome
   * @param reports of the single seeds
   * @param firstSeed the first of them
   */
  public static String repeats(
      List<String> summary, List<String> rows, List<String> reports, long firstSeed) {
    StringBuilder text = new StringBuilder(joined(summary)).append('\n').append(joined(rows));
    for (int i = 0; i < reports.size(); i++) {
      text.append(String.format(Locale.ROOT, "\nSeed %d:\n", firstSeed + i)).append(reports.get(i));
    }
    return text.toString();
  }

  /**
   * What is to be said about a readout that stops early because the published one did.
   *
   * @return empty when it does not
   */
  public static Optional<String> stopsAsPublished(Plan plan, Outcome outcome) {
    return outcome
        .fit()
        .minimum()
        .filter(minimum -> minimum.stop() == Minimum.Stop.ITERATION_LIMIT)
        .filter(_ -> plan.readsAsPublished(outcome.settings()))
        .map(
            minimum ->
                String.format(
                    Locale.ROOT,
                    "the readout stops after %d iterations, as the published run did",
                    minimum.iterations()));
  }

  /**
   * What is to be said on stderr about a readout that did not converge, and what helps.
   *
   * @return empty when there is nothing to say
   */
  public static Optional<String> warning(ReadoutFit fit) {
    return fit.minimum()
        .filter(minimum -> !minimum.converged())
        .map(
            minimum ->
                "the readout has not converged: %s; %s"
                    .formatted(stopped(fit, minimum), remedy(minimum.stop())));
  }

  private static String remedy(Minimum.Stop stop) {
    return stop == Minimum.Stop.ITERATION_LIMIT
        ? "a larger {max_iter} helps, or {solver} lbfgs-gram with {penalty} l2, which needs few"
        : "a larger {tol} helps, or {solver} lbfgs-gram with {penalty} l2";
  }

  /** What the original scripts do not say. */
  private static List<String> details(Plan plan, Outcome outcome, RunRecord.Layer layer) {
    List<String> lines = new ArrayList<>();
    String others = others(plan, outcome.settings());
    if (!others.isEmpty()) {
      lines.add("Besides: " + others);
    }
    lines.add(outcome.fit().readout().line(outcome.settings().standardisation().scaleFeatures()));
    lines.addAll(optimiser(outcome.fit()));
    lines.addAll(accuracies(outcome, layer));
    lines.addAll(confusion(outcome.dataset(), outcome.test().evaluation()));
    lines.addAll(layer(outcome));
    outcome.cost().ifPresent(cost -> lines.addAll(measures(outcome, cost)));
    outcome.adaptation().ifPresent(adapted -> lines.add(gains(outcome.gains(), adapted)));
    outcome.adaptation().flatMap(ReportText::arrival).ifPresent(lines::add);
    lines.add(String.format(Locale.ROOT, "Seed: %d", outcome.settings().seed()));
    lines.add("Weights: SHA-256 " + outcome.weightsSha256());
    String features = outcome.settings().feature().plural();
    lines.add("Train %s: SHA-256 %s".formatted(features, outcome.train().countsSha256()));
    lines.add("Test %s: SHA-256 %s".formatted(features, outcome.test().countsSha256()));
    for (String sentence :
        Diagnosis.of(outcome.settings(), outcome.dataset(), outcome.model().images(), layer)) {
      lines.add("Diagnosis: " + sentence);
    }
    return lines;
  }

  private static List<String> accuracies(Outcome outcome, RunRecord.Layer layer) {
    Evaluation test = outcome.test().evaluation();
    Evaluation.Interval interval = test.wilson();
    Floors floors = outcome.floors();
    List<String> lines =
        new ArrayList<>(
            List.of(
                String.format(
                    Locale.ROOT,
                    "Train accuracy: %s of %d images",
                    accuracy(outcome.train().evaluation().accuracy()),
                    outcome.train().images()),
                String.format(
                    Locale.ROOT,
                    "Test accuracy: %s of %d images, 95 %% interval %s … %s (Wilson)",
                    accuracy(test.accuracy()),
                    outcome.test().images(),
                    accuracy(interval.low()),
                    accuracy(interval.high())),
                "Floors: always the commonest %s %s"
                    .formatted(outcome.dataset().noun(), accuracy(floors.majority()))));
    Worth.withoutLayer(outcome.dataset(), floors, layer.test()).ifPresent(lines::add);
    return lines;
  }

  private static List<String> confusion(DatasetIdentity dataset, Evaluation test) {
    boolean fits = nameWidth(dataset) + CELL * dataset.classes() + RECALL <= COLUMNS;
    return fits ? table(dataset, test) : worst(dataset, test);
  }

  private static int nameWidth(DatasetIdentity dataset) {
    return Math.max(2, dataset.classNames().stream().mapToInt(String::length).max().orElse(0));
  }

  private static List<String> table(DatasetIdentity dataset, Evaluation test) {
    List<String> names = dataset.classNames();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Test images by true %1$s (row) and %1$s read (column), and recall:"
            .formatted(dataset.noun()));
    int width = nameWidth(dataset);
    StringBuilder head = new StringBuilder(" ".repeat(width));
    for (String name : names) {
      head.append("%6s".formatted(name.length() < 6 ? name : name.substring(0, 5)));
    }
    lines.add(head.append("  recall").toString());
    for (int k = 0; k < names.size(); k++) {
      StringBuilder row = new StringBuilder(("%" + width + "s").formatted(names.get(k)));
      for (int images : test.confusion()[k]) {
        row.append(String.format(Locale.ROOT, "%6d", images));
      }
      lines.add(row.append("%8s".formatted(recall(test, k))).toString());
    }
    return lines;
  }

  private static String recall(Evaluation test, int k) {
    double recall = test.recall(k);
    return Double.isNaN(recall) ? "-" : String.format(Locale.ROOT, "%.3f", recall);
  }

  /** One kind of mistake. */
  private record Mistake(int of, int readAs, int images) {}

  private static List<String> worst(DatasetIdentity dataset, Evaluation test) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int k = 0; k < dataset.classes(); k++) {
      for (int l = 0; l < dataset.classes(); l++) {
        if (k != l && test.confusion()[k][l] > 0) {
          mistakes.add(new Mistake(k, l, test.confusion()[k][l]));
        }
      }
    }
    mistakes.sort(Comparator.comparingInt(mistake -> -mistake.images));
    List<String> lines = new ArrayList<>();
    if (mistakes.isEmpty()) {
      return List.of("No mistakes on test images.");
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "Commonest mistakes on test images, of %d kinds in %d classes:",
            mistakes.size(),
            dataset.classes()));
    mistakes.stream()
        .limit(WORST)
        .map(
            mistake ->
                String.format(
                    Locale.ROOT,
                    "  %s read as %s: %d; recall of %s %s",
                    Words.shortened(dataset.classNames().get(mistake.of), NAME),
                    Words.shortened(dataset.classNames().get(mistake.readAs), NAME),
                    mistake.images,
                    Words.shortened(dataset.classNames().get(mistake.of), NAME),
                    recall(test, mistake.of)))
        .forEach(lines::add);
    return lines;
  }

  private static List<String> layer(Outcome outcome) {
    LayerHealth health = outcome.health();
    double clipped = health.clippedShare().orElse(0);
    return List.of(
        String.format(
            Locale.ROOT,
            "Input: %.2f expected spikes per step and image%s",
            health.inputSpikesPerStep(),
            clipped > 0
                ? String.format(
                    Locale.ROOT,
                    "; %.1f %% of the pixels that are not black are clipped at a spike a step",
                    100 * clipped)
                : ""),
        String.format(
            Locale.ROOT,
            "Layer: mean count %.4f of at most %d, mean rate %.1f Hz; at the ceiling %.2f %% of"
                + " counts; silent %.2f %% of neurons; constant %d of %d neurons",
            health.meanCount(),
            health.ceiling(),
            health.meanRateHz(),
            100 * health.ceilingShare(),
            100 * health.silentShare(),
            health.constantNeurons(),
            outcome.settings().hidden()));
  }

  private static List<String> measures(Outcome outcome, Cost cost) {
    return List.of(
        outcome
            .information()
            .map(known -> information(known, outcome.settings().hidden()))
            .orElseGet(
                () ->
                    String.format(
                        Locale.ROOT,
                        "Information: not measured, for which %d training images at least are"
                            + " needed",
                        Information.IMAGES_PER_NEURON)),
        String.format(
            Locale.ROOT,
            "Cost: %.1f synaptic operations (expected) and %d membrane updates an image; activation"
                + " sparsity %.4f",
            cost.synapticOperations(),
            cost.membraneUpdates(),
            cost.activationSparsity()));
  }

  private static String information(Information known, int hidden) {
    return String.format(
        Locale.ROOT,
        "Information: %.1f bits in %s, %d %s with more signal than noise (%d training images, two"
            + " draws of input spikes); reliability %.3f, participation ratio %.1f, Fano factor"
            + " %.3f, population sparseness %.3f",
        known.bits(),
        known.neurons() == hidden
            ? String.format(Locale.ROOT, "%d neurons", hidden)
            : String.format(Locale.ROOT, "%d of %d neurons, drawn", known.neurons(), hidden),
        known.directions(),
        known.directions() == 1 ? "direction" : "directions",
        known.images(),
        known.reliability(),
        known.participationRatio(),
        known.fanoFactor(),
        known.populationSparseness());
  }

  private static String gains(Outcome.Gains gains, Outcome.Adapted adapted) {
    return String.format(
        Locale.ROOT,
        "Gains: %.4f … %.4f after %d batches; at g_min %.2f %%, at g_max %.2f %% of neurons",
        gains.smallest(),
        gains.largest(),
        adapted.course().meanRateHz().length,
        100 * adapted.shareAtMin(),
        100 * adapted.shareAtMax());
  }

  /** Whether the layer came to its target, under a rule that looks. */
  private static Optional<String> arrival(Outcome.Adapted adapted) {
    double[] distances = adapted.course().distanceHz();
    if (distances.length == 0) {
      return Optional.empty();
    }
    double distance = distances[distances.length - 1];
    String bound =
        adapted.shareAtMin() >= adapted.shareAtMax()
            ? String.format(Locale.ROOT, "%.2f %% of them at g_min", 100 * adapted.shareAtMin())
            : String.format(Locale.ROOT, "%.2f %% of them at g_max", 100 * adapted.shareAtMax());
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Adaptation: %s its target of %s Hz; over the last batches the neurons were %.2f Hz"
                + " away from it on average%s",
            adapted.rule().isNear(distance) ? "arrived at" : "did not arrive at",
            python(adapted.rule().targetHz()),
            distance,
            adapted.rule().isNear(distance) ? "" : ", with " + bound));
  }

  private static List<String> optimiser(ReadoutFit fit) {
    List<String> lines = new ArrayList<>();
    fit.path().ifPresent(path -> lines.addAll(path(path)));
    fit.minimum()
        .ifPresent(
            minimum ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "Optimiser: %s; loss=%.8f, %d evaluations",
                        stopped(fit, minimum),
                        minimum.loss(),
                        minimum.evaluations())));
    fit.certificate()
        .ifPresent(
            gap ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "Certificate: the loss is at most %.1e above its minimum",
                        gap)));
    return lines;
  }

  private static List<String> path(PenaltyPath path) {
    List<String> lines = new ArrayList<>();
    lines.add(
        path.rule() == PenaltyPath.Rule.BEST
            ? "C was chosen by the log-loss of a tenth of the training images, held out:"
            : "C was chosen on a tenth of the training images, held out: the smallest whose"
                + " accuracy is within one standard error of the best:");
    lines.add("         C  accuracy  log-loss  iterations");
    for (PenaltyPath.Point point : path.points()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%10s%10.4f%10.4f%12d%s",
              python(point.c()),
              point.accuracy(),
              point.logLoss(),
              point.iterations(),
              point.c() == path.c() ? "  chosen" : ""));
    }
    return lines;
  }

  private static String stopped(ReadoutFit fit, Minimum minimum) {
    String gradient = String.format(Locale.ROOT, "max|gradient|=%.2e", minimum.maxGradient());
    String stop =
        switch (minimum.stop()) {
          case CONVERGED -> "converged after";
          case ITERATION_LIMIT -> "stopped at the limit of";
          case NO_PROGRESS -> "no further progress after";
        };
    return String.format(
        Locale.ROOT,
        "%s %d iterations, %s (%s)",
        stop,
        minimum.iterations(),
        gradient,
        fit.readout().stopRule());
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
