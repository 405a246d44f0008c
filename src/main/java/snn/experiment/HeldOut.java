package snn.experiment;

import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.readout.Evaluation;
import snn.readout.Fitting;
import snn.readout.Fold;
import snn.readout.ReadoutFit;

/**
 * How well a layer reads images that its readout has not seen, without looking at the test images:
 * the readout is fitted once more, to nine tenths of the training images, and reads the tenth. That
 * is what searches should go by.
 *
 * <p>Where gains are adapted, they have seen these images, though not their classes.
 */
public final class HeldOut {

  private HeldOut() {}

  /**
   * Checks that there are images to hold out, and enough others.
   *
   * @param train training images
   * @throws InvalidParameterException if not
   */
  public static void requireFits(Plan plan, int train) {
    if (train < Fold.ONE_IN) {
      throw new InvalidParameterException(
          "limit",
          "must leave %s training images to hold one out, found %s".formatted(Fold.ONE_IN, train));
    }
    int kept = train - train / Fold.ONE_IN;
    plan.points().forEach(point -> point.readout().requireFits(kept));
  }

  /** About how much memory {@link #accuracy} takes beyond a run, in bytes. */
  public static double bytes(Plan plan) {
    return plan.featureBytes(plan.size());
  }

  /** Accuracy on the held-out tenth, 0 … 1. */
  public static double accuracy(
      Settings settings, Features features, Backend backend, Workers workers, Progress progress) {
    byte[] labels = features.train().labels();
    int classes = features.key().dataset().classes();
    Fold fold = Fold.of(labels, settings.seed());
    ReadoutFit fit =
        ReadoutFit.fit(
            features.train().features().select(fold.kept()),
            Fold.labels(labels, fold.kept()),
            classes,
            settings.readout(),
            settings.standardisation().scaleFeatures(),
            new Fitting(settings.seed(), backend.cuda(), workers, progress));
    byte[] read = fit.model().predict(features.train().features().select(fold.left()), workers);
    return Evaluation.of(read, Fold.labels(labels, fold.left()), classes).accuracy();
  }
}
