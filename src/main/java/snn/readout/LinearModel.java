package snn.readout;

import java.util.stream.IntStream;
import smile.classification.LogisticRegression;
import smile.util.IntSet;
import snn.Workers;
import snn.core.SpikeCounts;

/**
 * A linear readout: the class with the largest logit, {@code W z + b}.
 *
 * @param coefficients W, [K, H] row-major, then b, [K]
 * @param scaling how z follows from spike counts
 */
public record LinearModel(double[] coefficients, Scaling scaling) {

  /** K. */
  int classes() {
    return coefficients.length / (scaling.mean().length + 1);
  }

  /**
   * The classes that the model reads.
   *
   * @return unsigned bytes, [images]
   */
  public byte[] predict(SpikeCounts counts, Workers workers) {
    int classes = classes();
    TiledCounts tiles = new TiledCounts(counts, classes, scaling.mean(), scaling);
    tiles.setCoefficients(coefficients);
    TiledCounts.Scratch[] scratch = new TiledCounts.Scratch[workers.threads()];
    byte[] read = new byte[counts.images()];
    workers.forEach(
        Math.ceilDiv(read.length, tiles.tileRows),
        (worker, tile) -> {
          if (scratch[worker] == null) {
            scratch[worker] = new TiledCounts.Scratch(tiles);
          }
          int first = tile * tiles.tileRows;
          int used = Math.min(tiles.tileRows, read.length - first);
          double[] logits = scratch[worker].logits;
          tiles.logits(first, used, scratch[worker]);
          for (int i = 0; i < used; i++) {
            read[first + i] = largest(logits, classes, tiles.tileRows, i);
          }
        });
    return read;
  }

  /** The first of the classes with the largest logit. */
  private static byte largest(double[] logits, int classes, int rows, int i) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (logits[k * rows + i] > logits[best * rows + i]) {
        best = k;
      }
    }
    return (byte) best;
  }

  /**
   * The same model as Smile's own, over unscaled spike counts as doubles.
   *
   * @param minimum where its coefficients come from
   * @param images number of training images
   * @param lambda strength of the penalty
   */
  public LogisticRegression.Multinomial toSmile(Minimum minimum, int images, double lambda) {
    int hidden = scaling.mean().length;
    int classes = classes();
    int last = classes - 1;
    double[][] w = new double[last][hidden + 1];
    for (int k = 0; k < last; k++) {
      double intercept = coefficients[classes * hidden + k] - coefficients[classes * hidden + last];
      for (int j = 0; j < hidden; j++) {
        double difference = coefficients[k * hidden + j] - coefficients[last * hidden + j];
        w[k][j] = difference / scaling.deviation()[j];
        intercept -= w[k][j] * scaling.mean()[j];
      }
      w[k][hidden] = intercept;
    }
    return new LogisticRegression.Multinomial(
        w, -minimum.loss() * images, lambda, IntSet.of(IntStream.range(0, classes).toArray()));
  }
}
