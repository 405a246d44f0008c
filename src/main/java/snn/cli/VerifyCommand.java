package snn.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import snn.Workers;
import snn.core.SpikeStream;
import snn.data.DataException;
import snn.experiment.Backend;
import snn.experiment.FeatureStore;
import snn.experiment.Lab;
import snn.report.RecordDifference;
import snn.report.RunRecord;

/** {@code snn verify}. */
@Command(
    name = "verify",
    description = {
      "Runs an experiment again from its record, and compares dataset, weights, gains, spike"
          + " counts, loss, accuracies, confusion and predictions, in every digit.",
      "Exits with 6 when something differs, and says what does first."
    })
final class VerifyCommand extends TerminalCommand {

  @Parameters(paramLabel = "FILE.json", description = "Record that a run has written.")
  Path file;

  @Mixin DataDirOption data = new DataDirOption();

  @Mixin BackendOption backend = new BackendOption();

  @Mixin MachineOptions machine = new MachineOptions();

  @Override
  public Integer call() {
    machine.check();
    RunRecord recorded = RunRecord.read(file);
    Optional<RecordDifference> difference =
        RecordDifference.first("stream_version", recorded.streamVersion(), SpikeStream.VERSION)
            .or(() -> runAgain(recorded));
    if (difference.isPresent()) {
      terminal.err().printf("snn: %s: %s%n", file, difference.get());
      return ExitCode.MISMATCH;
    }
    terminal.out().printf("%s: verified, every digit is the same%n", file);
    return ExitCode.OK;
  }

  private Optional<RecordDifference> runAgain(RunRecord recorded) {
    ExperimentCommand<?> experiment = experiment(recorded);
    try (Backend opened = backend.choice(machine).open(this::warn);
        Workers workers = new Workers(machine.workers())) {
      Lab lab = experiment.lab(opened, workers, FeatureStore.NONE);
      if (!opened.deviceName().equals(recorded.run().device())) {
        warn(
            "recorded on %s, run again on %s: the last digits of a fit may depend on that"
                .formatted(recorded.run().device(), opened.deviceName()));
      }
      return RecordDifference.first("dataset", recorded.dataset(), lab.identity())
          .or(() -> RecordDifference.first(recorded, experiment.recompute(lab)));
    }
  }

  private ExperimentCommand<?> experiment(RunRecord recorded) {
    try {
      return Configuration.experiment(
          terminal, recorded.experiment(), recorded.configuration(), data.words());
    } catch (DataException e) {
      throw new DataException("%s cannot be run again, %s".formatted(file, e.getMessage()), e);
    }
  }
}
