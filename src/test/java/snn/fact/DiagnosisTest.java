package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import snn.core.SampleTrace;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.data.ImageShape;
import snn.data.LabelledImages;
import snn.experiment.Adaptation;
import snn.experiment.Experiments;
import snn.experiment.Features;
import snn.experiment.Floors;
import snn.experiment.Model;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.measure.LayerHealth;
import snn.readout.Evaluation;
import snn.readout.LinearModel;
import snn.readout.ReadoutFit;
import snn.readout.Scaling;
import snn.record.RunRecord;

/** Every rule of the table, just inside and just outside. */
class DiagnosisTest {

  private static final int IMAGES = 1000;

  private static final Settings LAYER = Experiments.layer(Experiments.plan("baseline"));
  private static final Settings ADAPTED = Experiments.layer(Experiments.plan("homeostasis"));

  private static final DatasetIdentity TWO_CLASSES =
      new DatasetIdentity("two", IMAGES, IMAGES, 28, 28, Dataset.numbered(2), "a", "b");

  /** Rate and shares of a layer that nothing is wrong with. */
  private static final LayerHealth HEALTHY = health(150, 0.1, 0.01);

  @Test
  void aHealthyLayerIsNotSpokenOf() {
    assertThat(sentences(HEALTHY, 0.93, 0.92)).isEmpty();
  }

  @Test
  void saturation() {
    assertThat(sentences(health(339, 0.899, 0), 0.93, 0.92)).isEmpty();
    assertThat(sentences(health(339.9, 0.9867, 0), 0.14, 0.115))
        .containsExactly(
            "98.7 % of the counts are at the ceiling of 34 spikes: the features hardly differ"
                + " between images, and the readout does no better than the commonest digit; lower"
                + " {w_mean} or {fmax_hz} or {p_connect}.");
  }

  /** A diagnosis never contradicts the accuracy above it. */
  @Test
  void saturationWithAnAccuracyAboveChance() {
    assertThat(sentences(health(339.9, 0.95, 0), 0.40, 0.372))
        .singleElement()
        .asString()
        .contains("and the readout lives on the few that do;")
        .doesNotContain("no better");
  }

  @Test
  void silence() {
    assertThat(sentences(health(2, 0, 0.499), 0.93, 0.92)).isEmpty();
    assertThat(sentences(health(2, 0, 0.5), 0.93, 0.92))
        .containsExactly(
            "50.0 % of the neurons never spike, and a readout learns nothing from them; raise"
                + " {w_mean} or {fmax_hz} or {p_connect}.");
  }

  @Test
  void targetOutOfReachAtTheSmallestGain() {
    assertThat(adapted(266.9, 1, 0))
        .containsExactly(
            "The target of 10.0 Hz is out of reach: 100.0 % of the gains are at {g_min} 0.1,"
                + " where the layer still fires at 266.9 Hz; lower {g_min} or {w_mean}.");
    assertThat(adapted(266.9, 0.89, 0)).as("other gains still move").isEmpty();
    assertThat(adapted(14.9, 1, 0)).as("near the target all the same").isEmpty();
  }

  @Test
  void targetOutOfReachAtTheLargestGain() {
    assertThat(adapted(3, 0, 0.95))
        .containsExactly(
            "The target of 10.0 Hz is out of reach: 95.0 % of the gains are at {g_max} 10.0,"
                + " where the layer fires at 3.0 Hz only; raise {g_max} or {w_mean}.");
    assertThat(adapted(3, 0, 0.89)).isEmpty();
    assertThat(adapted(7, 0, 1)).isEmpty();
  }

  @Test
  void clipping() {
    LayerHealth clipped = new LayerHealth(15, 150, 34, 0.1, 0.01, 0, 10, OptionalDouble.of(0.625));
    assertThat(sentences(clipped, 0.93, 0.92))
        .containsExactly(
            "62.5 % of the pixels that are not black would have to spike more than once a step:"
                + " they spike at every step, and their brightness is lost; lower {fmax_hz} or"
                + " {dt_ms}.");
  }

  @Test
  void overfitting() {
    assertThat(sentences(HEALTHY, 0.969, 0.92)).isEmpty();
    assertThat(sentences(HEALTHY, 1.0, 0.898))
        .containsExactly(
            "Training images are read 10.2 percentage points better than test images: the readout"
                + " overfits; use more images, or a stronger penalty ({penalty} l2 with a smaller"
                + " {C}).");
  }

  /**
   * Nine of ten training images are of the class that is read better, half of the test images: 0.95
   * and 0.75 of all are right, and of each class as many as of the test images.
   */
  @Test
  void otherSharesOfClassesAreNoOverfitting() {
    Evaluation train = evaluation(900, 900, 100, 50);
    assertThat(overfitting(LAYER, train, evaluation(500, 500, 500, 250))).isEmpty();
    assertThat(overfitting(LAYER, train, evaluation(500, 500, 500, 100)))
        .singleElement()
        .asString()
        .startsWith("Training images are read 15.0 percentage points better");
  }

  /** Of 20 images 17 may be read rightly by chance where 0.94 of all are. */
  @Test
  void fewTestImagesTellOfNoOverfitting() {
    Evaluation train = evaluation(500, 470, 500, 470);
    assertThat(overfitting(LAYER, train, evaluation(10, 9, 10, 8))).isEmpty();
    assertThat(overfitting(LAYER, train, evaluation(100, 90, 100, 80)))
        .singleElement()
        .asString()
        .startsWith("Training images are read 9.0 percentage points better");
  }

  /** A smaller C is not advised where the program has chosen it. */
  @Test
  void overfittingWithAChosenC() {
    Settings chosen = Experiments.layer(Experiments.plan("baseline", "C", "auto"));
    assertThat(overfitting(chosen, train(1), test(0.9)))
        .containsExactly(
            "Training images are read 10.0 percentage points better than test images: the readout"
                + " overfits; use more images.");
  }

  private static List<String> overfitting(Settings settings, Evaluation train, Evaluation test) {
    return diagnosis(outcome(settings, TWO_CLASSES, HEALTHY, train, test, Optional.empty()));
  }

  /** Images of a 0 and of a 1, so many of each read rightly. */
  private static Evaluation evaluation(int zeros, int zerosRight, int ones, int onesRight) {
    byte[] labels = new byte[zeros + ones];
    Arrays.fill(labels, zeros, labels.length, (byte) 1);
    byte[] predictions = labels.clone();
    Arrays.fill(predictions, zerosRight, zeros, (byte) 1);
    Arrays.fill(predictions, zeros + onesRight, labels.length, (byte) 0);
    return Evaluation.of(predictions, labels, 2);
  }

  /** What blinds any layer is told, and this one not blamed. */
  @Test
  void whatBlindsEveryLayerIsNoFaultOfThisOne() {
    ImageFacts facts = ImageFacts.of(new Dataset("two", masks(0), masks(20), Dataset.numbered(2)));
    Outcome silent =
        outcome(LAYER, TWO_CLASSES, health(1, 0, 0.9), train(1), test(0.5), Optional.empty());
    List<String> told =
        Diagnosis.of(LAYER, TWO_CLASSES, Optional.of(facts), RunRecord.Layer.of(silent));
    assertThat(told).first().asString().startsWith("In all 20 training images no pixel is above 1");
    assertThat(told).noneMatch(sentence -> sentence.contains("never spike"));
    assertThat(told).noneMatch(sentence -> sentence.contains("overfits"));
    assertThat(diagnosis(silent)).first().asString().contains("never spike");
  }

  /** Twenty images of 0 and 1, the bits of their numbers. */
  private static LabelledImages masks(int first) {
    ImageShape shape = new ImageShape(2, 4);
    byte[] pixels = new byte[20 * shape.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (((first + 1 + i / shape.pixels()) >> (i % shape.pixels())) & 1);
    }
    return new LabelledImages(pixels, new byte[20], shape);
  }

  /** A penalty is advised only where there is one. */
  @Test
  void overfittingOfAReadoutWithoutPenalty() {
    Settings ridge = Experiments.layer(Experiments.plan("baseline", "readout", "ridge"));
    assertThat(
            diagnosis(outcome(ridge, TWO_CLASSES, HEALTHY, train(1), test(0.9), Optional.empty())))
        .containsExactly(
            "Training images are read 10.0 percentage points better than test images: the readout"
                + " overfits; use more images.");
  }

  /** Half of the test images are of a class that no training image shows. */
  @Test
  void classesWithoutTrainingImages() {
    byte[] labels = new byte[IMAGES];
    Arrays.fill(labels, IMAGES / 2, IMAGES, (byte) 1);
    Evaluation train = Evaluation.of(new byte[IMAGES], new byte[IMAGES], 2);
    Evaluation test = Evaluation.of(new byte[IMAGES], labels, 2);
    assertThat(diagnosis(outcome(LAYER, TWO_CLASSES, HEALTHY, train, test, Optional.empty())))
        .first()
        .isEqualTo(
            "No training image shows digit 1, so the readout cannot learn it; 50.0 % of the test"
                + " images do. Use training images of all classes ({limit} may leave them out).");
    assertThat(diagnosis(outcome(LAYER, TWO_CLASSES, HEALTHY, train, test, Optional.empty())))
        .noneMatch(sentence -> sentence.contains("overfits"));
  }

  @Test
  void chanceWithoutAnotherReason() {
    assertThat(sentences(HEALTHY, 0.12, 0.12))
        .containsExactly(
            "The test accuracy is no better than always answering the commonest digit, 0.1135,"
                + " though the layer is neither saturated nor silent.");
    // The interval of 0.14 over 1000 images begins at 0.1199.
    assertThat(sentences(HEALTHY, 0.14, 0.14)).isEmpty();
  }

  @Test
  void noBetterThanThePixels() {
    Outcome outcome =
        outcome(
            LAYER,
            TWO_CLASSES,
            HEALTHY,
            train(0.92),
            test(0.92),
            Optional.empty(),
            OptionalDouble.of(0.915));
    assertThat(diagnosis(outcome))
        .containsExactly(
            "The test accuracy is not above that of logistic regression on the raw pixels, 0.9150:"
                + " the layer adds nothing to them that the readout can use.");
  }

  @Test
  void atMostThreeSentencesTheMostTellingFirst() {
    LayerHealth everything = health(200, 0.95, 0.6);
    List<String> sentences =
        diagnosis(
            outcome(
                ADAPTED,
                TWO_CLASSES,
                everything,
                train(0.3),
                test(0.12),
                Optional.of(adapted(1, 0))));
    assertThat(sentences).hasSize(3);
    assertThat(sentences.get(0)).contains("ceiling");
    assertThat(sentences.get(1)).contains("never spike");
    assertThat(sentences.get(2)).contains("out of reach");
  }

  private static List<String> diagnosis(Outcome outcome) {
    return Diagnosis.of(
        outcome.settings(), outcome.dataset(), Optional.empty(), RunRecord.Layer.of(outcome));
  }

  private static List<String> sentences(LayerHealth health, double train, double test) {
    return diagnosis(
        outcome(LAYER, TWO_CLASSES, health, train(train), test(test), Optional.empty()));
  }

  /** A layer after adaptation to 10 Hz, between 0.1 and 10. */
  private static List<String> adapted(double rateHz, double shareAtMin, double shareAtMax) {
    return diagnosis(
        outcome(
            ADAPTED,
            TWO_CLASSES,
            health(rateHz, 0, 0),
            train(0.93),
            test(0.92),
            Optional.of(adapted(shareAtMin, shareAtMax))));
  }

  private static Outcome.Adapted adapted(double shareAtMin, double shareAtMax) {
    double[] course = {1};
    return new Outcome.Adapted(
        ADAPTED.homeostasis().orElseThrow(),
        new Adaptation(course, course, course, course, new double[0]),
        shareAtMin,
        shareAtMax);
  }

  private static LayerHealth health(double rateHz, double ceilingShare, double silentShare) {
    return new LayerHealth(
        rateHz / 10, rateHz, 34, ceilingShare, silentShare, 0, 10, OptionalDouble.of(0));
  }

  private static Outcome outcome(
      Settings settings,
      DatasetIdentity dataset,
      LayerHealth health,
      Evaluation train,
      Evaluation test,
      Optional<Outcome.Adapted> adapted) {
    return outcome(settings, dataset, health, train, test, adapted, OptionalDouble.empty());
  }

  private static Outcome outcome(
      Settings settings,
      DatasetIdentity dataset,
      LayerHealth health,
      Evaluation train,
      Evaluation test,
      Optional<Outcome.Adapted> adapted,
      OptionalDouble pixels) {
    return new Outcome(
        Map.of(),
        "w",
        new Outcome.Gains("g", 1, 1),
        adapted,
        new Outcome.Read("a", train),
        new Outcome.Read("b", test),
        new Features.Measured(health, Optional.empty(), Optional.empty()),
        new ReadoutFit(
            settings.readout(),
            new LinearModel(new double[0], Scaling.none(0)),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            "cpu"),
        new Model(
            settings,
            dataset,
            new float[0],
            new float[0],
            new LinearModel(new double[0], Scaling.none(0)),
            Optional.empty()),
        new Floors(0.1135, pixels),
        new Outcome.Samples(
            List.of(), new float[0], new SampleTrace(0, 0, new float[0], new boolean[0])),
        new Outcome.Seconds(0, 1, 0, 2));
  }

  private static Evaluation train(double accuracy) {
    return evaluation(accuracy);
  }

  private static Evaluation test(double accuracy) {
    return evaluation(accuracy);
  }

  /** 1000 images, half of a 0 and half of a 1, so many of them read rightly. */
  private static Evaluation evaluation(double accuracy) {
    byte[] labels = new byte[IMAGES];
    byte[] predictions = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) (i % 2);
      predictions[i] = (byte) (i < Math.round(accuracy * IMAGES) ? i % 2 : 1 - i % 2);
    }
    return Evaluation.of(predictions, labels, 2);
  }
}
