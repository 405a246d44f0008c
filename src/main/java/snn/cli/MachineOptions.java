package snn.cli;

import static snn.InvalidParameterException.requireIn;

import picocli.CommandLine.Option;
import snn.Workers;
import snn.experiment.Backend;

/** How the machine is used. */
final class MachineOptions {

  @Option(
      names = "--num_workers",
      paramLabel = "N",
      description = {
        "Threads, 0 or 1 for the calling one alone; results never depend on it (default: all"
            + " processors)."
      })
  Integer numWorkers;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = {
        "cpu, cuda, or auto: cuda if PYTORCH_FLAVOR or PYTORCH_LIBRARY_PATH asks for a CUDA build"
            + " of PyTorch and that finds a GPU (default: ${DEFAULT-VALUE})."
      })
  Backend.Device device;

  @Option(
      names = "--verbose",
      description = "Tell times and memory on stderr, and a stack trace with an error.")
  boolean verbose;

  /** Threads to use; 0, in PyTorch no process but the calling one, is one. */
  int workers() {
    return numWorkers != null
        ? Math.max(1, numWorkers)
        : Runtime.getRuntime().availableProcessors();
  }

  /** Checks what no record does. */
  void check() {
    if (numWorkers != null) {
      requireIn("numWorkers", numWorkers, 0, Workers.MOST);
    }
  }
}
