package snn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.core.SampleTrace;
import snn.core.WeightDistribution;
import snn.data.Dataset;
import snn.experiment.Backend;
import snn.experiment.Floors;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.report.ConfusionFigure;
import snn.report.FilterFigure;
import snn.report.Numbers;
import snn.report.ReportText;
import snn.report.TraceFigures;

/** The course of every experiment: check, compute, print, write, draw. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    preprocessor = HyphenSpellings.class,
    modelTransformer = HelpSections.class,
    sortOptions = false,
    abbreviateSynopsis = true)
abstract class ExperimentCommand implements Callable<Integer> {

  /** Set by the factory, before anything runs. */
  Terminal terminal;

  @Mixin RunOptions run = new RunOptions();

  @Mixin LayerOptions layer = new LayerOptions();

  @Mixin ReadoutFlags readout = new ReadoutFlags();

  /** What the user chose, checked. */
  abstract Settings settings();

  /** Computes, prints the accuracies, writes the report, then draws. */
  abstract void run(Lab lab, Settings settings, Outputs outputs);

  @Override
  public final Integer call() {
    run.check();
    Settings settings = settings();
    Backend.Choice backend = run.backend();
    requireMemory(settings);
    Outputs outputs = new Outputs(run.outputDir, run.figDir, terminal.err());
    try (Backend opened = backend.open(this::warn);
        Workers workers = new Workers(run.workers())) {
      terminal.out().println("Device: " + opened.deviceName());
      Progress progress = new ProgressBars(terminal);
      Dataset dataset = run.load(progress);
      Floors floors =
          readout.floors ? Floors.withPixels(dataset, workers, progress) : Floors.majority(dataset);
      run(new Lab(dataset, opened, workers, progress, floors), settings, outputs);
    }
    return outputs.exitCode();
  }

  private void requireMemory(Settings settings) {
    double needed = settings.memoryBytes(run.images());
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap) {
      throw new InvalidParameterException(
          "hidden",
          ("is too large: %d neurons and %d images need about %.1f GB, found a heap of %.1f GB;"
                  + " use a smaller --hidden or --limit, or a larger heap, for example"
                  + " SNN_JAVA_OPTS=-Xmx%.0fg")
              .formatted(
                  settings.hidden(),
                  run.images(),
                  needed / 1e9,
                  heap / 1e9,
                  Math.ceil(1.2 * needed / 1e9)));
    }
  }

  /** The settings that follow from the shared flags. */
  Settings settings(double tauMs, WeightDistribution weights) {
    return new Settings(
        layer.hidden,
        run.seed,
        run.batchSize,
        layer.encoding(),
        layer.lif(tauMs),
        weights,
        readout.options());
  }

  /** Prints a result line, and on stderr what is to be known about the fit. */
  void announce(String line, Outcome outcome) {
    terminal.out().println(line);
    for (String warning : ReportText.warnings(outcome.fit())) {
      warn(warning);
    }
    if (run.verbose) {
      terminal.err().println("snn: " + Resources.describe(outcome));
    }
  }

  private void warn(String warning) {
    terminal.err().println("snn: warning: " + warning);
  }

  static String accuracy(Outcome outcome) {
    return Numbers.accuracy(outcome.testAccuracy());
  }

  static void drawFilters(Outputs outputs, String file, String title, Outcome outcome) {
    outputs.figure(
        file,
        path ->
            FilterFigure.write(
                path,
                title,
                outcome.filters(),
                Math.min(outcome.settings().hidden(), Outcome.FILTERS)));
  }

  /** Raster and potentials of the first training image, and the test images' confusion. */
  static void drawOutcome(Outputs outputs, String name, String title, Outcome outcome) {
    SampleTrace trace = outcome.trace();
    outputs.figure(
        name + "_raster.png",
        path -> TraceFigures.writeRaster(path, title + ": hidden spikes", trace));
    double threshold = outcome.settings().lif().vTh();
    outputs.figure(
        name + "_voltage.png",
        path -> TraceFigures.writeVoltage(path, title + ": membrane potentials", trace, threshold));
    outputs.figure(
        name + "_confusion.png",
        path ->
            ConfusionFigure.write(
                path, title + ": test images", outcome.test().evaluation().confusion()));
  }
}
