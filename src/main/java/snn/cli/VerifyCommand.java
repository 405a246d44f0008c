package snn.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import snn.InvalidParameterException;
import snn.Workers;
import snn.core.SpikeStream;
import snn.data.DataException;
import snn.data.ImageFolder;
import snn.data.ImageSource;
import snn.experiment.Backend;
import snn.experiment.Experiment;
import snn.experiment.FeatureStore;
import snn.experiment.Lab;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.experiment.Settings;
import snn.part.OwnPart;
import snn.part.Section;
import snn.record.RecordDifference;
import snn.record.RunRecord;

/** {@code snn verify}. */
@Command(
    name = "verify",
    description = {
      "Runs an experiment again from its record, and compares dataset, weights, gains, spike"
          + " counts, loss, accuracies, confusion and predictions, in every digit.",
      "Exits with 6 when something differs, and says what does first."
    })
final class VerifyCommand extends TerminalCommand {

  @Mixin PartsOption own;

  /** Where images are, which a record does not tell. */
  static final Section DATA =
      new Section(
          "Data",
          ImageSource.KIND.parameters().stream()
              .filter(parameter -> !parameter.about().result())
              .toList());

  @Parameters(paramLabel = "FILE.json", description = "Record that a run has written.")
  Path file;

  @Option(
      names = "--dataset",
      paramLabel = "DIR",
      description = "Where the images are now, of a record of a folder of images that has moved.")
  Path images;

  @Override
  List<Section> sections() {
    return List.of(DATA, Section.of("Machine").with(Machine.class));
  }

  @Override
  public Integer call() {
    Machine machine = part(Machine.class);
    RunRecord recorded = RunRecord.read(file);
    Optional<RecordDifference> difference =
        RecordDifference.first("stream_version", recorded.streamVersion(), SpikeStream.VERSION)
            .or(() -> source(recorded))
            .or(() -> runAgain(recorded, machine));
    if (difference.isPresent()) {
      terminal.err().printf("snn: %s: %s%n", file, difference.get());
      return ExitCode.MISMATCH;
    }
    terminal.out().printf("%s: verified, every digit is the same%n", file);
    return ExitCode.OK;
  }

  /** Whether a part of the user's own has changed; the record cannot vouch for another. */
  private static Optional<RecordDifference> source(RunRecord recorded) {
    return Plan.KINDS.stream()
        .flatMap(kind -> OwnPart.change(kind, recorded.configuration()).stream())
        .map(
            change ->
                new RecordDifference(
                    "nothing was run: the source %s is another one, SHA-256"
                        .formatted(change.file()),
                    change.recorded(),
                    change.found()))
        .findFirst();
  }

  private Optional<RecordDifference> runAgain(RunRecord recorded, Machine machine) {
    Plan plan = plan(recorded);
    try (Session session = Session.single(Optional.empty())) {
      Backend opened = session.backend(machine.choice(), this::warn);
      Workers workers = session.workers(machine.workers());
      plan.requireRunsOn(opened);
      ProgressBars bars = new ProgressBars(terminal);
      return RecordDifference.first(
              "dataset", recorded.dataset(), session.identity(plan, workers, bars, this::warn))
          .or(
              () ->
                  compare(
                      recorded,
                      recompute(
                          plan,
                          session.lab(
                              plan, opened, workers, FeatureStore.NONE, bars, this::warn))));
    }
  }

  private Optional<RecordDifference> compare(RunRecord recorded, RunRecord found) {
    Optional<RecordDifference> difference = RecordDifference.first(recorded, found);
    Set<String> there = recorded.readoutDevices();
    Set<String> here = found.readoutDevices();
    if (difference.isPresent() && !there.equals(here)) {
      warn(
          "the readout of this record was fitted on %s, here on %s: sums on a GPU have last bits of"
                  .formatted(String.join(", ", there), String.join(", ", here))
              + " their own, so loss, accuracies and predictions may differ; weights, gains and"
              + " spike counts may not");
    }
    return difference;
  }

  private static RunRecord recompute(Plan plan, Lab lab) {
    Results results = new Results(plan, lab);
    for (int repeat = 0; repeat < plan.extent().repeats(); repeat++) {
      for (Settings point : plan.points(repeat)) {
        results.add(lab.run(plan, point));
      }
    }
    return results.record();
  }

  private Plan plan(RunRecord recorded) {
    Map<String, Object> values = new LinkedHashMap<>(recorded.configuration());
    values.putAll(given(DATA));
    if (images != null) {
      if (!recorded.dataset().name().equals(ImageFolder.NAME)) {
        throw new InvalidParameterException(
            "dataset",
            "must be given for a record of a folder of images only, found that %s is of %s"
                .formatted(file, recorded.dataset().name()));
      }
      // An absolute path has a separator, by which it is taken for a folder.
      values.put("dataset", images.toAbsolutePath().toString());
    }
    try {
      return Plan.of(Experiment.named(recorded.experiment()), values);
    } catch (InvalidParameterException e) {
      throw new DataException(
          "%s cannot be run again, no valid configuration: %s"
              .formatted(file, ParameterFlags.message(e)),
          e);
    }
  }
}
