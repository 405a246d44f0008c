package snn.cli;

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
final class BaselineCommand extends ExperimentCommand {

  @Mixin TauOption tau = new TauOption();

  @Override
  Settings settings() {
    return settings(tau.tauMs, layer.dense());
  }

  @Override
  void run(Lab lab, Settings settings, Outputs outputs) {
    Outcome outcome = Baseline.run(lab, settings);
    announce("Baseline Test Accuracy: " + accuracy(outcome), outcome);
    outputs.report("baseline_report.txt", ReportText.baseline(outcome));
    drawFilters(outputs, "baseline_initial_filters.png", "Baseline: weights", outcome);
    drawOutcome(outputs, "baseline", "Baseline", outcome);
  }
}
