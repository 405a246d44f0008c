package snn.readout;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import snn.Workers;
import snn.core.VectorWidths;

/**
 * The Gram matrix of centred counts, {@code G[p, q] = Σᵢ (x[i, p] − c[p]) · (x[i, q] − c[q])}.
 *
 * <p>It is exact. Panels of 64 features meet over 256 rows at a time in float32, which holds all
 * whole numbers up to 2²⁴ in absolute value; no sum within them is larger:
 *
 * <ul>
 *   <li>Bytes differ from their rounded mean by d, |d| ≤ 255, and 256 · 255² &lt; 2²⁴.
 *   <li>16-bit counts have |d| ≤ 65,535. They are split, d = 256 h + l with h = ⌊d/256⌋ from −256
 *       to 255 and l from 0 to 255. Products of two of these parts are at most 256² in absolute
 *       value, so 256 of them add up to 2²⁴ at most. The four panels of products are then weighed
 *       with 2¹⁶, 2⁸, 2⁸ and 1.
 * </ul>
 *
 * <p>Sums over rows are float64, exact below 2⁵³, that is for any two million images, whose d² are
 * below 2³². Each pair of panels is one task.
 */
final class Gram {

  private static final VectorSpecies<Float> FLOATS = VectorWidths.FLOATS;
  private static final int LANES = FLOATS.length();

  private static final int PANEL = 64;
  private static final int ROWS = 256;

  private Gram() {}

  /**
   * Computes G.
   *
   * @return symmetric, [H, H]
   */
  static double[][] of(TiledCounts tiles, Workers workers) {
    int hidden = tiles.counts.hidden();
    int panels = Math.ceilDiv(hidden, PANEL);
    double[][] gram = new double[hidden][hidden];
    Scratch[] scratch = new Scratch[workers.threads()];
    workers.forEach(
        panels * (panels + 1) / 2,
        (worker, pair) -> {
          if (scratch[worker] == null) {
            scratch[worker] = new Scratch();
          }
          int p = (int) ((Math.sqrt(8.0 * pair + 1) - 1) / 2);
          int q = pair - p * (p + 1) / 2;
          multiply(tiles, p * PANEL, q * PANEL, scratch[worker], gram);
        });
    return gram;
  }

  /**
   * The Gram matrix of standardised features less their own mean.
   *
   * @param mean the counts' mean, [H]
   * @return symmetric, [H, H]
   */
  static double[][] standardised(
      TiledCounts tiles, double[] mean, Scaling scaling, Workers workers) {
    double[][] gram = of(tiles, workers);
    int n = tiles.counts.images();
    double[] deviation = scaling.deviation();
    for (int p = 0; p < gram.length; p++) {
      double shiftP = mean[p] - tiles.centre[p];
      for (int q = 0; q < gram.length; q++) {
        double shiftQ = mean[q] - tiles.centre[q];
        gram[p][q] = (gram[p][q] - n * shiftP * shiftQ) / (deviation[p] * deviation[q]);
      }
    }
    return gram;
  }

  /** One worker's memory. */
  private static final class Scratch {
    final float[] left = new float[ROWS * PANEL];
    final float[] right = new float[ROWS * PANEL];
    final float[] leftHigh = new float[ROWS * PANEL];
    final float[] rightHigh = new float[ROWS * PANEL];
    final float[] product = new float[PANEL * PANEL];
    final double[] sum = new double[PANEL * PANEL];
  }

  private static void multiply(TiledCounts tiles, int p, int q, Scratch s, double[][] gram) {
    Arrays.fill(s.sum, 0);
    int images = tiles.counts.images();
    for (int first = 0; first < images; first += ROWS) {
      int used = Math.min(ROWS, images - first);
      Tiles.unpackColumns(tiles.counts, first, used, p, PANEL, tiles.centre, s.left);
      Tiles.unpackColumns(tiles.counts, first, used, q, PANEL, tiles.centre, s.right);
      if (tiles.counts.fitBytes()) {
        addProducts(s.left, s.right, used, 1, s);
      } else {
        split(s.left, s.leftHigh);
        split(s.right, s.rightHigh);
        addProducts(s.leftHigh, s.rightHigh, used, 0x1p16, s);
        addProducts(s.leftHigh, s.right, used, 0x1p8, s);
        addProducts(s.left, s.rightHigh, used, 0x1p8, s);
        addProducts(s.left, s.right, used, 1, s);
      }
    }
    int hidden = tiles.counts.hidden();
    for (int a = 0; a < Math.min(PANEL, hidden - p); a++) {
      for (int b = 0; b < Math.min(PANEL, hidden - q); b++) {
        gram[p + a][q + b] = s.sum[a * PANEL + b];
        gram[q + b][p + a] = s.sum[a * PANEL + b];
      }
    }
  }

  /** Splits whole numbers d = 256 h + l: {@code panel} keeps l. */
  private static void split(float[] panel, float[] high) {
    for (int i = 0; i < panel.length; i++) {
      int d = (int) panel[i];
      high[i] = d >> 8;
      panel[i] = d & 0xff;
    }
  }

  /** Adds {@code unit} times the products of two panels. */
  private static void addProducts(float[] left, float[] right, int rows, double unit, Scratch s) {
    for (int a = 0; a < PANEL; a += 4) {
      if (LANES == 16) {
        for (int b = 0; b < PANEL; b += 4 * LANES) {
          multiplyWide(left, right, rows, a, b, s.product);
        }
      } else {
        for (int b = 0; b < PANEL; b += 2 * LANES) {
          multiply(left, right, rows, a, b, s.product);
        }
      }
    }
    for (int i = 0; i < s.sum.length; i++) {
      s.sum[i] += unit * s.product[i];
    }
  }

  /** Four features of the left panel with two vectors of the right, in sixteen registers. */
  private static void multiply(
      float[] left, float[] right, int rows, int a, int b, float[] product) {
    FloatVector s00 = FloatVector.zero(FLOATS);
    FloatVector s01 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    for (int i = 0; i < rows * PANEL; i += PANEL) {
      FloatVector y0 = FloatVector.fromArray(FLOATS, right, i + b);
      FloatVector y1 = FloatVector.fromArray(FLOATS, right, i + b + LANES);
      FloatVector x = FloatVector.broadcast(FLOATS, left[i + a]);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      x = FloatVector.broadcast(FLOATS, left[i + a + 1]);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      x = FloatVector.broadcast(FLOATS, left[i + a + 2]);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      x = FloatVector.broadcast(FLOATS, left[i + a + 3]);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
    }
    int at = a * PANEL + b;
    s00.intoArray(product, at);
    s01.intoArray(product, at + LANES);
    at += PANEL;
    s10.intoArray(product, at);
    s11.intoArray(product, at + LANES);
    at += PANEL;
    s20.intoArray(product, at);
    s21.intoArray(product, at + LANES);
    at += PANEL;
    s30.intoArray(product, at);
    s31.intoArray(product, at + LANES);
  }

  /** Like {@link #multiply} with four vectors, for processors with 32 vector registers. */
  private static void multiplyWide(
      float[] left, float[] right, int rows, int a, int b, float[] product) {
    FloatVector s00 = FloatVector.zero(FLOATS);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s12 = s00;
    FloatVector s13 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s22 = s00;
    FloatVector s23 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s32 = s00;
    FloatVector s33 = s00;
    for (int i = 0; i < rows * PANEL; i += PANEL) {
      FloatVector y0 = FloatVector.fromArray(FLOATS, right, i + b);
      FloatVector y1 = FloatVector.fromArray(FLOATS, right, i + b + LANES);
      FloatVector y2 = FloatVector.fromArray(FLOATS, right, i + b + 2 * LANES);
      FloatVector y3 = FloatVector.fromArray(FLOATS, right, i + b + 3 * LANES);
      FloatVector x = FloatVector.broadcast(FLOATS, left[i + a]);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      s02 = x.fma(y2, s02);
      s03 = x.fma(y3, s03);
      x = FloatVector.broadcast(FLOATS, left[i + a + 1]);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      s12 = x.fma(y2, s12);
      s13 = x.fma(y3, s13);
      x = FloatVector.broadcast(FLOATS, left[i + a + 2]);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      s22 = x.fma(y2, s22);
      s23 = x.fma(y3, s23);
      x = FloatVector.broadcast(FLOATS, left[i + a + 3]);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
      s32 = x.fma(y2, s32);
      s33 = x.fma(y3, s33);
    }
    int at = a * PANEL + b;
    s00.intoArray(product, at);
    s01.intoArray(product, at + LANES);
    s02.intoArray(product, at + 2 * LANES);
    s03.intoArray(product, at + 3 * LANES);
    at += PANEL;
    s10.intoArray(product, at);
    s11.intoArray(product, at + LANES);
    s12.intoArray(product, at + 2 * LANES);
    s13.intoArray(product, at + 3 * LANES);
    at += PANEL;
    s20.intoArray(product, at);
    s21.intoArray(product, at + LANES);
    s22.intoArray(product, at + 2 * LANES);
    s23.intoArray(product, at + 3 * LANES);
    at += PANEL;
    s30.intoArray(product, at);
    s31.intoArray(product, at + LANES);
    s32.intoArray(product, at + 2 * LANES);
    s33.intoArray(product, at + 3 * LANES);
  }
}
