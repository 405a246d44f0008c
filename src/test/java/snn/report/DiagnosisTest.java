package snn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import snn.core.Homeostasis;
import snn.core.LayerHealth;
import snn.core.SampleTrace;
import snn.core.WeightDistribution;
import snn.experiment.Experiments;
import snn.experiment.Floors;
import snn.experiment.HomeostaticLayer;
import snn.experiment.Outcome;
import snn.readout.Evaluation;
import snn.readout.LinearModel;
import snn.readout.ReadoutFit;
import snn.readout.Scaling;

/** Every rule of the table, just inside and just outside. */
class DiagnosisTest {

  private static final int IMAGES = 1000;

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
            "98.7 % of the counts are at the ceiling of 34 spikes: the features are almost"
                + " constant, so no readout can do better than chance; lower --w_mean or"
                + " --fmax_hz, or connect fewer inputs (snn sparse --p_connect).");
  }

  @Test
  void silence() {
    assertThat(sentences(health(2, 0, 0.499), 0.93, 0.92)).isEmpty();
    assertThat(sentences(health(2, 0, 0.5), 0.93, 0.92))
        .containsExactly(
            "50.0 % of the neurons never spike, and a readout learns nothing from them; raise"
                + " --w_mean, --fmax_hz or --p_connect, or lower --v_th.");
  }

  @Test
  void targetOutOfReachAtTheSmallestGain() {
    assertThat(adapted(266.9, 1, 0))
        .containsExactly(
            "The target of 10.0 Hz is out of reach: 100.0 % of the gains are at --g_min 0.1,"
                + " where the layer still fires at 266.9 Hz; lower --g_min or --w_mean.");
    assertThat(adapted(266.9, 0.89, 0)).as("other gains still move").isEmpty();
    assertThat(adapted(14.9, 1, 0)).as("near the target all the same").isEmpty();
  }

  @Test
  void targetOutOfReachAtTheLargestGain() {
    assertThat(adapted(3, 0, 0.95))
        .containsExactly(
            "The target of 10.0 Hz is out of reach: 95.0 % of the gains are at --g_max 10.0,"
                + " where the layer fires at 3.0 Hz only; raise --g_max or --w_mean.");
    assertThat(adapted(3, 0, 0.89)).isEmpty();
    assertThat(adapted(7, 0, 1)).isEmpty();
  }

  @Test
  void overfitting() {
    assertThat(sentences(HEALTHY, 0.969, 0.92)).isEmpty();
    assertThat(sentences(HEALTHY, 1.0, 0.898))
        .containsExactly(
            "Training images are read 10.2 percentage points better than test images: the readout"
                + " overfits; use more images, or a stronger penalty (--penalty l2 with a smaller"
                + " --C).");
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
  void atMostThreeSentencesTheMostTellingFirst() {
    LayerHealth everything = health(200, 0.95, 0.6);
    List<String> sentences =
        Diagnosis.of(
            new Diagnosis.Facts(
                outcome(everything, 0.3, 0.12), Optional.of(result(everything, 1, 0))));
    assertThat(sentences).hasSize(3);
    assertThat(sentences.get(0)).contains("ceiling");
    assertThat(sentences.get(1)).contains("never spike");
    assertThat(sentences.get(2)).contains("out of reach");
  }

  private static List<String> sentences(LayerHealth health, double train, double test) {
    return Diagnosis.of(new Diagnosis.Facts(outcome(health, train, test), Optional.empty()));
  }

  /** A layer after adaptation to 10 Hz, between 0.1 and 10. */
  private static List<String> adapted(double rateHz, double shareAtMin, double shareAtMax) {
    LayerHealth health = health(rateHz, 0, 0);
    return Diagnosis.of(
        new Diagnosis.Facts(
            outcome(health, 0.93, 0.92), Optional.of(result(health, shareAtMin, shareAtMax))));
  }

  private static HomeostaticLayer.Result result(
      LayerHealth health, double shareAtMin, double shareAtMax) {
    double[] course = {1};
    return new HomeostaticLayer.Result(
        outcome(health, 0.93, 0.92),
        new Homeostasis(10, 0.01, 0.9, 0.1, 10, 1),
        new HomeostaticLayer.Adaptation(course, course, course, course),
        new HomeostaticLayer.GainRange(0.1f, 10f, shareAtMin, shareAtMax));
  }

  private static LayerHealth health(double rateHz, double ceilingShare, double silentShare) {
    return new LayerHealth(rateHz / 10, rateHz, 34, ceilingShare, silentShare, 0, 10);
  }

  private static Outcome outcome(LayerHealth health, double train, double test) {
    return new Outcome(
        Experiments.settings(WeightDistribution.dense(0.5, 0.1), 128),
        "w",
        new Outcome.Gains("g", 1, 1),
        new Outcome.Part("a", evaluation(train)),
        new Outcome.Part("b", evaluation(test)),
        health,
        new ReadoutFit(
            Experiments.readout(),
            new LinearModel(new double[0], Scaling.none(0)),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty()),
        new Floors(0.1135, OptionalDouble.empty()),
        new float[0],
        new SampleTrace(0, 0, new float[0], new boolean[0]),
        new Outcome.Seconds(0, 1, 2));
  }

  /** 1000 images of a 0, so many of them read as a 0. */
  private static Evaluation evaluation(double accuracy) {
    byte[] predictions = new byte[IMAGES];
    for (int i = (int) Math.round(accuracy * IMAGES); i < IMAGES; i++) {
      predictions[i] = 1;
    }
    return Evaluation.of(predictions, new byte[IMAGES]);
  }
}
