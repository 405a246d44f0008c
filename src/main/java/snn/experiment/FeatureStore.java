package snn.experiment;

import java.util.Optional;

/** A store that may keep features from one run to the next. */
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

  /** The features of that key, if they are stored. */
  Optional<Features> find(FeatureKey key);

  /** Offers the store all features that a run uses. */
  void keep(Features features);
}
