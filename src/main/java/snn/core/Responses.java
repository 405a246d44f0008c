package snn.core;

/**
 * What a layer answers to images, one row per image.
 *
 * @param counts spikes of each neuron
 * @param features what a readout learns of them; the counts themselves where it is those
 */
public record Responses(SpikeCounts counts, SpikeCounts features) {

  /** All zero, to be filled. */
  public static Responses zeros(int images, Network network, Feature feature) {
    int hidden = network.hidden();
    SpikeCounts counts = SpikeCounts.zeros(images, hidden, network.largestCount());
    return new Responses(
        counts,
        feature == Feature.COUNTS
            ? counts
            : SpikeCounts.zeros(
                images, hidden, feature.largest(network.neuron(), network.numSteps())));
  }
}
