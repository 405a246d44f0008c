package snn.experiment;

import static snn.InvalidParameterException.requireIn;

import snn.core.Encoding;
import snn.core.LifParameters;
import snn.core.SpikeCounts;
import snn.core.WeightDistribution;
import snn.data.LabelledImages;
import snn.readout.ReadoutOptions;

/**
 * What an experiment is made of; with the dataset it determines the result.
 *
 * @param hidden H, number of hidden neurons
 * @param seed of weights, spikes and the order of adaptation
 * @param batchSize images in a batch of adaptation, and in a step of the progress bars; results
 *     depend on it through adaptation only
 * @param encoding how images become spikes
 * @param lif the hidden neurons
 * @param weights what the weights are drawn from
 * @param readout how the readout is fitted
 */
public record Settings(
    int hidden,
    long seed,
    int batchSize,
    Encoding encoding,
    LifParameters lif,
    WeightDistribution weights,
    ReadoutOptions readout) {

  /** Default of {@link #batchSize}. */
  public static final int BATCH_SIZE = 128;

  /** Default of {@link #seed}. */
  public static final long SEED = 42;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public Settings {
    requireIn("hidden", hidden, 1, Integer.MAX_VALUE);
    requireIn("batchSize", batchSize, 1, Integer.MAX_VALUE);
  }

  /**
   * About how much memory a run takes, in bytes: weights as rows and as blocks, a count for every
   * image and neuron (twice where images are held out to choose C), the readout's sums and steps,
   * the first image's trace, and the images. Some readouts also have matrices of all pairs of
   * neurons.
   *
   * @param images of training and test together
   */
  public double memoryBytes(int images) {
    int largest = SpikeCounts.largest(encoding.numSteps(), lif);
    double count = largest <= 0xff ? Byte.BYTES : Short.BYTES;
    boolean whitened =
        readout.kind() == ReadoutOptions.Kind.LOGREG
            && readout.solver() == ReadoutOptions.Solver.LBFGS_GRAM;
    double perNeuron =
        2.0 * LabelledImages.PIXELS * Float.BYTES
            + count * images * (readout.c().isEmpty() ? 2 : 1)
            + (whitened ? WHITENED_DOUBLES : READOUT_DOUBLES) * Double.BYTES
            + encoding.numSteps() * (Float.BYTES + 1.0);
    int matrices = readout.kind() == ReadoutOptions.Kind.RIDGE ? 1 : whitened ? 2 : 0;
    double pairs = (double) matrices * hidden * hidden * Double.BYTES;
    double perImage = LabelledImages.PIXELS + 3.0 * LabelledImages.CLASSES * Double.BYTES;
    return perNeuron * hidden + pairs + perImage * images + PROGRAM_BYTES;
  }

  /** Sums of 32 slices of rows for 9 classes; 26 vectors of 10 classes in the minimiser. */
  private static final double READOUT_DOUBLES = 32 * 9 + 26 * 10;

  /** Sums in two precisions; the minimiser keeps more steps. */
  private static final double WHITENED_DOUBLES = 2 * 32 * 9 + 70 * 10;

  /** Of the program itself. */
  private static final double PROGRAM_BYTES = 50e6;

  /** The same with another seed. */
  public Settings withSeed(long otherSeed) {
    return new Settings(hidden, otherSeed, batchSize, encoding, lif, weights, readout);
  }

  /** The same with another membrane time constant. */
  Settings withTauMs(double tauMs) {
    return new Settings(hidden, seed, batchSize, encoding, lif.withTauMs(tauMs), weights, readout);
  }
}
