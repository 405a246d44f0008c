package snn.core;

/**
 * A fixed random spiking layer and how images reach it.
 *
 * @param encoder turns images into input spikes
 * @param weights from inputs to hidden neurons
 * @param lif the hidden neurons
 */
public record Network(PoissonEncoder encoder, RandomLinear weights, LifParameters lif) {

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
