package snn.cli;

import static snn.InvalidParameterException.requireIn;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import snn.Progress;
import snn.data.Dataset;
import snn.data.Mnist;
import snn.data.StrokeDigits;
import snn.experiment.Backend;
import snn.experiment.Settings;

/** Data, output and how the machine is used. */
final class RunOptions {

  /** The datasets that {@code --dataset} knows. */
  enum Source {
    MNIST,
    STROKES
  }

  /** Of the drawn digits, so that {@code --seed} changes the network and not the task. */
  private static final long STROKES_SEED = 42;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "mnist",
      description = {
        "mnist, or strokes: digits that the program draws itself, no download needed"
            + " (default: ${DEFAULT-VALUE})."
      })
  Source dataset;

  @Option(
      names = "--data_dir",
      paramLabel = "DIR",
      defaultValue = ".data",
      description = {
        "Where MNIST is, as torchvision lays it out (DIR/MNIST/raw); what is missing is downloaded"
            + " (default: ${DEFAULT-VALUE})."
      })
  Path dataDir;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use at most the first N training and the first N test images (default: all).")
  Integer limit;

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

  @Option(
      names = "--batch_size",
      paramLabel = "N",
      defaultValue = "" + Settings.BATCH_SIZE,
      description = {
        "Images per batch. Changes results through homeostasis only (default: ${DEFAULT-VALUE})."
      })
  int batchSize;

  @Option(
      names = "--num_workers",
      paramLabel = "N",
      description = "Threads; results never depend on it (default: all processors).")
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
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = {
        "What simulates: event (CPU only), djl (tensor kernels), or auto: djl on cuda, event on a"
            + " cpu. The spikes are the same (default: ${DEFAULT-VALUE})."
      })
  Backend.Kind backend;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + Settings.SEED,
      description = "Seed of weights and spikes (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--verbose",
      description = "Tell times and memory on stderr, and a stack trace with an error.")
  boolean verbose;

  /** Threads to use. */
  int workers() {
    return numWorkers != null ? numWorkers : Runtime.getRuntime().availableProcessors();
  }

  /** What simulates, and where. */
  Backend.Choice backend() {
    return new Backend.Choice(backend, device);
  }

  /** Checks what no record does. */
  void check() {
    requireIn("numWorkers", workers(), 1, 1024);
    if (limit != null) {
      requireIn("limit", limit, 1, Integer.MAX_VALUE);
    }
  }

  /** Images of training and test together, as far as the flags tell. */
  int images() {
    int[] parts =
        switch (dataset) {
          case MNIST -> new int[] {Mnist.TRAIN, Mnist.TEST};
          case STROKES -> new int[] {StrokeDigits.TRAIN, StrokeDigits.TEST};
        };
    int most = limit == null ? Integer.MAX_VALUE : limit;
    return Math.min(most, parts[0]) + Math.min(most, parts[1]);
  }

  /** Reads, downloads or draws the dataset. */
  Dataset load(Progress progress) {
    int most = limit == null ? Integer.MAX_VALUE : limit;
    return switch (dataset) {
      case MNIST -> Mnist.load(dataDir, progress).first(most);
      case STROKES ->
          StrokeDigits.generate(
              STROKES_SEED, Math.min(most, StrokeDigits.TRAIN), Math.min(most, StrokeDigits.TEST));
    };
  }
}
