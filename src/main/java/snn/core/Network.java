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
 * @param rest what each of them remembers at rest, [H][stateWidth]; not to be changed
 */
public record Network(
    Encoding encoding, long seed, RandomLinear weights, Neuron neuron, float[][] rest) {

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

  /** A whole layer. */
  public Network(Encoding encoding, long seed, RandomLinear weights, Neuron neuron) {
    this(
        encoding,
        seed,
        weights,
        neuron,
        IntStream.range(0, weights.hidden())
            .mapToObj(j -> neuron.rest(seed, j))
            .toArray(float[][]::new));
  }

  /** Some of its neurons, which do what they do among the others. */
  public Network select(int[] neurons) {
    return new Network(
        encoding,
        seed,
        weights.select(neurons),
        neuron,
        Arrays.stream(neurons).mapToObj(j -> rest[j]).toArray(float[][]::new));
  }

  /** A source of input spikes, for one thread. */
  public Encoder encoder() {
    return new Encoder(encoding, seed, weights.inputs());
  }

  /** T. */
  public int numSteps() {
    return encoding.numSteps();
  }

  /** H. */
  public int hidden() {
    return weights.hidden();
  }

  /** The largest spike count a neuron can reach. */
  public int largestCount() {
    return neuron.largestCount(numSteps());
  }
}
