package snn.readout;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import snn.core.FeatureMatrix;
import snn.core.VectorWidths;

/**
 * Kernels over a tile: some rows of features as float32, small enough to stay in a core's cache
 * between the forward and the backward product.
 *
 * <p>Of K classes only K − 1 have logits: softmax does not change when all logits of a row move
 * together, so the last class's are moved to 0, and its residual is minus the sum of the others'.
 * Softmax alone has all K. Products take nine logits at a time, in parts whose sums fit the
 * registers, so arrays of them are as long as whole {@link #padded groups of nine}; for digits that
 * is one group, and no padding.
 *
 * <p>Every sum has one order, whatever the width of the vectors: an inner product is sixteen
 * interleaved partial sums, folded as a tree. ({@code reduceLanes} promises no order: interpreted
 * and compiled code differ.)
 */
final class Tiles {

  /** Number of logits that are computed in one pass over a tile. */
  private static final int GROUP = 9;

  private static final VectorSpecies<Float> FLOATS = VectorWidths.FLOATS;
  private static final int LANES = FLOATS.length();
  private static final VectorSpecies<Double> DOUBLES = VectorWidths.DOUBLES;
  private static final VectorSpecies<Integer> INTS = VectorWidths.INTS;
  private static final VectorSpecies<Short> SHORTS = VectorWidths.SHORTS;
  private static final VectorSpecies<Byte> BYTES = VectorWidths.BYTES;

  /** Interleaved partial sums of an inner product. */
  static final int PARTS = 16;

  /** Rows that {@link #forward} multiplies at once. */
  private static final int AT_ONCE = 3;

  /** Partial sums of a row with a group of logits. */
  private static final int ROW = GROUP * PARTS;

  /** Length of {@link #forward}'s scratch. */
  static final int PARTS_LENGTH = AT_ONCE * ROW;

  /** Numbers of float32 in a page of memory. */
  private static final int PAGE = 1024;

  private Tiles() {}

  /** P: the K − 1 logits of {@code classes} classes, rounded up to whole groups of nine. */
  static int padded(int classes) {
    return Math.ceilDiv(classes - 1, GROUP) * GROUP;
  }

  /**
   * Columns of a tile for {@code hidden} features: whole pairs of the widest vectors, at least two,
   * and one more where rows would be whole pages, whose columns collide in the cache.
   */
  static int columns(int hidden) {
    int least = leastColumns(hidden);
    return least % PAGE == 0 ? least + 2 * PARTS : least;
  }

  private static int leastColumns(int hidden) {
    return Math.max(2, Math.ceilDiv(hidden, 2 * PARTS)) * 2 * PARTS;
  }

  /** Rows of a tile: half a MiB of features, in whole vectors. It depends on the shape only. */
  static int rows(int hidden) {
    return Math.max(PARTS, Math.min(256, (1 << 17) / leastColumns(hidden) / PARTS * PARTS));
  }

  /**
   * Reads whole rows of counts, less {@code centre}: {@code tile[i, j] = counts[first + i, j] −
   * centre[j]}.
   *
   * @param used rows to read; the tile's other rows keep what they hold
   * @param columns of the tile, of which those beyond H keep what they hold
   * @param centre [columns]
   * @param tile [rows, columns]
   */
  static void unpack(
      FeatureMatrix counts, int first, int used, int columns, float[] centre, float[] tile) {
    unpackColumns(counts, first, used, 0, columns, centre, tile);
  }

  /** Like {@link #unpack}, of columns {@code from} … {@code from + columns} − 1 as far as H. */
  static void unpackColumns(
      FeatureMatrix counts,
      int first,
      int used,
      int from,
      int columns,
      float[] centre,
      float[] tile) {
    int length = Math.min(columns, counts.hidden() - from);
    int whole = BYTES.loopBound(length);
    for (int i = 0; i < used; i++) {
      int image = first + i;
      int source = counts.at(image) + from;
      int to = i * columns;
      if (counts.fitBytes()) {
        unpack(counts.bytes(image), source, whole, centre, from, tile, to);
      } else {
        unpack(counts.shorts(image), source, whole, centre, from, tile, to);
      }
      for (int j = whole; j < length; j++) {
        tile[to + j] = counts.get(first + i, from + j) - centre[from + j];
      }
    }
  }

  private static void unpack(
      byte[] counts, int source, int length, float[] centre, int from, float[] tile, int to) {
    for (int j = 0; j < length; j += BYTES.length()) {
      ByteVector bytes = ByteVector.fromArray(BYTES, counts, source + j);
      unpack(bytes, 0, centre, from + j, tile, to + j);
      if (BYTES.length() > LANES) {
        unpack(bytes, 1, centre, from + j + LANES, tile, to + j + LANES);
      }
    }
  }

  private static void unpack(
      ByteVector bytes, int part, float[] centre, int from, float[] tile, int to) {
    bytes
        .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, part)
        .convert(VectorOperators.I2F, 0)
        .reinterpretAsFloats()
        .sub(FloatVector.fromArray(FLOATS, centre, from))
        .intoArray(tile, to);
  }

  private static void unpack(
      short[] counts, int source, int length, float[] centre, int from, float[] tile, int to) {
    for (int j = 0; j < length; j += LANES) {
      ShortVector.fromArray(SHORTS, counts, source + j)
          .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0)
          .convert(VectorOperators.I2F, 0)
          .reinterpretAsFloats()
          .sub(FloatVector.fromArray(FLOATS, centre, from + j))
          .intoArray(tile, to + j);
    }
  }

  /**
   * Logits without intercept: {@code logits[k · rows + i] = Σⱼ tile[i, j] · weights[k, j]}.
   *
   * @param tile [rows, columns]; at least three rows
   * @param weights [P, columns]
   * @param parts scratch, {@link #PARTS_LENGTH}
   * @param logits [P, rows]
   */
  static void forward(
      float[] tile, int rows, int columns, float[] weights, float[] parts, float[] logits) {
    for (int group = 0; group * rows < logits.length; group += GROUP) {
      for (int i = 0; i < rows; i += AT_ONCE) {
        // The last rows may be multiplied once more, to the same sums.
        int first = Math.min(i, rows - AT_ONCE);
        for (int lane = 0; lane < PARTS; lane += LANES) {
          for (int k = 0; k < GROUP; k += 3) {
            int of = (group + k) * columns;
            threeByThree(
                tile, first * columns, columns, weights, of, lane, parts, k * PARTS + lane);
          }
        }
        for (int r = 0; r < AT_ONCE; r++) {
          for (int k = 0; k < GROUP; k++) {
            logits[(group + k) * rows + first + r] = fold(parts, r * ROW + k * PARTS);
          }
        }
      }
    }
  }

  /** Partial sums {@code lane} … of three rows with three logits, in registers. */
  private static void threeByThree(
      float[] tile,
      int row,
      int columns,
      float[] weights,
      int of,
      int lane,
      float[] parts,
      int at) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    for (int j = lane; j < columns; j += PARTS) {
      FloatVector x = FloatVector.fromArray(FLOATS, tile, row + j);
      FloatVector y = FloatVector.fromArray(FLOATS, tile, row + columns + j);
      FloatVector z = FloatVector.fromArray(FLOATS, tile, row + 2 * columns + j);
      FloatVector w = FloatVector.fromArray(FLOATS, weights, of + j);
      a0 = x.fma(w, a0);
      b0 = y.fma(w, b0);
      c0 = z.fma(w, c0);
      w = FloatVector.fromArray(FLOATS, weights, of + columns + j);
      a1 = x.fma(w, a1);
      b1 = y.fma(w, b1);
      c1 = z.fma(w, c1);
      w = FloatVector.fromArray(FLOATS, weights, of + 2 * columns + j);
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

  /**
   * Sum of sixteen partial sums, as a tree of fixed shape. It uses no vectors, since these would be
   * of a second width, see {@link VectorWidths}.
   */
  static float fold(float[] p, int o) {
    return (quarter(p, o) + quarter(p, o + 2)) + (quarter(p, o + 1) + quarter(p, o + 3));
  }

  private static float quarter(float[] p, int o) {
    return (p[o] + p[o + 8]) + (p[o + 4] + p[o + 12]);
  }

  /**
   * Gradient of the logits' weights: {@code gradient[k, j] = Σᵢ residuals[k, i] · tile[i, j]}.
   *
   * @param tile [rows, columns]
   * @param residuals [P, rows]
   * @param gradient [P, columns]
   */
  static void backward(float[] tile, int rows, int columns, float[] residuals, float[] gradient) {
    for (int group = 0; group * columns < gradient.length; group += GROUP) {
      for (int j = 0; j < columns; j += 2 * LANES) {
        five(tile, rows, columns, residuals, group, j, gradient);
        four(tile, rows, columns, residuals, group + 5, j, gradient);
      }
    }
  }

  /** Two vectors of columns with five logits, in registers. */
  private static void five(
      float[] tile, int rows, int columns, float[] residuals, int k, int j, float[] gradient) {
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
      FloatVector x = FloatVector.fromArray(FLOATS, tile, i * columns + j);
      FloatVector y = FloatVector.fromArray(FLOATS, tile, i * columns + j + LANES);
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
      float[] tile, int rows, int columns, float[] residuals, int k, int j, float[] gradient) {
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
      FloatVector x = FloatVector.fromArray(FLOATS, tile, i * columns + j);
      FloatVector y = FloatVector.fromArray(FLOATS, tile, i * columns + j + LANES);
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

  /**
   * Softmax in float64 over the rows of a tile, in place: logits become probabilities.
   *
   * <p>exp(x) for x ≤ 0 is right to about one unit in the last place, and the same on every
   * processor: x = n ln 2 + f with |f| ≤ ln 2 / 2, exp(f) by its series, then 2ⁿ by way of the
   * exponent's bits. Below −80 it is exp(−80), 2e-35: nothing next to a sum of at least 1, and a
   * float32 residual of it is not yet subnormal, which some processors multiply a hundred times
   * slower. It is written out here, because a vector that is handed to a method of its own may
   * become an object.
   *
   * @param rows a whole number of vectors
   * @param classes K
   * @param logits [K, rows]; what comes after stays as it is
   * @param sums receives Σₖ exp(logit k − largest), [rows]
   * @param largest receives the largest logit, [rows]
   */
  static void softmax(double[] logits, int rows, int classes, double[] sums, double[] largest) {
    int end = classes * rows;
    // Adding 1.5 · 2⁵² leaves n in the low bits of the sum; 1023 is the exponent's bias.
    double shift = 0x1.8p52 + 1023;
    for (int i = 0; i < rows; i += DOUBLES.length()) {
      DoubleVector max = DoubleVector.fromArray(DOUBLES, logits, i);
      for (int k = rows; k < end; k += rows) {
        max = max.max(DoubleVector.fromArray(DOUBLES, logits, k + i));
      }
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int k = 0; k < end; k += rows) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, logits, k + i).sub(max).max(-80.0);
        DoubleVector biased = x.fma(broadcast(LOG2_E), broadcast(shift));
        DoubleVector n = biased.sub(shift);
        DoubleVector f = n.fma(broadcast(-LN2_HIGH), x);
        f = n.fma(broadcast(-LN2_LOW), f);
        DoubleVector series = broadcast(1.0 / 479_001_600);
        series = series.fma(f, broadcast(1.0 / 39_916_800));
        series = series.fma(f, broadcast(1.0 / 3_628_800));
        series = series.fma(f, broadcast(1.0 / 362_880));
        series = series.fma(f, broadcast(1.0 / 40_320));
        series = series.fma(f, broadcast(1.0 / 5_040));
        series = series.fma(f, broadcast(1.0 / 720));
        series = series.fma(f, broadcast(1.0 / 120));
        series = series.fma(f, broadcast(1.0 / 24));
        series = series.fma(f, broadcast(1.0 / 6));
        series = series.fma(f, broadcast(0.5));
        series = series.fma(f, broadcast(1.0));
        series = series.fma(f, broadcast(1.0));
        DoubleVector power =
            biased.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        DoubleVector e = series.mul(power);
        e.intoArray(logits, k + i);
        sum = sum.add(e);
      }
      DoubleVector inverse = broadcast(1.0).div(sum);
      for (int k = 0; k < end; k += rows) {
        DoubleVector.fromArray(DOUBLES, logits, k + i).mul(inverse).intoArray(logits, k + i);
      }
      sum.intoArray(sums, i);
      max.intoArray(largest, i);
    }
  }

  private static final double LOG2_E = 1.4426950408889634;

  /** ln 2 in two parts; n times the first is exact. */
  private static final double LN2_HIGH = 0x1.62e42fefap-1;

  private static final double LN2_LOW = 0x1.cf79abc9e3b3ap-40;

  private static DoubleVector broadcast(double value) {
    return DoubleVector.broadcast(DOUBLES, value);
  }
}
