package snn.readout;

import java.util.Arrays;
import snn.core.FeatureMatrix;

/**
 * Spike counts as a linear model meets them: tile by tile, centred, with its logits.
 *
 * <p>With xᵢⱼ the counts and cⱼ the rounded means, a whole number each, the logits are
 *
 * <pre>  Σⱼ (xᵢⱼ − cⱼ) · vₖⱼ + bₖ + Σⱼ (cⱼ − meanⱼ) · vₖⱼ      vₖⱼ = wₖⱼ / deviationⱼ</pre>
 *
 * <p>so that scaling applies to the coefficients only, and float32 inner products are over small
 * numbers. They are relative to the last class's logit, which is 0.
 */
final class TiledCounts {

  final FeatureMatrix counts;

  /** Number of classes, K. */
  final int classes;

  final int columns;
  final int tileRows;

  /** Rounded means c, [columns]. */
  final float[] centre;

  /** {@link #centre} as 16-bit numbers, where {@link #ofShorts}. */
  private final short[] shortCentre;

  private final Scaling scaling;

  /** Coefficients v, [P, columns], 0 where there is no class; and the same in float32. */
  private final double[] weights;

  private final float[] floatWeights;
  private final double[] intercepts;

  /**
   * Creates tiles of features that a model sees through {@code scaling}.
   *
   * @param classes K
   * @param mean the counts' mean, to be rounded, [H]
   */
  TiledCounts(FeatureMatrix counts, int classes, double[] mean, Scaling scaling) {
    this.counts = counts;
    this.classes = classes;
    this.scaling = scaling;
    columns = Tiles.columns(counts.hidden());
    tileRows = Tiles.rows(counts.hidden());
    centre = new float[columns];
    shortCentre = new short[columns];
    for (int j = 0; j < mean.length; j++) {
      centre[j] = (float) Math.rint(mean[j]);
      shortCentre[j] = (short) centre[j];
    }
    weights = new double[Tiles.padded(classes) * columns];
    floatWeights = new float[weights.length];
    intercepts = new double[classes - 1];
    ofShorts = ShortTiles.areFor(counts);
  }

  /** Whether products in float32 are of tiles of 16-bit numbers, not of float32. */
  private final boolean ofShorts;

  /** One worker's memory. */
  static final class Scratch {
    /** Centred counts, [tileRows, columns], and the padding that {@link DoubleTiles} reads. */
    final float[] tile;

    /** Centred counts as 16-bit numbers. */
    private final short[] shorts;

    /** Logits, [K, tileRows], 0 for the last class; padded to P rows, which have no meaning. */
    final double[] logits;

    /** Logits in float32 without the last class, [P, tileRows], 0 where there is no class. */
    final float[] floats;

    private final float[] floatParts =
        new float[Math.max(Tiles.PARTS_LENGTH, ShortTiles.PARTS_LENGTH)];
    private final double[] parts = new double[DoubleTiles.PARTS_LENGTH];

    Scratch(TiledCounts of) {
      tile = new float[of.tileRows * of.columns + DoubleTiles.BEHIND];
      shorts = new short[of.ofShorts ? of.tileRows * of.columns : 0];
      int padded = Tiles.padded(of.classes);
      logits = new double[Math.max(of.classes, padded) * of.tileRows];
      floats = new float[padded * of.tileRows];
    }
  }

  /** Turns coefficients of standardised features, W then b, into those of centred counts. */
  void setCoefficients(double[] w) {
    int hidden = counts.hidden();
    int last = classes - 1;
    for (int k = 0; k < last; k++) {
      double intercept = w[classes * hidden + k] - w[classes * hidden + last];
      for (int j = 0; j < hidden; j++) {
        double v = (w[k * hidden + j] - w[last * hidden + j]) / scaling.deviation()[j];
        weights[k * columns + j] = v;
        floatWeights[k * columns + j] = (float) v;
        intercept += (centre[j] - scaling.mean()[j]) * v;
      }
      intercepts[k] = intercept;
    }
  }

  /** Fills {@code s.logits} with the logits of {@code used} rows, products in float32. */
  void logits(int first, int used, Scratch s) {
    if (ofShorts) {
      ShortTiles.pack(counts, first, used, columns, shortCentre, s.shorts);
      ShortTiles.forward(s.shorts, tileRows, columns, floatWeights, s.floatParts, s.floats);
    } else {
      Tiles.unpack(counts, first, used, columns, centre, s.tile);
      Tiles.forward(s.tile, tileRows, columns, floatWeights, s.floatParts, s.floats);
    }
    for (int k = 0; k < classes - 1; k++) {
      for (int i = k * tileRows; i < (k + 1) * tileRows; i++) {
        s.logits[i] = s.floats[i] + intercepts[k];
      }
    }
    clearLastClass(s);
  }

  /**
   * The gradient of the logits' weights from the rows of the last {@link #logits}, in float32.
   *
   * @param gradient [P, columns]; receives the sums of {@code s.floats}, residuals, over the rows
   */
  void gradient(Scratch s, float[] gradient) {
    if (ofShorts) {
      ShortTiles.backward(s.shorts, tileRows, columns, s.floats, gradient);
    } else {
      Tiles.backward(s.tile, tileRows, columns, s.floats, gradient);
    }
  }

  /** Like {@link #logits}, all in float64; {@code s.tile} holds the rows. */
  void exactLogits(int first, int used, Scratch s) {
    Tiles.unpack(counts, first, used, columns, centre, s.tile);
    DoubleTiles.forward(s.tile, tileRows, columns, weights, s.parts, s.logits);
    for (int k = 0; k < classes - 1; k++) {
      for (int i = k * tileRows; i < (k + 1) * tileRows; i++) {
        s.logits[i] += intercepts[k];
      }
    }
    clearLastClass(s);
  }

  private void clearLastClass(Scratch s) {
    Arrays.fill(s.logits, (classes - 1) * tileRows, classes * tileRows, 0.0);
  }
}
