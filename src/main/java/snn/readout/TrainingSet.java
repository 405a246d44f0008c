package snn.readout;

import snn.Workers;
import snn.core.FeatureMatrix;

/**
 * The training data of a readout.
 *
 * @param counts features, [images, H]
 * @param labels classes as unsigned bytes, [images]
 * @param classes K, of which some may have no images
 * @param mean the counts' mean, [H]
 * @param scaling how the model sees the counts
 * @param scaled whether {@code scaling} standardises them
 */
public record TrainingSet(
    FeatureMatrix counts,
    byte[] labels,
    int classes,
    double[] mean,
    Scaling scaling,
    boolean scaled) {

  /** Measures mean and, if asked for, deviation. */
  static TrainingSet of(FeatureMatrix counts, byte[] labels, int classes, boolean scaleFeatures) {
    Scaling standard = Scaling.fit(counts);
    Scaling scaling = scaleFeatures ? standard : Scaling.none(counts.hidden());
    return new TrainingSet(counts, labels, classes, standard.mean(), scaling, scaleFeatures);
  }

  /** The counts, cut into tiles. */
  TiledCounts tiles() {
    return new TiledCounts(counts, classes, mean, scaling);
  }

  /** The logistic loss with penalty λ. */
  CountsObjective objective(double lambda, Workers workers) {
    return new CountsObjective(this, lambda, workers);
  }

  /** The Gram matrix of the features, as the model sees them, less their mean, [H, H]. */
  double[][] gram(Workers workers) {
    return Gram.standardised(tiles(), mean, scaling, workers);
  }

  /** The mean of the features, as the model sees them, [H]. */
  double[] featureMean() {
    double[] result = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      result[j] = (mean[j] - scaling.mean()[j]) / scaling.deviation()[j];
    }
    return result;
  }
}
