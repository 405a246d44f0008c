package snn.experiment;

import java.util.Optional;

/** May keep features from one run to the next. */
public interface FeatureStore {

  /** Keeps nothing. */
  FeatureStore NONE =
      new FeatureStore() {
        @Override
        public Optional<Features> find(FeatureKey key) {
          return Optional.empty();
        }

        @Override
        public void keep(Features features) {}
      };

  /** The features of that key, if they are at hand. */
  Optional<Features> find(FeatureKey key);

  /** Hears of all features that a run uses. */
  void keep(Features features);
}
