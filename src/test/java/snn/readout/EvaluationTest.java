package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {

  @Test
  void countsImagesByDigitAndReading() {
    byte[] labels = {3, 3, 3, 0, 9, 9, 5};
    byte[] read = {3, 8, 3, 0, 4, 9, 3};
    Evaluation evaluation = Evaluation.of(read, labels, 10);
    int[][] expected = new int[10][10];
    expected[3][3] = 2;
    expected[3][8] = 1;
    expected[0][0] = 1;
    expected[9][4] = 1;
    expected[9][9] = 1;
    expected[5][3] = 1;
    assertThat(evaluation.confusion()).isDeepEqualTo(expected);
    assertThat(evaluation.predictions()).isEqualTo(read);
    assertThat(evaluation.correct()).isEqualTo(4);
    assertThat(evaluation.accuracy()).isEqualTo(4.0 / 7);
  }

  @Test
  void accuracyIsOneOrZeroAtTheEnds() {
    byte[] labels = {1, 2, 7};
    assertThat(Evaluation.of(labels, labels, 10).accuracy()).isEqualTo(1);
    assertThat(Evaluation.of(new byte[] {2, 7, 1}, labels, 10).accuracy()).isZero();
  }

  @Test
  void recallIsTheShareOfADigitsImages() {
    byte[] labels = {3, 3, 3, 0, 9, 9, 5};
    byte[] read = {3, 8, 3, 0, 4, 9, 3};
    Evaluation evaluation = Evaluation.of(read, labels, 10);
    assertThat(evaluation.recall(3)).isEqualTo(2.0 / 3);
    assertThat(evaluation.recall(9)).isEqualTo(1.0 / 2);
    assertThat(evaluation.recall(5)).isZero();
    assertThat(evaluation.recall(4)).isNaN();
  }

  /** Its ends are the accuracies whose own 95 % about them just reach what was found. */
  @ParameterizedTest
  @CsvSource({"1, 10", "5, 10", "9, 10", "1135, 10000", "9194, 10000"})
  void theIntervalHoldsAllAccuraciesThatWouldNotBeRejected(int right, int images) {
    Evaluation.Interval interval = evaluation(right, images).wilson();
    double found = (double) right / images;
    assertThat(interval.low()).isBetween(0.0, found);
    assertThat(interval.high()).isBetween(found, 1.0);
    for (double end : new double[] {interval.low(), interval.high()}) {
      double deviation = Math.sqrt(end * (1 - end) / images);
      assertThat(Math.abs(found - end) / deviation).isCloseTo(1.959964, within(1e-6));
    }
  }

  @Test
  void theIntervalStaysWithinZeroAndOne() {
    double z = 1.959963984540054;
    Evaluation.Interval none = evaluation(0, 40).wilson();
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(z * z / (40 + z * z), within(1e-15));
    Evaluation.Interval all = evaluation(40, 40).wilson();
    assertThat(all.high()).isEqualTo(1);
    assertThat(all.low()).isCloseTo(40 / (40 + z * z), within(1e-15));
  }

  private static Evaluation evaluation(int right, int images) {
    byte[] read = new byte[images];
    Arrays.fill(read, right, images, (byte) 1);
    return Evaluation.of(read, new byte[images], 10);
  }
}
