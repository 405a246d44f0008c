package snn.core;

import java.util.Arrays;
import java.util.stream.IntStream;
import snn.InvalidParameterException;

/**
 * A fixed random spiking layer and how images reach it.
 *
 * @param encoding how images become input spikes
 * @param seed of all random draws
 * @param weights from inputs to hidden neurons
 * @param neuron model of the hidden neurons
 * @param pool which neurons form a feature; those of one have successive indices
 * @param rest state of each neuron at rest, [H][stateWidth]; must not be changed
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

  /** Creates a whole layer in which every neuron is a feature. */
  public Network(Encoding encoding, long seed, RandomLinear weights, Neuron neuron) {
    this(encoding, seed, weights, neuron, Pool.NONE);
  }

  /** Creates a whole layer. */
  public Network(Encoding encoding, long seed, RandomLinear weights, Neuron neuron, Pool pool) {
    this(
        encoding,
        seed,
        weights,
        neuron,
        pool,
        IntStream.range(0, weights.hidden())
            .mapToObj(j -> rest(neuron, seed, j))
            .toArray(float[][]::new));
  }

  private static float[] rest(Neuron neuron, long seed, int j) {
    try {
      return neuron.rest(seed, j);
    } catch (InvalidParameterException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException("neuron " + j, e);
    }
  }

  /** The part of the layer that some features need; its neurons behave as in the whole. */
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

  /** Indices of the neurons of some features, in the features' order. */
  public int[] neuronsOf(int[] features) {
    int places = pool.neurons();
    return Arrays.stream(features)
        .flatMap(f -> IntStream.range(f * places, (f + 1) * places))
        .toArray();
  }

  /** Number of features: of pools, or of neurons where they are not pooled. */
  public int features() {
    return hidden() / pool.neurons();
  }

  /** A new encoder of input spikes, for one thread. */
  public Encoder encoder() {
    return new Encoder(encoding, seed, weights.inputs());
  }

  /** Number of time steps, T. */
  public int numSteps() {
    return encoding.numSteps();
  }

  /** Number of hidden neurons, H. */
  public int hidden() {
    return weights.hidden();
  }

  /** Largest number of spikes of a feature, summed over its neurons. */
  public int largestCount() {
    return neuron.largestCount(numSteps()) * pool.neurons();
  }
}
