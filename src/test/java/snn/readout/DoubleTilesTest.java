package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Workers;
import snn.core.FeatureMatrix;

class DoubleTilesTest {

  private static double evaluate(
      FeatureMatrix counts, boolean scaled, double[] point, double[] gradient, int threads) {
    int classes = point.length / (counts.hidden() + 1);
    byte[] labels = TestCounts.labels(counts.images(), classes, 4);
    TrainingSet train = TrainingSet.of(counts, labels, classes, scaled);
    try (Workers workers = new Workers(threads)) {
      return train.objective(0.01, workers).float64().evaluate(point, gradient);
    }
  }

  /** The loss is a mean of logits of order 1, the gradient one of products of order 100. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 34, true, 10",
    "45, 37, 34, true, 10",
    "300, 37, 34, false, 10",
    "257, 70, 255, true, 10",
    "123, 21, 60000, true, 10",
    "8900, 3, 34, true, 10",
    "150, 1500, 34, true, 10",
    "257, 37, 34, true, 2",
    "300, 37, 34, false, 3",
    "257, 37, 34, true, 5",
    "45, 37, 34, true, 11",
    "300, 37, 34, true, 19",
    "257, 70, 255, false, 47",
    "300, 21, 34, true, 256"
  })
  void evaluatesAsTheDefinitionSays(
      int images, int hidden, int largest, boolean scaled, int classes) {
    FeatureMatrix counts = TestCounts.uniform(images, hidden, largest, 1);
    Scaling scaling = scaled ? Scaling.fit(counts) : Scaling.none(hidden);
    double spread = (scaled ? 1.0 : 0.1) / Math.sqrt(hidden);
    double[] point = TestCounts.normal(classes * hidden + classes, spread, 2);
    double[] expected = new double[point.length];
    double loss =
        new NaiveLogistic(counts, TestCounts.labels(images, classes, 4), classes, scaling, 0.01)
            .evaluate(point, expected);
    double[] gradient = new double[point.length];
    assertThat(evaluate(counts, scaled, point, gradient, 2)).isCloseTo(loss, within(1e-12 * loss));
    double size = Vectors.maxAbs(expected);
    for (int q = 0; q < point.length; q++) {
      assertThat(gradient[q]).isCloseTo(expected[q], within(1e-12 * size));
    }
  }

  @Test
  void noBitDependsOnTheNumberOfThreads() {
    FeatureMatrix counts = TestCounts.uniform(2_000, 70, 34, 1);
    double[] point = TestCounts.normal(710, 0.1, 2);
    double[] one = new double[710];
    double loss = evaluate(counts, true, point, one, 1);
    for (int threads : new int[] {2, 5}) {
      double[] several = new double[710];
      assertThat(evaluate(counts, true, point, several, threads)).isEqualTo(loss);
      assertThat(several).isEqualTo(one);
    }
  }

  /**
   * The same sums one number at a time: eight interleaved partial sums, folded as a tree, and one
   * image after the other. So the width of vectors does not enter.
   */
  @ParameterizedTest
  @ValueSource(ints = {9, 27})
  void sumsInTheOrderThatIsWritten(int padded) {
    int columns = 64;
    int rows = 6;
    double[] random = TestCounts.normal(rows * columns, 5, 1);
    float[] tile = new float[rows * columns + DoubleTiles.BEHIND];
    for (int q = 0; q < rows * columns; q++) {
      tile[q] = (float) random[q];
    }
    double[] weights = TestCounts.normal(padded * columns, 1, 2);
    double[] logits = new double[padded * rows];
    DoubleTiles.forward(tile, rows, columns, weights, new double[DoubleTiles.PARTS_LENGTH], logits);
    double[] residuals = TestCounts.normal(padded * rows, 1, 3);
    double[] gradient = TestCounts.normal(padded * columns, 1, 4);
    double[] expected = gradient.clone();
    for (int k = 0; k < padded; k++) {
      for (int i = 0; i < rows; i++) {
        double[] parts = new double[8];
        for (int j = 0; j < columns; j++) {
          double x = tile[i * columns + j];
          parts[j % 8] = Math.fma(x, weights[k * columns + j], parts[j % 8]);
          expected[k * columns + j] =
              Math.fma(x, residuals[k * rows + i], expected[k * columns + j]);
        }
        double even = (parts[0] + parts[4]) + (parts[2] + parts[6]);
        double odd = (parts[1] + parts[5]) + (parts[3] + parts[7]);
        assertThat(logits[k * rows + i]).isEqualTo(even + odd);
      }
    }
    DoubleTiles.backward(tile, rows, columns, residuals, gradient);
    assertThat(gradient).isEqualTo(expected);
  }
}
