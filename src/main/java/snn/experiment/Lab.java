package snn.experiment;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import snn.Progress;
import snn.Workers;
import snn.core.Cost;
import snn.core.Encoder;
import snn.core.Information;
import snn.core.LayerHealth;
import snn.core.Network;
import snn.core.Responses;
import snn.core.Simulator;
import snn.core.SpikeCounts;
import snn.core.SpikeStream;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.LabelledImages;

/**
 * Where experiments take place: a dataset, threads, and the course that all of them take.
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

  /** Runs one layer of a plan: adapts gains where it says so, extracts, fits, tests. */
  public Outcome run(Plan plan, Settings point) {
    FeatureKey key = FeatureKey.of(identity, point);
    Features features =
        store
            .find(key)
            .map(known -> asAsked(plan, point, known))
            .orElseGet(() -> extract(key, plan, point));
    store.keep(features);
    return Outcome.of(plan, point, features, floors, backend, workers, progress);
  }

  /** Features that another run made, which may have measured more or less. */
  private Features asAsked(Plan plan, Settings point, Features known) {
    if (!plan.extent().information()) {
      return known.unmeasured();
    }
    return known.measured()
        ? known
        : measure(known, point, point.network(dataset.shape(), workers));
  }

  private Features extract(FeatureKey key, Plan plan, Settings point) {
    Network network = point.network(dataset.shape(), workers);
    Features features = simulate(key, plan, point, network);
    return plan.extent().information() ? measure(features, point, network) : features;
  }

  private Features simulate(FeatureKey key, Plan plan, Settings point, Network network) {
    LabelledImages train = dataset.train();
    LabelledImages test = dataset.test();
    String bars = plan.text(plan.words().bars(), point, "");
    String what = bars.isEmpty() ? " feature extraction" : "";
    try (Simulator simulator = backend.simulator(network, workers)) {
      long start = System.nanoTime();
      GainControl.FrozenGains frozen = GainControl.run(point, train, simulator, progress);
      float[] gains = frozen.values();
      long adapted = System.nanoTime();
      Responses shown =
          responses(simulator, train, SpikeStream.TRAIN, gains, point, bars + "train" + what);
      SpikeCounts tested =
          responses(simulator, test, SpikeStream.TEST, gains, point, bars + "test" + what)
              .features();
      long extracted = System.nanoTime();
      return new Features(
          key,
          new Features.Origin(plan.experiment().name(), plan.only(point).values()),
          new Features.Labelled(shown.features(), train.labels()),
          new Features.Labelled(tested, test.labels()),
          network.weights().weights(),
          gains,
          frozen.adaptation(),
          LayerHealth.of(shown.counts(), network, train),
          Optional.empty(),
          Optional.empty(),
          inputs(network.encoder(), train),
          simulator.trace(train, 0, SpikeStream.TRAIN, gains),
          new Features.Seconds(
              frozen.adaptation().isPresent() ? (adapted - start) / 1e9 : 0,
              (extracted - adapted) / 1e9,
              0));
    }
  }

  private Features measure(Features features, Settings point, Network network) {
    long start = System.nanoTime();
    LabelledImages train = dataset.train();
    Optional<Information> information =
        SecondDraw.measure(
            network,
            features.gains(),
            train,
            features.train().features(),
            point.feature(),
            backend,
            workers);
    Cost cost = Cost.of(network, train, features.health().meanCount());
    return features.measured(information, cost, (System.nanoTime() - start) / 1e9);
  }

  /** Input spikes of the first image. */
  private static byte[] inputs(Encoder encoder, LabelledImages train) {
    return encoder.encode(train, 0, SpikeStream.TRAIN).dense();
  }

  private Responses responses(
      Simulator simulator,
      LabelledImages images,
      SpikeStream stream,
      float[] gains,
      Settings point,
      String bar) {
    int batchSize = point.draws().batchSize();
    int batches = Math.ceilDiv(images.size(), batchSize);
    try (Progress.Task task = progress.start(bar, batches, "it")) {
      Progress.Task batchTask = new Batches(task, images.size(), batchSize);
      return simulator.responses(images, stream, gains, point.feature(), batchTask);
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
