package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.ParameterAssertions;
import snn.Workers;
import snn.core.FeatureMatrix;

class RidgeTest {

  private static final int HIDDEN = 37;
  private static final int IMAGES = 211;

  private final Random random = new Random(1);

  /** Counts of which some are constant and two nearly equal. */
  private final FeatureMatrix counts =
      TestCounts.of(
          IMAGES,
          HIDDEN,
          34,
          (i, j) ->
              switch (j) {
                case 3 -> 34;
                case 5 -> i % 13;
                case 6 -> i % 13 + i % 2;
                default -> random.nextInt(35);
              });

  private final byte[] labels = TestCounts.labels(IMAGES, 2);

  private Scaling scaling(boolean scaled) {
    return scaled ? Scaling.fit(counts) : Scaling.none(HIDDEN);
  }

  private double[] fit(boolean scaled, int threads) {
    return fit(labels, 10, scaled, threads);
  }

  private double[] fit(byte[] labels, int classes, boolean scaled, int threads) {
    try (Workers workers = new Workers(threads)) {
      return RidgeRegression.coefficients(TrainingSet.of(counts, labels, classes, scaled), workers);
    }
  }

  private static double target(byte[] labels, int image, int k) {
    return (labels[image] & 0xff) == k ? 1 : -1;
  }

  /**
   * Solves for weights and intercept together, the intercept unpenalised. Both solutions are off by
   * no more than condition number times rounding errors; α = 1 bounds the condition number by the
   * largest sum of squares, which is below IMAGES · HIDDEN · 34² ≈ 10⁷ here, so by 10⁷ · 10⁻¹⁶
   * times some hundred roundings.
   */
  @ParameterizedTest
  @CsvSource({"10, true", "10, false", "2, true", "3, false", "19, true", "47, false", "256, true"})
  void solvesTheNormalEquations(int classes, boolean scaled) {
    byte[] labels = TestCounts.labels(IMAGES, classes, 2);
    double[][] z = NaiveLogistic.standardise(counts, scaling(scaled));
    double[][] normal = new double[HIDDEN + 1][HIDDEN + 1];
    for (double[] row : z) {
      for (int p = 0; p <= HIDDEN; p++) {
        for (int q = 0; q <= HIDDEN; q++) {
          normal[p][q] += (p < HIDDEN ? row[p] : 1) * (q < HIDDEN ? row[q] : 1);
        }
      }
    }
    for (int p = 0; p < HIDDEN; p++) {
      normal[p][p] += 1.0;
    }
    LUDecomposition solver = new LUDecomposition(new Array2DRowRealMatrix(normal));
    double[] found = fit(labels, classes, scaled, 2);
    for (int k = 0; k < classes; k++) {
      double[] right = new double[HIDDEN + 1];
      for (int i = 0; i < IMAGES; i++) {
        for (int p = 0; p <= HIDDEN; p++) {
          right[p] += (p < HIDDEN ? z[i][p] : 1) * target(labels, i, k);
        }
      }
      double[] expected = solver.getSolver().solve(new ArrayRealVector(right)).toArray();
      for (int j = 0; j < HIDDEN; j++) {
        assertThat(found[k * HIDDEN + j]).isCloseTo(expected[j], within(1e-7));
      }
      assertThat(found[classes * HIDDEN + k]).isCloseTo(expected[HIDDEN], within(1e-7));
    }
  }

  /** What an unpenalised intercept is for. A float64 sum of some thousand terms of at most 100. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theResidualsMeanIsZero(boolean scaled) {
    double[][] z = NaiveLogistic.standardise(counts, scaling(scaled));
    double[] coefficients = fit(scaled, 1);
    double[] sum = new double[10];
    for (int i = 0; i < IMAGES; i++) {
      double[] values = NaiveLogistic.logits(coefficients, z[i]);
      for (int k = 0; k < 10; k++) {
        sum[k] += target(labels, i, k) - values[k];
      }
    }
    for (double residuals : sum) {
      assertThat(residuals / IMAGES).isCloseTo(0, within(1e-11));
    }
  }

  /** More neurons than images, and counts in the thousands: α alone makes the equations regular. */
  @Test
  void largeCountsOfFewImagesAreSolved() {
    FeatureMatrix wide = TestCounts.of(30, 200, 60_000, (_, _) -> random.nextInt(2_000));
    byte[] few = TestCounts.labels(30, 3);
    try (Workers workers = new Workers(2)) {
      double[] coefficients =
          RidgeRegression.coefficients(TrainingSet.of(wide, few, 10, false), workers);
      assertThat(new LinearModel(coefficients, Scaling.none(200)).predict(wide, workers))
          .isEqualTo(few);
    }
  }

  /** As squares of counts would be beside which α is lost. */
  @Test
  void whatHasNoFactorIsRefusedByItsName() {
    double[] small = new double[HIDDEN];
    Arrays.fill(small, 1e-12);
    FeatureMatrix copies = TestCounts.of(IMAGES, HIDDEN, 34, (i, _) -> i % 35);
    double[] mean = Scaling.fit(copies).mean();
    TrainingSet train = new TrainingSet(copies, labels, 10, mean, new Scaling(mean, small), true);
    try (Workers workers = new Workers(1)) {
      ParameterAssertions.assertRejected(
          "scale_features", "off", () -> RidgeRegression.coefficients(train, workers));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noBitDependsOnTheNumberOfThreads(boolean scaled) {
    assertThat(fit(scaled, 5)).isEqualTo(fit(scaled, 1));
  }
}
