package snn.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import snn.Progress;
import snn.Workers;
import snn.core.Encoder;
import snn.core.FeatureMatrix;
import snn.core.Homeostasis;
import snn.core.Network;
import snn.core.Responses;
import snn.core.SampleTrace;
import snn.core.Simulator;
import snn.core.SpikeStream;
import snn.core.event.EventSimulator;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.data.LabelledImages;
import snn.measure.Cost;
import snn.measure.Information;
import snn.measure.LayerHealth;

/**
 * Runs experiments: has their dataset and threads, and does the steps that all of them share.
 *
 * @param dataset training and test images
 * @param identity of the dataset
 * @param backend what simulates
 * @param workers threads for all of it
 * @param progress receives the progress
 * @param floors of the dataset
 * @param images what its images look like
 * @param store asked for features before they are extracted
 */
public record Lab(
    Dataset dataset,
    DatasetIdentity identity,
    Backend backend,
    Workers workers,
    Progress progress,
    Floors floors,
    ImageFacts images,
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
    return Outcome.of(
        plan, point, features, floors, Optional.of(images), backend, workers, progress);
  }

  /**
   * Features of layers that differ in their neurons and in what is read of them, from one pass over
   * their currents.
   *
   * @param plans whose {@link Plan#currentKey} are equal; each of one layer
   * @return those of each plan, equal to what it has alone
   */
  public List<Features> together(List<Plan> plans) {
    List<Settings> points = plans.stream().map(plan -> plan.points().getFirst()).toList();
    Network first = points.getFirst().network(dataset.shape(), workers);
    List<Network> networks = points.stream().map(point -> point.network(first.weights())).toList();
    List<EventSimulator.Run> runs =
        points.stream()
            .map(
                point -> new EventSimulator.Run(Homeostasis.ones(point.neurons()), point.feature()))
            .toList();
    LabelledImages train = dataset.train();
    try (EventSimulator simulator = new EventSimulator(networks, workers);
        Progress.Task task = progress.start("", 0, "it")) {
      long start = System.nanoTime();
      List<Responses> shown = simulator.responses(train, SpikeStream.TRAIN, runs, task);
      List<Responses> tested = simulator.responses(dataset.test(), SpikeStream.TEST, runs, task);
      long extracted = System.nanoTime();
      List<Optional<Information>> information =
          plans.stream().anyMatch(plan -> plan.extent().information())
              ? SecondDraw.measure(
                  networks,
                  runs,
                  train,
                  shown.stream().map(Responses::features).toList(),
                  backend,
                  workers)
              : List.of();
      long measured = System.nanoTime();
      List<Features> all = new ArrayList<>();
      for (int k = 0; k < plans.size(); k++) {
        Features features =
            features(
                FeatureKey.of(identity, points.get(k)),
                plans.get(k),
                points.get(k),
                networks.get(k),
                new GainControl.FrozenGains(runs.get(k).gains(), Optional.empty()),
                shown.get(k),
                tested.get(k).features(),
                trace(networks.get(k), runs.get(k).gains()),
                new Features.Seconds(0, (extracted - start) / 1e9 / plans.size(), 0));
        all.add(
            plans.get(k).extent().information()
                ? features.measured(
                    information.get(k),
                    Cost.of(networks.get(k), train, features.health().meanCount()),
                    (measured - extracted) / 1e9 / plans.size())
                : features);
      }
      return all;
    }
  }

  /** Adjusts features that another run made to the measurements that the plan asks for. */
  private Features asAsked(Plan plan, Settings point, Features known) {
    if (!plan.extent().information()) {
      return known.unmeasured();
    }
    return known.isMeasured()
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
      FeatureMatrix tested =
          responses(simulator, test, SpikeStream.TEST, gains, point, bars + "test" + what)
              .features();
      long extracted = System.nanoTime();
      Features.Seconds seconds =
          new Features.Seconds(
              frozen.adaptation().isPresent() ? (adapted - start) / 1e9 : 0,
              (extracted - adapted) / 1e9,
              0);
      return features(
          key,
          plan,
          point,
          network,
          frozen,
          shown,
          tested,
          simulator.trace(train, 0, SpikeStream.TRAIN, gains),
          seconds);
    }
  }

  /** Collects the features of a layer that was shown all images. */
  private Features features(
      FeatureKey key,
      Plan plan,
      Settings point,
      Network network,
      GainControl.FrozenGains frozen,
      Responses shown,
      FeatureMatrix tested,
      SampleTrace trace,
      Features.Seconds seconds) {
    LabelledImages train = dataset.train();
    return new Features(
        key,
        new Features.Origin(plan.experiment().name(), plan.only(point).values()),
        new Features.Labelled(shown.features(), train.labels()),
        new Features.Labelled(tested, dataset.test().labels()),
        network.weights().weights(),
        frozen.values(),
        frozen.adaptation(),
        new Features.Measured(
            LayerHealth.of(shown.counts(), network, train), Optional.empty(), Optional.empty()),
        inputs(network.encoder(), train),
        trace,
        seconds);
  }

  private Features measure(Features features, Settings point, Network network) {
    long start = System.nanoTime();
    LabelledImages train = dataset.train();
    Optional<Information> information =
        SecondDraw.measure(
                List.of(network),
                List.of(new EventSimulator.Run(features.gains(), point.feature())),
                train,
                List.of(features.train().features()),
                backend,
                workers)
            .getFirst();
    Cost cost = Cost.of(network, train, features.health().meanCount());
    return features.measured(information, cost, (System.nanoTime() - start) / 1e9);
  }

  /** The trace of one of several layers on the first image. */
  private SampleTrace trace(Network network, float[] gains) {
    try (EventSimulator simulator = new EventSimulator(network, workers)) {
      return simulator.trace(dataset.train(), 0, SpikeStream.TRAIN, gains);
    }
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
