package snn.experiment;

import java.util.Optional;
import snn.core.Encoding;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.SpikeStream;
import snn.core.WeightDistribution;
import snn.data.DatasetIdentity;

/**
 * All that the features of a layer follow from: equal keys, equal features.
 *
 * @param dataset the images
 * @param streamVersion {@link SpikeStream#VERSION}
 * @param hidden H
 * @param seed of weights, spikes and the order of adaptation
 * @param encoding how images become spikes
 * @param lif the hidden neurons
 * @param weights what the weights are drawn from
 * @param homeostasis how the gains are adapted, where they are
 */
public record FeatureKey(
    DatasetIdentity dataset,
    int streamVersion,
    int hidden,
    long seed,
    Encoding encoding,
    LifParameters lif,
    WeightDistribution weights,
    Optional<GainControl> homeostasis) {

  /**
   * How gains are adapted.
   *
   * @param batchSize images in a batch
   * @param rule what happens after each
   */
  public record GainControl(int batchSize, Homeostasis rule) {}

  /** The key of a layer, with gains adapted by {@code rule} if there is one. */
  static FeatureKey of(DatasetIdentity dataset, Settings settings, Optional<Homeostasis> rule) {
    return new FeatureKey(
        dataset,
        SpikeStream.VERSION,
        settings.hidden(),
        settings.seed(),
        settings.encoding(),
        settings.lif(),
        settings.weights(),
        rule.map(r -> new GainControl(settings.batchSize(), r)));
  }
}
