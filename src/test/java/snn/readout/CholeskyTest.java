package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Workers;

/** Bounds from N. Higham, "Accuracy and stability of numerical algorithms", theorems 8.5, 10.3. */
class CholeskyTest {

  private static final double ROUNDING = 0x1p-53;
  private static final Workers WORKERS = new Workers(3);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  /** B Bᵀ + I. */
  private static double[][] positiveDefinite(int n) {
    double[] b = TestCounts.normal(n * n, 1, n);
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          a[i][j] += b[i * n + k] * b[j * n + k];
        }
      }
      a[i][i] += 1;
    }
    return a;
  }

  private static double[][] copy(double[][] a) {
    double[][] copy = new double[a.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = a[i].clone();
    }
    return copy;
  }

  /** Row by row, each element from one inner product. */
  private static void naive(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        a[i][j] = (a[i][j] - Vectors.dot(a[i], 0, a[j], j)) / a[j][j];
      }
      a[i][i] = Math.sqrt(a[i][i] - Vectors.dot(a[i], 0, a[i], i));
    }
  }

  /** Beyond a chunk of 512 components, and with a last task of fewer than four rows. */
  @ParameterizedTest
  @ValueSource(ints = {49, 97, 130, 658})
  void blocksChangeNoBit(int n) {
    double[][] expected = positiveDefinite(n);
    double[][] found = copy(expected);
    naive(expected);
    Cholesky.factor(found, WORKERS);
    assertThat(found).isDeepEqualTo(expected);
  }

  /** Sizes around the block of 48 columns and the eight parts of an inner product. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 47, 48, 49, 95, 96, 97, 150})
  void theFactorTimesItsTransposeIsTheMatrix(int n) {
    double[][] a = positiveDefinite(n);
    double[][] l = copy(a);
    Cholesky.factor(l, WORKERS);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        double size = 0;
        for (int k = 0; k <= j; k++) {
          product += l[i][k] * l[j][k];
          size += Math.abs(l[i][k] * l[j][k]);
        }
        // n + 1 roundings of the factor, n of this product.
        assertThat(product).isCloseTo(a[i][j], within(1.01 * (2 * n + 1) * ROUNDING * size));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 47, 48, 49, 97, 150})
  void solvesTriangularSystems(int n) {
    double[][] l = positiveDefinite(n);
    Cholesky cholesky = Cholesky.factor(l, WORKERS);
    double[] right = TestCounts.normal(n, 1, 5);
    double[] lower = right.clone();
    cholesky.solveLower(lower);
    double[] upper = right.clone();
    cholesky.solveUpper(upper);
    for (int i = 0; i < n; i++) {
      double product = 0;
      double size = 0;
      double transposed = 0;
      double transposedSize = 0;
      for (int j = 0; j < n; j++) {
        double below = j <= i ? l[i][j] * lower[j] : 0;
        product += below;
        size += Math.abs(below);
        double above = j >= i ? l[j][i] * upper[j] : 0;
        transposed += above;
        transposedSize += Math.abs(above);
      }
      assertThat(product).isCloseTo(right[i], within(1.01 * 2 * n * ROUNDING * size));
      assertThat(transposed).isCloseTo(right[i], within(1.01 * 2 * n * ROUNDING * transposedSize));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 49, 130, 600})
  void severalRightSidesAtOnceChangeNoBit(int n) {
    double[][] l = positiveDefinite(n);
    Cholesky cholesky = Cholesky.factor(l, WORKERS);
    double[][] lower = new double[6][];
    Arrays.setAll(lower, k -> TestCounts.normal(n, 1, k));
    double[][] upper = copy(lower);
    double[][] alone = copy(lower);
    cholesky.solveLower(lower);
    cholesky.solveUpper(upper);
    for (int k = 0; k < 6; k++) {
      double[] x = alone[k].clone();
      for (int i = 0; i < n; i++) {
        x[i] = (x[i] - Vectors.dot(l[i], 0, x, i)) / l[i][i];
      }
      assertThat(lower[k]).isEqualTo(x);
      cholesky.solveUpper(alone[k]);
      assertThat(upper[k]).isEqualTo(alone[k]);
    }
  }

  @Test
  void solveTakesBothTriangles() {
    Cholesky cholesky = Cholesky.factor(positiveDefinite(110), WORKERS);
    double[] expected = TestCounts.normal(110, 1, 6);
    double[] found = expected.clone();
    cholesky.solve(found);
    cholesky.solveLower(expected);
    cholesky.solveUpper(expected);
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 47, 48, 60})
  void saysWhichRowIsNotPositiveDefinite(int row) {
    for (double pivot : new double[] {0, -1, Double.NaN}) {
      double[][] a = new double[61][61];
      for (int i = 0; i < 61; i++) {
        a[i][i] = i == row ? pivot : 1;
      }
      assertThatThrownBy(() -> Cholesky.factor(a, WORKERS))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("matrix is not positive definite at row " + row);
    }
  }

  @Test
  void noBitDependsOnTheNumberOfThreads() {
    double[][] one = positiveDefinite(200);
    double[][] three = copy(one);
    try (Workers single = new Workers(1)) {
      Cholesky.factor(one, single);
    }
    Cholesky.factor(three, WORKERS);
    assertThat(three).isDeepEqualTo(one);
  }
}
