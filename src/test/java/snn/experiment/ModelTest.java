package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.Progress;
import snn.Sha256;
import snn.SplitMix64;
import snn.Workers;
import snn.data.DataException;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.data.ImageShape;
import snn.data.LabelledImages;

class ModelTest {

  private static final ImageShape SHAPE = new ImageShape(5, 9);
  private static final List<String> NAMES =
      IntStream.range(0, 12).mapToObj(k -> "class " + (char) ('a' + k)).toList();
  private static final Dataset OTHERS = new Dataset("others", images(40, 1), images(13, 2), NAMES);

  private static LabelledImages images(int n, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    byte[] pixels = new byte[n * SHAPE.pixels()];
    byte[] labels = new byte[n];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextLong();
    }
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 12);
    }
    return new LabelledImages(pixels, labels, SHAPE);
  }

  private static Outcome outcome(Plan plan, Workers workers) {
    Lab lab =
        new Lab(
            OTHERS,
            DatasetIdentity.of(OTHERS),
            Backend.EVENT,
            workers,
            Progress.NONE,
            Floors.majority(OTHERS),
            ImageFacts.of(OTHERS),
            FeatureStore.NONE);
    return Experiments.run(lab, plan);
  }

  /** Of any shape and number of classes, whatever is read, with gains and without. */
  @ParameterizedTest
  @CsvSource({
    "sparse, logreg, counts",
    "sparse, ridge, first_spike",
    "baseline, nearest-mean, counts",
    "homeostasis, logreg, first_spike"
  })
  void aModelThatWasKeptReadsTestImagesAsTheyWere(
      String experiment, String readout, String feature) {
    Plan plan =
        Experiments.plan(
            experiment, "readout", readout, "readout_of", feature, "num_steps", 30, "w_mean", 0.2);
    try (Workers workers = new Workers(2)) {
      Outcome outcome = outcome(plan, workers);
      Model fitted = outcome.model();
      Model kept =
          Model.of(
              fitted.settings().values(),
              fitted.dataset(),
              outcome.weightsSha256(),
              fitted.gains(),
              fitted.linear(),
              fitted.images(),
              workers);
      assertThat(kept.settings().values()).isEqualTo(fitted.settings().values());
      assertThat(kept.weights()).isEqualTo(fitted.weights());
      Model.Answers answers = kept.answer(OTHERS.test(), Backend.EVENT, workers, Progress.NONE);
      byte[] predictions = outcome.test().evaluation().predictions();
      assertThat(answers.read().classes()).isEqualTo(predictions);
      assertThat(answers.spikes()).hasSize(13);
      assertThat(outcome.samples().misread())
          .hasSize(13 - outcome.test().evaluation().correct())
          .isNotEmpty()
          .isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()))
          .allSatisfy(
              one -> {
                assertThat(one.label()).isEqualTo(OTHERS.test().label(one.image()));
                assertThat(one.read())
                    .isEqualTo(predictions[one.image()])
                    .isNotEqualTo(one.label());
                assertThat(one.probability())
                    .isEqualTo(answers.read().probabilities()[one.image()]);
              });
      projectedIsASumOverNeurons(fitted);
    }
  }

  private static void projectedIsASumOverNeurons(Model model) {
    float[] projected = model.projected();
    assertThat(projected).hasSize(12 * 45);
    double[][] v = model.linear().unscaled();
    double sign = model.settings().feature().toString().equals("counts") ? 1 : -1;
    double sum = 0;
    double mean = 0;
    double size = 0;
    for (int k = 0; k < 12; k++) {
      for (int j = 0; j < Experiments.HIDDEN; j++) {
        double term = sign * v[k][j] * model.gains()[j] * model.weights()[j * 45 + 31];
        sum += k == 7 ? term : 0;
        mean += term / 12;
        size += Math.abs(term);
      }
    }
    assertThat((double) projected[7 * 45 + 31]).isCloseTo(sum - mean, within(1e-6 * size + 1e-12));
  }

  @Test
  void otherWeightsAreNotTakenForItsOwn() {
    try (Workers workers = new Workers(1)) {
      Model model = outcome(Experiments.plan("sparse"), workers).model();
      assertThatThrownBy(
              () ->
                  Model.of(
                      model.settings().withSeed(8).values(),
                      model.dataset(),
                      Sha256.hex(model.weights()),
                      model.gains(),
                      model.linear(),
                      model.images(),
                      workers))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("other weights");
    }
  }
}
