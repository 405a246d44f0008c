package snn.experiment;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import snn.Progress;
import snn.Workers;
import snn.core.Homeostasis;
import snn.core.LayerHealth;
import snn.core.Network;
import snn.core.PoissonEncoder;
import snn.core.RandomLinear;
import snn.core.Simulator;
import snn.core.SpikeCounts;
import snn.core.SpikeStream;
import snn.data.Dataset;
import snn.data.LabelledImages;
import snn.readout.Evaluation;
import snn.readout.ReadoutFit;

/**
 * Where experiments take place: a dataset, threads, and the steps that the experiments share.
 *
 * @param dataset what is learnt and tested
 * @param backend what simulates
 * @param workers threads for all of it
 * @param progress hears how far it is
 * @param floors of the dataset
 */
public record Lab(
    Dataset dataset, Backend backend, Workers workers, Progress progress, Floors floors) {

  /** The network of {@code settings}. */
  Network network(Settings settings) {
    return new Network(
        new PoissonEncoder(settings.encoding(), settings.seed()),
        RandomLinear.draw(settings.weights(), settings.hidden(), settings.seed(), workers),
        settings.lif());
  }

  /** A simulator of {@code network}. */
  Simulator simulator(Network network) {
    return backend.simulator(network, workers);
  }

  /** A layer without gain control: extracts features, fits the readout, tests it. */
  Outcome readOut(Settings settings, String trainBar, String testBar) {
    Network network = network(settings);
    try (Simulator simulator = simulator(network)) {
      float[] gains = Homeostasis.none(settings.hidden());
      return readOut(settings, network, simulator, gains, trainBar, testBar);
    }
  }

  /** A layer with given gains: extracts features, fits the readout, tests it. */
  Outcome readOut(
      Settings settings,
      Network network,
      Simulator simulator,
      float[] gains,
      String trainBar,
      String testBar) {
    LabelledImages train = dataset.train();
    LabelledImages test = dataset.test();
    long start = System.nanoTime();
    SpikeCounts trainCounts =
        features(simulator, train, SpikeStream.TRAIN, gains, settings.batchSize(), trainBar);
    SpikeCounts testCounts =
        features(simulator, test, SpikeStream.TEST, gains, settings.batchSize(), testBar);
    long extracted = System.nanoTime();
    ReadoutFit fit =
        ReadoutFit.fit(
            trainCounts,
            train.labels(),
            settings.readout(),
            settings.seed(),
            backend.cuda(),
            workers,
            progress);
    long fitted = System.nanoTime();
    float[] weights = network.weights().weights();
    return new Outcome(
        settings,
        network.weights().sha256(),
        part(trainCounts, train, fit),
        part(testCounts, test, fit),
        LayerHealth.of(trainCounts, network, train),
        fit,
        floors,
        Arrays.copyOf(
            weights, Math.min(settings.hidden(), Outcome.FILTERS) * LabelledImages.PIXELS),
        simulator.trace(train, 0, SpikeStream.TRAIN, gains),
        new Outcome.Seconds((extracted - start) / 1e9, (fitted - extracted) / 1e9));
  }

  private Outcome.Part part(SpikeCounts counts, LabelledImages images, ReadoutFit fit) {
    return new Outcome.Part(
        counts.sha256(), Evaluation.of(fit.model().predict(counts, workers), images.labels()));
  }

  private SpikeCounts features(
      Simulator simulator,
      LabelledImages images,
      SpikeStream stream,
      float[] gains,
      int batchSize,
      String bar) {
    int batches = Math.ceilDiv(images.size(), batchSize);
    try (Progress.Task task = progress.start(bar, batches, "it")) {
      return simulator.counts(images, stream, gains, new Batches(task, images.size(), batchSize));
    }
  }

  /** Turns images done into batches done; the last one may be smaller. */
  private static final class Batches implements Progress.Task {
    private final Progress.Task task;
    private final long images;
    private final int batchSize;
    private final AtomicLong done = new AtomicLong();

    Batches(Progress.Task task, long images, int batchSize) {
      this.task = task;
      this.images = images;
      this.batchSize = batchSize;
    }

    @Override
    public void advance(long units) {
      long after = done.addAndGet(units);
      long batches = batches(after) - batches(after - units);
      if (batches > 0) {
        task.advance(batches);
      }
    }

    private long batches(long imagesDone) {
      return imagesDone == images ? Math.ceilDiv(images, batchSize) : imagesDone / batchSize;
    }

    @Override
    public void close() {
      task.close();
    }
  }
}
