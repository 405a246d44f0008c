package snn.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import snn.AtomicFiles;
import snn.Progress;
import snn.Sha256;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.ImageShape;
import snn.data.ImageSource;
import snn.data.LabelledImages;
import snn.part.Parts;
import snn.readout.Evaluation;
import snn.readout.Fitting;
import snn.readout.Fold;
import snn.readout.LogisticRegression;
import snn.readout.Readout;
import snn.readout.ReadoutFit;

/**
 * Accuracies that need no spiking layer; one that is not above them has learnt nothing from it.
 *
 * @param majority test accuracy of always answering the training images' commonest class
 * @param pixels test accuracy of logistic regression on the standardised pixels, at its optimum for
 *     the penalty that held-out training images prefer, see {@link #square}; empty where it was not
 *     asked for, and of fewer training images than are needed to hold some out
 */
public record Floors(double majority, OptionalDouble pixels) {

  /** The readout of the pixels. */
  static final Readout READOUT =
      Parts.read(LogisticRegression.class, Map.of("C", "auto", "max_iter", 200));

  /** Names how the floor of the pixels comes about; whoever changes that must change this. */
  private static final String METHOD = "logistic regression on pixels, 2";

  /** Seed of the pixels' readout, fixed so that {@code --seed} does not change the floor. */
  private static final long SEED = 42;

  /** Largest number of pixels that are read; more would take minutes and gigabytes. */
  private static final int MOST_PIXELS = 1024;

  /**
   * Side of the squares of pixels that are replaced by their mean: the smallest that leaves at most
   * 1,024 pixels, which is 1 for small images.
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

  /** The majority floor, which needs no fit. */
  public static Floors majority(Dataset dataset) {
    return majority(dataset.train().labels(), dataset.test().labels(), dataset.classes());
  }

  /**
   * The majority floor, given the classes of training and test images.
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

  /** Whether there are enough training images for the floor of the pixels. */
  static boolean hasPixels(int trainImages) {
    return trainImages >= Fold.ONE_IN;
  }

  /** Both floors. */
  public static Floors withPixels(Dataset dataset, Workers workers, Progress progress) {
    double majority = majority(dataset).majority();
    return new Floors(
        majority,
        hasPixels(dataset.train().size())
            ? OptionalDouble.of(readPixels(dataset, workers, progress))
            : OptionalDouble.empty());
  }

  /**
   * The same, which is computed once for a set of images: it is kept as a file, and taken from
   * there the next time. A file that cannot be read is overwritten, and where none can be written
   * the floor is computed again.
   *
   * @param folder where the files are
   */
  static Floors kept(
      Dataset dataset, DatasetIdentity identity, Path folder, Workers workers, Progress progress) {
    OptionalDouble known = known(identity, folder);
    if (known.isPresent() || !hasPixels(dataset.train().size())) {
      return new Floors(majority(dataset).majority(), known);
    }
    Floors floors = withPixels(dataset, workers, progress);
    try {
      byte[] line = (floors.pixels.getAsDouble() + "\n").getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(file(identity, folder), out -> out.write(line));
    } catch (IOException _) {
      // It costs time and no result.
    }
    return floors;
  }

  private static Path file(DatasetIdentity identity, Path folder) {
    // The hashes are of pixels and labels: the same bytes may be images of another shape.
    String key =
        String.join(
            "\n",
            identity.trainSha256(),
            identity.testSha256(),
            identity.rows() + " " + identity.columns() + " " + identity.classes(),
            METHOD);
    return folder.resolve(Sha256.hex(key.getBytes(StandardCharsets.UTF_8)) + ".txt");
  }

  /** The floor of the pixels of a set of images, if it was kept in {@code folder}. */
  public static OptionalDouble known(DatasetIdentity identity, Path folder) {
    try {
      String line = Files.readString(file(identity, folder));
      double accuracy = Double.parseDouble(line.strip());
      return accuracy >= 0 && accuracy <= 1 ? OptionalDouble.of(accuracy) : OptionalDouble.empty();
    } catch (IOException | NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }

  private static double readPixels(Dataset dataset, Workers workers, Progress progress) {
    ReadoutFit fit =
        ReadoutFit.fit(
            pixels(dataset.train()),
            dataset.train().labels(),
            dataset.classes(),
            READOUT,
            true,
            new Fitting(
                SEED,
                Optional.empty(),
                workers,
                (name, total, unit) -> progress.start("no layer, " + name, total, unit)));
    byte[] read = fit.model().predict(pixels(dataset.test()), workers);
    return Evaluation.of(read, dataset.test().labels(), dataset.classes()).accuracy();
  }

  /** The pixels as if each were a neuron that had counted up to its grey level. */
  private static FeatureMatrix pixels(LabelledImages images) {
    LabelledImages read = images.shrunk(square(images.shape()));
    return FeatureMatrix.ofBytes(read.pixels(), read.shape().pixels());
  }
}
