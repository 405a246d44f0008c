package snn.report;

import static snn.report.Numbers.accuracy;
import static snn.report.Numbers.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import snn.core.Encoding;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.WeightDistribution;
import snn.experiment.HomeostaticLayer;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.readout.Minimum;
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
    addDetails(lines, outcome);
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
    addDetails(lines, outcome);
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
    addDetails(lines, outcome);
    lines.addAll(adaptation(result));
    return text(lines);
  }

  /** The report of {@code tau-sweep}. */
  public static String tauSweep(List<Outcome> outcomes) {
    List<String> lines = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      lines.add(
          "tau_ms=%s: acc=%s"
              .formatted(
                  python(outcome.settings().lif().tauMs()),
                  accuracy(outcome.evaluation().accuracy())));
    }
    Settings settings = outcomes.getFirst().settings();
    LifParameters lif = settings.lif();
    lines.add(
        "Params: hidden=%d, dt_ms=%s, v_th=%s"
            .formatted(settings.hidden(), python(lif.dtMs()), python(lif.vTh())));
    lines.add(encoding(settings.encoding()));
    for (Outcome outcome : outcomes) {
      lines.add("");
      lines.add("tau_ms=" + python(outcome.settings().lif().tauMs()));
      lines.addAll(details(outcome));
    }
    return text(lines);
  }

  /**
   * What is to be said on stderr about a readout that did not converge.
   *
   * @return empty when there is nothing to say
   */
  public static List<String> warnings(ReadoutFit fit) {
    return fit.minimum().filter(minimum -> !minimum.converged()).stream()
        .map(minimum -> "the readout has not converged: " + stopped(minimum))
        .toList();
  }

  private static String testAccuracy(Outcome outcome) {
    return "Test Accuracy: " + accuracy(outcome.evaluation().accuracy());
  }

  private static String params(Settings settings) {
    LifParameters lif = settings.lif();
    return "Params: hidden=%d, tau_ms=%s, dt_ms=%s, v_th=%s"
        .formatted(settings.hidden(), python(lif.tauMs()), python(lif.dtMs()), python(lif.vTh()));
  }

  private static String encoding(Encoding encoding) {
    return "Encoding: T=%d, fmax=%s Hz".formatted(encoding.numSteps(), python(encoding.fmaxHz()));
  }

  private static void addDetails(List<String> lines, Outcome outcome) {
    lines.add("");
    lines.addAll(details(outcome));
  }

  private static List<String> details(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add(readout(outcome.fit().options()));
    outcome.fit().minimum().ifPresent(minimum -> lines.add(optimiser(minimum)));
    lines.add("Seed: %d".formatted(outcome.settings().seed()));
    lines.add("Weights SHA-256: " + outcome.weightsSha256());
    lines.add(features("Train", outcome.train()));
    lines.add(features("Test", outcome.test()));
    return lines;
  }

  private static String readout(ReadoutOptions options) {
    return switch (options.kind()) {
      case RIDGE ->
          "Readout: ridge, alpha=%s, scale_features=%s"
              .formatted(python(ReadoutOptions.RIDGE_ALPHA), onOff(options.scaleFeatures()));
      case LOGREG ->
          "Readout: logreg, solver=%s, penalty=%s, C=%s, scale_features=%s, max_iter=%d"
              .formatted(
                  lower(options.solver()),
                  lower(options.penalty()),
                  python(options.c()),
                  onOff(options.scaleFeatures()),
                  options.maxIter());
    };
  }

  private static String optimiser(Minimum minimum) {
    return "Optimiser: %s; loss=%.8f, %d evaluations"
        .formatted(stopped(minimum), minimum.loss(), minimum.evaluations());
  }

  private static String stopped(Minimum minimum) {
    String gradient = "max|gradient|=%.2e".formatted(minimum.maxGradient());
    String tolerance = "tolerance " + python(ReadoutOptions.TOLERANCE);
    return switch (minimum.stop()) {
      case CONVERGED ->
          "converged after %d iterations, %s (%s)"
              .formatted(minimum.iterations(), gradient, tolerance);
      case ITERATION_LIMIT ->
          "stopped at the limit of %d iterations, %s (%s)"
              .formatted(minimum.iterations(), gradient, tolerance);
      case NO_PROGRESS ->
          "no further progress after %d iterations, %s (%s)"
              .formatted(minimum.iterations(), gradient, tolerance);
    };
  }

  private static String features(String part, Outcome.Features features) {
    return "%s counts: %d images, mean %.4f, SHA-256 %s"
        .formatted(part, features.images(), features.mean(), features.sha256());
  }

  private static List<String> adaptation(HomeostaticLayer.Result result) {
    float smallest = Float.POSITIVE_INFINITY;
    float largest = 0;
    for (float gain : result.gains()) {
      smallest = Math.min(smallest, gain);
      largest = Math.max(largest, gain);
    }
    double[] rates = result.adaptation().meanRateHz();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Gains: %.4f … %.4f after %d batches of %d"
            .formatted(smallest, largest, rates.length, result.outcome().settings().batchSize()));
    return lines;
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
