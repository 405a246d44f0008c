package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.Workers;
import snn.core.FeatureMatrix;

class GramTest {

  private static double[][] gram(FeatureMatrix counts, double[] mean, int threads) {
    try (Workers workers = new Workers(threads)) {
      return Gram.of(new TiledCounts(counts, 10, mean, Scaling.none(counts.hidden())), workers);
    }
  }

  /** In whole numbers. */
  private static long[][] naive(FeatureMatrix counts, double[] mean) {
    int hidden = counts.hidden();
    long[][] gram = new long[hidden][hidden];
    for (int i = 0; i < counts.images(); i++) {
      for (int p = 0; p < hidden; p++) {
        for (int q = 0; q < hidden; q++) {
          gram[p][q] +=
              (counts.get(i, p) - (long) Math.rint(mean[p]))
                  * (counts.get(i, q) - (long) Math.rint(mean[q]));
        }
      }
    }
    return gram;
  }

  /** Below, at and above whole panels of 64 features and whole steps of 256 rows. */
  @ParameterizedTest
  @CsvSource({"1, 1", "255, 63", "256, 64", "257, 65", "700, 130", "3, 150"})
  void isExactForBytes(int images, int hidden) {
    FeatureMatrix counts = TestCounts.uniform(images, hidden, 255, 1);
    double[] mean = Scaling.fit(counts).mean();
    assertIsExact(counts, mean);
  }

  /** The largest sums that bytes can lead to: 256 · 255² is just below 2²⁴. */
  @Test
  void isExactForTheLargestBytes() {
    assertIsExact(TestCounts.of(513, 5, 255, (_, _) -> 255), new double[5]);
    assertIsExact(
        TestCounts.of(513, 5, 255, (_, j) -> j % 2 * 255), new double[] {255, 0, 9, 0, 1});
  }

  private static void assertIsExact(FeatureMatrix counts, double[] mean) {
    double[][] found = gram(counts, mean, 2);
    long[][] expected = naive(counts, mean);
    for (int p = 0; p < expected.length; p++) {
      assertThat(found[p]).isEqualTo(Arrays.stream(expected[p]).asDoubleStream().toArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "257, 65", "300, 66", "700, 130"})
  void isExactForWideCounts(int images, int hidden) {
    FeatureMatrix counts = TestCounts.uniform(images, hidden, 65_535, 2);
    assertIsExact(counts, Scaling.fit(counts).mean());
    assertIsExact(TestCounts.uniform(images, hidden, 300, 3), new double[hidden]);
  }

  /** The largest sums that 16-bit counts can lead to, of either sign: 256 · 256² is 2²⁴. */
  @Test
  void isExactForTheLargestWideCounts() {
    double[] means = {0, 65_535, 32_768, 1, 65_280, 0, 65_535};
    for (int count : new int[] {0, 1, 255, 256, 65_279, 65_280, 65_535}) {
      assertIsExact(TestCounts.of(513, 7, 65_535, (_, _) -> count), means);
      assertIsExact(TestCounts.of(513, 7, 65_535, (i, j) -> (i + j) % 2 * count), means);
    }
  }

  @Test
  void noBitDependsOnTheNumberOfThreads() {
    FeatureMatrix counts = TestCounts.uniform(300, 200, 65_535, 3);
    double[] mean = Scaling.fit(counts).mean();
    assertThat(gram(counts, mean, 7)).isDeepEqualTo(gram(counts, mean, 1));
  }
}
