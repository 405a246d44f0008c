package snn.experiment;

import java.util.OptionalDouble;
import snn.Progress;
import snn.Workers;
import snn.core.SpikeCounts;
import snn.data.Dataset;
import snn.data.LabelledImages;
import snn.readout.Evaluation;
import snn.readout.ReadoutFit;
import snn.readout.ReadoutOptions;

/**
 * Accuracies that need no spiking layer; one that is not above them has learnt nothing from it.
 *
 * @param majority test accuracy of always answering the training images' commonest digit
 * @param pixels test accuracy of logistic regression on the standardised pixels, at its optimum for
 *     the penalty that held-out training images prefer; where asked for
 */
public record Floors(double majority, OptionalDouble pixels) {

  private static final int PIXEL_ITERATIONS = 200;

  /** The floor that costs nothing. */
  public static Floors majority(Dataset dataset) {
    return majority(dataset.train().labels(), dataset.test().labels());
  }

  /** The same, given the digits of training and test images. */
  public static Floors majority(byte[] train, byte[] test) {
    int[] images = new int[LabelledImages.CLASSES];
    for (byte label : train) {
      images[label]++;
    }
    int commonest = 0;
    for (int digit = 1; digit < images.length; digit++) {
      commonest = images[digit] > images[commonest] ? digit : commonest;
    }
    int right = 0;
    for (byte label : test) {
      right += label == commonest ? 1 : 0;
    }
    return new Floors((double) right / test.length, OptionalDouble.empty());
  }

  /** Both floors. */
  public static Floors withPixels(Dataset dataset, Workers workers, Progress progress) {
    ReadoutOptions options =
        new ReadoutOptions(
            ReadoutOptions.Kind.LOGREG,
            ReadoutOptions.Solver.LBFGS_GRAM,
            OptionalDouble.empty(),
            ReadoutOptions.Penalty.L2,
            true,
            PIXEL_ITERATIONS,
            ReadoutOptions.TOLERANCE,
            ReadoutOptions.GAP);
    ReadoutFit fit =
        ReadoutFit.fit(
            pixels(dataset.train()),
            dataset.train().labels(),
            options,
            Settings.SEED,
            workers,
            progress);
    Evaluation evaluation =
        Evaluation.of(
            fit.model().predict(pixels(dataset.test()), workers), dataset.test().labels());
    return new Floors(majority(dataset).majority(), OptionalDouble.of(evaluation.accuracy()));
  }

  /** The pixels as if each were a neuron that had counted up to its grey level. */
  private static SpikeCounts pixels(LabelledImages images) {
    return SpikeCounts.ofBytes(images.pixels(), LabelledImages.PIXELS);
  }
}
