package snn.readout;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import snn.Workers;
import snn.core.VectorWidths;

/**
 * The lower triangular factor L of a symmetric positive definite matrix, A = L Lᵀ. Own code since
 * Smile's needs a native BLAS, which is not on every machine.
 */
final class Cholesky {

  private static final VectorSpecies<Double> DOUBLES = VectorWidths.DOUBLES;

  /** Columns that are factored before the rows below are updated on all threads. */
  private static final int BLOCK = 48;

  /** Rows and columns of a tile in registers; divides BLOCK, ROWS and {@link Vectors#PARTS}. */
  private static final int TILE = 4;

  /** Rows that one task solves together. */
  static final int ROWS = 32;

  /** Components of rows and of the block that are multiplied while they are in the cache. */
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
   * whose place X comes. Every element is {@link Vectors#dot} of two rows to the bit, most of which
   * comes from {@link #products}: of what lies left of the block, and then of its columns before a
   * few.
   *
   * @param rows A, of which the columns before {@code from} are solved
   * @param parts partial sums, [rows, BLOCK, PARTS]
   */
  private static void solveRows(
      double[][] l, int from, int to, double[][] rows, int first, int end, double[] parts) {
    Arrays.fill(parts, 0.0);
    for (int chunk = 0; chunk < from; chunk += CHUNK) {
      int chunkEnd = Math.min(from, chunk + CHUNK);
      for (int i = first; i < end; i += TILE) {
        int at = (i - first) * BLOCK * Vectors.PARTS;
        products(rows, i, end - 1, l, from, to, chunk, chunkEnd, parts, at);
      }
    }
    for (int few = from; few < to; few += Vectors.PARTS) {
      int fewEnd = Math.min(to, few + Vectors.PARTS);
      for (int i = first; i < end; i += TILE) {
        int at = ((i - first) * BLOCK + few - from) * Vectors.PARTS;
        products(rows, i, end - 1, l, few, fewEnd, from, few, parts, at);
      }
      for (int i = first; i < end; i++) {
        double[] x = rows[i];
        for (int j = few; j < fewEnd; j++) {
          int at = ((i - first) * BLOCK + j - from) * Vectors.PARTS;
          x[j] = (x[j] - Vectors.dot(x, l[j], few, j, parts, at)) / l[j][j];
        }
      }
    }
  }

  /**
   * Adds to the inner products of a tile's rows with rows {@code j} … {@code to} − 1 of L what
   * components {@code from} … {@code end} − 1 bring.
   */
  private static void products(
      double[][] rows,
      int i,
      int lastRow,
      double[][] l,
      int j,
      int to,
      int from,
      int end,
      double[] parts,
      int at) {
    for (int tile = j; tile < to && from < end; tile += TILE) {
      for (int lane = 0; lane < Vectors.PARTS; lane += DOUBLES.length()) {
        int sums = at + (tile - j) * Vectors.PARTS + lane;
        tile(rows, i, lastRow, l, tile, to - 1, from + lane, end, parts, sums);
      }
    }
  }

  /**
   * Adds to some parts of the inner products of four rows with four of L, in registers; what lies
   * beyond the last of either is computed and not used.
   */
  private static void tile(
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
    double[] y3 = l[Math.min(j + 3, last)];
    int row = BLOCK * Vectors.PARTS;
    DoubleVector s00 = DoubleVector.fromArray(DOUBLES, parts, at);
    DoubleVector s01 = DoubleVector.fromArray(DOUBLES, parts, at + Vectors.PARTS);
    DoubleVector s02 = DoubleVector.fromArray(DOUBLES, parts, at + 2 * Vectors.PARTS);
    DoubleVector s03 = DoubleVector.fromArray(DOUBLES, parts, at + 3 * Vectors.PARTS);
    DoubleVector s10 = DoubleVector.fromArray(DOUBLES, parts, at + row);
    DoubleVector s11 = DoubleVector.fromArray(DOUBLES, parts, at + row + Vectors.PARTS);
    DoubleVector s12 = DoubleVector.fromArray(DOUBLES, parts, at + row + 2 * Vectors.PARTS);
    DoubleVector s13 = DoubleVector.fromArray(DOUBLES, parts, at + row + 3 * Vectors.PARTS);
    DoubleVector s20 = DoubleVector.fromArray(DOUBLES, parts, at + 2 * row);
    DoubleVector s21 = DoubleVector.fromArray(DOUBLES, parts, at + 2 * row + Vectors.PARTS);
    DoubleVector s22 = DoubleVector.fromArray(DOUBLES, parts, at + 2 * row + 2 * Vectors.PARTS);
    DoubleVector s23 = DoubleVector.fromArray(DOUBLES, parts, at + 2 * row + 3 * Vectors.PARTS);
    DoubleVector s30 = DoubleVector.fromArray(DOUBLES, parts, at + 3 * row);
    DoubleVector s31 = DoubleVector.fromArray(DOUBLES, parts, at + 3 * row + Vectors.PARTS);
    DoubleVector s32 = DoubleVector.fromArray(DOUBLES, parts, at + 3 * row + 2 * Vectors.PARTS);
    DoubleVector s33 = DoubleVector.fromArray(DOUBLES, parts, at + 3 * row + 3 * Vectors.PARTS);
    for (int k = from; k < to; k += Vectors.PARTS) {
      DoubleVector v0 = DoubleVector.fromArray(DOUBLES, y0, k);
      DoubleVector v1 = DoubleVector.fromArray(DOUBLES, y1, k);
      DoubleVector v2 = DoubleVector.fromArray(DOUBLES, y2, k);
      DoubleVector v3 = DoubleVector.fromArray(DOUBLES, y3, k);
      DoubleVector x = DoubleVector.fromArray(DOUBLES, x0, k);
      s00 = x.fma(v0, s00);
      s01 = x.fma(v1, s01);
      s02 = x.fma(v2, s02);
      s03 = x.fma(v3, s03);
      x = DoubleVector.fromArray(DOUBLES, x1, k);
      s10 = x.fma(v0, s10);
      s11 = x.fma(v1, s11);
      s12 = x.fma(v2, s12);
      s13 = x.fma(v3, s13);
      x = DoubleVector.fromArray(DOUBLES, x2, k);
      s20 = x.fma(v0, s20);
      s21 = x.fma(v1, s21);
      s22 = x.fma(v2, s22);
      s23 = x.fma(v3, s23);
      x = DoubleVector.fromArray(DOUBLES, x3, k);
      s30 = x.fma(v0, s30);
      s31 = x.fma(v1, s31);
      s32 = x.fma(v2, s32);
      s33 = x.fma(v3, s33);
    }
    s00.intoArray(parts, at);
    s01.intoArray(parts, at + Vectors.PARTS);
    s02.intoArray(parts, at + 2 * Vectors.PARTS);
    s03.intoArray(parts, at + 3 * Vectors.PARTS);
    s10.intoArray(parts, at + row);
    s11.intoArray(parts, at + row + Vectors.PARTS);
    s12.intoArray(parts, at + row + 2 * Vectors.PARTS);
    s13.intoArray(parts, at + row + 3 * Vectors.PARTS);
    s20.intoArray(parts, at + 2 * row);
    s21.intoArray(parts, at + 2 * row + Vectors.PARTS);
    s22.intoArray(parts, at + 2 * row + 2 * Vectors.PARTS);
    s23.intoArray(parts, at + 2 * row + 3 * Vectors.PARTS);
    s30.intoArray(parts, at + 3 * row);
    s31.intoArray(parts, at + 3 * row + Vectors.PARTS);
    s32.intoArray(parts, at + 3 * row + 2 * Vectors.PARTS);
    s33.intoArray(parts, at + 3 * row + 3 * Vectors.PARTS);
  }

  /** Replaces each of {@code xs} by the solution of L y = x; at most {@value #ROWS} at once. */
  void solveLower(double[]... xs) {
    double[] parts = new double[Math.ceilDiv(xs.length, TILE) * TILE * BLOCK * Vectors.PARTS];
    for (int from = 0; from < factor.length; from += BLOCK) {
      solveRows(factor, from, Math.min(factor.length, from + BLOCK), xs, 0, xs.length, parts);
    }
  }

  /** Replaces each of {@code xs} by the solution of Lᵀ y = x. */
  void solveUpper(double[]... xs) {
    int end = factor.length;
    for (; end >= TILE; end -= TILE) {
      double[] row0 = factor[end - 1];
      double[] row1 = factor[end - 2];
      double[] row2 = factor[end - 3];
      double[] row3 = factor[end - 4];
      for (double[] x : xs) {
        solveUpper(x, end - TILE, end);
        subtract(
            x, row0, x[end - 1], row1, x[end - 2], row2, x[end - 3], row3, x[end - 4], end - TILE);
      }
    }
    for (double[] x : xs) {
      solveUpper(x, 0, end);
    }
  }

  /** Solves for components {@code from} … {@code end} − 1, given that later ones are subtracted. */
  private void solveUpper(double[] x, int from, int end) {
    for (int i = end - 1; i >= from; i--) {
      double[] row = factor[i];
      x[i] /= row[i];
      for (int j = from; j < i; j++) {
        x[j] -= row[j] * x[i];
      }
    }
  }

  /** Subtracts multiples of four rows in one pass, in their order for each component. */
  private static void subtract(
      double[] x,
      double[] row0,
      double factor0,
      double[] row1,
      double factor1,
      double[] row2,
      double factor2,
      double[] row3,
      double factor3,
      int length) {
    for (int j = 0; j < length; j++) {
      x[j] = x[j] - row0[j] * factor0 - row1[j] * factor1 - row2[j] * factor2 - row3[j] * factor3;
    }
  }

  /** Replaces {@code x} by the solution of A y = x. */
  void solve(double[] x) {
    solveLower(x);
    solveUpper(x);
  }
}
