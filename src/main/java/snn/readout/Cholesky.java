package snn.readout;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import snn.Workers;

/**
 * The lower triangular factor L of a symmetric positive definite matrix, A = L Lᵀ. Own code since
 * Smile's needs a native BLAS, which is not on every machine.
 */
final class Cholesky {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** Columns that are factored before the rows below are brought up to date, on all threads. */
  private static final int BLOCK = 48;

  /** Rows that are solved together, a task of a factor. */
  static final int ROWS = 32;

  /** Of the rows and the block's columns, so many components at a time stay in the cache. */
  private static final int CHUNK = 512;

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
    double[][] scratch = new double[workers.threads()][ROWS * BLOCK * Vectors.PARTS];
    for (int block = 0; block < n; block += BLOCK) {
      int from = block;
      int to = Math.min(n, block + BLOCK);
      for (int i = from; i < to; i++) {
        for (int j = from; j < i; j++) {
          a[i][j] = (a[i][j] - Vectors.dot(a[i], 0, a[j], j)) / a[j][j];
        }
        double pivot = a[i][i] - Vectors.dot(a[i], 0, a[i], i);
        if (!(pivot > 0)) {
          throw new ArithmeticException("matrix is not positive definite at row " + i);
        }
        a[i][i] = Math.sqrt(pivot);
      }
      workers.forEach(
          Math.ceilDiv(n - to, ROWS),
          (worker, task) -> {
            int first = to + task * ROWS;
            solveRows(a, from, to, a, first, Math.min(n, first + ROWS), scratch[worker]);
          });
    }
    return new Cholesky(a);
  }

  /**
   * Columns {@code from} … {@code to} − 1, at most a block, of X Lᵀ = A for some rows of A, in
   * whose place X comes. Every element is {@link Vectors#dot} of two rows to the bit; what of it
   * lies left of the block comes from {@link #products}.
   *
   * @param rows A, of which the columns before {@code from} are solved
   * @param parts partial sums, [rows, BLOCK, PARTS]
   */
  private static void solveRows(
      double[][] l, int from, int to, double[][] rows, int first, int end, double[] parts) {
    Arrays.fill(parts, 0.0);
    for (int chunk = 0; chunk < from; chunk += CHUNK) {
      int chunkEnd = Math.min(from, chunk + CHUNK);
      for (int i = first; i < end; i += 4) {
        for (int j = from; j < to; j += 3) {
          for (int lane = 0; lane < Vectors.PARTS; lane += DOUBLES.length()) {
            int at = ((i - first) * BLOCK + j - from) * Vectors.PARTS + lane;
            products(rows, i, end - 1, l, j, to - 1, chunk + lane, chunkEnd, parts, at);
          }
        }
      }
    }
    for (int i = first; i < end; i++) {
      double[] x = rows[i];
      for (int j = from; j < to; j++) {
        int at = ((i - first) * BLOCK + j - from) * Vectors.PARTS;
        x[j] = (x[j] - Vectors.dot(x, l[j], from, j, parts, at)) / l[j][j];
      }
    }
  }

  /**
   * Adds to some parts of the inner products of four rows with three of L, in registers; what lies
   * beyond the last of either is computed and not used.
   */
  private static void products(
      double[][] rows,
      int i,
      int lastRow,
      double[][] l,
      int j,
      int last,
      int from,
      int to,
      double[] parts,
      int at) {
    double[] x0 = rows[i];
    double[] x1 = rows[Math.min(i + 1, lastRow)];
    double[] x2 = rows[Math.min(i + 2, lastRow)];
    double[] x3 = rows[Math.min(i + 3, lastRow)];
    double[] y0 = l[j];
    double[] y1 = l[Math.min(j + 1, last)];
    double[] y2 = l[Math.min(j + 2, last)];
    int row = BLOCK * Vectors.PARTS;
    DoubleVector s00 = DoubleVector.fromArray(DOUBLES, parts, at);
    DoubleVector s01 = DoubleVector.fromArray(DOUBLES, parts, at + Vectors.PARTS);
    DoubleVector s02 = DoubleVector.fromArray(DOUBLES, parts, at + 2 * Vectors.PARTS);
    DoubleVector s10 = DoubleVector.fromArray(DOUBLES, parts, at + row);
    DoubleVector s11 = DoubleVector.fromArray(DOUBLES, parts, at + row + Vectors.PARTS);
    DoubleVector s12 = DoubleVector.fromArray(DOUBLES, parts, at + row + 2 * Vectors.PARTS);
    DoubleVector s20 = DoubleVector.fromArray(DOUBLES, parts, at + 2 * row);
    DoubleVector s21 = DoubleVector.fromArray(DOUBLES, parts, at + 2 * row + Vectors.PARTS);
    DoubleVector s22 = DoubleVector.fromArray(DOUBLES, parts, at + 2 * row + 2 * Vectors.PARTS);
    DoubleVector s30 = DoubleVector.fromArray(DOUBLES, parts, at + 3 * row);
    DoubleVector s31 = DoubleVector.fromArray(DOUBLES, parts, at + 3 * row + Vectors.PARTS);
    DoubleVector s32 = DoubleVector.fromArray(DOUBLES, parts, at + 3 * row + 2 * Vectors.PARTS);
    for (int k = from; k < to; k += Vectors.PARTS) {
      DoubleVector u = DoubleVector.fromArray(DOUBLES, y0, k);
      DoubleVector v = DoubleVector.fromArray(DOUBLES, y1, k);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, y2, k);
      DoubleVector x = DoubleVector.fromArray(DOUBLES, x0, k);
      s00 = x.fma(u, s00);
      s01 = x.fma(v, s01);
      s02 = x.fma(w, s02);
      x = DoubleVector.fromArray(DOUBLES, x1, k);
      s10 = x.fma(u, s10);
      s11 = x.fma(v, s11);
      s12 = x.fma(w, s12);
      x = DoubleVector.fromArray(DOUBLES, x2, k);
      s20 = x.fma(u, s20);
      s21 = x.fma(v, s21);
      s22 = x.fma(w, s22);
      x = DoubleVector.fromArray(DOUBLES, x3, k);
      s30 = x.fma(u, s30);
      s31 = x.fma(v, s31);
      s32 = x.fma(w, s32);
    }
    s00.intoArray(parts, at);
    s01.intoArray(parts, at + Vectors.PARTS);
    s02.intoArray(parts, at + 2 * Vectors.PARTS);
    s10.intoArray(parts, at + row);
    s11.intoArray(parts, at + row + Vectors.PARTS);
    s12.intoArray(parts, at + row + 2 * Vectors.PARTS);
    s20.intoArray(parts, at + 2 * row);
    s21.intoArray(parts, at + 2 * row + Vectors.PARTS);
    s22.intoArray(parts, at + 2 * row + 2 * Vectors.PARTS);
    s30.intoArray(parts, at + 3 * row);
    s31.intoArray(parts, at + 3 * row + Vectors.PARTS);
    s32.intoArray(parts, at + 3 * row + 2 * Vectors.PARTS);
  }

  /** Replaces each of {@code xs} by the solution of L y = x; at most {@value #ROWS} at once. */
  void solveLower(double[]... xs) {
    double[] parts = new double[Math.ceilDiv(xs.length, 4) * 4 * BLOCK * Vectors.PARTS];
    for (int from = 0; from < factor.length; from += BLOCK) {
      solveRows(factor, from, Math.min(factor.length, from + BLOCK), xs, 0, xs.length, parts);
    }
  }

  /** Replaces each of {@code xs} by the solution of Lᵀ y = x. */
  void solveUpper(double[]... xs) {
    for (int i = factor.length - 1; i >= 0; i--) {
      double[] row = factor[i];
      for (double[] x : xs) {
        x[i] /= row[i];
        subtract(x, x[i], row, i);
      }
    }
  }

  private static void subtract(double[] x, double factor, double[] row, int length) {
    for (int j = 0; j < length; j++) {
      x[j] -= row[j] * factor;
    }
  }

  /** Replaces {@code x} by the solution of A y = x. */
  void solve(double[] x) {
    solveLower(x);
    solveUpper(x);
  }
}
