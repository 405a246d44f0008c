package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Workers;

class WhiteningTest {

  private static final int HIDDEN = Problem.HIDDEN;
  private static final int DIMENSION = 10 * HIDDEN + 10;
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static Whitening whitening(TrainingSet train, double lambda) {
    return Whitening.of(
        train.gram(WORKERS), train.labels().length, train.featureMean(), 10, lambda, WORKERS);
  }

  /** ∇F at coordinates u, by coordinates. */
  private static double[] gradient(CountsObjective objective, Whitening whitening, double[] u) {
    double[] w = new double[DIMENSION];
    double[] g = new double[DIMENSION];
    whitening.coefficients(u, w);
    objective.float64().evaluate(w, g);
    double[] result = new double[DIMENSION];
    whitening.gradient(g, result);
    return result;
  }

  /** Coordinates whose sum over the classes is 0. */
  private static double[] differences(double size) {
    double[] u = TestCounts.normal(DIMENSION, size, 3);
    for (int q = 0; q < DIMENSION; q++) {
      boolean weight = q < 10 * HIDDEN;
      boolean last = weight ? q >= 9 * HIDDEN : q == DIMENSION - 1;
      if (last) {
        u[q] = 0;
        for (int k = 0; k < 9; k++) {
          u[q] -= u[weight ? k * HIDDEN + q - 9 * HIDDEN : 10 * HIDDEN + k];
        }
      }
    }
    return u;
  }

  /**
   * H u = u, by symmetric differences. Coordinates of 10⁻⁵ move logits by 10⁻⁴, so the terms of
   * third order are 10⁻⁸ of those of first order.
   */
  @ParameterizedTest
  @CsvSource({"true, 0.01", "false, 0.01", "true, 0.3"})
  void theHessianAtZeroIsTheIdentity(boolean scaled, double lambda) {
    TrainingSet train = Problem.plain(1).train(scaled);
    CountsObjective objective = train.objective(lambda, WORKERS);
    Whitening whitening = whitening(train, lambda);
    double[] u = differences(1e-5);
    double[] opposite = new double[DIMENSION];
    for (int q = 0; q < DIMENSION; q++) {
      opposite[q] = -u[q];
    }
    double[] there = gradient(objective, whitening, u);
    double[] back = gradient(objective, whitening, opposite);
    for (int q = 0; q < DIMENSION; q++) {
      assertThat((there[q] - back[q]) / 2).isCloseTo(u[q], within(1e-12));
    }
  }

  /** The chain rule: a step changes F by the gradient times the step, in either coordinates. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientsBelongToTheCoordinates(boolean scaled) {
    TrainingSet train = Problem.plain(1).train(scaled);
    Whitening whitening = whitening(train, 0.01);
    double[] u = TestCounts.normal(DIMENSION, 1, 1);
    double[] g = TestCounts.normal(DIMENSION, 1, 2);
    double[] w = new double[DIMENSION];
    double[] byCoordinates = new double[DIMENSION];
    whitening.coefficients(u, w);
    whitening.gradient(g, byCoordinates);
    double expected = 0;
    double found = 0;
    double size = 0;
    for (int q = 0; q < DIMENSION; q++) {
      expected += g[q] * w[q];
      found += byCoordinates[q] * u[q];
      size += Math.abs(g[q] * w[q]);
    }
    assertThat(found).isCloseTo(expected, within(1e-12 * size));
  }

  /**
   * Away from zero, too, for classes that are as sure as they are: a step of one class's
   * coordinates meets a curvature of 1. The rounding of a factor whose condition is 10⁶ at most.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theDiagonalBlocksAreTheIdentity(boolean scaled) {
    TrainingSet train = Problem.plain(1).train(scaled);
    CountsObjective objective = train.objective(0.01, WORKERS);
    double[] w = TestCounts.normal(DIMENSION, scaled ? 0.5 : 0.1, 7);
    double[][] probabilities = objective.probabilities(w);
    Whitening whitening = Whitening.near(objective, probabilities, new double[DIMENSION]);
    for (int k = 0; k < 10; k++) {
      double[] u = new double[DIMENSION];
      double[] step = TestCounts.normal(HIDDEN + 1, 1, k);
      System.arraycopy(step, 0, u, k * HIDDEN, HIDDEN);
      u[10 * HIDDEN + k] = step[HIDDEN];
      double[] v = new double[DIMENSION];
      double[] product = new double[DIMENSION];
      double[] found = new double[DIMENSION];
      whitening.coefficients(u, v);
      objective.multiplyByHessian(probabilities, v, product);
      whitening.gradient(product, found);
      for (int j = 0; j < HIDDEN; j++) {
        assertThat(found[k * HIDDEN + j]).isCloseTo(step[j], within(1e-9));
      }
      assertThat(found[10 * HIDDEN + k]).isCloseTo(step[HIDDEN], within(1e-9));
    }
  }

  /** No curvature, no coordinates: a step is a step. */
  @Test
  void modelsThatAreSureCanBeWhitened() {
    CountsObjective objective = Problem.plain(1).train(true).objective(0, WORKERS);
    double[] w = new double[DIMENSION];
    w[10 * HIDDEN + 3] = 1_000;
    Whitening whitening = Whitening.near(objective, objective.probabilities(w), w);
    double[] there = new double[DIMENSION];
    whitening.coefficients(TestCounts.normal(DIMENSION, 1, 1), there);
    for (double coefficient : there) {
      assertThat(coefficient).isFinite();
    }
  }

  @Test
  void zeroIsWhereMinimisationStarts() {
    Whitening whitening = whitening(Problem.plain(1).train(true), 0.01);
    double[] w = new double[DIMENSION];
    whitening.coefficients(new double[DIMENSION], w);
    assertThat(w).containsOnly(0);
    double[] start = TestCounts.normal(DIMENSION, 1, 1);
    whitening.from(start).coefficients(new double[DIMENSION], w);
    assertThat(w).isEqualTo(start);
  }

  @Test
  void constantNeuronsAloneCanBeWhitened() {
    Problem constant =
        new Problem(TestCounts.of(20, HIDDEN, 34, (_, j) -> j), TestCounts.labels(20, 1));
    Whitening whitening = whitening(constant.train(true), 0);
    double[] w = new double[DIMENSION];
    double[] u = TestCounts.normal(DIMENSION, 1, 1);
    whitening.coefficients(u, w);
    assertThat(w).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }
}
