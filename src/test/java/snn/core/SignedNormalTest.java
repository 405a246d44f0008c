package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static snn.ParameterAssertions.assertRejected;
import static snn.core.Statistics.assertBinomial;
import static snn.core.Statistics.assertMean;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.SplitMix64;
import snn.data.ImageShape;

class SignedNormalTest {

  private static final ImageShape SHAPE = new ImageShape(31, 17);

  private static double[] row(double norm, long key) {
    double[] weights = new double[SHAPE.pixels()];
    new SignedNormal(new RowNorm(norm)).fill(key, SHAPE, weights);
    return weights;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.5, 4, 1e6})
  void aRowHasItsNorm(double norm) {
    double squares = Arrays.stream(row(norm, 7)).map(w -> w * w).sum();
    // Each of the N products is rounded, and so are their sums.
    assertThat(Math.sqrt(squares)).isCloseTo(norm, within(norm * SHAPE.pixels() * 0x1.0p-52));
  }

  /** A row of norm √N has components that are standard normal, but for their common factor. */
  @Test
  void weightsAreNormalOfEitherSign() {
    int rows = 200;
    double[] all = new double[rows * SHAPE.pixels()];
    for (int row = 0; row < rows; row++) {
      double[] weights = row(Math.sqrt(SHAPE.pixels()), SplitKeys.of(row));
      System.arraycopy(weights, 0, all, row * SHAPE.pixels(), weights.length);
    }
    assertMean(all, 0, 1);
    assertBinomial(Arrays.stream(all).filter(w -> w > 0).count(), all.length, 0.5);
    assertBinomial(
        Arrays.stream(all).filter(w -> Math.abs(w) < 1).count(), all.length, 0.682689492137086);
  }

  /** Keys as {@link RandomLinear} makes them: far from one another. */
  private static final class SplitKeys {
    static long of(int row) {
      return SplitMix64.key(42, 1, row);
    }
  }

  /** Partial sums of either sign stay exact: the grid is that of the absolute weights. */
  @Test
  void partialSumsOfSignedRowsAreExactInAnyOrder() {
    RandomLinear drawn =
        Fixtures.draw(
            new Fixtures.Weights(new SignedNormal(new RowNorm(4)), Connections.DENSE), 5, 42);
    int inputs = drawn.inputs();
    for (int row = 0; row < drawn.hidden(); row++) {
      float positiveFirst = 0;
      float inOrder = 0;
      float[] negative = new float[inputs];
      int negatives = 0;
      double exact = 0;
      for (int i = 0; i < inputs; i++) {
        float weight = drawn.weights()[row * inputs + i];
        inOrder += weight;
        exact += weight;
        if (weight > 0) {
          positiveFirst += weight;
        } else {
          negative[negatives++] = weight;
        }
      }
      for (int n = 0; n < negatives; n++) {
        positiveFirst += negative[n];
      }
      assertThat((double) inOrder).isEqualTo(exact);
      assertThat((double) positiveFirst).isEqualTo(exact);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, -1", "1e-21, 1e-21", "1000001, 1000001", "NaN, NaN"})
  void outsideItsRangeIsRejected(double norm, String found) {
    assertRejected("w_norm", found, () -> new RowNorm(norm));
  }
}
