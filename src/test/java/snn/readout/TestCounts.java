package snn.readout;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import snn.core.FeatureMatrix;

/** Spike counts for tests. */
final class TestCounts {

  private TestCounts() {}

  /** Counts by image and neuron. */
  static FeatureMatrix of(int images, int hidden, int largest, IntBinaryOperator count) {
    FeatureMatrix counts = FeatureMatrix.zeros(images, hidden, largest);
    for (int i = 0; i < images; i++) {
      float[] row = new float[hidden];
      for (int j = 0; j < hidden; j++) {
        row[j] = count.applyAsInt(i, j);
      }
      counts.setRow(i, row);
    }
    return counts;
  }

  /** Independent and uniform in 0 … {@code largest}. */
  static FeatureMatrix uniform(int images, int hidden, int largest, long seed) {
    Random random = new Random(seed);
    return of(images, hidden, largest, (_, _) -> random.nextInt(largest + 1));
  }

  /** Saturated neurons: 34, except that one count in a hundred is 33, and every third never. */
  static FeatureMatrix saturated(int images, int hidden, long seed) {
    Random random = new Random(seed);
    return of(images, hidden, 34, (_, j) -> j % 3 > 0 && random.nextInt(100) == 0 ? 33 : 34);
  }

  /** Digits, independent and uniform. */
  static byte[] labels(int images, long seed) {
    return labels(images, 10, seed);
  }

  /** Labels of so many classes, independent and uniform. */
  static byte[] labels(int images, int classes, long seed) {
    Random random = new Random(seed);
    byte[] labels = new byte[images];
    for (int i = 0; i < images; i++) {
      labels[i] = (byte) random.nextInt(classes);
    }
    return labels;
  }

  /** Independent and normal with this standard deviation. */
  static double[] normal(int length, double deviation, long seed) {
    Random random = new Random(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = deviation * random.nextGaussian();
    }
    return values;
  }
}
