package snn.readout;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import snn.core.FeatureMatrix;
import snn.core.VectorWidths;

/**
 * The products of {@link Tiles} over tiles of centred counts as 16-bit numbers, which become
 * float32 in registers, on the way into both products: writing a tile out as float32 takes as long
 * as half a product. For vectors of sixteen lanes, with which there are 32 registers; all sums have
 * the order of {@link Tiles}.
 */
final class ShortTiles {

  private static final VectorSpecies<Float> FLOATS = VectorWidths.FLOATS;
  private static final int LANES = FLOATS.length();
  private static final VectorSpecies<Short> SHORTS = VectorWidths.SHORTS;

  /** Number of logits in a group, to a multiple of which {@link Tiles} pads. */
  private static final int GROUP = 9;

  /** Rows that {@link #forward} multiplies at once; {@link Tiles#rows} is a multiple of it. */
  private static final int AT_ONCE = 4;

  /** Columns that {@link #backward} multiplies at once; {@link Tiles#columns} is no less. */
  private static final int WIDE = 3 * LANES;

  /** Partial sums of a row with a group of logits. */
  private static final int ROW = GROUP * LANES;

  /** Length of {@link #forward}'s scratch. */
  static final int PARTS_LENGTH = AT_ONCE * ROW;

  private ShortTiles() {}

  /**
   * Whether this class is faster on this processor, and fits these counts: each, and the difference
   * of any two, is a signed 16-bit number.
   */
  static boolean areFor(FeatureMatrix counts) {
    return LANES == Tiles.PARTS && counts.fitSignedShorts();
  }

  /**
   * Reads whole rows of counts, less {@code centre}: {@code tile[i, j] = counts[first + i, j] −
   * centre[j]}.
   *
   * @param used rows to read; the tile's other rows keep what they hold
   * @param columns of the tile, of which those beyond H keep what they hold
   * @param centre whole numbers from 0 to 32,767, [columns]
   * @param tile [rows, columns]
   */
  static void pack(
      FeatureMatrix counts, int first, int used, int columns, short[] centre, short[] tile) {
    int hidden = counts.hidden();
    int whole = SHORTS.loopBound(hidden);
    for (int i = 0; i < used; i++) {
      int image = first + i;
      int to = i * columns;
      if (counts.fitBytes()) {
        subtract(counts.bytes(image), counts.at(image), whole, centre, tile, to);
      } else {
        subtract(counts.shorts(image), counts.at(image), whole, centre, tile, to);
      }
      for (int j = whole; j < hidden; j++) {
        tile[to + j] = (short) (counts.get(image, j) - centre[j]);
      }
    }
  }

  private static void subtract(
      byte[] counts, int at, int whole, short[] centre, short[] tile, int to) {
    for (int j = 0; j < whole; j += LANES) {
      ((ShortVector)
              ByteVector.fromArray(VectorWidths.BYTES, counts, at + j)
                  .convertShape(VectorOperators.ZERO_EXTEND_B2S, SHORTS, 0))
          .sub(ShortVector.fromArray(SHORTS, centre, j))
          .intoArray(tile, to + j);
    }
  }

  private static void subtract(
      short[] counts, int at, int whole, short[] centre, short[] tile, int to) {
    for (int j = 0; j < whole; j += LANES) {
      ShortVector.fromArray(SHORTS, counts, at + j)
          .sub(ShortVector.fromArray(SHORTS, centre, j))
          .intoArray(tile, to + j);
    }
  }

  /**
   * Like {@link Tiles#forward} of what {@link Tiles#unpack} makes of the tile.
   *
   * @param tile [rows, columns]
   * @param weights [P, columns]
   * @param parts scratch, {@link #PARTS_LENGTH}
   * @param logits [P, rows]
   */
  static void forward(
      short[] tile, int rows, int columns, float[] weights, float[] parts, float[] logits) {
    for (int group = 0; group * rows < logits.length; group += GROUP) {
      int of = group * columns;
      for (int i = 0; i < rows; i += AT_ONCE) {
        int row = i * columns;
        fourByFive(tile, row, columns, weights, of, parts, 0);
        fourByFour(tile, row, columns, weights, of + 5 * columns, parts, 5 * LANES);
        for (int r = 0; r < AT_ONCE; r++) {
          for (int k = 0; k < GROUP; k++) {
            logits[(group + k) * rows + i + r] = Tiles.fold(parts, r * ROW + k * LANES);
          }
        }
      }
    }
  }

  /** Partial sums of four rows with five logits, in registers. */
  private static void fourByFive(
      short[] tile, int row, int columns, float[] weights, int of, float[] parts, int at) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector b4 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector c4 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    FloatVector d4 = a0;
    for (int j = 0; j < columns; j += LANES) {
      FloatVector x = counts(tile, row + j);
      FloatVector y = counts(tile, row + columns + j);
      FloatVector z = counts(tile, row + 2 * columns + j);
      FloatVector u = counts(tile, row + 3 * columns + j);
      FloatVector w = FloatVector.fromArray(FLOATS, weights, of + j);
      a0 = x.fma(w, a0);
      b0 = y.fma(w, b0);
      c0 = z.fma(w, c0);
      d0 = u.fma(w, d0);
      w = FloatVector.fromArray(FLOATS, weights, of + columns + j);
      a1 = x.fma(w, a1);
      b1 = y.fma(w, b1);
      c1 = z.fma(w, c1);
      d1 = u.fma(w, d1);
      w = FloatVector.fromArray(FLOATS, weights, of + 2 * columns + j);
      a2 = x.fma(w, a2);
      b2 = y.fma(w, b2);
      c2 = z.fma(w, c2);
      d2 = u.fma(w, d2);
      w = FloatVector.fromArray(FLOATS, weights, of + 3 * columns + j);
      a3 = x.fma(w, a3);
      b3 = y.fma(w, b3);
      c3 = z.fma(w, c3);
      d3 = u.fma(w, d3);
      w = FloatVector.fromArray(FLOATS, weights, of + 4 * columns + j);
      a4 = x.fma(w, a4);
      b4 = y.fma(w, b4);
      c4 = z.fma(w, c4);
      d4 = u.fma(w, d4);
    }
    a0.intoArray(parts, at);
    a1.intoArray(parts, at + LANES);
    a2.intoArray(parts, at + 2 * LANES);
    a3.intoArray(parts, at + 3 * LANES);
    a4.intoArray(parts, at + 4 * LANES);
    b0.intoArray(parts, at + ROW);
    b1.intoArray(parts, at + ROW + LANES);
    b2.intoArray(parts, at + ROW + 2 * LANES);
    b3.intoArray(parts, at + ROW + 3 * LANES);
    b4.intoArray(parts, at + ROW + 4 * LANES);
    c0.intoArray(parts, at + 2 * ROW);
    c1.intoArray(parts, at + 2 * ROW + LANES);
    c2.intoArray(parts, at + 2 * ROW + 2 * LANES);
    c3.intoArray(parts, at + 2 * ROW + 3 * LANES);
    c4.intoArray(parts, at + 2 * ROW + 4 * LANES);
    d0.intoArray(parts, at + 3 * ROW);
    d1.intoArray(parts, at + 3 * ROW + LANES);
    d2.intoArray(parts, at + 3 * ROW + 2 * LANES);
    d3.intoArray(parts, at + 3 * ROW + 3 * LANES);
    d4.intoArray(parts, at + 3 * ROW + 4 * LANES);
  }

  /** Partial sums of four rows with four logits, in registers. */
  private static void fourByFour(
      short[] tile, int row, int columns, float[] weights, int of, float[] parts, int at) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    for (int j = 0; j < columns; j += LANES) {
      FloatVector x = counts(tile, row + j);
      FloatVector y = counts(tile, row + columns + j);
      FloatVector z = counts(tile, row + 2 * columns + j);
      FloatVector u = counts(tile, row + 3 * columns + j);
      FloatVector w = FloatVector.fromArray(FLOATS, weights, of + j);
      a0 = x.fma(w, a0);
      b0 = y.fma(w, b0);
      c0 = z.fma(w, c0);
      d0 = u.fma(w, d0);
      w = FloatVector.fromArray(FLOATS, weights, of + columns + j);
      a1 = x.fma(w, a1);
      b1 = y.fma(w, b1);
      c1 = z.fma(w, c1);
      d1 = u.fma(w, d1);
      w = FloatVector.fromArray(FLOATS, weights, of + 2 * columns + j);
      a2 = x.fma(w, a2);
      b2 = y.fma(w, b2);
      c2 = z.fma(w, c2);
      d2 = u.fma(w, d2);
      w = FloatVector.fromArray(FLOATS, weights, of + 3 * columns + j);
      a3 = x.fma(w, a3);
      b3 = y.fma(w, b3);
      c3 = z.fma(w, c3);
      d3 = u.fma(w, d3);
    }
    a0.intoArray(parts, at);
    a1.intoArray(parts, at + LANES);
    a2.intoArray(parts, at + 2 * LANES);
    a3.intoArray(parts, at + 3 * LANES);
    b0.intoArray(parts, at + ROW);
    b1.intoArray(parts, at + ROW + LANES);
    b2.intoArray(parts, at + ROW + 2 * LANES);
    b3.intoArray(parts, at + ROW + 3 * LANES);
    c0.intoArray(parts, at + 2 * ROW);
    c1.intoArray(parts, at + 2 * ROW + LANES);
    c2.intoArray(parts, at + 2 * ROW + 2 * LANES);
    c3.intoArray(parts, at + 2 * ROW + 3 * LANES);
    d0.intoArray(parts, at + 3 * ROW);
    d1.intoArray(parts, at + 3 * ROW + LANES);
    d2.intoArray(parts, at + 3 * ROW + 2 * LANES);
    d3.intoArray(parts, at + 3 * ROW + 3 * LANES);
  }

  /**
   * Like {@link Tiles#backward} of what {@link Tiles#unpack} makes of the tile.
   *
   * @param tile [rows, columns]
   * @param residuals [P, rows]
   * @param gradient [P, columns]
   */
  static void backward(short[] tile, int rows, int columns, float[] residuals, float[] gradient) {
    for (int group = 0; group * columns < gradient.length; group += GROUP) {
      for (int j = 0; j < columns; j += WIDE) {
        // The last columns may be multiplied once more, to the same sums.
        int first = Math.min(j, columns - WIDE);
        nine(tile, rows, columns, residuals, group, first, gradient);
      }
    }
  }

  /** Three vectors of columns with nine logits, in registers. */
  private static void nine(
      short[] tile, int rows, int columns, float[] residuals, int k, int j, float[] gradient) {
    int of = k * rows;
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector b0 = a0;
    FloatVector c0 = a0;
    FloatVector a1 = a0;
    FloatVector b1 = a0;
    FloatVector c1 = a0;
    FloatVector a2 = a0;
    FloatVector b2 = a0;
    FloatVector c2 = a0;
    FloatVector a3 = a0;
    FloatVector b3 = a0;
    FloatVector c3 = a0;
    FloatVector a4 = a0;
    FloatVector b4 = a0;
    FloatVector c4 = a0;
    FloatVector a5 = a0;
    FloatVector b5 = a0;
    FloatVector c5 = a0;
    FloatVector a6 = a0;
    FloatVector b6 = a0;
    FloatVector c6 = a0;
    FloatVector a7 = a0;
    FloatVector b7 = a0;
    FloatVector c7 = a0;
    FloatVector a8 = a0;
    FloatVector b8 = a0;
    FloatVector c8 = a0;
    for (int i = 0; i < rows; i++) {
      FloatVector x = counts(tile, i * columns + j);
      FloatVector y = counts(tile, i * columns + j + LANES);
      FloatVector z = counts(tile, i * columns + j + 2 * LANES);
      FloatVector r = FloatVector.broadcast(FLOATS, residuals[of + i]);
      a0 = x.fma(r, a0);
      b0 = y.fma(r, b0);
      c0 = z.fma(r, c0);
      r = FloatVector.broadcast(FLOATS, residuals[of + rows + i]);
      a1 = x.fma(r, a1);
      b1 = y.fma(r, b1);
      c1 = z.fma(r, c1);
      r = FloatVector.broadcast(FLOATS, residuals[of + 2 * rows + i]);
      a2 = x.fma(r, a2);
      b2 = y.fma(r, b2);
      c2 = z.fma(r, c2);
      r = FloatVector.broadcast(FLOATS, residuals[of + 3 * rows + i]);
      a3 = x.fma(r, a3);
      b3 = y.fma(r, b3);
      c3 = z.fma(r, c3);
      r = FloatVector.broadcast(FLOATS, residuals[of + 4 * rows + i]);
      a4 = x.fma(r, a4);
      b4 = y.fma(r, b4);
      c4 = z.fma(r, c4);
      r = FloatVector.broadcast(FLOATS, residuals[of + 5 * rows + i]);
      a5 = x.fma(r, a5);
      b5 = y.fma(r, b5);
      c5 = z.fma(r, c5);
      r = FloatVector.broadcast(FLOATS, residuals[of + 6 * rows + i]);
      a6 = x.fma(r, a6);
      b6 = y.fma(r, b6);
      c6 = z.fma(r, c6);
      r = FloatVector.broadcast(FLOATS, residuals[of + 7 * rows + i]);
      a7 = x.fma(r, a7);
      b7 = y.fma(r, b7);
      c7 = z.fma(r, c7);
      r = FloatVector.broadcast(FLOATS, residuals[of + 8 * rows + i]);
      a8 = x.fma(r, a8);
      b8 = y.fma(r, b8);
      c8 = z.fma(r, c8);
    }
    int at = k * columns + j;
    a0.intoArray(gradient, at);
    b0.intoArray(gradient, at + LANES);
    c0.intoArray(gradient, at + 2 * LANES);
    a1.intoArray(gradient, at + columns);
    b1.intoArray(gradient, at + columns + LANES);
    c1.intoArray(gradient, at + columns + 2 * LANES);
    a2.intoArray(gradient, at + 2 * columns);
    b2.intoArray(gradient, at + 2 * columns + LANES);
    c2.intoArray(gradient, at + 2 * columns + 2 * LANES);
    a3.intoArray(gradient, at + 3 * columns);
    b3.intoArray(gradient, at + 3 * columns + LANES);
    c3.intoArray(gradient, at + 3 * columns + 2 * LANES);
    a4.intoArray(gradient, at + 4 * columns);
    b4.intoArray(gradient, at + 4 * columns + LANES);
    c4.intoArray(gradient, at + 4 * columns + 2 * LANES);
    a5.intoArray(gradient, at + 5 * columns);
    b5.intoArray(gradient, at + 5 * columns + LANES);
    c5.intoArray(gradient, at + 5 * columns + 2 * LANES);
    a6.intoArray(gradient, at + 6 * columns);
    b6.intoArray(gradient, at + 6 * columns + LANES);
    c6.intoArray(gradient, at + 6 * columns + 2 * LANES);
    a7.intoArray(gradient, at + 7 * columns);
    b7.intoArray(gradient, at + 7 * columns + LANES);
    c7.intoArray(gradient, at + 7 * columns + 2 * LANES);
    a8.intoArray(gradient, at + 8 * columns);
    b8.intoArray(gradient, at + 8 * columns + LANES);
    c8.intoArray(gradient, at + 8 * columns + 2 * LANES);
  }

  private static FloatVector counts(short[] tile, int at) {
    return ShortVector.fromArray(SHORTS, tile, at)
        .convertShape(VectorOperators.S2I, VectorWidths.INTS, 0)
        .convert(VectorOperators.I2F, 0)
        .reinterpretAsFloats();
  }
}
