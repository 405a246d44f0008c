package snn.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where results go. */
final class OutputOptions {

  @Option(
      names = "--output_dir",
      paramLabel = "DIR",
      defaultValue = "outputs",
      description = "Folder for reports (default: ${DEFAULT-VALUE}).")
  Path outputDir;

  @Option(
      names = "--fig_dir",
      paramLabel = "DIR",
      defaultValue = "figures",
      description = "Folder for figures (default: ${DEFAULT-VALUE}).")
  Path figDir;
}
