package snn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import snn.Numbers;
import snn.Workers;
import snn.experiment.Backend;
import snn.experiment.FeatureKey;
import snn.experiment.Features;
import snn.experiment.Floors;
import snn.experiment.HomeostaticLayer;
import snn.experiment.Outcome;
import snn.report.FeatureFolder;
import snn.report.ReportText;
import snn.report.RunRecord;

/** {@code snn readout}. */
@Command(
    name = "readout",
    defaultValueProvider = ReadoutFlags.Scaled.class,
    description = "Fits a readout to saved features, without simulating.")
final class ReadoutCommand extends TerminalCommand {

  @Option(
      names = "--features",
      required = true,
      paramLabel = "DIR",
      description = "Folder that --save_features has written, or one in that of --cache_dir.")
  Path folder;

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin MachineOptions machine = new MachineOptions();

  @Mixin ReadoutFlags readout = new ReadoutFlags();

  @Override
  public Integer call() {
    machine.check();
    readout.options();
    Outputs outputs = new Outputs(output.outputDir, output.figDir, terminal.err(), machine.verbose);
    Stopwatch stopwatch = Stopwatch.start();
    Features features = FeatureFolder.read(folder);
    ExperimentCommand<?> experiment = experiment(features.key());
    Backend.Choice choice = new Backend.Choice(Backend.Kind.AUTO, machine.device);
    try (Backend backend = choice.open(this::warn);
        Workers workers = new Workers(machine.workers())) {
      Outcome outcome =
          Outcome.of(
              experiment.settings(),
              features,
              Floors.majority(features.train().labels(), features.test().labels()),
              backend,
              workers,
              new ProgressBars(terminal));
      terminal.out().println("Readout Test Accuracy: " + Numbers.accuracy(outcome.testAccuracy()));
      tell(outcome, machine.verbose);
      outputs.report("readout_report.txt", report(features, outcome));
      outputs.record(
          "readout.json",
          RunRecord.of(
              experiment.spec.name(),
              experiment.configuration(),
              features.key().dataset(),
              features.test().labels(),
              List.of(outcome),
              stopwatch.run(
                  backend.deviceName(), "features", workers.threads(), List.of(outcome))));
      ExperimentCommand.drawConfusion(outputs, "readout", "Readout", outcome);
    }
    return outputs.exitCode();
  }

  /** The experiment that comes to the same outcome by way of the images. */
  private ExperimentCommand<?> experiment(FeatureKey key) {
    Map<String, Object> flags = FeatureFolder.flags(key);
    flags.putAll(Configuration.of(spec));
    flags.remove("features");
    return Configuration.experiment(terminal, FeatureFolder.experiment(key), flags);
  }

  private static String report(Features features, Outcome outcome) {
    return switch (FeatureFolder.experiment(features.key())) {
      case "homeostasis" ->
          ReportText.homeostasis(
              HomeostaticLayer.result(
                  outcome, features.key().homeostasis().orElseThrow().rule(), features));
      case "sparse" -> ReportText.sparse(outcome);
      default -> ReportText.baseline(outcome);
    };
  }
}
