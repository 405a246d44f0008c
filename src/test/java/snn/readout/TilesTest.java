package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.core.FeatureMatrix;

class TilesTest {

  /** Distance of successive float64 numbers from 1 on. */
  private static final double ULP = 0x1p-52;

  /** Relative error of one float32 rounding. */
  private static final double FLOAT_ROUNDING = 0x1p-24;

  /**
   * Of exp and of what is compared with it, relative: 1.1 ulp for the series, which leaves f¹³/13!
   * out at |f| ≤ ln 2 / 2, about 1.5 for its roundings and 1 for StrictMath's; and three roundings
   * of the quotients.
   */
  private static final double EXP_ERROR = 6 * ULP;

  private static double exp(double x) {
    // A row whose logits are 0, x and very small ones: its probabilities are as 1 to exp(x).
    double[] logits = new double[10 * 16];
    Arrays.fill(logits, 2 * 16, logits.length, -1e9);
    Arrays.fill(logits, 16, 2 * 16, x);
    Tiles.softmax(logits, 16, 10, new double[16], new double[16]);
    return logits[16] / logits[0];
  }

  @Test
  void expIsRightToTheLastBitsDownTo80() {
    for (double x = 0; x >= -80; x -= 0.0137) {
      double expected = StrictMath.exp(x);
      assertThat(exp(x)).as("exp(%s)", x).isCloseTo(expected, within(EXP_ERROR * expected));
    }
    // Where the rounded multiple of ln 2 changes.
    for (int n = 0; n < 115; n++) {
      for (double nudge : new double[] {-1e-12, 0, 1e-12}) {
        double x = -(n + 0.5) * StrictMath.log(2) + nudge;
        double expected = StrictMath.exp(x);
        assertThat(exp(x)).as("exp(%s)", x).isCloseTo(expected, within(EXP_ERROR * expected));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.0, -Double.MIN_VALUE, -1e-300, -1e-17})
  void expOfNothingIsOne(double x) {
    assertThat(exp(x)).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-80, -80.0001, -746, -1e9, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY})
  void expStaysPositiveBelow80(double x) {
    assertThat(exp(x))
        .isEqualTo(exp(-80))
        .isCloseTo(StrictMath.exp(-80), within(EXP_ERROR * StrictMath.exp(-80)));
  }

  @Test
  void softmaxIsTheDefinitions() {
    double[][] rows = new double[32][9];
    Random random = new Random(1);
    for (int i = 0; i < rows.length; i++) {
      double scale = StrictMath.pow(10, i / 8.0 - 1);
      for (int k = 0; k < 9; k++) {
        rows[i][k] = scale * random.nextGaussian();
      }
    }
    Arrays.fill(rows[0], 0.0);
    Arrays.fill(rows[1], 1e300);
    Arrays.fill(rows[2], -1e300);
    Arrays.fill(rows[3], -1e6);
    rows[3][4] = 1e6;
    Arrays.fill(rows[4], -79.0);
    Arrays.fill(rows[5], -30.0);

    double[] logits = new double[10 * rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 9; k++) {
        logits[k * rows.length + i] = rows[i][k];
      }
    }
    double[] sums = new double[rows.length];
    double[] largest = new double[rows.length];
    Tiles.softmax(logits, rows.length, 10, sums, largest);

    for (int i = 0; i < rows.length; i++) {
      double[] ten = Arrays.copyOf(rows[i], 10);
      double[] expected = NaiveLogistic.softmax(ten);
      double sum = 0;
      for (int k = 0; k < 9; k++) {
        double found = logits[k * rows.length + i];
        assertThat(found)
            .as("row %d class %d", i, k)
            // Two exponentials, two sums of ten and two quotients; exp(−80) for less than that.
            .isCloseTo(expected[k], within((2 * EXP_ERROR + 20 * ULP) * expected[k] + 2e-35));
        sum += found;
      }
      assertThat(largest[i]).isEqualTo(Arrays.stream(ten).max().getAsDouble());
      double tenth = StrictMath.exp(-largest[i]) / sums[i];
      assertThat(sum + tenth).isCloseTo(1.0, within(20 * ULP));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 19, 256})
  void softmaxIsOfTheClassesAndNoMore(int classes) {
    double[] logits = TestCounts.normal((classes + 5) * 16, 3, 1);
    double[] found = logits.clone();
    Tiles.softmax(found, 16, classes, new double[16], new double[16]);
    for (int i = 0; i < 16; i++) {
      double[] row = new double[classes];
      for (int k = 0; k < classes; k++) {
        row[k] = logits[k * 16 + i];
      }
      double[] expected = NaiveLogistic.softmax(row);
      for (int k = 0; k < classes; k++) {
        assertThat(found[k * 16 + i])
            .isCloseTo(expected[k], within((2 * EXP_ERROR + 2 * classes * ULP) * expected[k]));
      }
      for (int k = classes; k < classes + 5; k++) {
        assertThat(found[k * 16 + i]).isEqualTo(logits[k * 16 + i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 32, 9", "14, 64, 9", "6, 64, 27", "48, 96, 18", "16, 1024, 9"})
  void forwardIsTheProduct(int rows, int columns, int padded) {
    float[] tile = floats(rows * columns, 1);
    float[] weights = floats(padded * columns, 2);
    float[] logits = new float[padded * rows];
    Tiles.forward(tile, rows, columns, weights, new float[Tiles.PARTS_LENGTH], logits);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < padded; k++) {
        double expected = 0;
        double size = 0;
        for (int j = 0; j < columns; j++) {
          double product = (double) tile[i * columns + j] * weights[k * columns + j];
          expected += product;
          size += Math.abs(product);
        }
        // One rounding per term of a partial sum, four to fold sixteen.
        double roundings = columns / 16.0 + 4;
        assertThat((double) logits[k * rows + i])
            .as("row %d class %d", i, k)
            .isCloseTo(expected, within(1.01 * roundings * FLOAT_ROUNDING * size));
      }
    }
  }

  /**
   * The same sums one number at a time: sixteen interleaved partial sums, folded as a tree, and one
   * image after the other. So neither the width of vectors enters, nor what shares registers.
   */
  @ParameterizedTest
  @CsvSource({"4, 9", "5, 9", "7, 27", "16, 18"})
  void sumsInTheOrderThatIsWritten(int rows, int padded) {
    int columns = 64;
    float[] tile = floats(rows * columns, 1);
    float[] weights = floats(padded * columns, 2);
    float[] residuals = floats(padded * rows, 3);
    float[] logits = new float[padded * rows];
    float[] gradient = new float[padded * columns];
    float[] expected = new float[padded * columns];
    Tiles.forward(tile, rows, columns, weights, new float[Tiles.PARTS_LENGTH], logits);
    Tiles.backward(tile, rows, columns, residuals, gradient);
    for (int k = 0; k < padded; k++) {
      for (int i = 0; i < rows; i++) {
        float[] p = new float[16];
        for (int j = 0; j < columns; j++) {
          float x = tile[i * columns + j];
          p[j % 16] = Math.fma(x, weights[k * columns + j], p[j % 16]);
          expected[k * columns + j] =
              Math.fma(x, residuals[k * rows + i], expected[k * columns + j]);
        }
        float[] q = new float[4];
        for (int l = 0; l < 4; l++) {
          q[l] = (p[l] + p[8 + l]) + (p[4 + l] + p[12 + l]);
        }
        assertThat(logits[k * rows + i]).isEqualTo((q[0] + q[2]) + (q[1] + q[3]));
      }
    }
    assertThat(gradient).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 32, 9", "15, 64, 9", "5, 64, 27", "48, 96, 18", "17, 1024, 9"})
  void backwardIsTheTransposedProduct(int rows, int columns, int padded) {
    float[] tile = floats(rows * columns, 3);
    float[] residuals = floats(padded * rows, 4);
    float[] gradient = floats(padded * columns, 5);
    Tiles.backward(tile, rows, columns, residuals, gradient);
    for (int k = 0; k < padded; k++) {
      for (int j = 0; j < columns; j++) {
        double expected = 0;
        double size = 0;
        for (int i = 0; i < rows; i++) {
          double product = (double) residuals[k * rows + i] * tile[i * columns + j];
          expected += product;
          size += Math.abs(product);
        }
        assertThat((double) gradient[k * columns + j])
            .as("class %d column %d", k, j)
            .isCloseTo(expected, within(1.01 * rows * FLOAT_ROUNDING * size));
      }
    }
  }

  private static float[] floats(int length, int seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** H before and behind whole vectors of every width, bytes and 16-bit numbers to their ends. */
  @ParameterizedTest
  @CsvSource({
    "1, 255", "5, 255", "16, 255", "37, 255", "70, 255", "96, 255",
    "1, 65535", "5, 65535", "16, 65535", "37, 65535", "70, 65535", "96, 65535"
  })
  void unpackReadsCentredRowsAndNothingElse(int hidden, int largest) {
    FeatureMatrix counts = TestCounts.uniform(11, hidden, largest, 6);
    assertThat(counts.fitBytes()).isEqualTo(largest == 255);
    int columns = Tiles.columns(hidden);
    float[] centre = new float[columns];
    for (int j = 0; j < hidden; j++) {
      centre[j] = j * 7 % largest;
    }
    float[] tile = new float[6 * columns];
    Arrays.fill(tile, -1.5f);
    Tiles.unpack(counts, 4, 5, columns, centre, tile);
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < columns; j++) {
        float expected = i < 5 && j < hidden ? counts.get(4 + i, j) - centre[j] : -1.5f;
        assertThat(tile[i * columns + j]).as("row %d column %d", i, j).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 65_535})
  void unpackColumnsReadsAPanelAsFarAsThereAreNeurons(int largest) {
    FeatureMatrix counts = TestCounts.uniform(5, 85, largest, 7);
    float[] centre = new float[Tiles.columns(85)];
    Arrays.fill(centre, 3f);
    float[] tile = new float[4 * 64];
    Tiles.unpackColumns(counts, 2, 3, 64, 64, centre, tile);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 64; j++) {
        float expected = i < 3 && j < 21 ? counts.get(2 + i, 64 + j) - 3f : 0f;
        assertThat(tile[i * 64 + j]).as("row %d column %d", i, j).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 9", "9, 9", "10, 9", "11, 18", "19, 18", "20, 27", "256, 261"})
  void logitsAreFilledUpToGroupsOfNine(int classes, int padded) {
    assertThat(Tiles.padded(classes)).isEqualTo(padded);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 64, 256",
    "32, 64, 256",
    "33, 64, 256",
    "990, 992, 128",
    "1024, 1056, 128",
    "4096, 4128, 32",
    "9000, 9024, 16"
  })
  void aTileHoldsWholeVectorsAndHalfAMebibyte(int hidden, int columns, int rows) {
    assertThat(Tiles.columns(hidden)).isEqualTo(columns);
    assertThat(Tiles.rows(hidden)).isEqualTo(rows);
  }
}
