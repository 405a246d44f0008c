package snn.core;

import snn.InvalidParameterException;

/**
 * A fixed random spiking layer and how images reach it.
 *
 * @param encoding how images become input spikes
 * @param seed of their draws
 * @param weights from inputs to hidden neurons
 * @param neuron what the hidden neurons are
 */
public record Network(Encoding encoding, long seed, RandomLinear weights, Neuron neuron) {

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
