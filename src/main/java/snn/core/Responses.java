package snn.core;

/**
 * What a layer answers to images, one row per image.
 *
 * @param counts spikes of each neuron, or of those that are read as one
 * @param features what a readout learns of them; the counts themselves where it is those
 */
public record Responses(SpikeCounts counts, SpikeCounts features) {

  /** Fills in what follows from the counts of an image where a readout learns their roots. */
  public void takeRoots(int image) {
    float[] roots = new float[counts.hidden()];
    for (int j = 0; j < roots.length; j++) {
      roots[j] = Feature.root(counts.get(image, j));
    }
    features.setRow(image, roots);
  }

  /** All zero, to be filled. */
  public static Responses zeros(int images, Network network, Feature feature) {
    int hidden = network.features();
    SpikeCounts counts = SpikeCounts.zeros(images, hidden, network.largestCount());
    return new Responses(
        counts,
        feature == Feature.COUNTS
            ? counts
            : SpikeCounts.zeros(
                images, hidden, feature.largest(network.largestCount(), network.numSteps())));
  }
}
