package snn.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Workers;
import snn.core.FeatureMatrix;

class InformationTest {

  /** Counts of the same images under two draws. */
  private record Draws(FeatureMatrix first, FeatureMatrix second) {
    Information information(int threads) {
      try (Workers workers = new Workers(threads)) {
        return Information.of(first, second, workers);
      }
    }

    Information information() {
      return information(2);
    }
  }

  /** Makes the count of a neuron, given what both draws have in common. */
  @FunctionalInterface
  private interface Count {
    double of(int image, int neuron, boolean second);
  }

  private static Draws draws(int images, int neurons, Count count) {
    short[][] values = new short[2][images * neurons];
    for (int i = 0; i < images; i++) {
      for (int j = 0; j < neurons; j++) {
        values[0][i * neurons + j] = (short) Math.round(count.of(i, j, false));
        values[1][i * neurons + j] = (short) Math.round(count.of(i, j, true));
      }
    }
    return new Draws(
        FeatureMatrix.ofShorts(values[0], neurons), FeatureMatrix.ofShorts(values[1], neurons));
  }

  /** Neurons that mix Gaussian channels, each with noise of variance 1 and a signal of its own. */
  private static Draws channels(int images, double[] ratios, long seed) {
    int p = ratios.length;
    Random random = new Random(seed);
    double[][] mix = gaussian(p, p, random);
    double[][] signal = gaussian(images, p, random);
    double[][][] noise = {gaussian(images, p, random), gaussian(images, p, random)};
    return draws(
        images,
        p,
        (i, j, second) -> {
          double sum = 30_000;
          for (int k = 0; k < p; k++) {
            double channel = Math.sqrt(ratios[k]) * signal[i][k] + noise[second ? 1 : 0][i][k];
            sum += 300 * mix[j][k] * channel;
          }
          return sum;
        });
  }

  private static double[][] gaussian(int rows, int columns, Random random) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.setAll(row, _ -> random.nextGaussian());
    }
    return values;
  }

  /**
   * The estimate q' = s/e from n images has variance ((1 + q)² + q²)/n from s and 2q²/n from e at
   * most, together less than 4 (1 + q)²/n, and bits change with q as 0.72/(1 + q): so they have a
   * deviation of at most 1.44/√n a channel. Four channels and 5000 images of a half: 0.041; five
   * times that is 0.2.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bitsAreThoseOfGaussianChannels(long seed) {
    double[] ratios = {15, 3, 1.5, 0.25};
    Information information = channels(10_000, ratios, seed).information();
    double bits = Arrays.stream(ratios).map(q -> Math.log(1 + q) / Math.log(2) / 2).sum();
    assertThat(information.bits()).isCloseTo(bits, Offset.offset(0.2));
    assertThat(information.directions()).isEqualTo(3);
    assertThat(information.neurons()).isEqualTo(4);
    assertThat(information.images()).isEqualTo(10_000);
  }

  /** A half of n images: s/e of noise is Gaussian with deviation 1/√n, so 0.29/√n a direction. */
  @Test
  void noiseAloneHasNearlyNone() {
    int p = 40;
    int half = 2000;
    Information information = channels(2 * half, new double[p], 4).information();
    double expected = p * 0.2878 / Math.sqrt(half);
    assertThat(information.bits()).isCloseTo(expected, Offset.offset(expected));
    assertThat(information.directions()).isZero();
    assertThat(information.reliability()).isCloseTo(0, Offset.offset(5 / Math.sqrt(2 * half * p)));
  }

  /** The definition, written down plainly, with another way to the eigenvectors. */
  @ParameterizedTest
  @CsvSource({"60, 3, 5", "101, 7, 6", "64, 9, 7", "40, 1, 8"})
  void isTheDefinition(int images, int neurons, long seed) {
    Random random = new Random(seed);
    double[][] common = gaussian(images, neurons, random);
    Draws draws =
        draws(
            images,
            neurons,
            (i, j, _) ->
                Math.max(
                    0,
                    6
                        + 4 * common[i][j]
                        + 2 * common[i][(j + 1) % neurons]
                        + (2 + j) * random.nextGaussian()));
    Information information = draws.information();
    Naive naive = new Naive(draws);
    assertThat(information.bits()).isCloseTo(naive.bits(), Offset.offset(1e-6));
    assertThat(information.directions()).isEqualTo(naive.directions);
    assertThat(information.reliability()).isCloseTo(naive.reliability(), Offset.offset(1e-12));
    assertThat(information.participationRatio())
        .isCloseTo(naive.participationRatio(), Offset.offset(1e-9));
  }

  /** Counts centred half by half, then divided by their deviations; all sums one by one. */
  private static final class Naive {
    private final int p;
    private final double[][][] a = new double[2][][];
    private final double[][][] b = new double[2][][];
    private final double[] variance;
    private int directions;

    Naive(Draws draws) {
      p = draws.first.hidden();
      for (int half = 0; half < 2; half++) {
        a[half] = centred(draws.first, half);
        b[half] = centred(draws.second, half);
      }
      variance = new double[p];
      for (int j = 0; j < p; j++) {
        for (double[][][] draw : new double[][][][] {a, b}) {
          for (double[][] half : draw) {
            for (double[] row : half) {
              variance[j] += row[j] * row[j] / (2.0 * draws.first.images());
            }
          }
        }
      }
    }

    private static double[][] centred(FeatureMatrix counts, int half) {
      int images = (counts.images() - half + 1) / 2;
      double[][] rows = new double[images][counts.hidden()];
      for (int j = 0; j < counts.hidden(); j++) {
        double mean = 0;
        for (int i = 0; i < images; i++) {
          mean += counts.get(2 * i + half, j) / (double) images;
        }
        for (int i = 0; i < images; i++) {
          rows[i][j] = counts.get(2 * i + half, j) - mean;
        }
      }
      return rows;
    }

    double reliability() {
      double repeated = 0;
      int images = 0;
      for (int half = 0; half < 2; half++) {
        for (int i = 0; i < a[half].length; i++, images++) {
          for (int j = 0; j < p; j++) {
            repeated += a[half][i][j] * b[half][i][j];
          }
        }
      }
      return repeated / images / Arrays.stream(variance).sum();
    }

    double participationRatio() {
      double squares = 0;
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          double covariance = 0;
          int rows = 0;
          for (double[][][] draw : new double[][][][] {a, b}) {
            for (double[][] half : draw) {
              for (double[] row : half) {
                covariance += row[j] * row[k];
                rows++;
              }
            }
          }
          squares += Math.pow(covariance / rows, 2) / (variance[j] * variance[k]);
        }
      }
      return p * p / squares;
    }

    double bits() {
      double[][] signal = new double[p][p];
      double[][] noise = new double[p][p];
      int images = a[0].length;
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          for (int i = 0; i < images; i++) {
            double scale = images * Math.sqrt(variance[j] * variance[k]);
            signal[j][k] += (a[0][i][j] * b[0][i][k] + b[0][i][j] * a[0][i][k]) / 2 / scale;
            noise[j][k] += (a[0][i][j] - b[0][i][j]) * (a[0][i][k] - b[0][i][k]) / 2 / scale;
          }
        }
        noise[j][j] += Information.FLOOR;
      }
      double bits = 0;
      for (double[] v : eigenvectors(signal, noise)) {
        double s = 0;
        double e = 0;
        double length = 0;
        for (int j = 0; j < p; j++) {
          length += v[j] * v[j];
        }
        for (int i = 0; i < a[1].length; i++) {
          double along = 0;
          double again = 0;
          for (int j = 0; j < p; j++) {
            along += v[j] * a[1][i][j] / Math.sqrt(variance[j]);
            again += v[j] * b[1][i][j] / Math.sqrt(variance[j]);
          }
          s += along * again / a[1].length;
          e += (along - again) * (along - again) / 2 / a[1].length;
        }
        double ratio = Math.max(s, 0) / (e + Information.FLOOR * length);
        bits += Math.log(1 + ratio) / Math.log(2) / 2;
        directions += ratio > 1 ? 1 : 0;
      }
      return bits;
    }

    /** By rotations that make S and N diagonal, one after the other (Jacobi). */
    private static double[][] eigenvectors(double[][] signal, double[][] noise) {
      double[][] white = rotated(noise);
      for (double[] v : white) {
        double size = Math.sqrt(form(v, noise, v));
        Arrays.setAll(v, j -> v[j] / size);
      }
      int p = white.length;
      double[][] between = new double[p][p];
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          between[j][k] = form(white[j], signal, white[k]);
        }
      }
      double[][] turned = rotated(between);
      double[][] vectors = new double[p][p];
      for (int k = 0; k < p; k++) {
        for (int j = 0; j < p; j++) {
          for (int i = 0; i < p; i++) {
            vectors[k][i] += turned[k][j] * white[j][i];
          }
        }
      }
      return vectors;
    }

    private static double form(double[] v, double[][] m, double[] w) {
      double sum = 0;
      for (int j = 0; j < v.length; j++) {
        for (int k = 0; k < w.length; k++) {
          sum += v[j] * m[j][k] * w[k];
        }
      }
      return sum;
    }

    /** Eigenvectors of a symmetric matrix, as rows. */
    private static double[][] rotated(double[][] matrix) {
      int p = matrix.length;
      double[][] vectors = new double[p][p];
      IntStream.range(0, p).forEach(j -> vectors[j][j] = 1);
      for (int sweep = 0; sweep < 60; sweep++) {
        for (int j = 0; j < p; j++) {
          for (int k = 0; k < j; k++) {
            double between = form(vectors[j], matrix, vectors[k]);
            double difference =
                form(vectors[k], matrix, vectors[k]) - form(vectors[j], matrix, vectors[j]);
            double angle = Math.atan2(2 * between, difference) / 2;
            if (between != 0) {
              for (int i = 0; i < p; i++) {
                double x = vectors[j][i];
                double y = vectors[k][i];
                vectors[j][i] = Math.cos(angle) * x - Math.sin(angle) * y;
                vectors[k][i] = Math.sin(angle) * x + Math.cos(angle) * y;
              }
            }
          }
        }
      }
      return vectors;
    }
  }

  /** Four images, three neurons, all by hand. */
  @Test
  void handCounted() {
    byte[] first = {4, 0, 2, /**/ 0, 0, 2, /**/ 2, 0, 2, /**/ 6, 0, 2};
    byte[] second = {3, 0, 2, /**/ 1, 0, 2, /**/ 3, 0, 2, /**/ 5, 0, 2};
    Information information =
        new Draws(FeatureMatrix.ofBytes(first, 3), FeatureMatrix.ofBytes(second, 3)).information();
    // One neuron varies. Even images: 4, 2 and 3, 3; odd ones: 0, 6 and 1, 5.
    double signal = 0 + (-3 * -2 + 3 * 2);
    double total = (1 + 1 + 0 + 0 + 9 + 9 + 4 + 4) / 2.0;
    assertThat(information.reliability()).isCloseTo(signal / total, Offset.offset(1e-12));
    assertThat(information.participationRatio()).isCloseTo(1, Offset.offset(1e-12));
    // Odd images: s = 6, e = (1 + 1)/2/2.
    assertThat(information.bits())
        .isCloseTo(Math.log(1 + 6 / 0.5) / Math.log(2) / 2, Offset.offset(1e-4));
    assertThat(information.directions()).isEqualTo(1);
    assertThat(information.fanoFactor()).isCloseTo(4.0 / 40, Offset.offset(1e-12));
    // (Σ a)²/Σ a²: 36/20, 4/4, 16/8 and 64/40, of three neurons.
    assertThat(information.populationSparseness())
        .isCloseTo(1.5 * (1 - (1.8 + 1 + 2 + 1.6) / 4 / 3), Offset.offset(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void threadsDoNotMatter(int threads) {
    Draws draws = channels(203, IntStream.range(0, 37).mapToDouble(j -> j / 9.0).toArray(), 9);
    assertThat(draws.information(threads)).isEqualTo(draws.information(2));
  }

  private static void assertFinite(Information information) {
    assertThat(
            DoubleStream.of(
                information.bits(),
                information.reliability(),
                information.participationRatio(),
                information.fanoFactor(),
                information.populationSparseness()))
        .allMatch(Double::isFinite);
  }

  /** Counts that do not differ from draw to draw: their noise is the floor. */
  @Test
  void withoutNoiseBitsAreFinite() {
    Random random = new Random(10);
    double[][] counts = gaussian(200, 3, random);
    Information information = draws(200, 3, (i, j, _) -> 100 + 20 * counts[i][j]).information();
    assertFinite(information);
    assertThat(information.bits())
        .isCloseTo(3 * Math.log(1 / Information.FLOOR) / Math.log(2) / 2, Offset.offset(0.5));
    assertThat(information.reliability()).isEqualTo(1);
    assertThat(information.fanoFactor()).isZero();
    // Two neurons that are the same one, too.
    assertFinite(draws(200, 2, (i, _, _) -> 100 + 20 * counts[i][0]).information());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 34})
  void constantNeuronsTellNothing(int count) {
    Information information = draws(20, 4, (_, _, _) -> count).information();
    assertThat(information).isEqualTo(new Information(0, 0, 4, 20, 0, 0, 0, 0));
  }

  /** One that differs between the halves, but within none of them; one that only a draw knows. */
  @Test
  void whatVariesInNoHalfOrInOneDrawIsNoSignal() {
    Information halves = draws(20, 2, (i, _, _) -> i % 2).information();
    assertFinite(halves);
    assertThat(halves.bits()).isZero();
    Information draw =
        draws(20, 2, (i, j, second) -> second && i == 5 && j == 1 ? 1 : 0).information();
    assertFinite(draw);
    assertThat(draw.bits()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "2, 5", "3, 2", "8, 1", "9, 20"})
  void fewImagesAreNoFault(int images, int neurons) {
    Random random = new Random(11);
    assertFinite(draws(images, neurons, (_, _, _) -> random.nextInt(9)).information());
  }

  /** The largest counts that there are: sums of their products stay exact. */
  @Test
  void largeCountsAreExact() {
    Draws large = draws(6000, 2, (i, j, second) -> 65_535 - (i * 7 + j + (second ? i % 3 : 0)) % 5);
    Draws small = draws(6000, 2, (i, j, second) -> 5 - (i * 7 + j + (second ? i % 3 : 0)) % 5);
    assertThat(large.information().bits()).isEqualTo(small.information().bits());
    assertThat(large.information().reliability()).isEqualTo(small.information().reliability());
  }

  @Test
  void neuronsAreDrawnByKey() {
    int[] drawn = Information.neurons(42, 1024, 6000);
    assertThat(drawn).hasSize(256).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(drawn)).allMatch(j -> j >= 0 && j < 1024);
    assertThat(Information.neurons(42, 1024, 6000)).isEqualTo(drawn);
    assertThat(Information.neurons(43, 1024, 6000)).isNotEqualTo(drawn);
    // The mean of 256 of 0 … 1023 has a deviation of 16.
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(511.5, Offset.offset(64.0));
  }

  @ParameterizedTest
  @CsvSource({"5, 23, 2", "5, 6000, 5", "256, 6000, 256", "257, 6000, 256", "9, 7, 0", "9, 8, 1"})
  void thereAreEightImagesForEachNeuron(int hidden, int images, int neurons) {
    assertThat(Information.neurons(1, hidden, images)).hasSize(neurons);
  }

  @Test
  void imagesLieAtEqualDistances() {
    assertThat(Information.images(5)).containsExactly(0, 1, 2, 3, 4);
    assertThat(Information.images(60_000)).hasSize(6000).startsWith(0, 10, 20).endsWith(59_990);
    assertThat(Information.images(6001)).hasSize(6000).doesNotHaveDuplicates().isSorted();
  }
}
