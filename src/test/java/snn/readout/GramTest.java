package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.Workers;
import snn.core.SpikeCounts;

class GramTest {

  private static double[][] gram(SpikeCounts counts, double[] mean, int threads) {
    try (Workers workers = new Workers(threads)) {
      return Gram.of(new TiledCounts(counts, mean, Scaling.none(counts.hidden())), workers);
    }
  }

  /** In whole numbers. */
  private static long[][] naive(SpikeCounts counts, double[] mean) {
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
    SpikeCounts counts = TestCounts.uniform(images, hidden, 255, 1);
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

  private static void assertIsExact(SpikeCounts counts, double[] mean) {
    double[][] found = gram(counts, mean, 2);
    long[][] expected = naive(counts, mean);
    for (int p = 0; p < expected.length; p++) {
      assertThat(found[p]).isEqualTo(Arrays.stream(expected[p]).asDoubleStream().toArray());
    }
  }

  /** A float32 rounding per term within 256 rows, then float64. */
  @Test
  void isRoundedForWideCounts() {
    SpikeCounts counts = TestCounts.uniform(300, 66, 65_535, 2);
    double[] mean = Scaling.fit(counts).mean();
    double[][] found = gram(counts, mean, 2);
    long[][] expected = naive(counts, mean);
    for (int p = 0; p < 66; p++) {
      for (int q = 0; q < 66; q++) {
        double size = 0;
        for (int i = 0; i < 300; i++) {
          size +=
              Math.abs(counts.get(i, p) - Math.rint(mean[p]))
                  * Math.abs(counts.get(i, q) - Math.rint(mean[q]));
        }
        assertThat(found[p][q])
            .isCloseTo((double) expected[p][q], within(1.01 * 256 * 0x1p-24 * size));
        assertThat(found[p][q]).isEqualTo(found[q][p]);
      }
    }
  }

  @Test
  void noBitDependsOnTheNumberOfThreads() {
    SpikeCounts counts = TestCounts.uniform(300, 200, 65_535, 3);
    double[] mean = Scaling.fit(counts).mean();
    assertThat(gram(counts, mean, 7)).isDeepEqualTo(gram(counts, mean, 1));
  }
}
