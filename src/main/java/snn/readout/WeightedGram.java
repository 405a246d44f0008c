package snn.readout;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import snn.Workers;
import snn.core.VectorWidths;

/**
 * Gram matrices of centred counts d with a constant 1 as the last feature, every image weighted:
 * {@code G[p, q] = Σᵢ weights[i] · (dᵢ, 1)[p] · (dᵢ, 1)[q]}, for several weights at once.
 *
 * <p>In float64, since weights are no whole numbers: what {@link Gram} does exactly is rounded
 * here. Panels of 128 features meet over 32 rows at a time; each pair of panels is one task.
 */
final class WeightedGram {

  private static final VectorSpecies<Double> DOUBLES = VectorWidths.DOUBLES;
  private static final int LANES = DOUBLES.length();

  private static final int PANEL = 128;
  private static final int ROWS = 32;

  private WeightedGram() {}

  /**
   * Computes the matrices.
   *
   * @param weights [tiles][groups, rows] for tiles of images as {@code tiles} has them
   * @param groups number of weights of an image
   * @return lower triangles, [groups][H + 1, H + 1]; what is above is not set
   */
  static double[][][] of(TiledCounts tiles, double[][] weights, int groups, Workers workers) {
    int features = tiles.counts.hidden() + 1;
    int panels = Math.ceilDiv(features, PANEL);
    double[][][] grams = new double[groups][features][features];
    Scratch[] scratch = new Scratch[workers.threads()];
    workers.forEach(
        panels * (panels + 1) / 2,
        (worker, pair) -> {
          if (scratch[worker] == null) {
            scratch[worker] = new Scratch(groups);
          }
          int p = (int) ((Math.sqrt(8.0 * pair + 1) - 1) / 2);
          int q = pair - p * (p + 1) / 2;
          multiply(tiles, weights, p * PANEL, q * PANEL, scratch[worker], grams);
        });
    return grams;
  }

  /** One worker's memory. */
  private static final class Scratch {
    final float[] counts = new float[ROWS * PANEL];
    final double[] left = new double[ROWS * PANEL];
    final double[] right = new double[ROWS * PANEL];
    final double[] weighted = new double[ROWS * PANEL];
    final double[][] sums;

    Scratch(int groups) {
      sums = new double[groups][PANEL * PANEL];
    }
  }

  private static void multiply(
      TiledCounts tiles, double[][] weights, int p, int q, Scratch s, double[][][] grams) {
    for (double[] sum : s.sums) {
      Arrays.fill(sum, 0);
    }
    int images = tiles.counts.images();
    int rows = tiles.tileRows;
    int leftFeatures = Math.min(PANEL, grams[0].length - p);
    for (int first = 0; first < images; first += ROWS) {
      int used = Math.min(ROWS, images - first);
      unpack(tiles, first, used, p, s.counts, s.left);
      unpack(tiles, first, used, q, s.counts, s.right);
      for (int group = 0; group < s.sums.length; group++) {
        for (int i = 0; i < used; i++) {
          int image = first + i;
          double weight = weights[image / rows][group * rows + image % rows];
          for (int a = i * PANEL; a < (i + 1) * PANEL; a++) {
            s.weighted[a] = weight * s.left[a];
          }
        }
        // A panel that meets itself needs the lower triangle only.
        for (int a = 0; a < leftFeatures; a += 4) {
          int rightFeatures = p == q ? a + 4 : PANEL;
          if (LANES == 8) {
            for (int b = 0; b < rightFeatures; b += 4 * LANES) {
              multiplyWide(s.weighted, s.right, used, a, b, s.sums[group]);
            }
          } else {
            for (int b = 0; b < rightFeatures; b += 2 * LANES) {
              multiply(s.weighted, s.right, used, a, b, s.sums[group]);
            }
          }
        }
      }
    }
    for (int group = 0; group < s.sums.length; group++) {
      double[][] gram = grams[group];
      for (int a = 0; a < leftFeatures; a++) {
        int length = Math.min(PANEL, p + a + 1 - q);
        System.arraycopy(s.sums[group], a * PANEL, gram[p + a], q, length);
      }
    }
  }

  /** A panel of features from {@code from} on; after the last comes the constant 1. */
  private static void unpack(
      TiledCounts tiles, int first, int used, int from, float[] counts, double[] panel) {
    int last = tiles.counts.hidden() - from;
    if (last > 0) {
      Tiles.unpackColumns(tiles.counts, first, used, from, PANEL, tiles.centre, counts);
    }
    for (int i = 0; i < used * PANEL; i++) {
      panel[i] = counts[i];
    }
    if (last < PANEL) {
      for (int i = 0; i < used; i++) {
        panel[i * PANEL + last] = 1;
      }
    }
  }

  /** Adds four features of the left panel with two vectors of the right, in sixteen registers. */
  private static void multiply(
      double[] left, double[] right, int rows, int a, int b, double[] sum) {
    int at = a * PANEL + b;
    DoubleVector s00 = DoubleVector.fromArray(DOUBLES, sum, at);
    DoubleVector s01 = DoubleVector.fromArray(DOUBLES, sum, at + LANES);
    DoubleVector s10 = DoubleVector.fromArray(DOUBLES, sum, at + PANEL);
    DoubleVector s11 = DoubleVector.fromArray(DOUBLES, sum, at + PANEL + LANES);
    DoubleVector s20 = DoubleVector.fromArray(DOUBLES, sum, at + 2 * PANEL);
    DoubleVector s21 = DoubleVector.fromArray(DOUBLES, sum, at + 2 * PANEL + LANES);
    DoubleVector s30 = DoubleVector.fromArray(DOUBLES, sum, at + 3 * PANEL);
    DoubleVector s31 = DoubleVector.fromArray(DOUBLES, sum, at + 3 * PANEL + LANES);
    for (int i = 0; i < rows * PANEL; i += PANEL) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, right, i + b);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, right, i + b + LANES);
      DoubleVector x = DoubleVector.broadcast(DOUBLES, left[i + a]);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      x = DoubleVector.broadcast(DOUBLES, left[i + a + 1]);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      x = DoubleVector.broadcast(DOUBLES, left[i + a + 2]);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      x = DoubleVector.broadcast(DOUBLES, left[i + a + 3]);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
    }
    s00.intoArray(sum, at);
    s01.intoArray(sum, at + LANES);
    s10.intoArray(sum, at + PANEL);
    s11.intoArray(sum, at + PANEL + LANES);
    s20.intoArray(sum, at + 2 * PANEL);
    s21.intoArray(sum, at + 2 * PANEL + LANES);
    s30.intoArray(sum, at + 3 * PANEL);
    s31.intoArray(sum, at + 3 * PANEL + LANES);
  }

  /** Like {@link #multiply} with four vectors, for processors with 32 vector registers. */
  private static void multiplyWide(
      double[] left, double[] right, int rows, int a, int b, double[] sum) {
    int at = a * PANEL + b;
    DoubleVector s00 = DoubleVector.fromArray(DOUBLES, sum, at);
    DoubleVector s01 = DoubleVector.fromArray(DOUBLES, sum, at + LANES);
    DoubleVector s02 = DoubleVector.fromArray(DOUBLES, sum, at + 2 * LANES);
    DoubleVector s03 = DoubleVector.fromArray(DOUBLES, sum, at + 3 * LANES);
    DoubleVector s10 = DoubleVector.fromArray(DOUBLES, sum, at + PANEL);
    DoubleVector s11 = DoubleVector.fromArray(DOUBLES, sum, at + PANEL + LANES);
    DoubleVector s12 = DoubleVector.fromArray(DOUBLES, sum, at + PANEL + 2 * LANES);
    DoubleVector s13 = DoubleVector.fromArray(DOUBLES, sum, at + PANEL + 3 * LANES);
    DoubleVector s20 = DoubleVector.fromArray(DOUBLES, sum, at + 2 * PANEL);
    DoubleVector s21 = DoubleVector.fromArray(DOUBLES, sum, at + 2 * PANEL + LANES);
    DoubleVector s22 = DoubleVector.fromArray(DOUBLES, sum, at + 2 * PANEL + 2 * LANES);
    DoubleVector s23 = DoubleVector.fromArray(DOUBLES, sum, at + 2 * PANEL + 3 * LANES);
    DoubleVector s30 = DoubleVector.fromArray(DOUBLES, sum, at + 3 * PANEL);
    DoubleVector s31 = DoubleVector.fromArray(DOUBLES, sum, at + 3 * PANEL + LANES);
    DoubleVector s32 = DoubleVector.fromArray(DOUBLES, sum, at + 3 * PANEL + 2 * LANES);
    DoubleVector s33 = DoubleVector.fromArray(DOUBLES, sum, at + 3 * PANEL + 3 * LANES);
    for (int i = 0; i < rows * PANEL; i += PANEL) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, right, i + b);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, right, i + b + LANES);
      DoubleVector y2 = DoubleVector.fromArray(DOUBLES, right, i + b + 2 * LANES);
      DoubleVector y3 = DoubleVector.fromArray(DOUBLES, right, i + b + 3 * LANES);
      DoubleVector x = DoubleVector.broadcast(DOUBLES, left[i + a]);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      s02 = x.fma(y2, s02);
      s03 = x.fma(y3, s03);
      x = DoubleVector.broadcast(DOUBLES, left[i + a + 1]);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      s12 = x.fma(y2, s12);
      s13 = x.fma(y3, s13);
      x = DoubleVector.broadcast(DOUBLES, left[i + a + 2]);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      s22 = x.fma(y2, s22);
      s23 = x.fma(y3, s23);
      x = DoubleVector.broadcast(DOUBLES, left[i + a + 3]);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
      s32 = x.fma(y2, s32);
      s33 = x.fma(y3, s33);
    }
    s00.intoArray(sum, at);
    s01.intoArray(sum, at + LANES);
    s02.intoArray(sum, at + 2 * LANES);
    s03.intoArray(sum, at + 3 * LANES);
    s10.intoArray(sum, at + PANEL);
    s11.intoArray(sum, at + PANEL + LANES);
    s12.intoArray(sum, at + PANEL + 2 * LANES);
    s13.intoArray(sum, at + PANEL + 3 * LANES);
    s20.intoArray(sum, at + 2 * PANEL);
    s21.intoArray(sum, at + 2 * PANEL + LANES);
    s22.intoArray(sum, at + 2 * PANEL + 2 * LANES);
    s23.intoArray(sum, at + 2 * PANEL + 3 * LANES);
    s30.intoArray(sum, at + 3 * PANEL);
    s31.intoArray(sum, at + 3 * PANEL + LANES);
    s32.intoArray(sum, at + 3 * PANEL + 2 * LANES);
    s33.intoArray(sum, at + 3 * PANEL + 3 * LANES);
  }
}
