package snn.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import snn.InvalidParameterException;
import snn.core.FeatureMatrix;
import snn.data.DataException;
import snn.data.ImageSource;
import snn.experiment.FeatureKey;
import snn.experiment.FeatureStore;
import snn.experiment.Features;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.part.Param;
import snn.part.Part;
import snn.record.FeatureFolder;

/**
 * Where features are kept.
 *
 * @param saveFeatures for the user; empty for nowhere
 * @param cacheDir for later runs; empty for nowhere
 */
record FeatureFolders(
    @Param(
            help =
                "Save spike counts, labels, weights, gains and the first image's trace there, as"
                    + " .npy files (default: none)",
            unit = "DIR",
            result = false)
        Optional<Path> saveFeatures,
    @Param(
            help =
                "Keep features there, and take them from there when dataset, layer, encoding and"
                    + " seed are the same (default: none)",
            unit = "DIR",
            result = false)
        Optional<Path> cacheDir)
    implements Part {

  /** A .npy file is read and written as one array, its header within this many bytes besides. */
  private static final double LARGEST_FILE = Integer.MAX_VALUE - 1024.0;

  /**
   * Checks that the counts fit into a file, before they are there.
   *
   * @throws InvalidParameterException if they are to be kept and do not
   */
  void requireHolds(Plan plan) {
    if (saveFeatures.isEmpty() && cacheDir.isEmpty()) {
      return;
    }
    ImageSource.Size size = plan.size();
    int images = Math.max(size.train(), size.test());
    for (Settings point : plan.points()) {
      double one = FeatureMatrix.bytes(images, 1, point.largestFeature());
      if (one * point.hidden() > LARGEST_FILE) {
        throw new InvalidParameterException(
            "hidden",
            String.format(
                Locale.ROOT,
                "must be at most %.0f for features of %d images in a file, found %d; use a smaller"
                    + " {hidden} or {limit}, or neither {save_features} nor {cache_dir}",
                Math.floor(LARGEST_FILE / one),
                images,
                point.hidden()));
      }
    }
  }

  /**
   * Keeps features as the flags say.
   *
   * @param subfolder of the folder of saved features
   */
  FeatureStore store(Outputs outputs, Terminal terminal, Function<Features, String> subfolder) {
    return new FeatureStore() {
      private Optional<Features> found = Optional.empty();

      @Override
      public Optional<Features> find(FeatureKey key) {
        found = cacheDir.flatMap(dir -> read(key, dir.resolve(FeatureFolder.id(key)), terminal));
        return found;
      }

      @Override
      public void keep(Features features) {
        if (found.isEmpty()) {
          cacheDir
              .map(dir -> dir.resolve(FeatureFolder.id(features.key())))
              .ifPresent(folder -> outputs.features(folder, features));
        }
        // It may be large.
        found = Optional.empty();
        saveFeatures.ifPresent(
            dir -> outputs.features(dir.resolve(subfolder.apply(features)), features));
      }
    };
  }

  private static Optional<Features> read(FeatureKey key, Path folder, Terminal terminal) {
    if (!FeatureFolder.exists(folder)) {
      return Optional.empty();
    }
    try {
      Features features = FeatureFolder.read(folder);
      if (features.key().equals(key)) {
        terminal.say("features from the cache: " + folder);
        return Optional.of(features);
      }
      terminal.warn("%s has other features; they are replaced".formatted(folder));
    } catch (DataException e) {
      terminal.warn("%s; the features are extracted again".formatted(e.getMessage()));
    }
    return Optional.empty();
  }
}
