package snn.cli;

import java.util.Optional;
import snn.experiment.FeatureKey;
import snn.experiment.FeatureStore;
import snn.experiment.Features;

/** Holds on to the features that a run used last, until they have been looked at. */
final class LastFeatures implements FeatureStore {

  private final FeatureStore store;
  private Features last;

  /**
   * @param store that keeps them for longer
   */
  LastFeatures(FeatureStore store) {
    this.store = store;
  }

  @Override
  public Optional<Features> find(FeatureKey key) {
    return store.find(key);
  }

  @Override
  public void keep(Features features) {
    last = features;
    store.keep(features);
  }

  /** Those that were used last; they may be large, so it lets go of them. */
  Features take() {
    Features taken = last;
    last = null;
    return taken;
  }
}
