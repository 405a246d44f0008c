package snn.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.Progress;
import snn.Workers;
import snn.core.SampleTrace;
import snn.core.WeightDistribution;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.experiment.Backend;
import snn.experiment.FeatureKey;
import snn.experiment.FeatureStore;
import snn.experiment.Floors;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.report.ConfusionFigure;
import snn.report.FilterFigure;
import snn.report.MeanInterval;
import snn.report.ReportText;
import snn.report.RunRecord;
import snn.report.TraceFigures;

/**
 * The course of every experiment: check, compute, print, write, draw.
 *
 * @param <R> what comes out of it
 */
@Command(abbreviateSynopsis = true)
abstract class ExperimentCommand<R> extends TerminalCommand {

  @Mixin RunOptions run = new RunOptions();

  @Mixin DataDirOption data = new DataDirOption();

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin FeatureOptions features = new FeatureOptions();

  @Mixin BackendOption backend = new BackendOption();

  @Mixin MachineOptions machine = new MachineOptions();

  @Mixin LayerOptions layer = new LayerOptions();

  @Mixin ReadoutFlags readout = new ReadoutFlags();

  /** What the user chose, checked. */
  abstract Settings settings();

  /** What the names of files begin with. */
  abstract String fileName();

  /** Runs the experiment; {@code each} hears of every outcome as soon as it is there. */
  abstract R compute(Lab lab, Settings settings, Consumer<Outcome> each);

  /** The outcomes in a result. */
  abstract List<Outcome> outcomes(R result);

  /** What is printed about an outcome, or about outcomes like it and their mean accuracy. */
  abstract String line(Outcome outcome, String accuracy);

  /** The text of the report on one repeat. */
  abstract String report(R result);

  /** Draws the figures; those of single images and of weights are of the first repeat. */
  abstract void draw(List<R> repeats, Outputs outputs);

  /** The folder below that of {@code --save_features} in which features of one repeat are saved. */
  String featureFolder(FeatureKey key) {
    return "";
  }

  private String subfolder(FeatureKey key) {
    String repeat = run.repeats == 1 ? "" : String.format(Locale.ROOT, "seed_%d/", key.seed());
    return repeat + featureFolder(key);
  }

  @Override
  public final Integer call() {
    check();
    Settings settings = settings();
    Backend.Choice choice = backend.choice(machine);
    requireMemory(settings);
    Outputs outputs = new Outputs(output.outputDir, output.figDir, terminal.err(), machine.verbose);
    try (Backend opened = choice.open(this::warn);
        Workers workers = new Workers(machine.workers())) {
      terminal.out().println("Device: " + opened.deviceName());
      Stopwatch stopwatch = Stopwatch.start();
      Lab lab = lab(opened, workers, features.store(outputs, terminal.err(), this::subfolder));
      List<R> repeats = compute(lab, settings.seed(), this::announce);
      List<String> summary = run.repeats == 1 ? List.of() : summary(repeats);
      summary.forEach(terminal.out()::println);
      outputs.report(fileName() + "_report.txt", report(repeats, summary));
      outputs.record(fileName() + ".json", record(lab, repeats, stopwatch));
      draw(repeats, outputs);
    }
    return outputs.exitCode();
  }

  private void requireMemory(Settings settings) {
    double needed = settings.memoryBytes(run.images());
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap) {
      throw new InvalidParameterException(
          "hidden",
          String.format(
              Locale.ROOT,
              "is too large: %d neurons and %d images need about %.1f GB, found a heap of %.1f GB;"
                  + " use a smaller --hidden or --limit, or a larger heap, for example"
                  + " SNN_JAVA_OPTS=-Xmx%.0fg",
              settings.hidden(),
              run.images(),
              needed / 1e9,
              heap / 1e9,
              Math.ceil(1.2 * needed / 1e9)));
    }
  }

  /** Checks what no record does. */
  final void check() {
    machine.check();
    run.check();
  }

  private List<R> compute(Lab lab, long seed, Consumer<Outcome> each) {
    return LongStream.range(seed, seed + run.repeats)
        .mapToObj(s -> compute(lab, settings().withSeed(s), each))
        .toList();
  }

  /** A line for each kind of outcome, in the order of those of one repeat. */
  private List<String> summary(List<R> repeats) {
    List<Outcome> first = outcomes(repeats.getFirst());
    return IntStream.range(0, first.size())
        .mapToObj(i -> line(first.get(i), accuracy(repeats, i).accuracy()))
        .toList();
  }

  /** Test accuracy of outcome {@code i} over all repeats. */
  final MeanInterval accuracy(List<R> repeats, int i) {
    return MeanInterval.of(
        repeats.stream().mapToDouble(repeat -> outcomes(repeat).get(i).testAccuracy()).toArray());
  }

  private String report(List<R> repeats, List<String> summary) {
    List<String> reports = repeats.stream().map(this::report).toList();
    if (summary.isEmpty()) {
      return reports.getFirst();
    }
    List<String> rows = outcomes(repeats).stream().map(this::row).toList();
    return ReportText.repeats(summary, rows, reports, run.seed);
  }

  private List<Outcome> outcomes(List<R> repeats) {
    return repeats.stream().flatMap(repeat -> outcomes(repeat).stream()).toList();
  }

  private String row(Outcome outcome) {
    String line = line(outcome, Numbers.accuracy(outcome.testAccuracy()));
    return run.repeats == 1
        ? line
        : String.format(Locale.ROOT, "%s (seed %d)", line, outcome.settings().seed());
  }

  /** Runs the experiment and says nothing but what its record does. */
  final RunRecord recompute(Lab lab) {
    Stopwatch stopwatch = Stopwatch.start();
    return record(lab, compute(lab, settings().seed(), _ -> {}), stopwatch);
  }

  private RunRecord record(Lab lab, List<R> repeats, Stopwatch stopwatch) {
    List<Outcome> outcomes = outcomes(repeats);
    return RunRecord.of(
        spec.name(),
        configuration(),
        lab.identity(),
        lab.dataset().test().labels(),
        outcomes,
        stopwatch.run(
            lab.backend().deviceName(),
            lab.backend().simulatorName(),
            lab.workers().threads(),
            outcomes));
  }

  /** The values of all flags that determine the result, those that follow from others too. */
  final Map<String, Object> configuration() {
    Map<String, Object> values = Configuration.of(spec);
    values.put("solver", settings().readout().solver().toString());
    values.put("penalty", settings().readout().penalty().name().toLowerCase(Locale.ROOT));
    return values;
  }

  /** Loads the dataset and what goes with it. */
  final Lab lab(Backend opened, Workers workers, FeatureStore store) {
    Progress progress = new ProgressBars(terminal);
    Dataset dataset = run.load(data, workers, progress, this::warn);
    Floors floors =
        run.floors ? Floors.withPixels(dataset, workers, progress) : Floors.majority(dataset);
    return new Lab(dataset, DatasetIdentity.of(dataset), opened, workers, progress, floors, store);
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

  private void announce(Outcome outcome) {
    terminal.out().println(row(outcome));
    tell(outcome, machine.verbose);
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
    drawConfusion(outputs, name, title, outcome);
  }

  /** The test images' confusion. */
  static void drawConfusion(Outputs outputs, String name, String title, Outcome outcome) {
    outputs.figure(
        name + "_confusion.png",
        path ->
            ConfusionFigure.write(
                path, title + ": test images", outcome.test().evaluation().confusion()));
  }
}
