package snn.core;

import snn.InvalidParameterException;
import snn.Sha256;
import snn.SplitMix64;
import snn.Workers;
import snn.data.LabelledImages;

/**
 * The fixed random weights from N inputs to H hidden neurons, each a pure function of (seed, row,
 * column).
 *
 * <p>They lie on a grid of 2⁻ᵏ, k the largest for which every row's sum stays below 2²⁴ grid units.
 * So every partial sum of an input current is exact in float32, in any order, fused or not, and a
 * dense product on a GPU gives the same bits as an event-driven sum on a CPU.
 */
public final class RandomLinear {

  /** Largest number of hidden neurons: their weights still fit an array. */
  public static final int MAX_HIDDEN = (Integer.MAX_VALUE - 8) / LabelledImages.PIXELS;

  /** Default number of hidden neurons. */
  public static final int HIDDEN = 512;

  private static final int INPUTS = LabelledImages.PIXELS;
  private static final long EXACT = 1L << 24;

  /** The largest k: keeps 2⁻ᵏ and the weights normal float32 numbers. */
  private static final int FINEST_GRID = 100;

  /** Stands in the key of the weights where that of spikes has the id of their stream. */
  static final long WEIGHTS = 101;

  /** The same for the choice of the weights that are kept. */
  static final long CONNECTIONS = 102;

  private final float[] weights;
  private final int gridExponent;

  private RandomLinear(float[] weights, int gridExponent) {
    this.weights = weights;
    this.gridExponent = gridExponent;
  }

  /**
   * Draws the weights of a layer.
   *
   * @param hidden H
   * @throws InvalidParameterException if the largest sum is positive, and so small that a finer
   *     grid would be needed than there is
   */
  public static RandomLinear draw(
      WeightDistribution distribution, int hidden, long seed, Workers workers) {
    InvalidParameterException.requireIn("hidden", hidden, 1, MAX_HIDDEN);
    float[] weights = new float[hidden * INPUTS];
    double[] rowSums = new double[hidden];
    workers.forEach(hidden, (_, row) -> rowSums[row] = drawRow(distribution, seed, row, weights));
    double largest = 0;
    for (double sum : rowSums) {
      largest = Math.max(largest, sum);
    }
    // Here the largest sum is at least 2²⁴ units, but rounding each weight may bring it below.
    int k = largest > 0 ? 24 - Math.getExponent(largest) : FINEST_GRID;
    if (k > FINEST_GRID) {
      throw distribution.tooSmall();
    }
    while (!isExact(weights, k)) {
      k--;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.scalb(Math.rint(Math.scalb((double) weights[i], k)), -k);
    }
    return new RandomLinear(weights, k);
  }

  /** Whether every row's sum, rounded to the grid of 2⁻ᵏ, stays below 2²⁴ units. */
  private static boolean isExact(float[] weights, int k) {
    for (int row = 0; row < weights.length; row += INPUTS) {
      long sum = 0;
      for (int i = row; i < row + INPUTS; i++) {
        sum += (long) Math.rint(Math.scalb((double) weights[i], k));
      }
      if (sum >= EXACT) {
        return false;
      }
    }
    return true;
  }

  /**
   * Draws one neuron's weights, not yet on the grid, and returns their sum. Normal numbers by Box
   * and Muller, two columns a pair.
   */
  private static double drawRow(
      WeightDistribution distribution, long seed, int row, float[] weights) {
    double[] values = new double[INPUTS];
    long key = SplitMix64.key(seed, SpikeStream.VERSION, WEIGHTS, row);
    long connectionKey = SplitMix64.key(seed, SpikeStream.VERSION, CONNECTIONS, row);
    for (int column = 0; column < INPUTS; column++) {
      long counter = key + column * SplitMix64.GAMMA;
      values[column] = SplitMix64.unit(SplitMix64.mix(counter));
    }
    for (int column = 0; column < INPUTS; column += 2) {
      double radius = Math.sqrt(-2.0 * StrictMath.log(values[column]));
      double angle = 2.0 * Math.PI * values[column + 1];
      values[column] = radius * StrictMath.cos(angle);
      values[column + 1] = radius * StrictMath.sin(angle);
    }
    double sum = 0;
    for (int column = 0; column < INPUTS; column++) {
      double u = SplitMix64.unit(SplitMix64.mix(connectionKey + column * SplitMix64.GAMMA));
      double weight = distribution.wMean() + distribution.wStd() * values[column];
      float kept = u <= distribution.pConnect() ? (float) Math.max(weight, 0.0) : 0f;
      weights[row * INPUTS + column] = kept;
      sum += kept;
    }
    return sum;
  }

  /** H. */
  public int hidden() {
    return weights.length / INPUTS;
  }

  /** W, [H, N], row-major; must not be changed. */
  public float[] weights() {
    return weights;
  }

  /** k: weights are whole multiples of 2⁻ᵏ. */
  public int gridExponent() {
    return gridExponent;
  }

  /** SHA-256 of the weights as little-endian float32, [H, N]. */
  public String sha256() {
    return Sha256.hex(weights);
  }
}
