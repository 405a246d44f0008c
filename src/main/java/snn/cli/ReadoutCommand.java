package snn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import snn.Numbers;
import snn.Workers;
import snn.data.DatasetIdentity;
import snn.experiment.Backend;
import snn.experiment.Experiment;
import snn.experiment.Features;
import snn.experiment.Floors;
import snn.experiment.HeldOut;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.page.Page;
import snn.page.PageRun;
import snn.part.Section;
import snn.readout.Readout;
import snn.record.FeatureFolder;
import snn.record.RunRecord;
import snn.report.ReportText;

/** {@code snn readout}. */
@Command(name = "readout", description = "Fits a readout to saved features, without simulating.")
final class ReadoutCommand extends TerminalCommand {

  @Mixin PartsOption own;

  private static final String NAME = "readout";

  @Option(
      names = "--features",
      required = true,
      paramLabel = "DIR",
      description = "Folder that --save_features has written, or one in that of --cache_dir.")
  Path folder;

  @Override
  List<Section> sections() {
    return List.of(
        Section.of("Output and machine")
            .with(Folders.class)
            .with(Pages.class)
            .with(Printing.class)
            .with(ModelFiles.class)
            .with(Machine.class),
        Plan.readout());
  }

  @Override
  public Integer call() {
    Machine machine = part(Machine.class);
    Printing printing = part(Printing.class);
    // Wrong flags are told before anything is read.
    Plan.of(Experiment.all().getFirst(), given(Plan.readout()));
    Outputs outputs = new Outputs(part(Folders.class), terminal.err(), machine.verbose());
    Stopwatch stopwatch = Stopwatch.start();
    Features features = FeatureFolder.read(folder);
    Floors floors = floors(features);
    Plan plan = plan(features, floors);
    printing.requireThere(plan, features.train().labels().length);
    terminal.warnOfIdle(idle(plan));
    try (Backend backend =
            new Backend.Choice(Backend.Kind.AUTO, machine.device()).open(this::warn);
        Workers workers = new Workers(machine.workers())) {
      Outcome outcome =
          Outcome.of(
              plan,
              plan.points().getFirst(),
              features,
              floors,
              Optional.empty(),
              backend,
              workers,
              new ProgressBars(terminal));
      printing
          .lines(terminal)
          .println("Readout Test Accuracy: " + Numbers.accuracy(outcome.testAccuracy()));
      RunRecord.Layer layer = RunRecord.Layer.of(outcome);
      terminal.tell(plan, outcome, layer, machine.verbose());
      RunRecord record =
          RunRecord.of(
              plan,
              features.key().dataset(),
              Optional.empty(),
              features.test().labels(),
              List.of(layer),
              stopwatch.run(
                  backend.deviceName(), "features", workers.threads(), List.of(outcome.seconds())));
      outputs.report(NAME + "_report.txt", ReportText.of(record, 0));
      outputs.record(NAME + ".json", record);
      if (part(Pages.class).page()) {
        page(outputs, record);
      }
      part(ModelFiles.class).save(outputs, plan, outcome);
      Map<String, Saver.Content> figures =
          ModelFiles.figures(NAME, "Readout", outcome, Optional.empty());
      figures.putAll(ExperimentRun.confusion(NAME, "Readout", outcome));
      outputs.figures(figures, workers);
      printing.print(record, heldOut(plan, features, backend, workers), terminal);
    }
    return outputs.exitCode();
  }

  /** Accuracy on training images that are held out, where that is asked for. */
  private List<Double> heldOut(Plan plan, Features features, Backend backend, Workers workers) {
    return part(Printing.class).holdsOut()
        ? List.of(
            HeldOut.accuracy(
                plan.points().getFirst(), features, backend, workers, new ProgressBars(terminal)))
        : List.of();
  }

  private static void page(Outputs outputs, RunRecord record) {
    String missing =
        "Read from saved features, without the images; snn page %s.json shows what needs them, too."
            .formatted(NAME);
    PageRun run = new PageRun(NAME, record, Commands.of(record), List.of(), missing);
    outputs.page(NAME + ".html", file -> Page.write(file, List.of(run), ParameterFlags::spelt));
  }

  private List<String> idle(Plan plan) {
    Set<String> given = given().keySet();
    List<String> idle = new ArrayList<>(plan.withoutEffect(given));
    // Nothing is simulated.
    Stream.of("backend").filter(given::contains).forEach(idle::add);
    return idle;
  }

  /** Without the images, the floor of the pixels is told only if a run before has kept it. */
  private static Floors floors(Features features) {
    DatasetIdentity images = features.key().dataset();
    double majority =
        Floors.majority(features.train().labels(), features.test().labels(), images.classes())
            .majority();
    return new Floors(majority, Floors.known(images, UserPath.cache()));
  }

  /** The run that comes to the same outcome by way of the images. */
  private Plan plan(Features features, Floors floors) {
    Features.Origin origin = features.origin();
    Map<String, Object> values = new LinkedHashMap<>(origin.configuration());
    // A folder that does not tell has no measures, either.
    values.put("information", features.isMeasured());
    values.put("floors", floors.pixels().isPresent());
    // The readout of that run is not this one.
    Plan.readout().parameters().forEach(parameter -> values.remove(parameter.name()));
    values.remove(Readout.KIND.source());
    Plan.readout()
        .parameters()
        .forEach(
            parameter -> {
              if (!parameter.about().preset().isEmpty()) {
                values.put(parameter.name(), parameter.about().preset());
              }
            });
    values.putAll(given(Plan.readout()));
    return Plan.of(Experiment.named(origin.experiment()), values);
  }
}
