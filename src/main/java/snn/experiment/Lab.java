package snn.experiment;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import snn.Progress;
import snn.Workers;
import snn.core.Homeostasis;
import snn.core.LayerHealth;
import snn.core.Network;
import snn.core.PoissonEncoder;
import snn.core.RandomLinear;
import snn.core.SampleTrace;
import snn.core.Simulator;
import snn.core.SpikeCounts;
import snn.core.SpikeStream;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.LabelledImages;

/**
 * Where experiments take place: a dataset, threads, and the steps that the experiments share.
 *
 * @param dataset what is learnt and tested
 * @param identity of the dataset
 * @param backend what simulates
 * @param workers threads for all of it
 * @param progress hears how far it is
 * @param floors of the dataset
 * @param store asked for features before they are extracted
 */
public record Lab(
    Dataset dataset,
    DatasetIdentity identity,
    Backend backend,
    Workers workers,
    Progress progress,
    Floors floors,
    FeatureStore store) {

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

  /**
   * The gains that feature extraction uses.
   *
   * @param values g, [H]
   * @param adaptation how they came about, where they were adapted
   */
  record FrozenGains(float[] values, Optional<HomeostaticLayer.Adaptation> adaptation) {}

  /** A layer without gain control: extracts features, fits the readout, tests it. */
  Outcome readOut(Settings settings, String trainBar, String testBar) {
    FrozenGains none = new FrozenGains(Homeostasis.none(settings.hidden()), Optional.empty());
    return readOut(settings, features(settings, Optional.empty(), _ -> none, trainBar, testBar));
  }

  /** Fits a readout to features of this lab's dataset, and tests it. */
  Outcome readOut(Settings settings, Features features) {
    return Outcome.of(settings, features, floors, backend, workers, progress);
  }

  /**
   * The features of a layer.
   *
   * @param rule by which {@code control} adapts the gains, where it does
   * @param control sets the gains
   */
  Features features(
      Settings settings,
      Optional<Homeostasis> rule,
      Function<Simulator, FrozenGains> control,
      String trainBar,
      String testBar) {
    FeatureKey key = FeatureKey.of(identity, settings, rule);
    return store.features(key, () -> extract(key, settings, control, trainBar, testBar));
  }

  private Features extract(
      FeatureKey key,
      Settings settings,
      Function<Simulator, FrozenGains> control,
      String trainBar,
      String testBar) {
    LabelledImages train = dataset.train();
    LabelledImages test = dataset.test();
    Network network = network(settings);
    try (Simulator simulator = simulator(network)) {
      long start = System.nanoTime();
      FrozenGains gains = control.apply(simulator);
      long adapted = System.nanoTime();
      SpikeCounts trainCounts =
          counts(simulator, train, SpikeStream.TRAIN, gains.values, settings.batchSize(), trainBar);
      SpikeCounts testCounts =
          counts(simulator, test, SpikeStream.TEST, gains.values, settings.batchSize(), testBar);
      long extracted = System.nanoTime();
      SampleTrace trace = simulator.trace(train, 0, SpikeStream.TRAIN, gains.values);
      return new Features(
          key,
          new Features.Part(trainCounts, train.labels()),
          new Features.Part(testCounts, test.labels()),
          network.weights().weights(),
          gains.values,
          gains.adaptation,
          LayerHealth.of(trainCounts, network, train),
          inputs(network.encoder(), train),
          trace,
          new Features.Seconds(
              gains.adaptation.isPresent() ? (adapted - start) / 1e9 : 0,
              (extracted - adapted) / 1e9));
    }
  }

  /** Input spikes of the first image. */
  private static byte[] inputs(PoissonEncoder encoder, LabelledImages train) {
    PoissonEncoder.Scratch scratch = new PoissonEncoder.Scratch(encoder.encoding().numSteps());
    encoder.encode(train, 0, SpikeStream.TRAIN, scratch);
    return scratch.events().dense();
  }

  private SpikeCounts counts(
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
