package snn.core;

import snn.InvalidParameterException;
import snn.Numbers;
import snn.SplitMix64;
import snn.Workers;
import snn.data.ImageShape;
import snn.part.OwnPart;

/**
 * The fixed random weights from N inputs to H hidden neurons, each a pure function of (seed, row,
 * column).
 *
 * <p>They lie on a grid of 2⁻ᵏ, k the largest for which the absolute weights of every row sum to
 * less than 2²⁴ grid units. A partial sum of an input current, over any of the row's weights and
 * whatever their signs, is then below 2²⁴ units too: exact in float32, in any order, fused or not,
 * and a dense product on a GPU gives the same bits as an event-driven sum on a CPU.
 */
public final class RandomLinear {

  /** Largest number of weights, which must fit one array. */
  private static final int MAX_WEIGHTS = Integer.MAX_VALUE - 8;

  private static final long EXACT = 1L << 24;

  /** The largest k: keeps 2⁻ᵏ and the weights normal float32 numbers. */
  private static final int FINEST_GRID = 100;

  /** Id of the weights in their random keys, where spikes have the id of their stream. */
  static final long WEIGHTS = 101;

  /** Id of the choice of connections in its random keys. */
  static final long CONNECTIONS = 102;

  private final float[] weights;
  private final ImageShape shape;
  private final int inputs;
  private final int gridExponent;

  private RandomLinear(float[] weights, ImageShape shape, int gridExponent) {
    this.weights = weights;
    this.shape = shape;
    this.inputs = shape.pixels();
    this.gridExponent = gridExponent;
  }

  /**
   * Checks that the weights of a layer fit one array.
   *
   * @throws InvalidParameterException if there are more than an array holds
   */
  public static void requireFits(int inputs, Pool pool, int features) {
    int most = Math.floorDiv(MAX_WEIGHTS, Math.multiplyExact(inputs, pool.neurons()));
    InvalidParameterException.requireIn("hidden", features, 1, most);
  }

  /** About how much memory weights take, in bytes. */
  public static double bytes(int inputs, int hidden) {
    return (double) Float.BYTES * inputs * hidden;
  }

  /**
   * Draws the weights of a layer.
   *
   * @param pool neurons that share a filter follow one another
   * @param shape of the images
   * @param features number of filters; H is that times the neurons of a pool
   * @throws InvalidParameterException if the largest sum is positive, and so small that a finer
   *     grid would be needed than there is
   */
  public static RandomLinear draw(
      WeightLaw law,
      Connections connections,
      Pool pool,
      ImageShape shape,
      int features,
      long seed,
      Workers workers) {
    int inputs = shape.pixels();
    int places = pool.neurons();
    requireFits(inputs, pool, features);
    int hidden = features * places;
    float[] weights = new float[hidden * inputs];
    double[] rowSums = new double[hidden];
    workers.forEach(
        hidden,
        (_, row) -> {
          double[] values = new double[inputs];
          long key = SplitMix64.key(seed, SpikeStream.VERSION, WEIGHTS, row / places);
          fill(law, key, shape, pool.place(row % places), row, values);
          connections.mask(SplitMix64.key(seed, SpikeStream.VERSION, CONNECTIONS, row), values);
          double sum = 0;
          for (int i = 0; i < inputs; i++) {
            float weight = (float) values[i];
            weights[row * inputs + i] = weight;
            sum += Math.abs(weight);
          }
          if (!Double.isFinite(sum)) {
            throw notFinite(law, row, values, shape);
          }
          rowSums[row] = sum;
        });
    double largest = 0;
    for (double sum : rowSums) {
      largest = Math.max(largest, sum);
    }
    // Here the largest sum is at least 2²⁴ units, but rounding each weight may bring it below.
    int k = largest > 0 ? 24 - Math.getExponent(largest) : FINEST_GRID;
    if (k > FINEST_GRID) {
      throw new InvalidParameterException(
          WeightLaw.KIND.name(),
          "must be larger, found at most %s for the sum of a neuron's weights: too small for the grid on which sums are exact"
              .formatted(Numbers.python(largest)));
    }
    while (!isExact(weights, inputs, k)) {
      k--;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.scalb(Math.rint(Math.scalb((double) weights[i], k)), -k);
    }
    return new RandomLinear(weights, shape, k);
  }

  private static void fill(
      WeightLaw law, long key, ImageShape shape, Pool.Place place, int row, double[] values) {
    try {
      law.fill(key, shape, place, values);
    } catch (InvalidParameterException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException("the weights of neuron " + row, e);
    }
  }

  private static InvalidParameterException notFinite(
      WeightLaw law, int row, double[] values, ImageShape shape) {
    int i = 0;
    while (Float.isFinite((float) values[i])) {
      i++;
    }
    return new InvalidParameterException(
        WeightLaw.KIND.name(),
        "must be finite in float32, found %s from %s%s, for neuron %s at row %s, column %s"
            .formatted(
                Numbers.python(values[i]),
                WeightLaw.KIND.nameOf(law),
                OwnPart.from(law.getClass()),
                row,
                i / shape.columns(),
                i % shape.columns()));
  }

  /**
   * Whether the absolute weights of every row, rounded to the grid of 2⁻ᵏ, sum to less than 2²⁴.
   */
  private static boolean isExact(float[] weights, int inputs, int k) {
    for (int row = 0; row < weights.length; row += inputs) {
      long sum = 0;
      for (int i = row; i < row + inputs; i++) {
        sum += (long) Math.abs(Math.rint(Math.scalb((double) weights[i], k)));
      }
      if (sum >= EXACT) {
        return false;
      }
    }
    return true;
  }

  /** The weights of some neurons, unchanged. */
  RandomLinear select(int[] neurons) {
    float[] rows = new float[neurons.length * inputs];
    for (int j = 0; j < neurons.length; j++) {
      System.arraycopy(weights, neurons[j] * inputs, rows, j * inputs, inputs);
    }
    return new RandomLinear(rows, shape, gridExponent);
  }

  /** Number of inputs, N. */
  public int inputs() {
    return inputs;
  }

  /** Number of columns of the image: input i + columns is the pixel below input i. */
  public int columns() {
    return shape.columns();
  }

  /** Number of hidden neurons, H. */
  public int hidden() {
    return weights.length / inputs;
  }

  /** W, [H, N], row-major; must not be changed. */
  public float[] weights() {
    return weights;
  }

  /** k: weights are whole multiples of 2⁻ᵏ. */
  public int gridExponent() {
    return gridExponent;
  }
}
