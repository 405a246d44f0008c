package snn.measure;

import java.util.Arrays;
import java.util.stream.IntStream;
import snn.SplitMix64;
import snn.Workers;
import snn.core.Feature;
import snn.core.FeatureMatrix;
import snn.core.SpikeStream;

/**
 * How much of a layer's spike counts is signal about the image, and how much is noise of the random
 * input spikes: counts a and b of the same images under two independent draws, or whatever {@link
 * Feature} of the spikes it is that is read.
 *
 * <pre>
 *  signal  S = cov(a, b), symmetrised        noise  N = cov(a − b) / 2        S + N = cov(a)
 *  directions v: generalised eigenvectors of (S, N), found on the even images
 *  along each, on the odd images: s = vᵀ S v,  e = vᵀ N v
 *  bits = Σ ½ log₂(1 + max(s, 0) / e)
 * </pre>
 *
 * <p>Each half of the images is centred by its own means, each neuron divided by its deviation, and
 * those with none are left out. Directions found on one half and measured on the other do not take
 * chance for signal, but for max(s, 0): of a layer without any signal, n images and p neurons make
 * about 0.4 · p/√n bits. Bits grow with the number of neurons, so they compare layers of which
 * equally many were looked at. They are those of Gaussian signal and noise; of other signals in
 * such noise they are an upper bound. They tell images apart, whatever their classes.
 *
 * <p>To N is added {@link #FLOOR} of each neuron's variance, as if each had so much noise of its
 * own: counts that no draw changes then have finite bits, log₂(1 / FLOOR) / 2 ≈ 10 a direction.
 *
 * <p>Sums of products are whole numbers and exact, whatever their order; all that follows is
 * float64 in one order on one thread. So the result is the same in every bit on every machine.
 *
 * <p>Source: C. Shannon, "Communication in the presence of noise", 1949, for parallel Gaussian
 * channels; B. Willmore, D. Tolhurst, "Characterizing the sparseness of neural codes", 2001, for
 * population sparseness.
 *
 * @param bits information in bits per image
 * @param directions how many have s/e above 1
 * @param neurons number of neurons that were measured
 * @param images number of images that were shown twice
 * @param reliability share of the counts' variance that a second draw repeats, tr S / tr (S + N)
 *     before neurons are divided by their deviations
 * @param participationRatio of the counts' correlation matrix C: (tr C)² / tr C², in how many
 *     directions they vary
 * @param fanoFactor the counts' variance from draw to draw over their mean, both summed over
 *     neurons
 * @param populationSparseness (1 − (Σ a)² / (p Σ a²)) / (1 − 1/p) over the p neurons, mean of the
 *     images with spikes: 0 where all fire alike, 1 where one does
 */
public record Information(
    double bits,
    int directions,
    int neurons,
    int images,
    double reliability,
    double participationRatio,
    double fanoFactor,
    double populationSparseness) {

  /** Largest number of images; sums of products are exact for up to 40,000. */
  public static final int MOST_IMAGES = 6000;

  /** Largest number of neurons: the time for eigenvectors grows with their third power. */
  public static final int MOST_NEURONS = 256;

  /** Smallest number of images per neuron; with fewer, estimates of covariances are too noisy. */
  public static final int IMAGES_PER_NEURON = 8;

  /** Noise that every neuron is given besides its own, as a share of its variance. */
  static final double FLOOR = 1e-6;

  /** Rows of a matrix product that one task computes. */
  private static final int ROWS = 8;

  /** Images whose products are added up before a sum is stored. */
  private static final int AT_ONCE = 4;

  /**
   * The neurons to look at, a pure function of (seed, H, number of images): all, or some drawn.
   *
   * @param images number of images that are shown twice
   * @return ascending; empty where there are too few images
   */
  public static int[] neurons(long seed, int hidden, int images) {
    int wanted = Math.min(Math.min(hidden, MOST_NEURONS), images / IMAGES_PER_NEURON);
    int[] neurons = IntStream.range(0, hidden).toArray();
    if (wanted < hidden) {
      SplitMix64 random =
          new SplitMix64(SplitMix64.key(seed, SpikeStream.VERSION, SpikeStream.MEASURED_NEURONS));
      for (int i = 0; i < wanted; i++) {
        int j = i + random.nextInt(hidden - i);
        int drawn = neurons[j];
        neurons[j] = neurons[i];
        neurons[i] = drawn;
      }
      neurons = Arrays.copyOf(neurons, wanted);
      Arrays.sort(neurons);
    }
    return neurons;
  }

  /**
   * The images to show twice, of so many: all, or some at equal distances, since images may be
   * sorted by their classes.
   */
  public static int[] images(int all) {
    int wanted = Math.min(all, MOST_IMAGES);
    return IntStream.range(0, wanted).map(k -> (int) ((long) k * all / wanted)).toArray();
  }

  /** About how much memory measuring takes besides the counts, in bytes. */
  public static double bytes(int images, int neurons) {
    return Double.BYTES * (1.0 * images * neurons + 16.0 * neurons * neurons);
  }

  /**
   * Measures the information.
   *
   * @param first counts of the images under one draw, [images, neurons]; two images at least
   * @param second of the same images and neurons under another
   */
  public static Information of(FeatureMatrix first, FeatureMatrix second, Workers workers) {
    Covariances even = Covariances.of(first, second, 0, workers);
    Covariances odd = Covariances.of(first, second, 1, workers);
    int[] varying =
        IntStream.range(0, first.hidden()).filter(j -> variance(even, j, odd) > 0).toArray();
    double[] deviation =
        Arrays.stream(varying).mapToDouble(j -> Math.sqrt(variance(even, j, odd))).toArray();
    Directions found =
        varying.length == 0
            ? new Directions(0, 0)
            : Directions.of(even.of(varying, deviation), odd.of(varying, deviation));
    double signal = 0;
    double total = 0;
    for (int j : varying) {
      signal += mean(even, even.signal[j][j], odd, odd.signal[j][j]);
      total += variance(even, j, odd);
    }
    return new Information(
        found.bits,
        found.above,
        first.hidden(),
        first.images(),
        varying.length == 0 ? 0 : signal / total,
        participationRatio(even.of(varying, deviation), odd.of(varying, deviation)),
        fanoFactor(first, second),
        populationSparseness(first));
  }

  /** Mean of both halves, weighted by their numbers of images. */
  private static double mean(Covariances even, double ofEven, Covariances odd, double ofOdd) {
    return (even.images * ofEven + odd.images * ofOdd) / (even.images + odd.images);
  }

  private static double variance(Covariances even, int j, Covariances odd) {
    return mean(
        even, even.signal[j][j] + even.noise[j][j], odd, odd.signal[j][j] + odd.noise[j][j]);
  }

  /**
   * S and N of half of the images.
   *
   * @param images how many there are
   * @param signal S, [p, p]
   * @param noise N, [p, p]
   */
  private record Covariances(int images, double[][] signal, double[][] noise) {

    /** Covariances of every second image, from {@code from} on. */
    static Covariances of(FeatureMatrix first, FeatureMatrix second, int from, Workers workers) {
      int p = first.hidden();
      int images = (first.images() - from + 1) / 2;
      // Images of zeros, which add nothing, make the number a multiple of AT_ONCE.
      int padded = Math.ceilDiv(images, AT_ONCE) * AT_ONCE;
      double[] values = new double[padded * p];
      for (int i = 0; i < images; i++) {
        for (int j = 0; j < p; j++) {
          values[i * p + j] = first.get(2 * i + from, j) + second.get(2 * i + from, j);
        }
      }
      long[][] sums = products(values, images, p, workers);
      for (int i = 0; i < images; i++) {
        for (int j = 0; j < p; j++) {
          values[i * p + j] = first.get(2 * i + from, j) - second.get(2 * i + from, j);
        }
      }
      long[][] differences = products(values, images, p, workers);
      double[][] signal = new double[p][p];
      double[][] noise = new double[p][p];
      double square = (double) images * images;
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          // cov(a + b) = 2 S + cov(a) + cov(b), and cov(a − b) = cov(a) + cov(b) − 2 S.
          signal[j][k] = (sums[j][k] - differences[j][k]) / (4 * square);
          noise[j][k] = differences[j][k] / (2 * square);
        }
      }
      return new Covariances(images, signal, noise);
    }

    /**
     * {@code images}² times the covariance of whole numbers, exactly.
     *
     * @param values at most 2¹⁷ in absolute value, [images, p], row-major, and zeros behind them
     */
    private static long[][] products(double[] values, int images, int p, Workers workers) {
      int padded = values.length / p;
      double[] sum = new double[p];
      for (int i = 0; i < images; i++) {
        for (int j = 0; j < p; j++) {
          sum[j] += values[i * p + j];
        }
      }
      long[][] products = new long[p][p];
      workers.forEach(
          Math.ceilDiv(p, ROWS),
          (_, task) -> {
            int from = task * ROWS;
            int to = Math.min(p, from + ROWS);
            double[][] rows = new double[to - from][p];
            for (int i = 0; i < padded; i += AT_ONCE) {
              for (int j = from; j < to; j++) {
                add(values, i * p, p, j, rows[j - from]);
              }
            }
            for (int j = from; j < to; j++) {
              for (int k = j; k < p; k++) {
                products[j][k] = images * whole(rows[j - from][k]) - whole(sum[j]) * whole(sum[k]);
              }
            }
          });
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < j; k++) {
          products[j][k] = products[k][j];
        }
      }
      return products;
    }

    private static long whole(double number) {
      return (long) number;
    }

    /** Adds products with value j of {@link #AT_ONCE} images, exactly: sums stay below 2⁵³. */
    private static void add(double[] values, int at, int p, int j, double[] sums) {
      int second = at + p;
      int third = second + p;
      int fourth = third + p;
      double a = values[at + j];
      double b = values[second + j];
      double c = values[third + j];
      double d = values[fourth + j];
      for (int k = j; k < p; k++) {
        sums[k] +=
            a * values[at + k]
                + b * values[second + k]
                + c * values[third + k]
                + d * values[fourth + k];
      }
    }

    /** Covariances of some neurons, each divided by its standard deviation. */
    Covariances of(int[] neurons, double[] deviation) {
      return new Covariances(
          images, scaled(signal, neurons, deviation), scaled(noise, neurons, deviation));
    }

    private static double[][] scaled(double[][] matrix, int[] neurons, double[] deviation) {
      double[][] scaled = new double[neurons.length][neurons.length];
      for (int j = 0; j < neurons.length; j++) {
        for (int k = 0; k < neurons.length; k++) {
          scaled[j][k] = matrix[neurons[j]][neurons[k]] / (deviation[j] * deviation[k]);
        }
      }
      return scaled;
    }
  }

  /**
   * Information summed over the directions.
   *
   * @param bits sum over all directions
   * @param above how many have more signal than noise
   */
  private record Directions(double bits, int above) {

    private static final double LN2 = StrictMath.log(2);

    /** Finds them on one half and measures along them on the other. */
    static Directions of(Covariances found, Covariances measured) {
      int p = found.noise.length;
      double[][] noise = new double[p][];
      for (int j = 0; j < p; j++) {
        noise[j] = found.noise[j].clone();
        noise[j][j] += FLOOR;
      }
      double[][] directions = Eigenvectors.generalised(found.signal, noise);
      double[][] s = Eigenvectors.product(directions, measured.signal);
      double[][] e = Eigenvectors.product(directions, measured.noise);
      double bits = 0;
      int above = 0;
      for (int k = 0; k < p; k++) {
        double[] v = directions[k];
        double ratio = Math.max(dot(v, s[k]), 0) / (Math.max(dot(v, e[k]), 0) + FLOOR * dot(v, v));
        bits += 0.5 * StrictMath.log1p(ratio) / LN2;
        above += ratio > 1 ? 1 : 0;
      }
      return new Directions(bits, above);
    }

    private static double dot(double[] v, double[] w) {
      double sum = 0;
      for (int j = 0; j < v.length; j++) {
        sum += v[j] * w[j];
      }
      return sum;
    }
  }

  private static double participationRatio(Covariances even, Covariances odd) {
    int p = even.signal.length;
    double squares = 0;
    for (int j = 0; j < p; j++) {
      for (int k = 0; k < p; k++) {
        double correlation =
            mean(
                even,
                even.signal[j][k] + even.noise[j][k],
                odd,
                odd.signal[j][k] + odd.noise[j][k]);
        squares += correlation * correlation;
      }
    }
    return p == 0 ? 0 : p * (p / squares);
  }

  private static double fanoFactor(FeatureMatrix first, FeatureMatrix second) {
    long squares = 0;
    long sum = 0;
    int[] one = new int[first.hidden()];
    int[] other = new int[first.hidden()];
    for (int i = 0; i < first.images(); i++) {
      first.row(i, one);
      second.row(i, other);
      for (int j = 0; j < one.length; j++) {
        long difference = (long) one[j] - other[j];
        squares += difference * difference;
        sum += one[j] + other[j];
      }
    }
    return sum == 0 ? 0 : (double) squares / sum;
  }

  private static double populationSparseness(FeatureMatrix counts) {
    int p = counts.hidden();
    double sparseness = 0;
    int images = 0;
    int[] row = new int[p];
    for (int i = 0; i < counts.images(); i++) {
      counts.row(i, row);
      long sum = 0;
      long squares = 0;
      for (int j = 0; j < p; j++) {
        long count = row[j];
        sum += count;
        squares += count * count;
      }
      if (sum > 0) {
        sparseness += 1 - (double) sum / squares * sum / p;
        images++;
      }
    }
    return images == 0 || p == 1 ? 0 : sparseness / images / (1 - 1.0 / p);
  }
}
