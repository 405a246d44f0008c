package snn.cli;

import picocli.CommandLine.Option;
import snn.core.LifParameters;

/** The one membrane time constant of all experiments but the sweep. */
final class TauOption {

  @Option(
      names = "--tau_ms",
      paramLabel = "MS",
      defaultValue = "" + LifParameters.TAU_MS,
      description = "Membrane time constant (default: ${DEFAULT-VALUE}).")
  double tauMs;
}
