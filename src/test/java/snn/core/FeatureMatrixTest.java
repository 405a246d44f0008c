package snn.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Sha256;

class FeatureMatrixTest {

  @ParameterizedTest
  @CsvSource({"100, 2, 34", "100, 0, 100", "99, 2, 33", "1, 2, 1", "100, 99, 1", "65535, 0, 65535"})
  void largestIsTheCountOfANeuronThatIsAlwaysAboveThreshold(int steps, int tRef, int largest) {
    assertThat(new LifParameters(20, 1, tRef, 1).largestCount(steps)).isEqualTo(largest);
  }

  /** 255 is the last count that fits a byte, 256 the first that does not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128, 255, 256, 32_768, 65_535})
  void everyCountUpToTheLargestIsKept(int largest) {
    int half = largest / 2;
    FeatureMatrix counts = FeatureMatrix.zeros(3, 2, largest);
    counts.setRow(1, new float[] {largest, half});
    assertThat(counts.get(1, 0)).isEqualTo(largest);
    assertThat(counts.get(1, 1)).isEqualTo(half);
    for (int other : new int[] {0, 2}) {
      assertThat(counts.get(other, 0)).isZero();
      assertThat(counts.get(other, 1)).isZero();
    }
  }

  @Test
  void aRowMayBeLongerThanTheLayer() {
    FeatureMatrix counts = FeatureMatrix.zeros(2, 2, 34);
    counts.setRow(0, new float[] {3, 4, 99, 99});
    assertThat(counts.get(0, 1)).isEqualTo(4);
    assertThat(counts.get(1, 0)).as("padding is no count").isZero();
  }

  @Test
  void rowsOfBytesAreStoredWhole() {
    FeatureMatrix counts = FeatureMatrix.zeros(4, 2, 255);
    counts.setRows(1, new byte[] {1, -1, 7, 9});
    assertThat(counts.bytes(0)).containsExactly(0, 0, 1, -1, 7, 9, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"255, 0, true", "32767, 18, true", "32768, 0, false", "65535, 18, false"})
  void whereNoneIsAbove32767TheyAreSignedNumbersToo(int count, int at, boolean fit) {
    FeatureMatrix counts = FeatureMatrix.zeros(1, 19, count);
    float[] row = new float[19];
    row[at] = count;
    counts.setRow(0, row);
    assertThat(counts.fitSignedShorts()).isEqualTo(fit);
  }

  @Test
  void shape() {
    FeatureMatrix counts = FeatureMatrix.zeros(3, 5, 34);
    assertThat(counts.images()).isEqualTo(3);
    assertThat(counts.hidden()).isEqualTo(5);
  }

  @Test
  void countsThatAreThereAreNotCopied() {
    byte[] bytes = {1, 2, -1, 0, 7, 9};
    FeatureMatrix counts = FeatureMatrix.ofBytes(bytes, 3);
    assertThat(counts.images()).isEqualTo(2);
    assertThat(counts.get(0, 2)).isEqualTo(255);
    assertThat(counts.bytes(0)).isSameAs(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 65_535})
  void rowsAreSelectedInTheOrderThatIsAskedFor(int largest) {
    FeatureMatrix counts = FeatureMatrix.zeros(3, 2, largest);
    counts.setRow(0, new float[] {1, 2});
    counts.setRow(2, new float[] {largest, 4});
    FeatureMatrix selected = counts.select(new int[] {2, 0});
    assertThat(selected.images()).isEqualTo(2);
    assertThat(selected.fitBytes()).isEqualTo(counts.fitBytes());
    assertThat(selected.get(0, 0)).isEqualTo(largest);
    assertThat(selected.get(0, 1)).isEqualTo(4);
    assertThat(selected.get(1, 0)).isEqualTo(1);
    assertThat(selected.get(1, 1)).isEqualTo(2);
  }

  @Test
  void sha256IsOfBytesWhereCountsFitThem() {
    FeatureMatrix counts = FeatureMatrix.zeros(2, 3, 255);
    counts.setRow(0, new float[] {1, 2, 255});
    counts.setRow(1, new float[] {0, 7, 9});
    assertThat(counts.sha256()).isEqualTo(Sha256.hex(new byte[] {1, 2, -1, 0, 7, 9}));
  }

  @Test
  void sha256IsOfLittleEndianNumbersWhereTheyDoNot() {
    FeatureMatrix counts = FeatureMatrix.zeros(1, 3, 256);
    counts.setRow(0, new float[] {1, 256, 255});
    assertThat(counts.sha256()).isEqualTo(Sha256.hex(new byte[] {1, 0, 0, 1, -1, 0}));
  }

  /** Four rows of three fit an array of 14 counts, of which there are then three. */
  @ParameterizedTest
  @ValueSource(ints = {255, 65_535})
  void countsLieInSeveralArraysWhereTheyAreMoreThanOneHolds(int largest) {
    FeatureMatrix one = FeatureMatrix.zeros(9, 3, largest);
    for (int i = 0; i < 9; i++) {
      one.setRow(i, new float[] {i, largest - i, 7});
    }
    FeatureMatrix cut = CutCounts.of(one, 14);
    if (largest == 255) {
      assertThat(cut.bytes(3)).hasSize(12).isSameAs(cut.bytes(0)).isNotSameAs(cut.bytes(4));
      assertThat(cut.bytes(8)).hasSize(3);
    }
    assertThat(cut.at(5)).isEqualTo(3);
    for (int i = 0; i < 9; i++) {
      assertThat(cut.get(i, 1)).isEqualTo(largest - i);
    }
    assertThat(cut.sha256()).isEqualTo(one.sha256());
    int[] images = {8, 3, 4};
    assertThat(cut.select(images).sha256()).isEqualTo(one.select(images).sha256());
    assertThat(cut.select(images, new int[] {2, 0}).sha256())
        .isEqualTo(one.select(images, new int[] {2, 0}).sha256());
  }

  @Test
  void rowsOfBytesAreStoredAcrossArrays() {
    FeatureMatrix counts = FeatureMatrix.zeros(5, 2, 255, 4);
    counts.setRows(1, new byte[] {1, -1, 7, 9, 3, 4});
    assertThat(counts.get(1, 1)).isEqualTo(255);
    assertThat(counts.get(2, 0)).isEqualTo(7);
    assertThat(counts.get(3, 1)).isEqualTo(4);
  }
}
