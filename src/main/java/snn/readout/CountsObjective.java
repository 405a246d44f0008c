package snn.readout;

import java.util.Arrays;
import snn.Workers;

/**
 * {@link LogisticObjective} over spike counts in memory. Rows are cut into slices, slices into
 * tiles. Products within a tile are float32, which leaves about six digits of the gradient, or in
 * {@link #float64}. Sums over tiles are float64. Slices are shared out to threads and summed in
 * their order.
 */
final class CountsObjective implements LogisticObjective {

  /** Number of slices: enough to keep threads busy, few enough to add up fast. */
  static final int SLICES = 32;

  /**
   * Largest product of factors from 1 to K ≤ 256 that another cannot overflow, so that one
   * logarithm replaces many. All factors of a tile, 256 at most, stay below it where K ≤ 14.
   */
  private static final double LARGE = 0x1p1000;

  final TiledCounts tiles;
  final byte[] labels;
  final double lambda;
  final Workers workers;

  final Scaling scaling;
  private final boolean float64;

  /** Number of classes, K. */
  final int classes;

  private final int images;
  private final int hidden;
  private final int columns;
  private final int rowsPerSlice;
  private final Slice[] slices;
  private final Scratch[] scratch;

  /**
   * Creates the objective of one training set.
   *
   * @param lambda λ, 0 for no penalty
   */
  CountsObjective(TrainingSet train, double lambda, Workers workers) {
    this(train.tiles(), train.labels(), train.scaling(), lambda, false, workers);
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
    classes = tiles.classes;
    images = tiles.counts.images();
    hidden = tiles.counts.hidden();
    columns = tiles.columns;
    rowsPerSlice = Math.ceilDiv(Math.ceilDiv(images, SLICES), tiles.tileRows) * tiles.tileRows;
    slices = new Slice[Math.ceilDiv(images, rowsPerSlice)];
    Arrays.setAll(slices, _ -> new Slice(tiles));
    scratch = new Scratch[workers.threads()];
    Arrays.setAll(scratch, _ -> new Scratch(tiles));
  }

  /** A copy with all products in float64: slower, and smooth to the last digits. */
  CountsObjective float64() {
    return float64 ? this : new CountsObjective(tiles, labels, scaling, lambda, true, workers);
  }

  /** A copy in float64 without penalty: the mean log-loss. */
  CountsObjective logLoss() {
    return new CountsObjective(tiles, labels, scaling, 0, true, workers);
  }

  /** Largest number of roundings of a term in {@link #float64} sums over rows. */
  int roundings() {
    return rowsPerSlice + SLICES;
  }

  /** Sums over the rows of one slice. */
  private static final class Slice {
    double loss;

    /** Sums of the residuals without the last class, [K − 1]. */
    final double[] residuals;

    /** Gradient without the last class, [P, columns]; from row K − 1 on it has no meaning. */
    final double[] gradient;

    Slice(TiledCounts of) {
      residuals = new double[of.classes - 1];
      gradient = new double[Tiles.padded(of.classes) * of.columns];
    }
  }

  /** One worker's memory. */
  private static final class Scratch {
    final TiledCounts.Scratch tile;

    /** Logits of the labels. */
    final double[] label;

    final double[] sum;
    final double[] largest;
    final float[] gradient;

    Scratch(TiledCounts of) {
      tile = new TiledCounts.Scratch(of);
      label = new double[of.tileRows];
      sum = new double[of.tileRows];
      largest = new double[of.tileRows];
      gradient = new float[Tiles.padded(of.classes) * of.columns];
    }
  }

  @Override
  public int dimension() {
    return classes * hidden + classes;
  }

  @Override
  public double evaluate(double[] coefficients, double[] gradient) {
    tiles.setCoefficients(coefficients);
    forEachTile(this::evaluateTile);
    return collect(coefficients, gradient);
  }

  /**
   * The probabilities of the classes at {@code coefficients}, in float64.
   *
   * @return [tiles][K, rows]; rows beyond the last image have no meaning
   */
  double[][] probabilities(double[] coefficients) {
    double[][] result = new double[Math.ceilDiv(images, tiles.tileRows)][];
    tiles.setCoefficients(coefficients);
    forEachTile(
        (_, first, used, s) -> {
          tiles.exactLogits(first, used, s.tile);
          Tiles.softmax(s.tile.logits, tiles.tileRows, classes, s.sum, s.largest);
          result[first / tiles.tileRows] = Arrays.copyOf(s.tile.logits, classes * tiles.tileRows);
        });
    return result;
  }

  /**
   * Multiplies with the Hessian of F, in float64: no matrix is needed, only a pass over the images.
   *
   * @param probabilities those of the classes at the point; see {@link #probabilities}
   * @param v the vector, as long as coefficients
   * @param product receives ∇²F v
   */
  void multiplyByHessian(double[][] probabilities, double[] v, double[] product) {
    tiles.setCoefficients(v);
    forEachTile(
        (slice, first, used, s) -> {
          tiles.exactLogits(first, used, s.tile);
          double[] changes = s.tile.logits;
          double[] p = probabilities[first / tiles.tileRows];
          for (int i = 0; i < used; i++) {
            double mean = 0;
            for (int at = i; at < p.length; at += tiles.tileRows) {
              mean += p[at] * changes[at];
            }
            for (int at = i; at < p.length; at += tiles.tileRows) {
              changes[at] = p[at] * (changes[at] - mean);
            }
          }
          addResiduals(slice, used, s);
          DoubleTiles.backward(s.tile.tile, tiles.tileRows, columns, changes, slice.gradient);
        });
    collect(v, product);
  }

  @FunctionalInterface
  private interface TileBody {
    void run(Slice slice, int first, int used, Scratch s);
  }

  private void forEachTile(TileBody body) {
    workers.forEach(
        slices.length,
        (worker, index) -> {
          Slice slice = slices[index];
          slice.loss = 0;
          Arrays.fill(slice.residuals, 0);
          Arrays.fill(slice.gradient, 0);
          int end = Math.min(images, (index + 1) * rowsPerSlice);
          for (int first = index * rowsPerSlice; first < end; first += tiles.tileRows) {
            body.run(slice, first, Math.min(tiles.tileRows, end - first), scratch[worker]);
          }
        });
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
    for (int i = 0; i < used; i++) {
      s.label[i] = logits[(labels[first + i] & 0xff) * tileRows + i];
    }
    Tiles.softmax(logits, tileRows, classes, s.sum, s.largest);
    for (int i = 0; i < used; i++) {
      logits[(labels[first + i] & 0xff) * tileRows + i] -= 1.0;
    }
    slice.loss += float64 ? exactLoss(used, s) : loss(used, s);
    addResiduals(slice, used, s);
    if (float64) {
      DoubleTiles.backward(s.tile.tile, tileRows, columns, logits, slice.gradient);
      return;
    }
    for (int q = 0; q < (classes - 1) * tileRows; q++) {
      s.tile.floats[q] = (float) logits[q];
    }
    tiles.gradient(s.tile, s.gradient);
    for (int q = 0; q < s.gradient.length; q++) {
      slice.gradient[q] += s.gradient[q];
    }
  }

  /** Adds up the residuals, stored in place of logits, and clears rows beyond the last image. */
  private void addResiduals(Slice slice, int used, Scratch s) {
    double[] residuals = s.tile.logits;
    int tileRows = tiles.tileRows;
    for (int k = 0; k < classes - 1; k++) {
      double sum = 0;
      for (int i = 0; i < used; i++) {
        sum += residuals[k * tileRows + i];
      }
      slice.residuals[k] += sum;
      Arrays.fill(residuals, k * tileRows + used, (k + 1) * tileRows, 0.0);
    }
  }

  /** Sums losses in the order of the published ones, so that their last digits agree. */
  private static double loss(int used, Scratch s) {
    double loss = 0;
    for (int i = 0; i < used; i++) {
      loss -= s.label[i];
    }
    double product = 1;
    for (int i = 0; i < used; i++) {
      if (product > LARGE) {
        loss += StrictMath.log(product);
        product = 1;
      }
      product *= s.sum[i];
      loss += s.largest[i];
    }
    return loss + StrictMath.log(product);
  }

  /** Sums losses from nonnegative terms, so that none cancel. */
  private static double exactLoss(int used, Scratch s) {
    double loss = 0;
    double product = 1;
    for (int i = 0; i < used; i++) {
      if (product > LARGE) {
        loss += StrictMath.log(product);
        product = 1;
      }
      loss += s.largest[i] - s.label[i];
      product *= s.sum[i];
    }
    return loss + StrictMath.log(product);
  }

  /** Adds the slices up, in their order, and returns to the coefficients' own scale. */
  private double collect(double[] w, double[] gradient) {
    workers.forEach(classes - 1, (_, k) -> collect(k, gradient));
    int last = classes - 1;
    Arrays.fill(gradient, last * hidden, (last + 1) * hidden, 0.0);
    gradient[classes * hidden + last] = 0.0;
    for (int k = 0; k < last; k++) {
      for (int j = 0; j < hidden; j++) {
        gradient[last * hidden + j] -= gradient[k * hidden + j];
      }
      gradient[classes * hidden + last] -= gradient[classes * hidden + k];
    }
    double loss = 0;
    for (Slice slice : slices) {
      loss += slice.loss;
    }
    double squares = 0;
    for (int q = 0; q < classes * hidden; q++) {
      squares += w[q] * w[q];
      gradient[q] += lambda * w[q];
    }
    // No loss is negative, but float32 sums of losses that nearly vanish may be.
    return Math.max(0.0, loss / images) + lambda / 2 * squares;
  }

  private void collect(int k, double[] gradient) {
    int row = k * hidden;
    Arrays.fill(gradient, row, row + hidden, 0.0);
    double residuals = 0;
    for (Slice slice : slices) {
      residuals += slice.residuals[k];
      for (int j = 0; j < hidden; j++) {
        gradient[row + j] += slice.gradient[k * columns + j];
      }
    }
    for (int j = 0; j < hidden; j++) {
      double sum = gradient[row + j] + (tiles.centre[j] - scaling.mean()[j]) * residuals;
      gradient[row + j] = sum / (scaling.deviation()[j] * images);
    }
    gradient[classes * hidden + k] = residuals / images;
  }
}
