package snn.core;

import java.util.Arrays;
import java.util.stream.IntStream;
import snn.InvalidParameterException;

/**
 * A fixed random spiking layer and how images reach it.
 *
 * @param encoding how images become input spikes
 * @param seed of their draws
 * @param weights from inputs to hidden neurons
 * @param neuron what the hidden neurons are
 * @param pool neurons that are read as one follow one another
 * @param rest what each of them remembers at rest, [H][stateWidth]; not to be changed
 */
public record Network(
    Encoding encoding, long seed, RandomLinear weights, Neuron neuron, Pool pool, float[][] rest) {

  /**
   * Checks that images and neurons have the same clock.
   *
   * @throws InvalidParameterException if their time steps differ in length
   */
  public Network {
    if (encoding.dtMs() != neuron.dtMs()) {
      throw new InvalidParameterException(
          "dt_ms",
          "must be the same for images and neurons, found %s and %s"
              .formatted(encoding.dtMs(), neuron.dtMs()));
    }
  }

  /** A whole layer, each of whose neurons is read for itself. */
  public Network(Encoding encoding, long seed, RandomLinear weights, Neuron neuron) {
    this(encoding, seed, weights, neuron, Pool.NONE);
  }

  /** A whole layer. */
  public Network(Encoding encoding, long seed, RandomLinear weights, Neuron neuron, Pool pool) {
    this(
        encoding,
        seed,
        weights,
        neuron,
        pool,
        IntStream.range(0, weights.hidden())
            .mapToObj(j -> neuron.rest(seed, j))
            .toArray(float[][]::new));
  }

  /** The neurons of some of its features, which do what they do among the others. */
  public Network select(int[] features) {
    int[] neurons = neuronsOf(features);
    return new Network(
        encoding,
        seed,
        weights.select(neurons),
        neuron,
        pool,
        Arrays.stream(neurons).mapToObj(j -> rest[j]).toArray(float[][]::new));
  }

  /** The neurons of some features, in their order. */
  public int[] neuronsOf(int[] features) {
    int places = pool.neurons();
    return Arrays.stream(features)
        .flatMap(f -> IntStream.range(f * places, (f + 1) * places))
        .toArray();
  }

  /** What a readout learns of: pools of neurons, or each for itself. */
  public int features() {
    return hidden() / pool.neurons();
  }

  /** A source of input spikes, for one thread. */
  public Encoder encoder() {
    return new Encoder(encoding, seed, weights.inputs());
  }

  /** T. */
  public int numSteps() {
    return encoding.numSteps();
  }

  /** H, all neurons. */
  public int hidden() {
    return weights.hidden();
  }

  /** The largest number of spikes of a feature's neurons. */
  public int largestCount() {
    return neuron.largestCount(numSteps()) * pool.neurons();
  }
}
