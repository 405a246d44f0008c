package snn.measure;

import snn.core.Network;
import snn.data.LabelledImages;

/**
 * The cost of an image on neuromorphic hardware, in the metrics of NeuroBench, for the spiking
 * layer alone, without the readout.
 *
 * <p>Source: J. Yik et al., "The NeuroBench framework for benchmarking neuromorphic computing
 * algorithms and systems", Nature Communications 16, 2025.
 *
 * @param synapticOperations effective accumulates: input spikes times the weights other than 0 that
 *     they meet, an image; the expectation over the draws of the training images' spikes
 * @param membraneUpdates an image: every neuron at every step, T · H
 * @param activationSparsity share of neurons and steps without a spike, on the training images
 */
public record Cost(double synapticOperations, long membraneUpdates, double activationSparsity) {

  /**
   * The cost of a network on the images that it was shown.
   *
   * @param meanCount spikes per image and feature
   */
  public static Cost of(Network network, LabelledImages images, double meanCount) {
    int steps = network.numSteps();
    return new Cost(
        synapticOperations(network, images),
        (long) steps * network.hidden(),
        1 - meanCount / network.pool().neurons() / steps);
  }

  private static double synapticOperations(Network network, LabelledImages images) {
    int inputs = network.weights().inputs();
    double[] probability = new double[256];
    for (int level = 0; level < probability.length; level++) {
      probability[level] = network.encoding().probability(level);
    }
    double[] spikes = new double[inputs];
    byte[] pixels = images.pixels();
    for (int first = 0; first < pixels.length; first += inputs) {
      for (int i = 0; i < inputs; i++) {
        spikes[i] += probability[pixels[first + i] & 0xff];
      }
    }
    int[] targets = new int[inputs];
    float[] weights = network.weights().weights();
    for (int first = 0; first < weights.length; first += inputs) {
      for (int i = 0; i < inputs; i++) {
        targets[i] += weights[first + i] != 0 ? 1 : 0;
      }
    }
    double operations = 0;
    for (int i = 0; i < inputs; i++) {
      operations += spikes[i] * targets[i];
    }
    return operations * network.numSteps() / images.size();
  }
}
