package snn.readout;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import snn.core.SpikeCounts;

/**
 * The products of {@link Tiles} over tiles of bytes, which become centred float32 in registers, on
 * the way into both products: writing a tile out as float32 takes as long as half a product. For
 * vectors of sixteen lanes, with which there are 32 registers; all sums have the order of {@link
 * Tiles}.
 */
final class ByteTiles {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final int LANES = FLOATS.length();

  /** Logits that are multiplied one after the other, as many as {@link Tiles} pads to. */
  private static final int GROUP = 9;

  /** Rows that {@link #forward} multiplies at once; {@link Tiles#rows} is a multiple of it. */
  private static final int AT_ONCE = 4;

  /** Partial sums of a row with a group of logits. */
  private static final int ROW = GROUP * LANES;

  /** Length of {@link #forward}'s scratch. */
  static final int PARTS_LENGTH = AT_ONCE * ROW;

  private ByteTiles() {}

  /** Whether this is the faster way on this processor, and there is one for these counts. */
  static boolean areFor(SpikeCounts counts) {
    return counts.fitBytes() && FloatVector.SPECIES_PREFERRED.equals(FLOATS);
  }

  /**
   * Copies rows, to where no two begin at the same place of the cache.
   *
   * @param used rows to copy; the tile's other rows keep what they hold
   * @param columns of the tile, of which those beyond H keep what they hold
   * @param tile [rows, columns]
   */
  static void pack(SpikeCounts counts, int first, int used, int columns, byte[] tile) {
    for (int i = 0; i < used; i++) {
      int image = first + i;
      System.arraycopy(counts.bytes(image), counts.at(image), tile, i * columns, counts.hidden());
    }
  }

  /**
   * Like {@link Tiles#forward} of what {@link Tiles#unpack} makes of the tile.
   *
   * @param tile [rows, columns]
   * @param centre [columns]
   * @param weights [P, columns]
   * @param parts scratch, {@link #PARTS_LENGTH}
   * @param logits [P, rows]
   */
  static void forward(
      byte[] tile,
      int rows,
      int columns,
      float[] centre,
      float[] weights,
      float[] parts,
      float[] logits) {
    for (int group = 0; group * rows < logits.length; group += GROUP) {
      int of = group * columns;
      for (int i = 0; i < rows; i += AT_ONCE) {
        int row = i * columns;
        fourByFive(tile, row, columns, centre, weights, of, parts, 0);
        fourByFour(tile, row, columns, centre, weights, of + 5 * columns, parts, 5 * LANES);
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
      byte[] tile,
      int row,
      int columns,
      float[] centre,
      float[] weights,
      int of,
      float[] parts,
      int at) {
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
      FloatVector mean = FloatVector.fromArray(FLOATS, centre, j);
      FloatVector x = counts(tile, row + j).sub(mean);
      FloatVector y = counts(tile, row + columns + j).sub(mean);
      FloatVector z = counts(tile, row + 2 * columns + j).sub(mean);
      FloatVector u = counts(tile, row + 3 * columns + j).sub(mean);
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
      byte[] tile,
      int row,
      int columns,
      float[] centre,
      float[] weights,
      int of,
      float[] parts,
      int at) {
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
      FloatVector mean = FloatVector.fromArray(FLOATS, centre, j);
      FloatVector x = counts(tile, row + j).sub(mean);
      FloatVector y = counts(tile, row + columns + j).sub(mean);
      FloatVector z = counts(tile, row + 2 * columns + j).sub(mean);
      FloatVector u = counts(tile, row + 3 * columns + j).sub(mean);
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
   * @param centre [columns]
   * @param residuals [P, rows]
   * @param gradient [P, columns]
   */
  static void backward(
      byte[] tile, int rows, int columns, float[] centre, float[] residuals, float[] gradient) {
    for (int group = 0; group * columns < gradient.length; group += GROUP) {
      for (int j = 0; j < columns; j += 2 * LANES) {
        five(tile, rows, columns, centre, residuals, group, j, gradient);
        four(tile, rows, columns, centre, residuals, group + 5, j, gradient);
      }
    }
  }

  /** Two vectors of columns with five logits, in registers. */
  private static void five(
      byte[] tile,
      int rows,
      int columns,
      float[] centre,
      float[] residuals,
      int k,
      int j,
      float[] gradient) {
    FloatVector first = FloatVector.fromArray(FLOATS, centre, j);
    FloatVector second = FloatVector.fromArray(FLOATS, centre, j + LANES);
    int of = k * rows;
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
    for (int i = 0; i < rows; i++) {
      FloatVector x = counts(tile, i * columns + j).sub(first);
      FloatVector y = counts(tile, i * columns + j + LANES).sub(second);
      FloatVector r = FloatVector.broadcast(FLOATS, residuals[of + i]);
      a0 = x.fma(r, a0);
      b0 = y.fma(r, b0);
      r = FloatVector.broadcast(FLOATS, residuals[of + rows + i]);
      a1 = x.fma(r, a1);
      b1 = y.fma(r, b1);
      r = FloatVector.broadcast(FLOATS, residuals[of + 2 * rows + i]);
      a2 = x.fma(r, a2);
      b2 = y.fma(r, b2);
      r = FloatVector.broadcast(FLOATS, residuals[of + 3 * rows + i]);
      a3 = x.fma(r, a3);
      b3 = y.fma(r, b3);
      r = FloatVector.broadcast(FLOATS, residuals[of + 4 * rows + i]);
      a4 = x.fma(r, a4);
      b4 = y.fma(r, b4);
    }
    int at = k * columns + j;
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
      byte[] tile,
      int rows,
      int columns,
      float[] centre,
      float[] residuals,
      int k,
      int j,
      float[] gradient) {
    FloatVector first = FloatVector.fromArray(FLOATS, centre, j);
    FloatVector second = FloatVector.fromArray(FLOATS, centre, j + LANES);
    int of = k * rows;
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    for (int i = 0; i < rows; i++) {
      FloatVector x = counts(tile, i * columns + j).sub(first);
      FloatVector y = counts(tile, i * columns + j + LANES).sub(second);
      FloatVector r = FloatVector.broadcast(FLOATS, residuals[of + i]);
      a0 = x.fma(r, a0);
      b0 = y.fma(r, b0);
      r = FloatVector.broadcast(FLOATS, residuals[of + rows + i]);
      a1 = x.fma(r, a1);
      b1 = y.fma(r, b1);
      r = FloatVector.broadcast(FLOATS, residuals[of + 2 * rows + i]);
      a2 = x.fma(r, a2);
      b2 = y.fma(r, b2);
      r = FloatVector.broadcast(FLOATS, residuals[of + 3 * rows + i]);
      a3 = x.fma(r, a3);
      b3 = y.fma(r, b3);
    }
    int at = k * columns + j;
    a0.intoArray(gradient, at);
    b0.intoArray(gradient, at + LANES);
    a1.intoArray(gradient, at + columns);
    b1.intoArray(gradient, at + columns + LANES);
    a2.intoArray(gradient, at + 2 * columns);
    b2.intoArray(gradient, at + 2 * columns + LANES);
    a3.intoArray(gradient, at + 3 * columns);
    b3.intoArray(gradient, at + 3 * columns + LANES);
  }

  private static FloatVector counts(byte[] tile, int at) {
    return ByteVector.fromArray(ByteVector.SPECIES_128, tile, at)
        .convertShape(VectorOperators.ZERO_EXTEND_B2I, IntVector.SPECIES_512, 0)
        .convert(VectorOperators.I2F, 0)
        .reinterpretAsFloats();
  }
}
