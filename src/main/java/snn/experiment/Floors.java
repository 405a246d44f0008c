package snn.experiment;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import snn.Progress;
import snn.Workers;
import snn.core.SpikeCounts;
import snn.data.Dataset;
import snn.data.ImageShape;
import snn.data.ImageSource;
import snn.data.LabelledImages;
import snn.part.Parts;
import snn.readout.Evaluation;
import snn.readout.Fitting;
import snn.readout.LogisticRegression;
import snn.readout.Readout;
import snn.readout.ReadoutFit;

/**
 * Accuracies that need no spiking layer; one that is not above them has learnt nothing from it.
 *
 * @param majority test accuracy of always answering the training images' commonest class
 * @param pixels test accuracy of logistic regression on the standardised pixels, at its optimum for
 *     the penalty that held-out training images prefer; where asked for; see {@link #square}
 */
public record Floors(double majority, OptionalDouble pixels) {

  /** What reads the pixels. */
  static final Readout READOUT =
      Parts.read(LogisticRegression.class, Map.of("C", "auto", "max_iter", 200));

  /** Of the pixels' readout, so that {@code --seed} does not change the floor. */
  private static final long SEED = 42;

  /** Of the pixels that are read: more would take minutes and gigabytes. */
  private static final int MOST_PIXELS = 1024;

  /**
   * How many pixels, across and down, are read as one, their mean: 1 of images of up to 1,024
   * pixels, and of larger ones as few as make no more of them.
   */
  public static int square(ImageShape shape) {
    int side = 1;
    while (Math.ceilDiv(shape.rows(), side) * Math.ceilDiv(shape.columns(), side) > MOST_PIXELS) {
      side++;
    }
    return side;
  }

  /** About how much memory reading the pixels takes, in bytes. */
  static double bytes(ImageSource.Size size) {
    int side = square(size.shape());
    int inputs =
        Math.ceilDiv(size.shape().rows(), side) * Math.ceilDiv(size.shape().columns(), side);
    double pixels = (double) size.images() * inputs;
    return (side == 1 ? 0 : pixels) + READOUT.bytes(size.images(), inputs, size.classes(), pixels);
  }

  /** The floor that costs nothing. */
  public static Floors majority(Dataset dataset) {
    return majority(dataset.train().labels(), dataset.test().labels(), dataset.classes());
  }

  /**
   * The same, given the classes of training and test images.
   *
   * @param classes K
   */
  public static Floors majority(byte[] train, byte[] test, int classes) {
    int[] images = new int[classes];
    for (byte label : train) {
      images[label & 0xff]++;
    }
    int commonest = 0;
    for (int k = 1; k < classes; k++) {
      commonest = images[k] > images[commonest] ? k : commonest;
    }
    int right = 0;
    for (byte label : test) {
      right += (label & 0xff) == commonest ? 1 : 0;
    }
    return new Floors((double) right / test.length, OptionalDouble.empty());
  }

  /** Both floors. */
  public static Floors withPixels(Dataset dataset, Workers workers, Progress progress) {
    ReadoutFit fit =
        ReadoutFit.fit(
            pixels(dataset.train()),
            dataset.train().labels(),
            dataset.classes(),
            READOUT,
            true,
            new Fitting(SEED, Optional.empty(), workers, progress));
    Evaluation evaluation =
        Evaluation.of(
            fit.model().predict(pixels(dataset.test()), workers),
            dataset.test().labels(),
            dataset.classes());
    return new Floors(majority(dataset).majority(), OptionalDouble.of(evaluation.accuracy()));
  }

  /** The pixels as if each were a neuron that had counted up to its grey level. */
  private static SpikeCounts pixels(LabelledImages images) {
    LabelledImages read = images.shrunk(square(images.shape()));
    return SpikeCounts.ofBytes(read.pixels(), read.shape().pixels());
  }
}
