package snn.cli;

import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import snn.Numbers;
import snn.core.WeightDistribution;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.experiment.Sparse;
import snn.report.ReportText;

/** {@code snn sparse}. */
@Command(
    name = "sparse",
    defaultValueProvider = ReadoutFlags.Unscaled.class,
    description = "Does it help when a neuron sees few of the inputs?")
final class SparseCommand extends ExperimentCommand<Outcome> {

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

  private String p() {
    return Numbers.python(sparse.pConnect);
  }

  @Override
  String fileName() {
    return "sparse_p" + p();
  }

  @Override
  Outcome compute(Lab lab, Settings settings, Consumer<Outcome> each) {
    Outcome outcome = Sparse.run(lab, settings);
    each.accept(outcome);
    return outcome;
  }

  @Override
  List<Outcome> outcomes(Outcome result) {
    return List.of(result);
  }

  @Override
  String line(Outcome outcome, String accuracy) {
    return "Sparse p=%s Test Accuracy: %s".formatted(p(), accuracy);
  }

  @Override
  String report(Outcome result) {
    return ReportText.sparse(result);
  }

  @Override
  void draw(List<Outcome> repeats, Outputs outputs) {
    Outcome result = repeats.getFirst();
    String title = "Sparse p=" + p();
    drawFilters(outputs, fileName() + "_filters.png", title + ": weights", result);
    drawOutcome(outputs, fileName(), title, result);
  }
}
