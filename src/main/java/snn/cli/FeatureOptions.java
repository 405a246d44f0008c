package snn.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import snn.data.DataException;
import snn.experiment.FeatureKey;
import snn.experiment.FeatureStore;
import snn.experiment.Features;
import snn.report.FeatureFolder;

/** Where features are kept. */
final class FeatureOptions {

  @Option(
      names = "--save_features",
      paramLabel = "DIR",
      description = {
        "Save spike counts, labels, weights, gains and the first image's trace there, as .npy"
            + " files (default: none)."
      })
  Path saveFeatures;

  @Option(
      names = "--cache_dir",
      paramLabel = "DIR",
      description = {
        "Keep features there, and take them from there when dataset, layer, encoding and seed are"
            + " the same (default: none)."
      })
  Path cacheDir;

  /**
   * Keeps features as the flags say.
   *
   * @param subfolder of the folder of saved features, by key
   */
  FeatureStore store(Outputs outputs, PrintStream err, Function<FeatureKey, String> subfolder) {
    return (key, extraction) -> {
      Features features =
          cacheDir == null ? extraction.get() : cached(key, extraction, outputs, err);
      if (saveFeatures != null) {
        outputs.features(saveFeatures.resolve(subfolder.apply(key)), features);
      }
      return features;
    };
  }

  private Features cached(
      FeatureKey key, Supplier<Features> extraction, Outputs outputs, PrintStream err) {
    Path folder = cacheDir.resolve(FeatureFolder.id(key));
    Optional<Features> kept = read(key, folder, err);
    if (kept.isPresent()) {
      err.println("snn: features from the cache: " + folder);
      return kept.get();
    }
    Features features = extraction.get();
    outputs.features(folder, features);
    return features;
  }

  private static Optional<Features> read(FeatureKey key, Path folder, PrintStream err) {
    if (!FeatureFolder.exists(folder)) {
      return Optional.empty();
    }
    try {
      Features features = FeatureFolder.read(folder);
      if (features.key().equals(key)) {
        return Optional.of(features);
      }
      err.printf("snn: warning: %s has other features; they are replaced%n", folder);
    } catch (DataException e) {
      err.printf("snn: warning: %s; the features are extracted again%n", e.getMessage());
    }
    return Optional.empty();
  }
}
