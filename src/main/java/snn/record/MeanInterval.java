package snn.record;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import snn.Numbers;

/**
 * A mean of repeats, and the 95 % confidence interval around it by Student's t:
 *
 * <pre>  mean ± t(0.975, n − 1) · s / √n</pre>
 *
 * <p>with s the sample standard deviation.
 *
 * @param mean of the repeats
 * @param halfWidth half of the interval; 0 for one repeat, which says nothing about others
 * @param repeats n
 */
public record MeanInterval(double mean, double halfWidth, int repeats) {

  private static final double UPPER = 0.975;

  /** Mean and interval of one value or more. */
  public static MeanInterval of(double... values) {
    int n = values.length;
    double mean = StatUtils.mean(values);
    if (n == 1) {
      return new MeanInterval(mean, 0, 1);
    }
    // Without the generator that it would make, and nothing here would use.
    double t = new TDistribution(null, n - 1).inverseCumulativeProbability(UPPER);
    return new MeanInterval(mean, t * Math.sqrt(StatUtils.variance(values) / n), n);
  }

  /** An accuracy, in the place of that of one run. */
  public String accuracy() {
    return "%s ± %s (mean of %s seeds, 95 %% interval)"
        .formatted(Numbers.accuracy(mean), Numbers.accuracy(halfWidth), repeats);
  }
}
