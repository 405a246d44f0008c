package snn.readout;

import snn.Progress;
import snn.SplitMix64;

/**
 * SAGA: stochastic gradient descent that remembers every image's last residual, and so needs no
 * shrinking steps. For an image i drawn at random, with r its residual (probabilities less the
 * label's indicator) and r̂ the remembered one,
 *
 * <pre>  w ← w − γ [(r − r̂) zᵢ + ḡ + λ w]      ḡ = 1/n Σ r̂ z, brought up to date      r̂ ← r
 * </pre>
 *
 * <p>Intercepts are the weights of a feature that is always 1, without penalty. The step is γ = 1 /
 * (2 L + min(2 n λ, L)) with L = (max ‖zᵢ‖² + 1) / 2 + λ, a bound on the curvature of an image's
 * loss, for which convergence is proved. n draws are an epoch.
 *
 * <p>It stops when no coefficient, intercepts included, has changed in an epoch by more than the
 * tolerance times the largest, or when none has moved a logit by more than rounding.
 *
 * <p>scikit-learn differs. It takes 1/4 for 1/2 in L, which bounds the curvature of two classes
 * that share one row of weights; with a row for each, images whose probabilities are 1/2 and 1/2
 * have twice as much. Its steps are twice as long, so it needs fewer epochs, and where many images
 * are like that it need not converge. And it leaves intercepts out of its rule to stop.
 *
 * <p>Source: A. Defazio, F. Bach and S. Lacoste-Julien, "SAGA: a fast incremental gradient method
 * with support for non-strongly convex composite objectives", NIPS 2014.
 */
final class Saga {

  private final TiledCounts tiles;
  private final byte[] labels;
  private final double lambda;
  private final int images;
  private final int hidden;
  private final int classes;

  /** z = (x − c) · scale + shift, [H] both. */
  private final double[] scale;

  private final double[] shift;

  private final float[] centred;
  private final double[] z;

  /** W, [K, H] row-major, then b, [K]; so is {@link #average}. */
  private final double[] w;

  private final double[] average;

  /** Remembered residuals r̂, [images, K]. */
  private final double[] remembered;

  private Saga(TrainingSet train, double lambda) {
    tiles = train.tiles();
    labels = train.labels();
    this.lambda = lambda;
    images = labels.length;
    hidden = train.mean().length;
    classes = train.classes();
    scale = new double[hidden];
    shift = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      scale[j] = 1.0 / train.scaling().deviation()[j];
      shift[j] = (tiles.centre[j] - train.scaling().mean()[j]) * scale[j];
    }
    centred = new float[tiles.columns];
    z = new double[hidden];
    w = new double[classes * hidden + classes];
    average = new double[w.length];
    remembered = new double[images * classes];
  }

  /**
   * Minimises from zero.
   *
   * @param objective evaluates F and ∇F at the end
   * @param maxIter largest number of epochs
   * @param seed of the order of images
   */
  static Minimum minimize(
      TrainingSet train,
      CountsObjective objective,
      double tolerance,
      int maxIter,
      long seed,
      Progress.Task progress) {
    Saga saga = new Saga(train, objective.lambda);
    SplitMix64 random = new SplitMix64(seed);
    double norm = Math.sqrt(saga.largestSquare());
    double step = saga.step(norm * norm);
    // Moves of coefficients below this change logits, sums over H + 1 of them, by 1e-13 at most.
    double still = 1e-13 / (norm * Math.sqrt(saga.hidden + 1));
    int epochs = 0;
    boolean converged = false;
    while (!converged && epochs < maxIter) {
      double[] before = saga.w.clone();
      for (int draw = 0; draw < saga.images; draw++) {
        saga.learn(random.nextInt(saga.images), step);
      }
      epochs++;
      progress.advance(1);
      converged = saga.hasSettled(before, tolerance, still);
    }
    double[] gradient = new double[saga.w.length];
    double loss = objective.float64().evaluate(saga.w, gradient);
    Minimum.Stop stop = converged ? Minimum.Stop.CONVERGED : Minimum.Stop.ITERATION_LIMIT;
    // One more pass found the norms.
    return new Minimum(
        saga.w,
        loss,
        Vectors.maxAbs(gradient),
        epochs,
        epochs + 2,
        stop,
        // Evaluating F takes as long as an epoch.
        Minimum.Course.UNSEEN);
  }

  /** The largest ‖zᵢ‖² + 1. */
  private double largestSquare() {
    double largest = 0;
    for (int i = 0; i < images; i++) {
      read(i);
      largest = Math.max(largest, Vectors.dot(z, 0, z, hidden));
    }
    return largest + 1;
  }

  private double step(double largestSquare) {
    double curvature = largestSquare / 2 + lambda;
    return 1 / (2 * curvature + Math.min(2 * images * lambda, curvature));
  }

  /** Reads an image's features into {@link #z}. */
  private void read(int image) {
    Tiles.unpack(tiles.counts, image, 1, tiles.columns, tiles.centre, centred);
    for (int j = 0; j < hidden; j++) {
      z[j] = centred[j] * scale[j] + shift[j];
    }
  }

  private void learn(int image, double step) {
    read(image);
    double[] p = probabilities();
    for (int k = 0; k < classes; k++) {
      double residual = (labels[image] & 0xff) == k ? p[k] - 1.0 : p[k];
      double news = residual - remembered[image * classes + k];
      remembered[image * classes + k] = residual;
      double share = news / images;
      for (int j = 0, q = k * hidden; j < hidden; j++, q++) {
        w[q] -= step * (news * z[j] + average[q] + lambda * w[q]);
        average[q] += share * z[j];
      }
      int b = classes * hidden + k;
      w[b] -= step * (news + average[b]);
      average[b] += share;
    }
  }

  private double[] probabilities() {
    double[] p = new double[classes];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      p[k] = Vectors.dot(w, k * hidden, z, hidden) + w[classes * hidden + k];
      largest = Math.max(largest, p[k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      p[k] = StrictMath.exp(p[k] - largest);
      sum += p[k];
    }
    for (int k = 0; k < classes; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** Whether no coefficient has moved since {@code before} by more than it may. */
  private boolean hasSettled(double[] before, double tolerance, double still) {
    double change = 0;
    for (int q = 0; q < w.length; q++) {
      change = Math.max(change, Math.abs(w[q] - before[q]));
    }
    return change <= Math.max(tolerance * Vectors.maxAbs(w), still);
  }
}
