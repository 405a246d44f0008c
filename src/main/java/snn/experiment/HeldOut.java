package snn.experiment;

import java.util.stream.IntStream;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.readout.Evaluation;
import snn.readout.Fitting;
import snn.readout.PenaltyPath;
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
    if (train < PenaltyPath.FOLD) {
      throw new InvalidParameterException(
          "limit",
          "must leave %s training images to hold one out, found %s"
              .formatted(PenaltyPath.FOLD, train));
    }
    int kept = train - train / PenaltyPath.FOLD;
    plan.points().forEach(point -> point.readout().requireFits(kept));
  }

  /** About how much memory {@link #accuracy} takes beyond a run, in bytes. */
  public static double bytes(Plan plan) {
    return plan.featureBytes();
  }

  /** Accuracy on the held-out tenth, 0 … 1. */
  public static double accuracy(
      Settings settings, Features features, Backend backend, Workers workers, Progress progress) {
    byte[] labels = features.train().labels();
    int classes = features.key().dataset().classes();
    boolean[] heldOut = PenaltyPath.heldOut(labels, settings.seed());
    int[] kept = IntStream.range(0, labels.length).filter(i -> !heldOut[i]).toArray();
    int[] left = IntStream.range(0, labels.length).filter(i -> heldOut[i]).toArray();
    ReadoutFit fit =
        ReadoutFit.fit(
            features.train().features().select(kept),
            select(labels, kept),
            classes,
            settings.readout(),
            settings.standardisation().scaleFeatures(),
            new Fitting(settings.seed(), backend.cuda(), workers, progress));
    byte[] read = fit.model().predict(features.train().features().select(left), workers);
    return Evaluation.of(read, select(labels, left), classes).accuracy();
  }

  private static byte[] select(byte[] labels, int[] images) {
    byte[] selected = new byte[images.length];
    for (int i = 0; i < images.length; i++) {
      selected[i] = labels[images[i]];
    }
    return selected;
  }
}
