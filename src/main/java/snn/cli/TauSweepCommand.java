package snn.cli;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.experiment.FeatureKey;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.experiment.TauSweep;
import snn.report.MeanInterval;
import snn.report.ReportText;
import snn.report.TauFigure;

/** {@code snn tau-sweep}. */
@Command(
    name = "tau-sweep",
    aliases = "tau_sweep",
    defaultValueProvider = ReadoutFlags.Scaled.class,
    description = "Does the membrane time constant matter?")
final class TauSweepCommand extends ExperimentCommand<List<Outcome>> {

  /** What only this experiment has. */
  static final class TauListOptions {
    @Option(
        names = "--tau_list",
        paramLabel = "MS...",
        hideParamSyntax = true,
        arity = "1..*",
        split = ",",
        defaultValue = TauSweep.TAU_LIST,
        description = {
          "Membrane time constants, with spaces or commas between (default: ${DEFAULT-VALUE})."
        })
    List<Double> taus;
  }

  @Mixin TauListOptions sweep = new TauListOptions();

  @Override
  Settings settings() {
    for (double tau : sweep.taus) {
      try {
        layer.lif(tau);
      } catch (InvalidParameterException e) {
        throw e.parameter().equals("tauMs")
            ? new InvalidParameterException("tauList", e.problem())
            : e;
      }
    }
    return settings(sweep.taus.getFirst(), layer.dense());
  }

  @Override
  String fileName() {
    return "tau_sweep";
  }

  @Override
  List<Outcome> compute(Lab lab, Settings settings, Consumer<Outcome> each) {
    return TauSweep.run(lab, settings, sweep.taus, each);
  }

  @Override
  List<Outcome> outcomes(List<Outcome> result) {
    return result;
  }

  @Override
  String line(Outcome outcome, String accuracy) {
    return "tau=%s ms -> Test Acc: %s".formatted(tau(outcome), accuracy);
  }

  @Override
  String report(List<Outcome> result) {
    return ReportText.tauSweep(result);
  }

  @Override
  String featureFolder(FeatureKey key) {
    return "tau_" + Numbers.python(key.lif().tauMs());
  }

  @Override
  void draw(List<List<Outcome>> repeats, Outputs outputs) {
    List<Outcome> result = repeats.getFirst();
    for (Outcome outcome : result) {
      drawOutcome(outputs, "tau_" + tau(outcome), "tau=" + tau(outcome) + " ms", outcome);
    }
    double[] taus = sweep.taus.stream().mapToDouble(tau -> tau).toArray();
    List<MeanInterval> accuracies =
        IntStream.range(0, taus.length).mapToObj(i -> accuracy(repeats, i)).toList();
    double[] means = accuracies.stream().mapToDouble(MeanInterval::mean).toArray();
    double[] bars =
        repeats.size() == 1
            ? new double[0]
            : accuracies.stream().mapToDouble(MeanInterval::halfWidth).toArray();
    outputs.figure(
        "accuracy_vs_tau.png",
        path -> TauFigure.write(path, "Accuracy vs membrane time constant", taus, means, bars));
  }

  private static String tau(Outcome outcome) {
    return Numbers.python(outcome.settings().lif().tauMs());
  }
}
