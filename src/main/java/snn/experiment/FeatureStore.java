package snn.experiment;

import java.util.function.Supplier;

/** Stands between a layer and who wants its features, and may keep them. */
@FunctionalInterface
public interface FeatureStore {

  /** Keeps nothing. */
  FeatureStore NONE = (_, extraction) -> extraction.get();

  /**
   * The features of {@code key}.
   *
   * @param extraction makes them, when they are not at hand
   */
  Features features(FeatureKey key, Supplier<Features> extraction);
}
