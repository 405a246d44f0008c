package snn.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EigenvectorsTest {

  private static double[][] symmetric(int p, long seed) {
    Random random = new Random(seed);
    double[][] a = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = random.nextGaussian();
        a[j][i] = a[i][j];
      }
    }
    return a;
  }

  private static double[][] diagonal(double... values) {
    double[][] a = new double[values.length][values.length];
    for (int i = 0; i < values.length; i++) {
      a[i][i] = values[i];
    }
    return a;
  }

  /** Scaled from both sides by numbers over many orders of magnitude. */
  private static double[][] graded(double[][] a, double step) {
    double[][] graded = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        graded[i][j] = a[i][j] * Math.pow(step, i + j);
      }
    }
    return graded;
  }

  static Stream<double[][]> matrices() {
    double[][] blocks = symmetric(9, 1);
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        blocks[i][j] = i % 3 == 1 || j % 3 == 1 ? 0 : blocks[i][j];
      }
    }
    double[][] ones = new double[6][6];
    for (double[] row : ones) {
      Arrays.fill(row, 1);
    }
    return Stream.of(
        new double[0][0],
        diagonal(-3),
        diagonal(0, 0, 0, 0),
        diagonal(2, 2, -1, 1e9, 1e-9),
        ones,
        blocks,
        new double[][] {{1, 2}, {2, -1}},
        symmetric(3, 2),
        symmetric(40, 3),
        symmetric(101, 4),
        graded(symmetric(30, 5), 0.3),
        graded(symmetric(30, 6), 3),
        graded(blocks, 1e-20));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void areOrthonormalAndMakeTheMatrixDiagonal(double[][] a) {
    double[][] v = Eigenvectors.of(a);
    double size = Stream.of(a).flatMapToDouble(Arrays::stream).map(Math::abs).sum();
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        assertThat(form(v[i], diagonalOfOnes(a.length), v[j]))
            .isCloseTo(i == j ? 1 : 0, Offset.offset(1e-13 * a.length));
        if (i != j) {
          assertThat(form(v[i], a, v[j])).isCloseTo(0, Offset.offset(1e-14 * size + 1e-300));
        }
      }
    }
  }

  private static double[][] diagonalOfOnes(int p) {
    double[] ones = new double[p];
    Arrays.fill(ones, 1);
    return diagonal(ones);
  }

  private static double form(double[] v, double[][] a, double[] w) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < w.length; j++) {
        sum += v[i] * a[i][j] * w[j];
      }
    }
    return sum;
  }

  /** vᵀ N v = 1, and both matrices are diagonal. */
  @Test
  void generalisedOnesMakeBothDiagonal() {
    int p = 17;
    double[][] root = symmetric(p, 7);
    double[][] n = Eigenvectors.product(root, root);
    double[][] s = symmetric(p, 8);
    double[][] v = Eigenvectors.generalised(s, n);
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        assertThat(form(v[i], n, v[j])).isCloseTo(i == j ? 1 : 0, Offset.offset(1e-8));
        if (i != j) {
          double scale = 1 + Math.abs(form(v[i], s, v[i])) + Math.abs(form(v[j], s, v[j]));
          assertThat(form(v[i], s, v[j])).isCloseTo(0, Offset.offset(1e-8 * scale));
        }
      }
    }
  }
}
