package snn.readout;

import snn.Workers;

/**
 * The lower triangular factor L of a symmetric positive definite matrix, A = L Lᵀ. Own code since
 * Smile's needs a native BLAS, which is not on every machine.
 */
final class Cholesky {

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
        double pivot = a[i][i] - Vectors.dot(a[i], 0, a[i], i);
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
      a[row][j] = (a[row][j] - Vectors.dot(a[row], 0, a[j], j)) / a[j][j];
    }
  }

  /** Replaces {@code x} by the solution of L y = x. */
  void solveLower(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - Vectors.dot(factor[i], 0, x, i)) / factor[i][i];
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
}
