package snn.readout;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import snn.Workers;

/**
 * The lower triangular factor L of a symmetric positive definite matrix, A = L Lᵀ. Own code since
 * Smile's needs a native BLAS, which is not on every machine.
 */
final class Cholesky {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** Interleaved partial sums of an inner product, the same on every processor. */
  private static final int PARTS = 8;

  /** Columns that are factored before the rows below are brought up to date, on all threads. */
  private static final int BLOCK = 32;

  private final double[][] factor;

  private Cholesky(double[][] factor) {
    this.factor = factor;
  }

  /**
   * Factors {@code a}.
   *
   * @param a symmetric, [n, n]; its lower triangle is overwritten
   * @throws ArithmeticException if {@code a} is not positive definite
   */
  static Cholesky factor(double[][] a, Workers workers) {
    int n = a.length;
    for (int block = 0; block < n; block += BLOCK) {
      int from = block;
      int to = Math.min(n, block + BLOCK);
      for (int i = from; i < to; i++) {
        solveRow(a, i, from, i);
        double pivot = a[i][i] - dot(a[i], a[i], i);
        if (!(pivot > 0)) {
          throw new ArithmeticException("matrix is not positive definite at row " + i);
        }
        a[i][i] = Math.sqrt(pivot);
      }
      workers.forEach(n - to, (_, row) -> solveRow(a, to + row, from, to));
    }
    return new Cholesky(a);
  }

  /** Columns {@code from} … {@code to} − 1 of one row. */
  private static void solveRow(double[][] a, int row, int from, int to) {
    for (int j = from; j < to; j++) {
      a[row][j] = (a[row][j] - dot(a[row], a[j], j)) / a[j][j];
    }
  }

  /** Replaces {@code x} by the solution of L y = x. */
  void solveLower(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - dot(factor[i], x, i)) / factor[i][i];
    }
  }

  /** Replaces {@code x} by the solution of Lᵀ y = x. */
  void solveUpper(double[] x) {
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= factor[i][i];
      double xi = x[i];
      double[] row = factor[i];
      for (int j = 0; j < i; j++) {
        x[j] -= row[j] * xi;
      }
    }
  }

  /** Replaces {@code x} by the solution of A y = x. */
  void solve(double[] x) {
    solveLower(x);
    solveUpper(x);
  }

  /** Inner product of the first {@code length} components. */
  private static double dot(double[] x, double[] y, int length) {
    int whole = length / PARTS * PARTS;
    double sum = 0;
    if (whole > 0) {
      double[] parts = new double[PARTS];
      for (int lane = 0; lane < PARTS; lane += DOUBLES.length()) {
        DoubleVector s = DoubleVector.zero(DOUBLES);
        for (int j = lane; j < whole; j += PARTS) {
          s = DoubleVector.fromArray(DOUBLES, x, j).fma(DoubleVector.fromArray(DOUBLES, y, j), s);
        }
        s.intoArray(parts, lane);
      }
      sum =
          ((parts[0] + parts[4]) + (parts[2] + parts[6]))
              + ((parts[1] + parts[5]) + (parts[3] + parts[7]));
    }
    for (int j = whole; j < length; j++) {
      sum = Math.fma(x[j], y[j], sum);
    }
    return sum;
  }
}
