package snn.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import snn.Workers;
import snn.experiment.Model;
import snn.record.ModelFile;
import snn.record.NirFile;

/** {@code snn export}. */
@Command(
    name = "export",
    description = {
      "Writes a model that --save_model has kept as a graph that other simulators read, and says"
          + " what of it they are not told."
    })
final class ExportCommand extends TerminalCommand {

  @Mixin PartsOption own;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "What --save_model has written.")
  Path file;

  @Option(
      names = "--nir",
      required = true,
      paramLabel = "FILE",
      description = {
        "Where: an HDF5 file of the neuromorphic intermediate representation, input to Linear to"
            + " LIF to Affine to output."
      })
  Path nir;

  @Option(names = "--verbose", description = "Show a stack trace with an error.")
  boolean verbose;

  @Override
  public Integer call() {
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      Model model = ModelFile.read(file, workers);
      NirFile.requireNodes(model);
      Saver saver = new Saver(terminal.err(), verbose);
      saver.save(nir, path -> NirFile.write(path, model));
      NirFile.untold(model).forEach(this::say);
      return saver.exitCode();
    }
  }
}
