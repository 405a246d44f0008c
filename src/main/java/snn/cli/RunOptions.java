package snn.cli;

import static snn.InvalidParameterException.requireIn;

import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.data.Dataset;
import snn.data.Mnist;
import snn.data.StrokeDigits;
import snn.experiment.Settings;

/** What the experiment is about, besides layer and readout. */
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
      names = "--limit",
      paramLabel = "N",
      description = "Use at most the first N training and the first N test images (default: all).")
  Integer limit;

  @Option(
      names = "--batch_size",
      paramLabel = "N",
      defaultValue = "" + Settings.BATCH_SIZE,
      description = {
        "Images per batch. Changes results through homeostasis only (default: ${DEFAULT-VALUE})."
      })
  int batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + Settings.SEED,
      description = "Seed of weights and spikes (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Run with N seeds, SEED to SEED + N - 1, and report mean and 95 %% interval"
            + " (default: ${DEFAULT-VALUE})."
      })
  int repeats;

  @Option(
      names = "--floors",
      description = "Also report logistic regression on the raw pixels, to compare with.")
  boolean floors;

  /** Checks what no record does. */
  void check() {
    requireIn("repeats", repeats, 1, 100_000);
    if (seed > Long.MAX_VALUE - repeats) {
      throw new InvalidParameterException(
          "seed",
          String.format(
              Locale.ROOT, "must be at most %d, found %d", Long.MAX_VALUE - repeats, seed));
    }
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

  /**
   * Reads, downloads or draws the dataset.
   *
   * @param mnist where MNIST is
   * @param workers draw
   * @param notices hears what is odd about files
   */
  Dataset load(DataDirOption mnist, Workers workers, Progress progress, Consumer<String> notices) {
    int most = limit == null ? Integer.MAX_VALUE : limit;
    return switch (dataset) {
      case MNIST -> mnist.load(progress, notices).first(most);
      case STROKES ->
          StrokeDigits.generate(
              STROKES_SEED,
              Math.min(most, StrokeDigits.TRAIN),
              Math.min(most, StrokeDigits.TEST),
              workers);
    };
  }
}
