package snn.readout;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link Tiles} in float64. A tile's features stay float32, which holds them
 * exactly.
 *
 * <p>Every sum has one order, whatever the width of the vectors: an inner product is eight
 * interleaved partial sums, folded as a tree.
 */
final class DoubleTiles {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = DOUBLES.length();

  /** As many lanes as {@link #DOUBLES}, each half as wide. */
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(32 * LANES));

  /** Interleaved partial sums of an inner product. */
  private static final int PARTS = 8;

  /** Logits that share what is read of the tile; whole groups of them are in {@link #PASS}. */
  private static final int GROUP = 3;

  /**
   * Logits whose weights stay in the cache while rows pass by; as many as {@link Tiles} pads to.
   */
  private static final int PASS = 9;

  /** Length of {@link #forward}'s scratch: two rows with a group of logits. */
  static final int PARTS_LENGTH = 2 * GROUP * PARTS;

  private DoubleTiles() {}

  /**
   * Logits without intercept: {@code logits[k · rows + i] = Σⱼ tile[i, j] · weights[k, j]}.
   *
   * @param tile [rows, columns]; {@code rows} is even
   * @param weights [P, columns]
   * @param parts scratch, {@link #PARTS_LENGTH}
   * @param logits [P, rows] or longer
   */
  static void forward(
      float[] tile, int rows, int columns, double[] weights, double[] parts, double[] logits) {
    for (int pass = 0; pass * columns < weights.length; pass += PASS) {
      for (int i = 0; i < rows; i += 2) {
        for (int k = pass; k < pass + PASS; k += GROUP) {
          for (int lane = 0; lane < PARTS; lane += LANES) {
            products(tile, i * columns, columns, weights, k * columns, lane, parts);
          }
          for (int g = 0; g < GROUP; g++) {
            logits[(k + g) * rows + i] = fold(parts, g * PARTS);
            logits[(k + g) * rows + i + 1] = fold(parts, (GROUP + g) * PARTS);
          }
        }
      }
    }
  }

  /** Partial sums {@code lane} … of two rows with three logits, in registers. */
  private static void products(
      float[] tile, int row, int columns, double[] weights, int of, int lane, double[] parts) {
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    for (int j = lane; j < columns; j += PARTS) {
      DoubleVector x = features(tile, row + j);
      DoubleVector y = features(tile, row + columns + j);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, of + j);
      a0 = x.fma(w, a0);
      b0 = y.fma(w, b0);
      w = DoubleVector.fromArray(DOUBLES, weights, of + columns + j);
      a1 = x.fma(w, a1);
      b1 = y.fma(w, b1);
      w = DoubleVector.fromArray(DOUBLES, weights, of + 2 * columns + j);
      a2 = x.fma(w, a2);
      b2 = y.fma(w, b2);
    }
    a0.intoArray(parts, lane);
    a1.intoArray(parts, PARTS + lane);
    a2.intoArray(parts, 2 * PARTS + lane);
    b0.intoArray(parts, 3 * PARTS + lane);
    b1.intoArray(parts, 4 * PARTS + lane);
    b2.intoArray(parts, 5 * PARTS + lane);
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
   * @param tile [rows, columns]
   * @param residuals [P, rows] or longer
   * @param gradient [P, columns]
   */
  static void backward(float[] tile, int rows, int columns, double[] residuals, double[] gradient) {
    for (int pass = 0; pass * columns < gradient.length; pass += PASS) {
      for (int j = 0; j < columns; j += 2 * LANES) {
        for (int k = pass; k < pass + PASS; k += GROUP) {
          backward(tile, rows, columns, residuals, k, j, gradient);
        }
      }
    }
  }

  /** Two vectors of columns with three logits, in registers. */
  private static void backward(
      float[] tile, int rows, int columns, double[] residuals, int k, int j, double[] gradient) {
    int at = k * columns + j;
    DoubleVector a0 = DoubleVector.fromArray(DOUBLES, gradient, at);
    DoubleVector a1 = DoubleVector.fromArray(DOUBLES, gradient, at + columns);
    DoubleVector a2 = DoubleVector.fromArray(DOUBLES, gradient, at + 2 * columns);
    DoubleVector b0 = DoubleVector.fromArray(DOUBLES, gradient, at + LANES);
    DoubleVector b1 = DoubleVector.fromArray(DOUBLES, gradient, at + columns + LANES);
    DoubleVector b2 = DoubleVector.fromArray(DOUBLES, gradient, at + 2 * columns + LANES);
    for (int i = 0; i < rows; i++) {
      DoubleVector x = features(tile, i * columns + j);
      DoubleVector y = features(tile, i * columns + j + LANES);
      DoubleVector r = DoubleVector.broadcast(DOUBLES, residuals[k * rows + i]);
      a0 = x.fma(r, a0);
      b0 = y.fma(r, b0);
      r = DoubleVector.broadcast(DOUBLES, residuals[(k + 1) * rows + i]);
      a1 = x.fma(r, a1);
      b1 = y.fma(r, b1);
      r = DoubleVector.broadcast(DOUBLES, residuals[(k + 2) * rows + i]);
      a2 = x.fma(r, a2);
      b2 = y.fma(r, b2);
    }
    a0.intoArray(gradient, at);
    a1.intoArray(gradient, at + columns);
    a2.intoArray(gradient, at + 2 * columns);
    b0.intoArray(gradient, at + LANES);
    b1.intoArray(gradient, at + columns + LANES);
    b2.intoArray(gradient, at + 2 * columns + LANES);
  }

  private static DoubleVector features(float[] tile, int at) {
    return FloatVector.fromArray(FLOATS, tile, at)
        .convertShape(VectorOperators.F2D, DOUBLES, 0)
        .reinterpretAsDoubles();
  }
}
