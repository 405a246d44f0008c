package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smile.classification.LogisticRegression;
import snn.Workers;
import snn.core.FeatureMatrix;

class LinearModelTest {

  private static byte[] predict(LinearModel model, FeatureMatrix counts, int threads) {
    try (Workers workers = new Workers(threads)) {
      return model.predict(counts, workers);
    }
  }

  /** Seeds without near ties, so that rounding cannot matter. */
  @ParameterizedTest
  @CsvSource({
    "300, 37, 34, true, 10",
    "301, 70, 34, false, 10",
    "5, 3, 34, true, 10",
    "601, 21, 60000, true, 10",
    "99, 21, 60000, false, 10",
    "300, 37, 34, true, 2",
    "300, 37, 34, false, 3",
    "300, 37, 34, true, 11",
    "300, 37, 34, true, 19",
    "601, 21, 60000, false, 47",
    "300, 37, 34, true, 256"
  })
  void readsTheClassWithTheLargestLogitAsSmileDoes(
      int images, int hidden, int largest, boolean scaled, int classes) {
    FeatureMatrix counts = TestCounts.uniform(images, hidden, largest, 1);
    Scaling scaling = scaled ? Scaling.fit(counts) : Scaling.none(hidden);
    double[] coefficients = TestCounts.normal(classes * hidden + classes, 1, 2);
    LinearModel model = new LinearModel(coefficients, scaling);
    byte[] found = predict(model, counts, 3);
    Classifier.Answers answers;
    try (Workers workers = new Workers(2)) {
      answers = model.answer(counts, workers);
    }
    assertThat(answers.classes()).isEqualTo(found);

    double[][] z = NaiveLogistic.standardise(counts, scaling);
    LogisticRegression.Multinomial smile = model.toSmile(-0.25, 0);
    assertThat(smile.loglikelihood()).isEqualTo(-0.25);
    double[] p = new double[classes];
    for (int i = 0; i < images; i++) {
      double[] logits = NaiveLogistic.logits(coefficients, z[i]);
      double largestLogit = Arrays.stream(logits).max().getAsDouble();
      assertThat(logits[found[i] & 0xff]).as("image %d", i).isEqualTo(largestLogit);
      double[] x = new double[hidden];
      for (int j = 0; j < hidden; j++) {
        x[j] = counts.get(i, j);
      }
      assertThat(smile.predict(x, p)).isEqualTo(found[i] & 0xff);
      assertThat(answers.probabilities()[i]).isEqualTo(p[found[i] & 0xff]);
    }
    assertThat(found).hasSize(images).isEqualTo(predict(model, counts, 1));
  }

  /** Smile's softmax in float64: some hundred roundings of logits of at most some hundred. */
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 19})
  void smilesModelHasTheSameProbabilities(int classes) {
    FeatureMatrix counts = TestCounts.uniform(50, 7, 34, 1);
    Scaling scaling = Scaling.fit(counts);
    double[] coefficients = TestCounts.normal(8 * classes, 1, 2);
    LogisticRegression.Multinomial smile = new LinearModel(coefficients, scaling).toSmile(-1, 0.5);
    double[][] z = NaiveLogistic.standardise(counts, scaling);
    double[] found = new double[classes];
    for (int i = 0; i < 50; i++) {
      double[] x = new double[7];
      for (int j = 0; j < 7; j++) {
        x[j] = counts.get(i, j);
      }
      smile.predict(x, found);
      double[] expected = NaiveLogistic.softmax(NaiveLogistic.logits(coefficients, z[i]));
      for (int k = 0; k < classes; k++) {
        assertThat(found[k]).isCloseTo(expected[k], within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "3, 9, 3", "8, 9, 8", "2, 5, 2", "9, 9, 9"})
  void readsTheFirstOfEqualLogits(int one, int other, int expected) {
    FeatureMatrix counts = TestCounts.uniform(17, 4, 34, 1);
    double[] coefficients = new double[50];
    coefficients[40 + one] = 1.5;
    coefficients[40 + other] = 1.5;
    LinearModel model = new LinearModel(coefficients, Scaling.none(4));
    assertThat(predict(model, counts, 1)).hasSize(17).containsOnly(expected);
  }

  /**
   * Class 1 is ahead by less than float32 tells, where Smile sees it: the evaluation's answer is
   * what counts.
   */
  @Test
  void answersAreThoseOfTheEvaluationWhereLogitsAreEqualButForRounding() {
    FeatureMatrix counts = FeatureMatrix.ofBytes(new byte[] {1, 3}, 1);
    double[] coefficients = {1.0, 1.0 + 1e-9, -1, 0, 0, 0};
    LinearModel model = new LinearModel(coefficients, Scaling.none(1));
    double[] posterior = new double[3];
    assertThat(model.toSmile(0, 0).predict(new double[] {3}, posterior)).isEqualTo(1);
    try (Workers workers = new Workers(1)) {
      Classifier.Answers answers = model.answer(counts, workers);
      assertThat(answers.classes()).containsExactly(model.predict(counts, workers));
      assertThat(answers.classes()[1]).isZero();
      assertThat(answers.probabilities()[1]).isEqualTo(posterior[0]);
    }
  }

  @Test
  void readsZeroWithoutCoefficients() {
    LinearModel model = new LinearModel(new double[50], Scaling.none(4));
    assertThat(predict(model, TestCounts.uniform(17, 4, 34, 1), 2)).containsOnly(0);
  }
}
