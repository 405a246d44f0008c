package snn.readout;

import java.util.Arrays;
import snn.Workers;
import snn.core.SpikeCounts;
import snn.data.LabelledImages;

/**
 * {@link LogisticObjective} over spike counts in memory. Rows are cut into slices, slices into
 * tiles. Products within a tile are float32, which leaves about six digits of the gradient, or in
 * {@link #float64}. Sums over tiles are float64. Slices are shared out to threads and summed in
 * their order.
 */
final class CountsObjective implements LogisticObjective {

  private static final int CLASSES = LabelledImages.CLASSES;

  /** Many more than there are threads, and few enough to add up. */
  private static final int SLICES = 32;

  final TiledCounts tiles;
  final byte[] labels;
  final double lambda;
  final Workers workers;

  private final Scaling scaling;
  private final boolean float64;
  private final int images;
  private final int hidden;
  private final int columns;
  private final int rowsPerSlice;
  private final Slice[] slices;
  private final Scratch[] scratch;

  /**
   * Of one training set.
   *
   * @param mean the counts' mean, [H]
   * @param lambda λ, 0 for no penalty
   */
  CountsObjective(
      SpikeCounts counts,
      byte[] labels,
      double[] mean,
      Scaling scaling,
      double lambda,
      Workers workers) {
    this(new TiledCounts(counts, mean, scaling), labels, scaling, lambda, false, workers);
  }

  private CountsObjective(
      TiledCounts tiles,
      byte[] labels,
      Scaling scaling,
      double lambda,
      boolean float64,
      Workers workers) {
    this.tiles = tiles;
    this.labels = labels;
    this.scaling = scaling;
    this.lambda = lambda;
    this.float64 = float64;
    this.workers = workers;
    images = tiles.counts.images();
    hidden = tiles.counts.hidden();
    columns = tiles.columns;
    rowsPerSlice = Math.ceilDiv(Math.ceilDiv(images, SLICES), tiles.tileRows) * tiles.tileRows;
    slices = new Slice[Math.ceilDiv(images, rowsPerSlice)];
    Arrays.setAll(slices, _ -> new Slice(columns));
    scratch = new Scratch[workers.threads()];
    Arrays.setAll(scratch, _ -> new Scratch(tiles));
  }

  @Override
  public CountsObjective float64() {
    return new CountsObjective(tiles, labels, scaling, lambda, true, workers);
  }

  /** Sums over the rows of one slice. */
  private static final class Slice {
    double loss;
    final double[] residuals = new double[Tiles.CLASSES];
    final double[] gradient;

    Slice(int columns) {
      gradient = new double[Tiles.CLASSES * columns];
    }
  }

  /** One worker's memory. */
  private static final class Scratch {
    final TiledCounts.Scratch tile;
    final double[] sum;
    final double[] largest;
    final float[] gradient;

    Scratch(TiledCounts of) {
      tile = new TiledCounts.Scratch(of);
      sum = new double[of.tileRows];
      largest = new double[of.tileRows];
      gradient = new float[Tiles.CLASSES * of.columns];
    }
  }

  @Override
  public int dimension() {
    return CLASSES * hidden + CLASSES;
  }

  @Override
  public double evaluate(double[] coefficients, double[] gradient) {
    tiles.setCoefficients(coefficients);
    workers.forEach(
        slices.length, (worker, slice) -> evaluate(slices[slice], slice, scratch[worker]));
    return collect(coefficients, gradient);
  }

  private void evaluate(Slice slice, int index, Scratch scratch) {
    slice.loss = 0;
    Arrays.fill(slice.residuals, 0);
    Arrays.fill(slice.gradient, 0);
    int end = Math.min(images, (index + 1) * rowsPerSlice);
    for (int first = index * rowsPerSlice; first < end; first += tiles.tileRows) {
      evaluateTile(slice, first, Math.min(tiles.tileRows, end - first), scratch);
    }
  }

  private void evaluateTile(Slice slice, int first, int used, Scratch s) {
    if (float64) {
      tiles.exactLogits(first, used, s.tile);
    } else {
      tiles.logits(first, used, s.tile);
    }
    double[] logits = s.tile.logits;
    int tileRows = tiles.tileRows;
    // Losses need the logit of the label before softmax overwrites it.
    double loss = 0;
    for (int i = 0; i < used; i++) {
      int label = labels[first + i];
      loss -= label < Tiles.CLASSES ? logits[label * tileRows + i] : 0.0;
    }
    Tiles.softmax(logits, tileRows, s.sum, s.largest);
    for (int i = 0; i < used; i++) {
      loss += StrictMath.log(s.sum[i]) + s.largest[i];
      int label = labels[first + i];
      if (label < Tiles.CLASSES) {
        logits[label * tileRows + i] -= 1.0;
      }
    }
    slice.loss += loss;
    for (int k = 0; k < Tiles.CLASSES; k++) {
      double sum = 0;
      for (int i = 0; i < used; i++) {
        sum += logits[k * tileRows + i];
      }
      slice.residuals[k] += sum;
      // Rows beyond the last image do not count.
      Arrays.fill(logits, k * tileRows + used, (k + 1) * tileRows, 0.0);
    }
    if (float64) {
      DoubleTiles.backward(s.tile.tile, tileRows, columns, logits, slice.gradient);
      return;
    }
    for (int q = 0; q < logits.length; q++) {
      s.tile.floats[q] = (float) logits[q];
    }
    Tiles.backward(s.tile.tile, tileRows, columns, s.tile.floats, s.gradient);
    for (int q = 0; q < s.gradient.length; q++) {
      slice.gradient[q] += s.gradient[q];
    }
  }

  /** Adds the slices up, in their order, and returns to the coefficients' own scale. */
  private double collect(double[] w, double[] gradient) {
    double loss = 0;
    double[] residuals = new double[Tiles.CLASSES];
    for (Slice slice : slices) {
      loss += slice.loss;
      for (int k = 0; k < Tiles.CLASSES; k++) {
        residuals[k] += slice.residuals[k];
      }
    }
    int last = CLASSES - 1;
    Arrays.fill(gradient, 0);
    for (int k = 0; k < Tiles.CLASSES; k++) {
      for (Slice slice : slices) {
        for (int j = 0; j < hidden; j++) {
          gradient[k * hidden + j] += slice.gradient[k * columns + j];
        }
      }
      for (int j = 0; j < hidden; j++) {
        double sum = gradient[k * hidden + j];
        sum += (tiles.centre[j] - scaling.mean()[j]) * residuals[k];
        sum /= scaling.deviation()[j] * images;
        gradient[k * hidden + j] = sum;
        gradient[last * hidden + j] -= sum;
      }
      double intercept = residuals[k] / images;
      gradient[CLASSES * hidden + k] = intercept;
      gradient[CLASSES * hidden + last] -= intercept;
    }
    double squares = 0;
    for (int q = 0; q < CLASSES * hidden; q++) {
      squares += w[q] * w[q];
      gradient[q] += lambda * w[q];
    }
    return loss / images + lambda / 2 * squares;
  }
}
