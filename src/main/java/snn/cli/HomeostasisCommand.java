package snn.cli;

import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import snn.core.Homeostasis;
import snn.experiment.HomeostaticLayer;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.report.AdaptationFigure;
import snn.report.ReportText;

/** {@code snn homeostasis}. */
@Command(
    name = "homeostasis",
    defaultValueProvider = ReadoutFlags.Unscaled.class,
    description = "Does homeostatic gain control help?")
final class HomeostasisCommand extends ExperimentCommand<HomeostaticLayer.Result> {

  /** What only this experiment has. */
  static final class HomeostasisOptions {
    @Option(
        names = "--target_hz",
        paramLabel = "HZ",
        defaultValue = "" + Homeostasis.TARGET_HZ,
        description = "Rate that every neuron is to reach (default: ${DEFAULT-VALUE}).")
    double targetHz;

    @Option(
        names = "--eta",
        paramLabel = "ETA",
        defaultValue = "" + Homeostasis.ETA,
        description = "Learning rate of the gains per Hz (default: ${DEFAULT-VALUE}).")
    double eta;

    @Option(
        names = "--ema_alpha",
        paramLabel = "ALPHA",
        defaultValue = "" + Homeostasis.EMA_ALPHA,
        description = "Weight of the past in the average rate (default: ${DEFAULT-VALUE}).")
    double emaAlpha;

    @Option(
        names = "--g_min",
        paramLabel = "G",
        defaultValue = "" + Homeostasis.G_MIN,
        description = "Smallest gain (default: ${DEFAULT-VALUE}).")
    double gMin;

    @Option(
        names = "--g_max",
        paramLabel = "G",
        defaultValue = "" + Homeostasis.G_MAX,
        description = "Largest gain (default: ${DEFAULT-VALUE}).")
    double gMax;

    @Option(
        names = "--adapt_epochs",
        paramLabel = "N",
        defaultValue = "" + Homeostasis.ADAPT_EPOCHS,
        description = "Passes over the training images (default: ${DEFAULT-VALUE}).")
    int adaptEpochs;
  }

  @Mixin TauOption tau = new TauOption();

  @Mixin HomeostasisOptions options = new HomeostasisOptions();

  private Homeostasis homeostasis() {
    return new Homeostasis(
        options.targetHz,
        options.eta,
        options.emaAlpha,
        options.gMin,
        options.gMax,
        options.adaptEpochs);
  }

  @Override
  Settings settings() {
    homeostasis();
    return settings(tau.tauMs, layer.dense());
  }

  @Override
  String fileName() {
    return "homeostasis";
  }

  @Override
  HomeostaticLayer.Result compute(Lab lab, Settings settings, Consumer<Outcome> each) {
    HomeostaticLayer.Result result = HomeostaticLayer.run(lab, settings, homeostasis());
    each.accept(result.outcome());
    return result;
  }

  @Override
  List<Outcome> outcomes(HomeostaticLayer.Result result) {
    return List.of(result.outcome());
  }

  @Override
  String line(Outcome outcome, String accuracy) {
    return "Homeostasis Test Accuracy: " + accuracy;
  }

  @Override
  String report(HomeostaticLayer.Result result) {
    return ReportText.homeostasis(result);
  }

  @Override
  void draw(List<HomeostaticLayer.Result> repeats, Outputs outputs) {
    HomeostaticLayer.Result result = repeats.getFirst();
    drawOutcome(outputs, "homeostasis", "Homeostasis", result.outcome());
    HomeostaticLayer.Adaptation course = result.adaptation();
    outputs.figure(
        "homeostasis_adaptation.png",
        path ->
            AdaptationFigure.write(
                path,
                "Homeostasis: adaptation",
                course.meanRateHz(),
                course.meanGain(),
                course.minGain(),
                course.maxGain(),
                result.homeostasis().targetHz()));
  }
}
