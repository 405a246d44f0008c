package snn.experiment;

import static snn.InvalidParameterException.requireIn;

import snn.core.Encoding;
import snn.core.LifParameters;
import snn.core.RandomLinear;
import snn.core.WeightDistribution;
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
    requireIn("hidden", hidden, 1, RandomLinear.MAX_HIDDEN);
    requireIn("batchSize", batchSize, 1, Integer.MAX_VALUE);
  }

  /** The same with another membrane time constant. */
  Settings withTauMs(double tauMs) {
    return new Settings(hidden, seed, batchSize, encoding, lif.withTauMs(tauMs), weights, readout);
  }
}
