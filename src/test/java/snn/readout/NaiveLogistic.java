package snn.readout;

import java.util.Arrays;
import snn.core.FeatureMatrix;

/**
 * Multinomial logistic regression written straight from its definition, one image, one class and
 * one feature at a time, in float64. Slow and plain on purpose: fast ones are compared with it.
 */
final class NaiveLogistic implements LogisticObjective {

  private final double[][] z;
  private final byte[] labels;
  private final int classes;
  private final double lambda;

  NaiveLogistic(FeatureMatrix counts, byte[] labels, int classes, Scaling scaling, double lambda) {
    this.z = standardise(counts, scaling);
    this.labels = labels;
    this.classes = classes;
    this.lambda = lambda;
  }

  /** Standardised features, [images, H]. */
  static double[][] standardise(FeatureMatrix counts, Scaling scaling) {
    double[][] z = new double[counts.images()][counts.hidden()];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        z[i][j] = (counts.get(i, j) - scaling.mean()[j]) / scaling.deviation()[j];
      }
    }
    return z;
  }

  /** W z + b of one image, [K]. */
  static double[] logits(double[] coefficients, double[] z) {
    int hidden = z.length;
    int classes = coefficients.length / (hidden + 1);
    double[] logits = new double[classes];
    for (int k = 0; k < classes; k++) {
      logits[k] = coefficients[classes * hidden + k];
      for (int j = 0; j < hidden; j++) {
        logits[k] += coefficients[k * hidden + j] * z[j];
      }
    }
    return logits;
  }

  /** The first of the classes with the largest logit. */
  static int read(double[] coefficients, double[] z) {
    double[] logits = logits(coefficients, z);
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    return best;
  }

  /** The logarithm of the sum of all exp(logit). */
  private static double logSumExp(double[] logits) {
    double largest = Arrays.stream(logits).max().getAsDouble();
    double sum = 0;
    for (double logit : logits) {
      sum += StrictMath.exp(logit - largest);
    }
    return StrictMath.log(sum) + largest;
  }

  /** exp(logit) over the sum of all exp(logit). */
  static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().getAsDouble();
    double sum = 0;
    double[] p = new double[logits.length];
    for (int k = 0; k < p.length; k++) {
      p[k] = StrictMath.exp(logits[k] - largest);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** Probabilities of the classes, [images, K]. */
  double[][] probabilities(double[] coefficients) {
    double[][] p = new double[z.length][];
    for (int i = 0; i < p.length; i++) {
      p[i] = softmax(logits(coefficients, z[i]));
    }
    return p;
  }

  @Override
  public int dimension() {
    return classes * z[0].length + classes;
  }

  @Override
  public double evaluate(double[] coefficients, double[] gradient) {
    int hidden = z[0].length;
    int n = z.length;
    double loss = 0;
    Arrays.fill(gradient, 0);
    for (int i = 0; i < n; i++) {
      double[] logits = logits(coefficients, z[i]);
      double[] p = softmax(logits);
      int label = labels[i] & 0xff;
      loss += (logSumExp(logits) - logits[label]) / n;
      for (int k = 0; k < classes; k++) {
        double residual = p[k] - (label == k ? 1 : 0);
        for (int j = 0; j < hidden; j++) {
          gradient[k * hidden + j] += residual * z[i][j] / n;
        }
        gradient[classes * hidden + k] += residual / n;
      }
    }
    for (int q = 0; q < classes * hidden; q++) {
      loss += lambda / 2 * coefficients[q] * coefficients[q];
      gradient[q] += lambda * coefficients[q];
    }
    return loss;
  }
}
