package snn.cli;

import picocli.CommandLine.Option;
import snn.experiment.Backend;

/** What simulates. */
final class BackendOption {

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = {
        "What simulates: event (CPU only), djl (tensor kernels), or auto: djl on cuda, event on a"
            + " cpu. The spikes are the same (default: ${DEFAULT-VALUE})."
      })
  Backend.Kind kind;

  /** The same with its device. */
  Backend.Choice choice(MachineOptions machine) {
    return new Backend.Choice(kind, machine.device);
  }
}
