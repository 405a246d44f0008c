package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static snn.ParameterAssertions.assertRejected;
import static snn.core.Statistics.assertBinomial;
import static snn.core.Statistics.assertMean;
import static snn.core.Statistics.assertUncorrelated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.InvalidParameterException;
import snn.Sha256;
import snn.Workers;

class RandomLinearTest {

  private static final int N = Fixtures.PIXELS;
  private static final long EXACT = 1L << 24;
  private static final Fixtures.Weights DENSE = Fixtures.dense(0.5, 0.1);
  private static final Fixtures.Weights SPARSE = Fixtures.sparse(0.5, 0.1, 0.05);

  @Test
  void aRowDoesNotDependOnTheOtherRows() {
    RandomLinear ten = Fixtures.draw(DENSE, 10, 42);
    RandomLinear fifty = Fixtures.draw(DENSE, 50, 42);
    assertThat(ten.gridExponent()).isEqualTo(fifty.gridExponent());
    assertThat(ten.weights()).isEqualTo(Arrays.copyOf(fifty.weights(), 10 * N));
  }

  @Test
  void weightsDoNotDependOnTheNumberOfThreads() {
    for (int threads : new int[] {1, 3, 8}) {
      try (Workers workers = new Workers(threads)) {
        assertThat(Sha256.hex(Fixtures.draw(SPARSE, 37, 42, workers).weights()))
            .isEqualTo(Sha256.hex(Fixtures.draw(SPARSE, 37, 42).weights()));
      }
    }
  }

  /** Rounding to 2⁻¹⁵ moves a weight by at most 0.00015 standard deviations. */
  @Test
  void denseWeightsAreNormal() {
    double[] weights = weights(Fixtures.draw(DENSE, 200, 42));
    double std = 0.1;
    assertMean(weights, 0.5, std);
    double[] z = Arrays.stream(weights).map(w -> (w - 0.5) / std).toArray();
    // The square of a standard normal number has mean 1 and variance 2.
    assertMean(Arrays.stream(z).map(x -> x * x).toArray(), 1, Math.sqrt(2));
    assertBinomial(count(z, x -> x > 0), z.length, 0.5);
    assertBinomial(count(z, x -> Math.abs(x) < 1), z.length, 0.682689492137086);
    assertBinomial(count(z, x -> Math.abs(x) < 2), z.length, 0.954499736103642);
    assertBinomial(count(z, x -> Math.abs(x) < 3), z.length, 0.997300203936740);
  }

  /** max(Z, 0) of a standard normal Z has mean 1/√(2π) and variance 1/2 − 1/(2π). */
  @Test
  void weightsAreRectified() {
    double[] weights = weights(Fixtures.draw(Fixtures.dense(0, 1), 200, 42));
    assertThat(Arrays.stream(weights).min()).hasValue(0);
    assertBinomial(count(weights, w -> w > 0), weights.length, 0.5);
    assertMean(weights, 1 / Math.sqrt(2 * Math.PI), Math.sqrt(0.5 - 1 / (2 * Math.PI)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.05, 0.5, 0.99})
  void theConnectedShareIsPConnect(double pConnect) {
    double[] weights = weights(Fixtures.draw(Fixtures.sparse(0.5, 0.1, pConnect), 300, 42));
    double[] connected = Arrays.stream(weights).filter(w -> w > 0).toArray();
    assertBinomial(connected.length, weights.length, pConnect);
    // Connections are drawn apart from weights: those kept are normal like all.
    assertMean(connected, 0.5, 0.1);
  }

  @Test
  void weightsAndConnectionsAreIndependent() {
    for (Fixtures.Weights distribution : List.of(DENSE, Fixtures.sparse(0.5, 0, 0.3))) {
      double[] base = weights(Fixtures.draw(distribution, 100, 42));
      for (int lag : new int[] {1, 2, 28, N, 2 * N, N + 1}) {
        assertUncorrelated(
            Arrays.copyOf(base, base.length - lag), Arrays.copyOfRange(base, lag, base.length));
      }
      assertUncorrelated(base, weights(Fixtures.draw(distribution, 100, 43)));
    }
  }

  @Test
  void theDefaultLayerLiesOnAGridOfFifteenBits() {
    assertThat(Fixtures.draw(DENSE, 1024, 42).gridExponent()).isEqualTo(15);
  }

  /** A layer by name, so that a failure says which. */
  record Layer(Fixtures.Weights distribution, int hidden) {
    RandomLinear draw() {
      return Fixtures.draw(distribution, hidden, 42);
    }
  }

  static Stream<Layer> layers() {
    return Stream.of(
        new Layer(DENSE, 100),
        new Layer(SPARSE, 100),
        new Layer(Fixtures.dense(0, 1), 33),
        new Layer(Fixtures.dense(0.5, 0), 3),
        // 784 · 21,399 grid units are 2²⁴ − 400: as near to the limit as constant rows come.
        new Layer(Fixtures.dense(21_399 * 0x1.0p-15, 0), 3),
        new Layer(Fixtures.sparse(0.5, 0.1, 1e-3), 50),
        new Layer(Fixtures.dense(1e6, 1e6), 20),
        new Layer(Fixtures.dense(1e-6, 1e-7), 20),
        new Layer(Fixtures.dense(1e-20, 1e-20), 20));
  }

  /**
   * With S the largest row sum in units of 2⁻ᵏ, unrounded it was at least S − N/2, and on the next
   * finer grid it would be at least 2 (S − N/2) − N/2: no finer grid would do when that reaches
   * 2²⁴.
   */
  @ParameterizedTest
  @MethodSource("layers")
  void weightsLieOnTheFinestGridThatKeepsSumsExact(Layer layer) {
    RandomLinear drawn = layer.draw();
    long largest = Arrays.stream(rowSums(drawn)).max().orElseThrow();
    assertThat(largest).isLessThan(EXACT);
    assertThat(2 * (largest - N / 2) - N / 2).isGreaterThanOrEqualTo(EXACT);
  }

  /**
   * Five weights of 3,355,443¼ grid units are together ¼ above 2²⁴, but 1 below when rounded: they
   * fit, and a coarser grid would not be the finest.
   */
  @Test
  void theFinestGridIsThatOfRoundedWeights() {
    double weight = 3_355_443.25 * 0x1.0p-22;
    var distribution = Fixtures.sparse(weight, 0, 5.0 / N);
    RandomLinear fiveConnections =
        LongStream.range(0, 1_000)
            .mapToObj(seed -> Fixtures.draw(distribution, 1, seed))
            .filter(drawn -> count(weights(drawn), w -> w > 0) == 5)
            .findFirst()
            .orElseThrow();
    assertThat(fiveConnections.gridExponent()).isEqualTo(22);
    assertThat(rowSums(fiveConnections)).containsExactly(EXACT - 1);
  }

  /** The finest grid of all, and its units are still normal floats. */
  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, -1e6})
  void weightsThatAreAllZeroHaveAGrid(double wMean) {
    RandomLinear drawn = Fixtures.draw(Fixtures.dense(wMean, 0), 3, 42);
    assertThat((float) Math.scalb(1.0, -drawn.gridExponent())).isGreaterThan(Float.MIN_NORMAL);
    assertThat(drawn.weights()).containsOnly(0f);
  }

  /**
   * Small weights are refused by their distribution. Of a neuron with one connection the weight may
   * still happen to be a thousandth of the deviation, and all others below 0.
   */
  @Test
  void weightsBelowTheFinestGridAreRefused() {
    var distribution = Fixtures.sparse(0, Excitatory.SMALLEST, 1.0 / N);
    long seed =
        LongStream.range(0, 20_000)
            .filter(
                s -> {
                  try {
                    return Fixtures.draw(distribution, 1, s).gridExponent() > 100;
                  } catch (InvalidParameterException _) {
                    return true;
                  }
                })
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> Fixtures.draw(distribution, 1, seed))
        .hasMessageContaining("too small for the grid");
  }

  /** What the grid is for: one by one, fused, or in eight lanes, a current is the same number. */
  @ParameterizedTest
  @MethodSource("layers")
  void sumsOfAnyWeightsInAnyOrderAreExact(Layer layer) {
    RandomLinear drawn = layer.draw();
    Random random = new Random(1);
    List<Integer> order = new ArrayList<>(IntStream.range(0, N).boxed().toList());
    for (int trial = 0; trial < 200; trial++) {
      Collections.shuffle(order, random);
      int row = random.nextInt(drawn.hidden());
      int inputs = trial == 0 ? N : random.nextInt(N + 1);
      float oneByOne = 0;
      float fused = 0;
      float[] lanes = new float[8];
      long units = 0;
      for (int n = 0; n < inputs; n++) {
        float weight = drawn.weights()[row * N + order.get(n)];
        oneByOne += weight;
        fused = Math.fma(weight, 1f, fused);
        lanes[n % 8] += weight;
        units += (long) Math.scalb((double) weight, drawn.gridExponent());
      }
      float byLanes = 0;
      for (float lane : lanes) {
        byLanes += lane;
      }
      double exact = Math.scalb((double) units, -drawn.gridExponent());
      assertThat((double) oneByOne).isEqualTo(exact);
      assertThat((double) fused).isEqualTo(exact);
      assertThat((double) byLanes).isEqualTo(exact);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, (Integer.MAX_VALUE - 8) / 784 + 1})
  void anImpossibleNumberOfNeuronsIsRejected(int hidden) {
    assertRejected("hidden", Integer.toString(hidden), () -> Fixtures.draw(DENSE, hidden, 42));
  }

  /** Whoever changes the weights raises {@link SpikeStream#VERSION}, and then these. */
  @Test
  void weightsOfThisVersion() {
    assertThat(SpikeStream.VERSION).isEqualTo(1);
    assertThat(Sha256.hex(Fixtures.draw(DENSE, 16, 42).weights()))
        .isEqualTo("d9f1aeda4a6073e52484457d325220d31a3ab790e758c99115d8920d41df1ed4");
    assertThat(Sha256.hex(Fixtures.draw(SPARSE, 16, 42).weights()))
        .isEqualTo("07fa8d88893a5c6e35b0537a5c156c72905367334f3dbb5968a3b421e9f3e32e");
  }

  /** Row sums in grid units; fails where a weight is no whole number of them. */
  private static long[] rowSums(RandomLinear drawn) {
    long[] sums = new long[drawn.hidden()];
    for (int i = 0; i < drawn.weights().length; i++) {
      double units = Math.scalb((double) drawn.weights()[i], drawn.gridExponent());
      assertThat(units).isEqualTo(Math.rint(units)).isNotNegative();
      sums[i / N] += (long) units;
    }
    return sums;
  }

  private static double[] weights(RandomLinear drawn) {
    float[] weights = drawn.weights();
    return IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).toArray();
  }

  private static long count(double[] values, DoublePredicate which) {
    return Arrays.stream(values).filter(which).count();
  }
}
