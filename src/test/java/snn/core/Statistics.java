package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Statistical assertions with computed bounds: six standard deviations of what is measured, which a
 * right sample oversteps once in 5·10⁸ times. The samples are seeded, so a test that passes goes on
 * passing.
 */
final class Statistics {

  private static final double SIGMAS = 6;

  private Statistics() {}

  /** {@code hits} of {@code n} independent trials, each with probability {@code p}. */
  static void assertBinomial(long hits, long n, double p) {
    assertThat((double) hits)
        .as("hits of %d trials at p = %s", n, p)
        .isCloseTo(n * p, within(SIGMAS * Math.sqrt(n * p * (1 - p))));
  }

  /** The sample's mean, given the mean and standard deviation of what it is drawn from. */
  static void assertMean(double[] sample, double mean, double std) {
    assertThat(mean(sample))
        .as("mean of %d draws", sample.length)
        .isCloseTo(mean, within(SIGMAS * std / Math.sqrt(sample.length)));
  }

  /**
   * No correlation between pairs (x, y): of independent pairs the coefficient has a standard
   * deviation of 1/√n.
   */
  static void assertUncorrelated(double[] x, double[] y) {
    assertThat(x).hasSameSizeAs(y);
    double meanX = mean(x);
    double meanY = mean(y);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    assertThat(xy / Math.sqrt(xx * yy))
        .as("correlation of %d pairs", x.length)
        .isCloseTo(0, within(SIGMAS / Math.sqrt(x.length)));
  }

  static double mean(double[] sample) {
    double sum = 0;
    for (double value : sample) {
      sum += value;
    }
    return sum / sample.length;
  }
}
