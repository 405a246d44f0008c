package snn.cli;

import java.util.OptionalInt;
import snn.Workers;
import snn.experiment.Backend;
import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * How the machine is used.
 *
 * @param backend what simulates
 * @param device where
 * @param numWorkers threads; empty for one per processor
 * @param verbose whether times, memory and stack traces are told
 */
record Machine(
    @Param(
            help =
                "What simulates: event (CPU only), djl (tensor kernels), or auto: djl on cuda,"
                    + " event on a cpu. The spikes are the same",
            unit = "NAME",
            preset = "auto",
            result = false)
        Backend.Kind backend,
    @Param(
            help =
                "Where it computes: cpu, cuda, or auto: cuda if PYTORCH_FLAVOR or"
                    + " PYTORCH_LIBRARY_PATH asks for a CUDA build of PyTorch and that finds a GPU",
            unit = "NAME",
            preset = "auto",
            result = false)
        Backend.Device device,
    @Param(
            help =
                "Threads, 0 or 1 for the calling one alone; results never depend on it (default:"
                    + " all processors)",
            unit = "N",
            min = 0,
            max = Workers.MOST,
            result = false)
        OptionalInt numWorkers,
    @Param(
            help = "Tell times and memory on stderr, and a stack trace with an error",
            preset = "false",
            result = false)
        boolean verbose)
    implements Part {

  Machine {
    Parts.check(Machine.class, backend, device, numWorkers, verbose);
  }

  /** Threads to use; 0, in PyTorch no process but the calling one, is one. */
  int workers() {
    return Math.max(1, numWorkers.orElse(Runtime.getRuntime().availableProcessors()));
  }

  /** What the user chose to simulate with. */
  Backend.Choice choice() {
    return new Backend.Choice(backend, device);
  }
}
