package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.core.FeatureMatrix;

class ShortTilesTest {

  private static final int ROWS = 16;
  private static final int FIRST = 3;

  private static float[] floats(int length, long seed) {
    double[] random = TestCounts.normal(length, 1, seed);
    float[] floats = new float[length];
    for (int q = 0; q < length; q++) {
      floats[q] = (float) random[q];
    }
    return floats;
  }

  /**
   * Bit for bit what {@link Tiles}, whose sums have an order that {@link TilesTest} checks, make of
   * the same rows; also with rows and columns that are not there.
   */
  @ParameterizedTest
  @CsvSource({
    "64, 9, 16, 127",
    "37, 9, 16, 255",
    "37, 18, 5, 256",
    "100, 27, 1, 1666",
    "7, 9, 2, 306",
    "128, 9, 3, 32767"
  })
  void theyAreThoseOfFloats(int hidden, int padded, int used, int largest) {
    FeatureMatrix counts = TestCounts.uniform(FIRST + used, hidden, largest, 1);
    assumeTrue(ShortTiles.areFor(counts), "vectors of this processor have other than 16 lanes");
    int columns = Tiles.columns(hidden);
    float[] centre = new float[columns];
    short[] shortCentre = new short[columns];
    for (int j = 0; j < hidden; j++) {
      shortCentre[j] = (short) (j * 7 % (largest + 1));
      centre[j] = shortCentre[j];
    }
    float[] weights = floats(padded * columns, 3);
    float[] residuals = floats(padded * ROWS, 4);
    for (int k = 0; k < padded; k++) {
      Arrays.fill(residuals, k * ROWS + used, (k + 1) * ROWS, 0);
    }

    float[] expectedLogits = new float[padded * ROWS];
    float[] expectedGradient = new float[padded * columns];
    float[] tile = new float[ROWS * columns];
    Tiles.unpack(counts, FIRST, used, columns, centre, tile);
    float[] parts = new float[Tiles.PARTS_LENGTH];
    Tiles.forward(tile, ROWS, columns, weights, parts, expectedLogits);
    Tiles.backward(tile, ROWS, columns, residuals, expectedGradient);

    float[] logits = new float[padded * ROWS];
    float[] gradient = new float[padded * columns];
    short[] packed = new short[ROWS * columns];
    ShortTiles.pack(counts, FIRST, used, columns, shortCentre, packed);
    parts = new float[ShortTiles.PARTS_LENGTH];
    ShortTiles.forward(packed, ROWS, columns, weights, parts, logits);
    ShortTiles.backward(packed, ROWS, columns, residuals, gradient);

    for (int k = 0; k < padded; k++) {
      for (int i = 0; i < used; i++) {
        assertThat(logits[k * ROWS + i]).isEqualTo(expectedLogits[k * ROWS + i]);
      }
    }
    assertThat(gradient).isEqualTo(expectedGradient);
  }

  /** Counts that are no signed 16-bit numbers are left to {@link Tiles}. */
  @ParameterizedTest
  @CsvSource({"32768", "65535"})
  void largeCountsAreNotForThem(int largest) {
    assertThat(ShortTiles.areFor(TestCounts.of(2, 3, largest, (i, j) -> i * j * largest / 2)))
        .isFalse();
  }
}
