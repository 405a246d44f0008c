package snn.report;

import static snn.Numbers.accuracy;
import static snn.Numbers.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import snn.core.Encoding;
import snn.core.Homeostasis;
import snn.core.LayerHealth;
import snn.core.LifParameters;
import snn.core.WeightDistribution;
import snn.experiment.Floors;
import snn.experiment.HomeostaticLayer;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.readout.Evaluation;
import snn.readout.Minimum;
import snn.readout.PenaltyPath;
import snn.readout.ReadoutFit;
import snn.readout.ReadoutOptions;

/**
 * The words of the reports. The first lines are those of the original Python scripts; what they
 * leave open comes after. Nothing in a report depends on the machine or on how long a run took.
 */
public final class ReportText {

  private ReportText() {}

  /** The report of {@code baseline}. */
  public static String baseline(Outcome outcome) {
    Settings settings = outcome.settings();
    WeightDistribution weights = settings.weights();
    List<String> lines = new ArrayList<>();
    lines.add(testAccuracy(outcome));
    lines.add(params(settings));
    lines.add(
        "Weights: N( %s, %s) excitatory-only"
            .formatted(python(weights.wMean()), python(weights.wStd())));
    lines.add(encoding(settings.encoding()));
    lines.addAll(details(new Diagnosis.Facts(outcome, Optional.empty())));
    return text(lines);
  }

  /** The report of {@code sparse}. */
  public static String sparse(Outcome outcome) {
    Settings settings = outcome.settings();
    WeightDistribution weights = settings.weights();
    List<String> lines = new ArrayList<>();
    lines.add(testAccuracy(outcome));
    lines.add(params(settings));
    lines.add(
        "Weights: N(%s, %s), p_connect=%s, excitatory-only"
            .formatted(
                python(weights.wMean()), python(weights.wStd()), python(weights.pConnect())));
    lines.add(encoding(settings.encoding()));
    lines.addAll(details(new Diagnosis.Facts(outcome, Optional.empty())));
    return text(lines);
  }

  /** The report of {@code homeostasis}. */
  public static String homeostasis(HomeostaticLayer.Result result) {
    Outcome outcome = result.outcome();
    Homeostasis rule = result.homeostasis();
    List<String> lines = new ArrayList<>();
    lines.add(testAccuracy(outcome));
    lines.add(params(outcome.settings()));
    lines.add(encoding(outcome.settings().encoding()));
    lines.add(
        "Homeostasis: target_hz=%s, eta=%s, ema_alpha=%s"
            .formatted(python(rule.targetHz()), python(rule.eta()), python(rule.emaAlpha())));
    lines.addAll(details(new Diagnosis.Facts(outcome, Optional.of(result))));
    return text(lines);
  }

  /** The report of {@code tau-sweep}. */
  public static String tauSweep(List<Outcome> outcomes) {
    List<String> lines = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      lines.add(
          "tau_ms=%s: acc=%s"
              .formatted(
                  python(outcome.settings().lif().tauMs()), accuracy(outcome.testAccuracy())));
    }
    Settings settings = outcomes.getFirst().settings();
    LifParameters lif = settings.lif();
    lines.add(
        String.format(
            Locale.ROOT,
            "Params: hidden=%d, dt_ms=%s, v_th=%s",
            settings.hidden(),
            python(lif.dtMs()),
            python(lif.vTh())));
    lines.add(encoding(settings.encoding()));
    for (Outcome outcome : outcomes) {
      lines.add("");
      lines.add("tau_ms=%s:".formatted(python(outcome.settings().lif().tauMs())));
      lines.addAll(
          details(new Diagnosis.Facts(outcome, Optional.empty())).stream().skip(1).toList());
    }
    return text(lines);
  }

  /**
   * The report of repeats.
   *
   * @param summary lines that are true of all of them
   * @param rows a line for each outcome
   * @param reports of the single repeats
   * @param firstSeed seed of the first of them
   */
  public static String repeats(
      List<String> summary, List<String> rows, List<String> reports, long firstSeed) {
    StringBuilder text = new StringBuilder(text(summary)).append('\n').append(text(rows));
    for (int i = 0; i < reports.size(); i++) {
      text.append(String.format(Locale.ROOT, "\nSeed %d:\n", firstSeed + i)).append(reports.get(i));
    }
    return text.toString();
  }

  /**
   * What is to be said on stderr about a readout that did not converge.
   *
   * @return empty when there is nothing to say
   */
  public static List<String> warnings(ReadoutFit fit) {
    return fit.minimum().filter(minimum -> !minimum.converged()).stream()
        .map(minimum -> "the readout has not converged: " + stopped(fit.options(), minimum))
        .toList();
  }

  private static String testAccuracy(Outcome outcome) {
    return "Test Accuracy: " + accuracy(outcome.testAccuracy());
  }

  private static String params(Settings settings) {
    LifParameters lif = settings.lif();
    return String.format(
        Locale.ROOT,
        "Params: hidden=%d, tau_ms=%s, dt_ms=%s, v_th=%s",
        settings.hidden(),
        python(lif.tauMs()),
        python(lif.dtMs()),
        python(lif.vTh()));
  }

  private static String encoding(Encoding encoding) {
    return String.format(
        Locale.ROOT, "Encoding: T=%d, fmax=%s Hz", encoding.numSteps(), python(encoding.fmaxHz()));
  }

  /** What the original scripts do not say, after an empty line. */
  private static List<String> details(Diagnosis.Facts facts) {
    Outcome outcome = facts.outcome();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(readout(outcome.fit().options()));
    lines.addAll(optimiser(outcome.fit()));
    lines.addAll(accuracies(outcome));
    lines.addAll(confusion(outcome.test().evaluation()));
    lines.addAll(layer(outcome));
    facts.homeostasis().ifPresent(result -> lines.add(gains(result)));
    lines.add(String.format(Locale.ROOT, "Seed: %d", outcome.settings().seed()));
    lines.add("Weights: SHA-256 " + outcome.weightsSha256());
    lines.add("Train counts: SHA-256 " + outcome.train().countsSha256());
    lines.add("Test counts: SHA-256 " + outcome.test().countsSha256());
    for (String sentence : Diagnosis.of(facts)) {
      lines.add("Diagnosis: " + sentence);
    }
    return lines;
  }

  private static List<String> accuracies(Outcome outcome) {
    Evaluation test = outcome.test().evaluation();
    Evaluation.Interval interval = test.wilson();
    Floors floors = outcome.floors();
    return List.of(
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
        "Floors: always the commonest digit %s%s"
            .formatted(
                accuracy(floors.majority()),
                floors.pixels().isPresent()
                    ? ", logistic regression on the pixels "
                        + accuracy(floors.pixels().getAsDouble())
                    : ""));
  }

  private static List<String> confusion(Evaluation test) {
    List<String> lines = new ArrayList<>();
    lines.add("Test images by true digit (row) and digit read (column), and recall:");
    StringBuilder head = new StringBuilder("  ");
    for (int digit = 0; digit < test.confusion().length; digit++) {
      head.append(String.format(Locale.ROOT, "%6d", digit));
    }
    lines.add(head.append("  recall").toString());
    for (int digit = 0; digit < test.confusion().length; digit++) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%2d", digit));
      for (int images : test.confusion()[digit]) {
        row.append(String.format(Locale.ROOT, "%6d", images));
      }
      double recall = test.recall(digit);
      lines.add(
          row.append(
                  "%8s"
                      .formatted(
                          Double.isNaN(recall) ? "-" : String.format(Locale.ROOT, "%.3f", recall)))
              .toString());
    }
    return lines;
  }

  private static List<String> layer(Outcome outcome) {
    LayerHealth health = outcome.health();
    return List.of(
        String.format(
            Locale.ROOT,
            "Input: %.2f expected spikes per step and image",
            health.inputSpikesPerStep()),
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

  private static String gains(HomeostaticLayer.Result result) {
    HomeostaticLayer.GainRange gains = result.gains();
    return String.format(
        Locale.ROOT,
        "Gains: %.4f … %.4f after %d batches; at g_min %.2f %%, at g_max %.2f %% of neurons",
        gains.smallest(),
        gains.largest(),
        result.adaptation().meanRateHz().length,
        100 * gains.shareAtMin(),
        100 * gains.shareAtMax());
  }

  private static String readout(ReadoutOptions options) {
    return switch (options.kind()) {
      case RIDGE ->
          "Readout: ridge, alpha=%s, scale_features=%s"
              .formatted(python(ReadoutOptions.RIDGE_ALPHA), onOff(options.scaleFeatures()));
      case LOGREG ->
          String.format(
              Locale.ROOT,
              "Readout: logreg, solver=%s, penalty=%s, C=%s, scale_features=%s, max_iter=%d",
              options.solver(),
              lower(options.penalty()),
              python(options.c().orElseThrow()),
              onOff(options.scaleFeatures()),
              options.maxIter());
    };
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
                        stopped(fit.options(), minimum),
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
    lines.add("C was chosen by the log-loss of a tenth of the training images, held out:");
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

  private static String stopped(ReadoutOptions options, Minimum minimum) {
    String gradient = String.format(Locale.ROOT, "max|gradient|=%.2e", minimum.maxGradient());
    String tolerance =
        switch (options.solver()) {
          case LBFGS -> "tolerance " + python(options.tol());
          case LBFGS_GRAM ->
              "tolerance %s, gap %s".formatted(python(options.tol()), python(options.gap()));
          case SAGA -> "tolerance of the weights' relative change " + python(options.tol());
        };
    return switch (minimum.stop()) {
      case CONVERGED ->
          String.format(
              Locale.ROOT,
              "converged after %d iterations, %s (%s)",
              minimum.iterations(),
              gradient,
              tolerance);
      case ITERATION_LIMIT ->
          String.format(
              Locale.ROOT,
              "stopped at the limit of %d iterations, %s (%s)",
              minimum.iterations(),
              gradient,
              tolerance);
      case NO_PROGRESS ->
          String.format(
              Locale.ROOT,
              "no further progress after %d iterations, %s (%s)",
              minimum.iterations(),
              gradient,
              tolerance);
    };
  }

  private static String onOff(boolean value) {
    return value ? "on" : "off";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
