package snn.core;

/**
 * Responses of a layer to images, one row per image.
 *
 * @param counts spikes of each neuron, or of each pool
 * @param features what a readout learns from; the counts themselves for {@link Feature#COUNTS}
 */
public record Responses(FeatureMatrix counts, FeatureMatrix features) {

  /** Sets the features of an image to the square roots of its counts. */
  public void takeRoots(int image) {
    float[] roots = new float[counts.hidden()];
    for (int j = 0; j < roots.length; j++) {
      roots[j] = Feature.root(counts.get(image, j));
    }
    features.setRow(image, roots);
  }

  /** Responses that are all zero, to be filled. */
  public static Responses zeros(int images, Network network, Feature feature) {
    int hidden = network.features();
    FeatureMatrix counts = FeatureMatrix.zeros(images, hidden, network.largestCount());
    return new Responses(
        counts,
        feature == Feature.COUNTS
            ? counts
            : FeatureMatrix.zeros(
                images, hidden, feature.largest(network.largestCount(), network.numSteps())));
  }
}
