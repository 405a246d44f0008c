package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static snn.ParameterAssertions.assertRejected;
import static snn.core.Statistics.assertBinomial;
import static snn.core.Statistics.assertMean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import snn.SplitMix64;
import snn.data.ImageShape;

/** The laws whose weights are those of a patch of the image. */
class PatchesTest {

  private static final ImageShape SHAPE = new ImageShape(19, 13);
  private static final int ROWS = 400;
  private static final RowNorm NORM = new RowNorm(4);
  private static final Patch SIZE = new Patch(3, 7);

  static List<WeightLaw> laws() {
    return List.of(new SignedPatch(NORM, SIZE), new Gabor(NORM, SIZE));
  }

  private static double[] row(WeightLaw law, int row) {
    double[] weights = new double[SHAPE.pixels()];
    law.fill(SplitMix64.key(42, 1, row), SHAPE, weights);
    return weights;
  }

  /** The smallest rectangle that holds all weights. */
  private record Box(int top, int left, int height, int width) {
    static Box of(double[] weights) {
      int top = SHAPE.rows();
      int left = SHAPE.columns();
      int bottom = -1;
      int right = -1;
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] != 0) {
          top = Math.min(top, i / SHAPE.columns());
          bottom = Math.max(bottom, i / SHAPE.columns());
          left = Math.min(left, i % SHAPE.columns());
          right = Math.max(right, i % SHAPE.columns());
        }
      }
      return new Box(top, left, bottom - top + 1, right - left + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aRowHasItsNormAndNothingOutsideItsPatch(WeightLaw law) {
    for (int r = 0; r < ROWS; r++) {
      double[] weights = row(law, r);
      double squares = Arrays.stream(weights).map(w -> w * w).sum();
      // Each of the products is rounded, and so are their sums.
      assertThat(Math.sqrt(squares)).isCloseTo(4, within(4 * weights.length * 0x1.0p-52));
      Box box = Box.of(weights);
      assertThat(box.height).isBetween(3, 7);
      assertThat(box.width).isBetween(3, 7);
      // No weight inside is 0: a continuous number seldom is.
      assertThat(Arrays.stream(weights).filter(w -> w != 0).count())
          .isEqualTo((long) box.height * box.width);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void sidesAndPlacesAreUniform(WeightLaw law) {
    int[] heights = new int[8];
    List<Double> places = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      Box box = Box.of(row(law, r));
      heights[box.height]++;
      places.add(box.top / (double) (SHAPE.rows() - box.height));
      places.add(box.left / (double) (SHAPE.columns() - box.width));
    }
    for (int height = 3; height <= 7; height++) {
      assertBinomial(heights[height], ROWS, 0.2);
    }
    // Uniform on the m + 1 points from 0 to 1 in steps of 1/m has the variance (m + 2)/12m, for
    // m = 6, the fewest here, 1/9.
    assertMean(places.stream().mapToDouble(x -> x).toArray(), 0.5, 1.0 / 3);
  }

  @Test
  void aPatchIsNormalOfEitherSign() {
    List<Double> z = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      double[] weights = Arrays.stream(row(laws().getFirst(), r)).filter(w -> w != 0).toArray();
      // Of norm 4 over n weights: standard normal, but for the common factor.
      Arrays.stream(weights).map(w -> w * Math.sqrt(weights.length) / 4).forEach(z::add);
    }
    double[] all = z.stream().mapToDouble(x -> x).toArray();
    assertMean(all, 0, 1);
    assertBinomial(Arrays.stream(all).filter(w -> w > 0).count(), all.length, 0.5);
  }

  static List<WeightLaw> meanFreeLaws() {
    Patch patch = new Patch(3, 7, 0, true);
    return List.of(new SignedPatch(NORM, patch), new Gabor(NORM, patch));
  }

  @ParameterizedTest
  @MethodSource("meanFreeLaws")
  void weightsWithoutTheirMeanSumToNothingAndHaveTheNorm(WeightLaw law) {
    for (int r = 0; r < ROWS; r++) {
      double[] weights = row(law, r);
      // Each of 49 weights of norm 4 at most is rounded once when the mean is taken away.
      assertThat(Arrays.stream(weights).sum()).isCloseTo(0, within(49 * 49 * 0x1.0p-50));
      assertThat(Math.sqrt(Arrays.stream(weights).map(w -> w * w).sum()))
          .isCloseTo(4, within(1e-12));
    }
  }

  /** What lies outside is left out, not moved: of 19 + 4 − 4 places down two are cut off on top. */
  @Test
  void patchesReachOverTheBorder() {
    WeightLaw law = new SignedPatch(NORM, new Patch(5, 5, 2, false));
    int cut = 0;
    for (int r = 0; r < ROWS; r++) {
      Box box = Box.of(row(law, r));
      assertThat(box.height).isBetween(3, 5);
      assertThat(box.width).isBetween(3, 5);
      cut += box.top == 0 && box.height < 5 ? 1 : 0;
    }
    assertBinomial(cut, ROWS, 2.0 / 19);
  }

  /** A filter at the place that is two down and one to the right is the first one, moved so. */
  @ParameterizedTest
  @MethodSource("laws")
  void neighboursHaveOneFilter(WeightLaw law) {
    Pool pool = new Pool(3);
    for (int r = 0; r < 50; r++) {
      long key = SplitMix64.key(42, 1, r);
      double[] first = new double[SHAPE.pixels()];
      law.fill(key, SHAPE, pool.place(0), first);
      double[] other = new double[SHAPE.pixels()];
      law.fill(key, SHAPE, pool.place(2 * 3 + 1), other);
      int by = 2 * SHAPE.columns() + 1;
      double[] moved = new double[first.length];
      System.arraycopy(first, 0, moved, by, first.length - by);
      assertThat(other).isEqualTo(moved);
    }
  }

  @Test
  void wrongPatchesAreRefused() {
    assertThatThrownBy(() -> new Patch(3, 7, 3, false))
        .hasMessageContaining("must be less than")
        .hasMessageContaining("found 3");
    assertThatThrownBy(() -> new Patch(1, 1, 0, true)).hasMessageContaining("more than one pixel");
  }

  @Test
  void aSquareIsASquare() {
    for (int r = 0; r < ROWS; r++) {
      Box box = Box.of(row(laws().getLast(), r));
      assertThat(box.width).isEqualTo(box.height);
    }
  }

  /**
   * From the definition: with the draws of the key, every weight is the product of a bell and a
   * wave whose crests are straight, so along a crest only the bell is left.
   */
  @Test
  void aGaborFunctionIsThatOfTheEquations() {
    for (int r = 0; r < 50; r++) {
      SplitMix64 random = new SplitMix64(SplitMix64.key(42, 1, r));
      int a = 3 + random.nextInt(5);
      int top = random.nextInt(SHAPE.rows() - a + 1);
      int left = random.nextInt(SHAPE.columns() - a + 1);
      double theta = random.nextDouble() * Math.PI * 2;
      double phi = random.nextDouble() * Math.PI * 2;
      double lambda = a * (0.25 + 1.75 * random.nextDouble());
      double sigma = a * (0.125 + 0.875 * random.nextDouble());
      double[] expected = new double[SHAPE.pixels()];
      double squares = 0;
      for (int i = 0; i < expected.length; i++) {
        double x = i % SHAPE.columns() - left - (a - 1) / 2.0;
        double y = i / SHAPE.columns() - top - (a - 1) / 2.0;
        if (Math.max(Math.abs(x), Math.abs(y)) <= (a - 1) / 2.0) {
          double u = x * Math.cos(theta) + y * Math.sin(theta);
          // A rotation keeps lengths: u² + v² = x² + y².
          expected[i] =
              Math.exp(-(x * x + y * y) / (2 * sigma * sigma))
                  * Math.cos(2 * Math.PI * u / lambda + phi);
          squares += expected[i] * expected[i];
        }
      }
      double[] weights = row(laws().getLast(), r);
      for (int i = 0; i < expected.length; i++) {
        assertThat(weights[i]).isCloseTo(4 * expected[i] / Math.sqrt(squares), within(1e-12));
      }
    }
  }

  @Test
  void onePixelIsEnough() {
    for (WeightLaw law :
        List.of(new SignedPatch(NORM, new Patch(1, 1)), new Gabor(NORM, new Patch(1, 1)))) {
      double[] weights = row(law, 3);
      assertThat(Arrays.stream(weights).filter(w -> w != 0).toArray()).hasSize(1);
      assertThat(Math.abs(Arrays.stream(weights).sum())).isCloseTo(4, within(1e-14));
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aPatchMustFitTheImage(WeightLaw law) {
    law.requireFits(new ImageShape(7, 9));
    assertRejected("patch_max", "7", () -> law.requireFits(new ImageShape(20, 6)));
  }

  @ParameterizedTest
  @CsvSource({"0, 3, patch_min, 0", "3, 0, patch_max, 0", "5, 4, patch_min, 5"})
  void wrongSidesAreRejected(int min, int max, String parameter, String found) {
    assertRejected(parameter, found, () -> new Patch(min, max));
  }
}
