package snn.picture;

import java.util.Arrays;
import java.util.Optional;
import snn.Workers;
import snn.core.Feature;
import snn.core.FeatureMatrix;
import snn.data.Dataset;
import snn.experiment.Features;
import snn.experiment.Model;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.measure.Cost;
import snn.measure.Information;
import snn.readout.Classifier;
import snn.readout.LinearModel;
import snn.readout.LogisticRegression;
import snn.readout.Minimum;

/**
 * What a page shows of an outcome and a record does not hold. It is made while features and images
 * are at hand, and is small.
 *
 * @param showing what the layer did on the first training image
 * @param counts spike counts on the test images, number of pairs of a feature and an image by count
 * @param rates mean rate of the neurons of each feature on the test images, in Hz, [H]
 * @param mistakes test images that are read wrongly
 * @param filters the first rows of the weights, [≤ 32, N]
 * @param looks what the readout of each class looks for, see {@link Model#projected}; empty where
 *     that is too much to show
 * @param course of the minimiser
 * @param adaptation of the gains, where they were adapted
 * @param information what the layer tells, where it was measured
 * @param cost of an image, where it was measured
 */
public record Exhibit(
    Showing showing,
    long[] counts,
    double[] rates,
    Mistakes mistakes,
    float[] filters,
    float[] looks,
    Minimum.Course course,
    Optional<Outcome.Adapted> adaptation,
    Optional<Information> information,
    Optional<Cost> cost) {

  /** Classes and pixels beyond which maps of classes are left out. */
  private static final int MOST_LOOKS = 64;

  private static final int MOST_PIXELS = 64 * 64;

  /** Makes the exhibit of an outcome from the features that were read and their images. */
  public static Exhibit of(
      Plan plan, Outcome outcome, Features features, Dataset images, Workers workers) {
    Classifier model = outcome.fit().model();
    FeatureMatrix test = features.test().features();
    boolean counted = outcome.settings().feature() == Feature.COUNTS;
    long[] counts = new long[counted ? outcome.health().ceiling() + 1 : 0];
    double[] rates = new double[counted ? test.hidden() : 0];
    for (int i = 0; i < test.images(); i++) {
      for (int j = 0; j < rates.length; j++) {
        int count = test.get(i, j);
        counts[count]++;
        rates[j] += count;
      }
    }
    double seconds =
        outcome.settings().encoding().seconds()
            * test.images()
            * outcome.settings().pool().neurons();
    Arrays.setAll(rates, j -> rates[j] / seconds);
    return new Exhibit(
        Showing.of(outcome, features, images.train()),
        counts,
        rates,
        Mistakes.of(
            images.test(),
            outcome.test().evaluation().predictions(),
            test,
            model,
            outcome.fit().readout() instanceof LogisticRegression,
            workers),
        outcome.samples().filters(),
        looks(outcome.model()),
        outcome.fit().minimum().map(Minimum::course).orElse(Minimum.Course.UNSEEN),
        outcome.adaptation(),
        outcome.information(),
        outcome.cost());
  }

  /** What the readout of each class looks for, where that is not too much to show. */
  private static float[] looks(Model model) {
    return !(model.readout() instanceof LinearModel)
            || model.readout().classes() > MOST_LOOKS
            || model.shape().pixels() > MOST_PIXELS
        ? new float[0]
        : model.projected();
  }
}
