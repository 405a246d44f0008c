package snn.core;

/**
 * A fixed random spiking layer and how images reach it.
 *
 * @param encoder turns images into input spikes
 * @param weights from inputs to hidden neurons
 * @param lif the hidden neurons
 */
public record Network(PoissonEncoder encoder, RandomLinear weights, LifParameters lif) {

  /**
   * Checks that images and neurons have the same clock.
   *
   * @throws IllegalArgumentException if their time steps differ in length
   */
  public Network {
    if (encoder.encoding().dtMs() != lif.dtMs()) {
      throw new IllegalArgumentException(
          "time steps of %s ms in the encoding, of %s ms in the neurons"
              .formatted(encoder.encoding().dtMs(), lif.dtMs()));
    }
  }

  /** T. */
  public int numSteps() {
    return encoder.encoding().numSteps();
  }

  /** H. */
  public int hidden() {
    return weights.hidden();
  }

  /** The largest spike count a neuron can reach. */
  public int largestCount() {
    return SpikeCounts.largest(numSteps(), lif);
  }
}
