package snn.readout;

import java.util.Arrays;
import snn.core.FeatureMatrix;

/**
 * Standardisation of the features: (x − mean) / deviation, by the training images' mean and
 * (population) standard deviation. Constant features are only centred.
 *
 * @param mean what is subtracted, [H]
 * @param deviation what is divided by, positive, [H]
 */
public record Scaling(double[] mean, double[] deviation) {

  /** Leaves features as they are. */
  public static Scaling none(int hidden) {
    double[] ones = new double[hidden];
    Arrays.fill(ones, 1.0);
    return new Scaling(new double[hidden], ones);
  }

  /** Fits mean and deviation. */
  public static Scaling fit(FeatureMatrix counts) {
    int hidden = counts.hidden();
    int n = counts.images();
    // Relative to the first row: small exact sums, and exactly 0 where a feature is constant.
    int[] first = counts.row(0, new int[hidden]);
    int[] row = new int[hidden];
    long[] sum = new long[hidden];
    long[] squares = new long[hidden];
    for (int i = 1; i < n; i++) {
      counts.row(i, row);
      for (int j = 0; j < hidden; j++) {
        long x = row[j] - (long) first[j];
        sum[j] += x;
        squares[j] += x * x;
      }
    }
    Scaling scaling = none(hidden);
    for (int j = 0; j < hidden; j++) {
      double shift = (double) sum[j] / n;
      scaling.mean[j] = first[j] + shift;
      double variance = (double) squares[j] / n - shift * shift;
      if (variance > 0) {
        scaling.deviation[j] = Math.sqrt(variance);
      }
    }
    return scaling;
  }
}
