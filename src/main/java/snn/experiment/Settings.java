package snn.experiment;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.Workers;
import snn.core.Connections;
import snn.core.Encoding;
import snn.core.Feature;
import snn.core.FeatureMatrix;
import snn.core.GainRule;
import snn.core.Network;
import snn.core.Neuron;
import snn.core.Pool;
import snn.core.RandomLinear;
import snn.core.SampleTrace;
import snn.core.WeightLaw;
import snn.core.event.EventSimulator;
import snn.data.ImageShape;
import snn.data.ImageSource;
import snn.part.Part;
import snn.part.Parts;
import snn.readout.Readout;

/**
 * What one layer and its readout are made of; with the dataset it determines the result.
 *
 * @param draws what random draws follow from
 * @param layer number of neurons, and what is read of them
 * @param encoding how images become spikes
 * @param neuron what the hidden neurons are
 * @param weights what the weights are drawn from
 * @param connections which of them there are
 * @param pool which neurons are read as one
 * @param homeostasis how gains are adapted, where they are
 * @param standardisation how the readout sees the features
 * @param readout what reads them
 */
public record Settings(
    Draws draws,
    Layer layer,
    Encoding encoding,
    Neuron neuron,
    WeightLaw weights,
    Connections connections,
    Pool pool,
    Optional<GainRule> homeostasis,
    Standardisation standardisation,
    Readout readout) {

  /**
   * The settings that values describe.
   *
   * @param values plain values by the parameters' names; what they lack has its default
   * @param gainControl whether gains are adapted
   * @throws snn.InvalidParameterException if one is not allowed
   */
  static Settings of(Map<String, ?> values, boolean gainControl) {
    return new Settings(
        Parts.read(Draws.class, values),
        Parts.read(Layer.class, values),
        Encoding.KIND.read(values),
        Neuron.KIND.read(values),
        WeightLaw.KIND.read(values),
        Parts.read(Connections.class, values),
        Parts.read(Pool.class, values),
        gainControl ? Optional.of(GainRule.KIND.read(values)) : Optional.empty(),
        Parts.read(Standardisation.class, values),
        Readout.KIND.read(values));
  }

  private Stream<Part> parts() {
    return Stream.concat(
        Stream.of(
            draws, layer, encoding, neuron, weights, connections, pool, standardisation, readout),
        homeostasis.stream());
  }

  /** Plain values of all parameters, by their names; {@link #of} makes the same of them. */
  public Map<String, Object> values() {
    Map<String, Object> values = layerValues();
    values.putAll(readoutValues());
    return values;
  }

  /** Plain values of the readout's parameters. */
  public Map<String, Object> readoutValues() {
    Map<String, Object> values = new LinkedHashMap<>(Readout.KIND.values(readout));
    values.putAll(Parts.values(standardisation));
    return values;
  }

  /** Plain values of the parameters that the features follow from. */
  Map<String, Object> layerValues() {
    Map<String, Object> values = new LinkedHashMap<>(Parts.values(draws));
    if (homeostasis.isEmpty()) {
      values.remove("batch_size");
    }
    values.putAll(Parts.values(layer));
    values.putAll(Encoding.KIND.values(encoding));
    values.putAll(Neuron.KIND.values(neuron));
    values.putAll(WeightLaw.KIND.values(weights));
    values.putAll(Parts.values(connections));
    values.putAll(Parts.values(pool));
    homeostasis.map(GainRule.KIND::values).ifPresent(values::putAll);
    return values;
  }

  /**
   * A key of the currents into its neurons, but for the dataset: layers of equal keys may be
   * simulated together. Empty where gains are adapted.
   */
  Optional<Object> currentKey() {
    return homeostasis.isPresent()
        ? Optional.empty()
        : Optional.of(
            List.of(
                draws.seed(), hidden(), encoding, weights, connections, pool, neuron.getClass()));
  }

  /** A copy with another seed. */
  public Settings withSeed(long seed) {
    return new Settings(
        new Draws(draws.batchSize(), seed),
        layer,
        encoding,
        neuron,
        weights,
        connections,
        pool,
        homeostasis,
        standardisation,
        readout);
  }

  /** Names of parameters that have no effect beside the values of the others. */
  Set<String> withoutEffect() {
    Set<String> names = new LinkedHashSet<>();
    parts().map(Part::withoutEffect).forEach(names::addAll);
    return names;
  }

  /** Number of features: of pools, or of neurons where they are not pooled. */
  public int hidden() {
    return layer.hidden();
  }

  /** Number of neurons, H, or the largest int where there would be more. */
  public int neurons() {
    return (int) Math.min(Integer.MAX_VALUE, (long) hidden() * pool.neurons());
  }

  /** The feature that is read of each neuron. */
  public Feature feature() {
    return layer.readoutOf();
  }

  /** Seed of all draws. */
  public long seed() {
    return draws.seed();
  }

  /** About how much memory a run takes besides the images, in bytes. */
  double memoryBytes(ImageSource.Size size) {
    int inputs = size.shape().pixels();
    double features = featureBytes(size);
    double counts =
        feature() == Feature.COUNTS
            ? 0
            : FeatureMatrix.bytes(size.train(), hidden(), largestCount());
    int threads = Runtime.getRuntime().availableProcessors();
    return RandomLinear.bytes(inputs, neurons())
        + EventSimulator.bytes(inputs, neurons(), threads)
        + features
        + counts
        + SampleTrace.bytes(encoding.numSteps(), neurons(), inputs)
        + Adaptation.bytes(GainControl.batches(size.train(), this))
        + readout.bytes(size.images(), hidden(), size.classes(), features);
  }

  double featureBytes(ImageSource.Size size) {
    return FeatureMatrix.bytes(size.images(), hidden(), largestFeature());
  }

  /**
   * Checks that the layer fits arrays and runs on a backend.
   *
   * @throws snn.InvalidParameterException if not
   */
  void requireFits(ImageSource.Size size, Backend backend) {
    int inputs = size.shape().pixels();
    weights.requireFits(size.shape());
    pool.requireFits(weights, feature(), neuron.largestCount(encoding.numSteps()), size.shape());
    RandomLinear.requireFits(inputs, pool, hidden());
    SampleTrace.requireFits(encoding.numSteps(), Math.max(inputs, neurons()));
    readout.requireFits(size.train());
    backend.requireRuns(neuron, inputs, neurons());
    long batches = GainControl.batches(size.train(), this);
    if (batches > MAX_BATCHES) {
      throw new InvalidParameterException(
          "adapt_epochs", "must make at most %s batches, found %s".formatted(MAX_BATCHES, batches));
    }
  }

  private static final int MAX_BATCHES = 100_000_000;

  /** A warning where bright pixels would have to spike more often than they can. */
  public Optional<String> clipping() {
    int white = 255;
    if (!encoding.clips(white)) {
      return Optional.empty();
    }
    int first = IntStream.rangeClosed(1, white).filter(encoding::clips).findFirst().orElseThrow();
    return Optional.of(
        ("pixels of level %s … 255 would have to spike more than once a step of %s ms: they are"
                + " clipped at %s Hz; lower {fmax_hz} or {dt_ms} to keep their differences")
            .formatted(
                first, Numbers.python(encoding.dtMs()), Numbers.python(1000 / encoding.dtMs())));
  }

  /** Draws the network for images of a shape. */
  Network network(ImageShape shape, Workers workers) {
    return network(RandomLinear.draw(weights, connections, pool, shape, hidden(), seed(), workers));
  }

  /** The network with weights that are drawn already. */
  Network network(RandomLinear drawn) {
    return new Network(encoding, seed(), drawn, neuron, pool);
  }

  private int largestCount() {
    return neuron.largestCount(encoding.numSteps()) * pool.neurons();
  }

  /** The largest value of a feature. */
  public int largestFeature() {
    return feature().largest(largestCount(), encoding.numSteps());
  }
}
