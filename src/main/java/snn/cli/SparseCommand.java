package snn.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import snn.core.WeightDistribution;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.experiment.Sparse;
import snn.report.Numbers;
import snn.report.ReportText;

/** {@code snn sparse}. */
@Command(
    name = "sparse",
    defaultValueProvider = ReadoutFlags.Unscaled.class,
    description = "Does it help when a neuron sees few of the inputs?")
final class SparseCommand extends ExperimentCommand {

  /** What only this experiment has. */
  static final class SparseOptions {
    @Option(
        names = "--p_connect",
        paramLabel = "P",
        defaultValue = "" + WeightDistribution.P_CONNECT,
        description = "Probability that an input is connected (default: ${DEFAULT-VALUE}).")
    double pConnect;
  }

  @Mixin TauOption tau = new TauOption();

  @Mixin SparseOptions sparse = new SparseOptions();

  @Override
  Settings settings() {
    return settings(tau.tauMs, new WeightDistribution(layer.wMean, layer.wStd, sparse.pConnect));
  }

  @Override
  void run(Lab lab, Settings settings, Outputs outputs) {
    Outcome outcome = Sparse.run(lab, settings);
    String p = Numbers.python(sparse.pConnect);
    announce("Sparse p=%s Test Accuracy: %s".formatted(p, accuracy(outcome)), outcome);
    String name = "sparse_p" + p;
    outputs.report(name + "_report.txt", ReportText.sparse(outcome));
    String title = "Sparse p=" + p;
    drawFilters(outputs, name + "_filters.png", title + ": weights", outcome);
    drawOutcome(outputs, name, title, outcome);
  }
}
