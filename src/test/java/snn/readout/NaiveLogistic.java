package snn.readout;

import java.util.Arrays;
import snn.core.SpikeCounts;

/**
 * Multinomial logistic regression written straight from its definition, one image, one class and
 * one feature at a time, in float64. Slow and plain on purpose: fast ones are compared with it.
 */
final class NaiveLogistic implements LogisticObjective {

  private static final int CLASSES = 10;

  private final double[][] z;
  private final byte[] labels;
  private final double lambda;

  NaiveLogistic(SpikeCounts counts, byte[] labels, Scaling scaling, double lambda) {
    this.z = standardise(counts, scaling);
    this.labels = labels;
    this.lambda = lambda;
  }

  /** Standardised features, [images, H]. */
  static double[][] standardise(SpikeCounts counts, Scaling scaling) {
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
    double[] logits = new double[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      logits[k] = coefficients[CLASSES * hidden + k];
      for (int j = 0; j < hidden; j++) {
        logits[k] += coefficients[k * hidden + j] * z[j];
      }
    }
    return logits;
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
    return CLASSES * z[0].length + CLASSES;
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
      loss += (logSumExp(logits) - logits[labels[i]]) / n;
      for (int k = 0; k < CLASSES; k++) {
        double residual = p[k] - (labels[i] == k ? 1 : 0);
        for (int j = 0; j < hidden; j++) {
          gradient[k * hidden + j] += residual * z[i][j] / n;
        }
        gradient[CLASSES * hidden + k] += residual / n;
      }
    }
    for (int q = 0; q < CLASSES * hidden; q++) {
      loss += lambda / 2 * coefficients[q] * coefficients[q];
      gradient[q] += lambda * coefficients[q];
    }
    return loss;
  }
}
