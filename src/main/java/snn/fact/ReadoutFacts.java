package snn.fact;

import static snn.Numbers.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import snn.Words;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.readout.Minimum;
import snn.readout.PenaltyPath;
import snn.readout.Readout;
import snn.record.Fit;
import snn.record.RunRecord;

/**
 * How a readout was fitted: which it is, how its C was chosen, where its minimiser stopped, and how
 * far that is from the optimum at most.
 */
public final class ReadoutFacts {

  private ReadoutFacts() {}

  /** A sentence of it: which readout it is, its options, and where its minimiser stopped. */
  public static String of(Result result) {
    Fit fit = result.outcome().fit();
    Map<String, Object> options = new LinkedHashMap<>(result.values());
    options.putAll(fit.options());
    StringBuilder text = new StringBuilder("Readout: ");
    String kind = Words.text(options.get("readout"));
    text.append(
        switch (kind) {
          case "logreg" -> "logistic regression";
          case "ridge" -> "ridge regression";
          case "nearest-mean" -> "the nearest class mean";
          default -> kind;
        });
    if (options.containsKey("penalty")) {
      if ("none".equals(options.get("penalty"))) {
        text.append(", no penalty");
      } else {
        text.append(", ").append(Words.text(options.get("penalty"))).append(" penalty");
        text.append(" with C = ").append(Words.value(options.get("C")));
        if ("auto".equals(result.values().get("C"))) {
          text.append(" (chosen on training images that were held out, rule ");
          text.append(Words.text(options.get("C_rule"))).append(')');
        }
      }
    }
    if (options.get("scale_features") instanceof Boolean scaled) {
      text.append(scaled ? ", features scaled" : ", features not scaled");
    }
    if (options.containsKey("solver")) {
      text.append(", solver ").append(Words.text(options.get("solver")));
    }
    fit.minimum()
        .ifPresent(
            minimum ->
                text.append(
                    "; %s %s iterations, at loss %s, max|gradient| %s"
                        .formatted(
                            switch (minimum.stop()) {
                              case CONVERGED -> "converged after";
                              case ITERATION_LIMIT -> "stopped, not converged, at the limit of";
                              case NO_PROGRESS -> "made no further progress after";
                            },
                            Words.count(minimum.iterations()),
                            Words.number(minimum.loss()),
                            Words.number(minimum.maxGradient()))));
    return text.append('.').toString();
  }

  /** Lines of it; those are left out that a record does not tell. */
  public static List<String> lines(RunRecord.Layer outcome) {
    Fit fit = outcome.fit();
    List<String> lines = new ArrayList<>();
    fit.readout().map(readout -> readout.line(fit.scaled())).ifPresent(lines::add);
    fit.path().map(ReadoutFacts::path).ifPresent(lines::addAll);
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

  private static String stopped(Fit fit, Minimum minimum) {
    String stop =
        switch (minimum.stop()) {
          case CONVERGED -> "converged after";
          case ITERATION_LIMIT -> "stopped at the limit of";
          case NO_PROGRESS -> "no further progress after";
        };
    return String.format(
        Locale.ROOT,
        "%s %d iterations, max|gradient|=%.2e%s",
        stop,
        minimum.iterations(),
        minimum.maxGradient(),
        fit.readout().map(Readout::stopRule).map(" (%s)"::formatted).orElse(""));
  }

  /** That a readout stops early because the published one did; empty when it does not. */
  public static Optional<String> stopsAsPublished(
      Plan plan, Settings settings, RunRecord.Layer outcome) {
    return outcome
        .fit()
        .minimum()
        .filter(minimum -> minimum.stop() == Minimum.Stop.ITERATION_LIMIT)
        .filter(_ -> plan.readsAsPublished(settings))
        .map(
            minimum ->
                "the readout stops after %s iterations, as the published run did"
                    .formatted(minimum.iterations()));
  }

  /** A warning of a readout that did not converge, and what helps; empty when it did. */
  public static Optional<String> warning(RunRecord.Layer outcome) {
    Fit fit = outcome.fit();
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
}
