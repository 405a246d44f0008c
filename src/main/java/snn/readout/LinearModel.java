package snn.readout;

import java.util.stream.IntStream;
import smile.classification.LogisticRegression;
import smile.util.IntSet;
import snn.Workers;
import snn.core.FeatureMatrix;

/**
 * A linear readout: the class with the largest logit, {@code W z + b}.
 *
 * @param coefficients W, [K, H] row-major, then b, [K]
 * @param scaling how z follows from spike counts
 */
public record LinearModel(double[] coefficients, Scaling scaling) implements Classifier {

  @Override
  public int classes() {
    return coefficients.length / (scaling.mean().length + 1);
  }

  @Override
  public byte[] predict(FeatureMatrix counts, Workers workers) {
    int classes = classes();
    byte[] read = new byte[counts.images()];
    forEachImage(
        counts,
        workers,
        (image, logits, rows, i) -> read[image] = largest(logits, classes, rows, i));
    return read;
  }

  /**
   * The logits of images, relative to the last class's, which is 0.
   *
   * @return [images, K], row-major
   */
  @Override
  public double[] logits(FeatureMatrix counts, Workers workers) {
    int classes = classes();
    double[] all = new double[counts.images() * classes];
    forEachImage(
        counts,
        workers,
        (image, logits, rows, i) -> {
          for (int k = 0; k < classes; k++) {
            all[image * classes + k] = logits[k * rows + i];
          }
        });
    return all;
  }

  /** Receives one image, whose logits are {@code logits[k * rows + i]}. */
  @FunctionalInterface
  private interface Reader {
    void read(int image, double[] logits, int rows, int i);
  }

  private void forEachImage(FeatureMatrix counts, Workers workers, Reader reader) {
    TiledCounts tiles = new TiledCounts(counts, classes(), scaling.mean(), scaling);
    tiles.setCoefficients(coefficients);
    TiledCounts.Scratch[] scratch = new TiledCounts.Scratch[workers.threads()];
    workers.forEach(
        Math.ceilDiv(counts.images(), tiles.tileRows),
        (worker, tile) -> {
          if (scratch[worker] == null) {
            scratch[worker] = new TiledCounts.Scratch(tiles);
          }
          int first = tile * tiles.tileRows;
          int used = Math.min(tiles.tileRows, counts.images() - first);
          double[] logits = scratch[worker].logits;
          tiles.logits(first, used, scratch[worker]);
          for (int i = 0; i < used; i++) {
            reader.read(first + i, logits, tiles.tileRows, i);
          }
        });
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
   * The classes of {@link #predict}, with probabilities by Smile's model. Its logits are float64,
   * and those of {@link #predict} float32: where two of them are the same but for rounding, the
   * class is that of {@link #predict}, so that an image is always read as it was in an evaluation.
   */
  @Override
  public Answers answer(FeatureMatrix counts, Workers workers) {
    LogisticRegression.Multinomial smile = toSmile(Double.NaN, 0);
    byte[] read = predict(counts, workers);
    double[] probabilities = new double[read.length];
    workers.forEach(
        read.length,
        (_, i) -> {
          double[] x = new double[counts.hidden()];
          for (int j = 0; j < x.length; j++) {
            x[j] = counts.get(i, j);
          }
          double[] posterior = new double[classes()];
          smile.predict(x, posterior);
          probabilities[i] = posterior[read[i] & 0xff];
        });
    return new Answers(read, probabilities);
  }

  /**
   * Converts the model to Smile's class, over unscaled spike counts as doubles.
   *
   * @param logLikelihood of the training images
   * @param lambda strength of the penalty
   */
  public LogisticRegression.Multinomial toSmile(double logLikelihood, double lambda) {
    double[][] v = unscaled();
    int last = v.length - 1;
    double[][] w = new double[last][v[last].length];
    for (int k = 0; k < last; k++) {
      for (int j = 0; j < w[k].length; j++) {
        w[k][j] = v[k][j] - v[last][j];
      }
    }
    return new LogisticRegression.Multinomial(
        w, logLikelihood, lambda, IntSet.of(IntStream.rangeClosed(0, last).toArray()));
  }

  /**
   * The coefficients of unscaled features, each class's followed by its intercept.
   *
   * @return [K][H + 1]
   */
  public double[][] unscaled() {
    int hidden = scaling.mean().length;
    int classes = classes();
    double[][] v = new double[classes][hidden + 1];
    for (int k = 0; k < classes; k++) {
      double intercept = coefficients[classes * hidden + k];
      for (int j = 0; j < hidden; j++) {
        v[k][j] = coefficients[k * hidden + j] / scaling.deviation()[j];
        intercept -= v[k][j] * scaling.mean()[j];
      }
      v[k][hidden] = intercept;
    }
    return v;
  }
}
