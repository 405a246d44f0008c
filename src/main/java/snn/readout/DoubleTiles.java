package snn.readout;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import snn.core.VectorWidths;

/**
 * The products of {@link Tiles} in float64. A tile's features stay float32, which holds them
 * exactly.
 *
 * <p>Every sum has one order, whatever the width of the vectors: an inner product is eight
 * interleaved partial sums, folded as a tree.
 */
final class DoubleTiles {

  private static final VectorSpecies<Double> DOUBLES = VectorWidths.DOUBLES;
  private static final int LANES = DOUBLES.length();
  private static final VectorSpecies<Float> FLOATS = VectorWidths.FLOATS;

  /** Padding after a tile's last number, which {@link #features} reads and ignores. */
  static final int BEHIND = FLOATS.length() - LANES;

  /** Interleaved partial sums of an inner product. */
  private static final int PARTS = 8;

  /** Number of logits in a group, to a multiple of which {@link Tiles} pads. */
  private static final int GROUP = 9;

  /** Whether the processor has 32 vector registers; otherwise it has at least 16. */
  private static final boolean WIDE = LANES == 8;

  /** Rows that {@link #forward} multiplies at once. */
  private static final int AT_ONCE = WIDE ? 4 : 3;

  /** Partial sums of a row with a group of logits. */
  private static final int ROW = GROUP * PARTS;

  /** Length of {@link #forward}'s scratch. */
  static final int PARTS_LENGTH = AT_ONCE * ROW;

  private DoubleTiles() {}

  /**
   * Logits without intercept: {@code logits[k · rows + i] = Σⱼ tile[i, j] · weights[k, j]}.
   *
   * @param tile [rows, columns], at least four rows, then {@link #BEHIND} more numbers
   * @param weights [P, columns]
   * @param parts scratch, {@link #PARTS_LENGTH}
   * @param logits [P, rows] or longer
   */
  static void forward(
      float[] tile, int rows, int columns, double[] weights, double[] parts, double[] logits) {
    for (int group = 0; group * columns < weights.length; group += GROUP) {
      for (int i = 0; i < rows; i += AT_ONCE) {
        // The last rows may be multiplied once more, to the same sums.
        int first = Math.min(i, rows - AT_ONCE);
        for (int lane = 0; lane < PARTS; lane += LANES) {
          products(tile, first * columns, columns, weights, group * columns, lane, parts);
        }
        for (int r = 0; r < AT_ONCE; r++) {
          for (int k = 0; k < GROUP; k++) {
            logits[(group + k) * rows + first + r] = fold(parts, r * ROW + k * PARTS);
          }
        }
      }
    }
  }

  private static void products(
      float[] tile, int row, int columns, double[] weights, int of, int lane, double[] parts) {
    if (WIDE) {
      fourByFive(tile, row, columns, weights, of, lane, parts, lane);
      fourByFour(tile, row, columns, weights, of + 5 * columns, lane, parts, 5 * PARTS + lane);
    } else {
      for (int k = 0; k < GROUP; k += 3) {
        threeByThree(tile, row, columns, weights, of + k * columns, lane, parts, k * PARTS + lane);
      }
    }
  }

  /** Partial sums {@code lane} … of four rows with five logits, in registers. */
  private static void fourByFive(
      float[] tile,
      int row,
      int columns,
      double[] weights,
      int of,
      int lane,
      double[] parts,
      int at) {
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector a4 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    DoubleVector b4 = a0;
    DoubleVector c0 = a0;
    DoubleVector c1 = a0;
    DoubleVector c2 = a0;
    DoubleVector c3 = a0;
    DoubleVector c4 = a0;
    DoubleVector d0 = a0;
    DoubleVector d1 = a0;
    DoubleVector d2 = a0;
    DoubleVector d3 = a0;
    DoubleVector d4 = a0;
    for (int j = lane; j < columns; j += PARTS) {
      DoubleVector x = features(tile, row + j);
      DoubleVector y = features(tile, row + columns + j);
      DoubleVector z = features(tile, row + 2 * columns + j);
      DoubleVector u = features(tile, row + 3 * columns + j);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, of + j);
      a0 = x.fma(w, a0);
      b0 = y.fma(w, b0);
      c0 = z.fma(w, c0);
      d0 = u.fma(w, d0);
      w = DoubleVector.fromArray(DOUBLES, weights, of + columns + j);
      a1 = x.fma(w, a1);
      b1 = y.fma(w, b1);
      c1 = z.fma(w, c1);
      d1 = u.fma(w, d1);
      w = DoubleVector.fromArray(DOUBLES, weights, of + 2 * columns + j);
      a2 = x.fma(w, a2);
      b2 = y.fma(w, b2);
      c2 = z.fma(w, c2);
      d2 = u.fma(w, d2);
      w = DoubleVector.fromArray(DOUBLES, weights, of + 3 * columns + j);
      a3 = x.fma(w, a3);
      b3 = y.fma(w, b3);
      c3 = z.fma(w, c3);
      d3 = u.fma(w, d3);
      w = DoubleVector.fromArray(DOUBLES, weights, of + 4 * columns + j);
      a4 = x.fma(w, a4);
      b4 = y.fma(w, b4);
      c4 = z.fma(w, c4);
      d4 = u.fma(w, d4);
    }
    a0.intoArray(parts, at);
    a1.intoArray(parts, at + PARTS);
    a2.intoArray(parts, at + 2 * PARTS);
    a3.intoArray(parts, at + 3 * PARTS);
    a4.intoArray(parts, at + 4 * PARTS);
    b0.intoArray(parts, at + ROW);
    b1.intoArray(parts, at + ROW + PARTS);
    b2.intoArray(parts, at + ROW + 2 * PARTS);
    b3.intoArray(parts, at + ROW + 3 * PARTS);
    b4.intoArray(parts, at + ROW + 4 * PARTS);
    c0.intoArray(parts, at + 2 * ROW);
    c1.intoArray(parts, at + 2 * ROW + PARTS);
    c2.intoArray(parts, at + 2 * ROW + 2 * PARTS);
    c3.intoArray(parts, at + 2 * ROW + 3 * PARTS);
    c4.intoArray(parts, at + 2 * ROW + 4 * PARTS);
    d0.intoArray(parts, at + 3 * ROW);
    d1.intoArray(parts, at + 3 * ROW + PARTS);
    d2.intoArray(parts, at + 3 * ROW + 2 * PARTS);
    d3.intoArray(parts, at + 3 * ROW + 3 * PARTS);
    d4.intoArray(parts, at + 3 * ROW + 4 * PARTS);
  }

  /** Partial sums {@code lane} … of four rows with four logits, in registers. */
  private static void fourByFour(
      float[] tile,
      int row,
      int columns,
      double[] weights,
      int of,
      int lane,
      double[] parts,
      int at) {
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    DoubleVector c0 = a0;
    DoubleVector c1 = a0;
    DoubleVector c2 = a0;
    DoubleVector c3 = a0;
    DoubleVector d0 = a0;
    DoubleVector d1 = a0;
    DoubleVector d2 = a0;
    DoubleVector d3 = a0;
    for (int j = lane; j < columns; j += PARTS) {
      DoubleVector x = features(tile, row + j);
      DoubleVector y = features(tile, row + columns + j);
      DoubleVector z = features(tile, row + 2 * columns + j);
      DoubleVector u = features(tile, row + 3 * columns + j);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, of + j);
      a0 = x.fma(w, a0);
      b0 = y.fma(w, b0);
      c0 = z.fma(w, c0);
      d0 = u.fma(w, d0);
      w = DoubleVector.fromArray(DOUBLES, weights, of + columns + j);
      a1 = x.fma(w, a1);
      b1 = y.fma(w, b1);
      c1 = z.fma(w, c1);
      d1 = u.fma(w, d1);
      w = DoubleVector.fromArray(DOUBLES, weights, of + 2 * columns + j);
      a2 = x.fma(w, a2);
      b2 = y.fma(w, b2);
      c2 = z.fma(w, c2);
      d2 = u.fma(w, d2);
      w = DoubleVector.fromArray(DOUBLES, weights, of + 3 * columns + j);
      a3 = x.fma(w, a3);
      b3 = y.fma(w, b3);
      c3 = z.fma(w, c3);
      d3 = u.fma(w, d3);
    }
    a0.intoArray(parts, at);
    a1.intoArray(parts, at + PARTS);
    a2.intoArray(parts, at + 2 * PARTS);
    a3.intoArray(parts, at + 3 * PARTS);
    b0.intoArray(parts, at + ROW);
    b1.intoArray(parts, at + ROW + PARTS);
    b2.intoArray(parts, at + ROW + 2 * PARTS);
    b3.intoArray(parts, at + ROW + 3 * PARTS);
    c0.intoArray(parts, at + 2 * ROW);
    c1.intoArray(parts, at + 2 * ROW + PARTS);
    c2.intoArray(parts, at + 2 * ROW + 2 * PARTS);
    c3.intoArray(parts, at + 2 * ROW + 3 * PARTS);
    d0.intoArray(parts, at + 3 * ROW);
    d1.intoArray(parts, at + 3 * ROW + PARTS);
    d2.intoArray(parts, at + 3 * ROW + 2 * PARTS);
    d3.intoArray(parts, at + 3 * ROW + 3 * PARTS);
  }

  /** Partial sums {@code lane} … of three rows with three logits, in registers. */
  private static void threeByThree(
      float[] tile,
      int row,
      int columns,
      double[] weights,
      int of,
      int lane,
      double[] parts,
      int at) {
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector c0 = a0;
    DoubleVector c1 = a0;
    DoubleVector c2 = a0;
    for (int j = lane; j < columns; j += PARTS) {
      DoubleVector x = features(tile, row + j);
      DoubleVector y = features(tile, row + columns + j);
      DoubleVector z = features(tile, row + 2 * columns + j);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, of + j);
      a0 = x.fma(w, a0);
      b0 = y.fma(w, b0);
      c0 = z.fma(w, c0);
      w = DoubleVector.fromArray(DOUBLES, weights, of + columns + j);
      a1 = x.fma(w, a1);
      b1 = y.fma(w, b1);
      c1 = z.fma(w, c1);
      w = DoubleVector.fromArray(DOUBLES, weights, of + 2 * columns + j);
      a2 = x.fma(w, a2);
      b2 = y.fma(w, b2);
      c2 = z.fma(w, c2);
    }
    a0.intoArray(parts, at);
    a1.intoArray(parts, at + PARTS);
    a2.intoArray(parts, at + 2 * PARTS);
    b0.intoArray(parts, at + ROW);
    b1.intoArray(parts, at + ROW + PARTS);
    b2.intoArray(parts, at + ROW + 2 * PARTS);
    c0.intoArray(parts, at + 2 * ROW);
    c1.intoArray(parts, at + 2 * ROW + PARTS);
    c2.intoArray(parts, at + 2 * ROW + 2 * PARTS);
  }

  /** Sum of eight partial sums, as a tree of fixed shape. */
  private static double fold(double[] p, int o) {
    return ((p[o] + p[o + 4]) + (p[o + 2] + p[o + 6]))
        + ((p[o + 1] + p[o + 5]) + (p[o + 3] + p[o + 7]));
  }

  /**
   * Adds to the gradient of the logits' weights: {@code gradient[k, j] += Σᵢ residuals[k, i] ·
   * tile[i, j]}.
   *
   * @param tile [rows, columns], then {@link #BEHIND} more numbers
   * @param residuals [P, rows] or longer
   * @param gradient [P, columns]
   */
  static void backward(float[] tile, int rows, int columns, double[] residuals, double[] gradient) {
    for (int group = 0; group * columns < gradient.length; group += GROUP) {
      for (int j = 0; j < columns; j += 2 * LANES) {
        five(tile, rows, columns, residuals, group, j, gradient);
        four(tile, rows, columns, residuals, group + 5, j, gradient);
      }
    }
  }

  /** Two vectors of columns with five logits, in registers. */
  private static void five(
      float[] tile, int rows, int columns, double[] residuals, int k, int j, double[] gradient) {
    int of = k * rows;
    int at = k * columns + j;
    DoubleVector a0 = DoubleVector.fromArray(DOUBLES, gradient, at);
    DoubleVector a1 = DoubleVector.fromArray(DOUBLES, gradient, at + columns);
    DoubleVector a2 = DoubleVector.fromArray(DOUBLES, gradient, at + 2 * columns);
    DoubleVector a3 = DoubleVector.fromArray(DOUBLES, gradient, at + 3 * columns);
    DoubleVector a4 = DoubleVector.fromArray(DOUBLES, gradient, at + 4 * columns);
    DoubleVector b0 = DoubleVector.fromArray(DOUBLES, gradient, at + LANES);
    DoubleVector b1 = DoubleVector.fromArray(DOUBLES, gradient, at + columns + LANES);
    DoubleVector b2 = DoubleVector.fromArray(DOUBLES, gradient, at + 2 * columns + LANES);
    DoubleVector b3 = DoubleVector.fromArray(DOUBLES, gradient, at + 3 * columns + LANES);
    DoubleVector b4 = DoubleVector.fromArray(DOUBLES, gradient, at + 4 * columns + LANES);
    for (int i = 0; i < rows; i++) {
      DoubleVector x = features(tile, i * columns + j);
      DoubleVector y = features(tile, i * columns + j + LANES);
      DoubleVector r = DoubleVector.broadcast(DOUBLES, residuals[of + i]);
      a0 = x.fma(r, a0);
      b0 = y.fma(r, b0);
      r = DoubleVector.broadcast(DOUBLES, residuals[of + rows + i]);
      a1 = x.fma(r, a1);
      b1 = y.fma(r, b1);
      r = DoubleVector.broadcast(DOUBLES, residuals[of + 2 * rows + i]);
      a2 = x.fma(r, a2);
      b2 = y.fma(r, b2);
      r = DoubleVector.broadcast(DOUBLES, residuals[of + 3 * rows + i]);
      a3 = x.fma(r, a3);
      b3 = y.fma(r, b3);
      r = DoubleVector.broadcast(DOUBLES, residuals[of + 4 * rows + i]);
      a4 = x.fma(r, a4);
      b4 = y.fma(r, b4);
    }
    a0.intoArray(gradient, at);
    b0.intoArray(gradient, at + LANES);
    a1.intoArray(gradient, at + columns);
    b1.intoArray(gradient, at + columns + LANES);
    a2.intoArray(gradient, at + 2 * columns);
    b2.intoArray(gradient, at + 2 * columns + LANES);
    a3.intoArray(gradient, at + 3 * columns);
    b3.intoArray(gradient, at + 3 * columns + LANES);
    a4.intoArray(gradient, at + 4 * columns);
    b4.intoArray(gradient, at + 4 * columns + LANES);
  }

  /** Two vectors of columns with four logits, in registers. */
  private static void four(
      float[] tile, int rows, int columns, double[] residuals, int k, int j, double[] gradient) {
    int of = k * rows;
    int at = k * columns + j;
    DoubleVector a0 = DoubleVector.fromArray(DOUBLES, gradient, at);
    DoubleVector a1 = DoubleVector.fromArray(DOUBLES, gradient, at + columns);
    DoubleVector a2 = DoubleVector.fromArray(DOUBLES, gradient, at + 2 * columns);
    DoubleVector a3 = DoubleVector.fromArray(DOUBLES, gradient, at + 3 * columns);
    DoubleVector b0 = DoubleVector.fromArray(DOUBLES, gradient, at + LANES);
    DoubleVector b1 = DoubleVector.fromArray(DOUBLES, gradient, at + columns + LANES);
    DoubleVector b2 = DoubleVector.fromArray(DOUBLES, gradient, at + 2 * columns + LANES);
    DoubleVector b3 = DoubleVector.fromArray(DOUBLES, gradient, at + 3 * columns + LANES);
    for (int i = 0; i < rows; i++) {
      DoubleVector x = features(tile, i * columns + j);
      DoubleVector y = features(tile, i * columns + j + LANES);
      DoubleVector r = DoubleVector.broadcast(DOUBLES, residuals[of + i]);
      a0 = x.fma(r, a0);
      b0 = y.fma(r, b0);
      r = DoubleVector.broadcast(DOUBLES, residuals[of + rows + i]);
      a1 = x.fma(r, a1);
      b1 = y.fma(r, b1);
      r = DoubleVector.broadcast(DOUBLES, residuals[of + 2 * rows + i]);
      a2 = x.fma(r, a2);
      b2 = y.fma(r, b2);
      r = DoubleVector.broadcast(DOUBLES, residuals[of + 3 * rows + i]);
      a3 = x.fma(r, a3);
      b3 = y.fma(r, b3);
    }
    a0.intoArray(gradient, at);
    b0.intoArray(gradient, at + LANES);
    a1.intoArray(gradient, at + columns);
    b1.intoArray(gradient, at + columns + LANES);
    a2.intoArray(gradient, at + 2 * columns);
    b2.intoArray(gradient, at + 2 * columns + LANES);
    a3.intoArray(gradient, at + 3 * columns);
    b3.intoArray(gradient, at + 3 * columns + LANES);
  }

  /**
   * Features from the lower half of a whole vector: half a vector of floats would be a second width
   * of them, see {@link VectorWidths}.
   */
  private static DoubleVector features(float[] tile, int at) {
    return (DoubleVector) FloatVector.fromArray(FLOATS, tile, at).convert(VectorOperators.F2D, 0);
  }
}
