package snn.cli;

import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import snn.experiment.Baseline;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.report.ReportText;

/** {@code snn baseline}. */
@Command(
    name = "baseline",
    defaultValueProvider = ReadoutFlags.Scaled.class,
    description = "How well can digits be read from a plain dense layer?")
final class BaselineCommand extends ExperimentCommand<Outcome> {

  @Mixin TauOption tau = new TauOption();

  @Override
  Settings settings() {
    return settings(tau.tauMs, layer.dense());
  }

  @Override
  String fileName() {
    return "baseline";
  }

  @Override
  Outcome compute(Lab lab, Settings settings, Consumer<Outcome> each) {
    Outcome outcome = Baseline.run(lab, settings);
    each.accept(outcome);
    return outcome;
  }

  @Override
  List<Outcome> outcomes(Outcome result) {
    return List.of(result);
  }

  @Override
  String line(Outcome outcome, String accuracy) {
    return "Baseline Test Accuracy: " + accuracy;
  }

  @Override
  String report(Outcome result) {
    return ReportText.baseline(result);
  }

  @Override
  void draw(List<Outcome> repeats, Outputs outputs) {
    Outcome result = repeats.getFirst();
    drawFilters(outputs, "baseline_initial_filters.png", "Baseline: weights", result);
    drawOutcome(outputs, "baseline", "Baseline", result);
  }
}
