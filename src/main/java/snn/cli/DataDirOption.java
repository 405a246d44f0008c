package snn.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where MNIST is. */
final class DataDirOption {

  @Option(
      names = "--data_dir",
      paramLabel = "DIR",
      defaultValue = ".data",
      description = {
        "Where MNIST is, as torchvision lays it out (DIR/MNIST/raw); what is missing is downloaded"
            + " (default: ${DEFAULT-VALUE})."
      })
  Path dataDir;
}
