package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.readout.LinearModel;
import snn.readout.Minimum;
import snn.readout.PenaltyPath;
import snn.readout.Readout;
import snn.readout.ReadoutFit;
import snn.readout.Scaling;
import snn.record.Made;
import snn.record.RunRecord;

class ReadoutFactsTest {

  private static final Plan BASELINE = Made.plan("baseline");

  private static final ReadoutFit CLOSED =
      Made.fit(Readout.KIND.read(Map.of("readout", "ridge")), Optional.empty());

  private static final ReadoutFit CHOSEN =
      new ReadoutFit(
          Readout.KIND.read(
              Map.of(
                  "solver",
                  "lbfgs-gram",
                  "C",
                  0.03,
                  "penalty",
                  "l2",
                  "max_iter",
                  200,
                  "tol",
                  1e-5)),
          new LinearModel(new double[0], Scaling.none(0)),
          Optional.of(Made.minimum(Minimum.Stop.CONVERGED)),
          OptionalDouble.of(1.26e-5),
          Optional.of(
              new PenaltyPath(
                  List.of(
                      new PenaltyPath.Point(1e-5, 0.8225, 0.96138, 11),
                      new PenaltyPath.Point(0.03, 0.92733, 0.2336497, 42)),
                  PenaltyPath.Rule.BEST,
                  0.03)),
          "cpu");

  private static RunRecord.Layer layer(ReadoutFit fit) {
    return RunRecord.Layer.of(Made.outcome(BASELINE, 0, fit));
  }

  private static RunRecord.Layer layer(Minimum.Stop stop) {
    return layer(Made.fit(BASELINE, stop));
  }

  private static String sentence(Plan plan, ReadoutFit fit) {
    RunRecord record = Made.record(plan, Made.outcome(plan, 0, fit));
    return ReadoutFacts.of(Result.of("run", "id", record, 0, Optional.empty()));
  }

  @Test
  void aReadoutThatDidNotConvergeIsWarnedOf() {
    assertThat(ReadoutFacts.warning(layer(Minimum.Stop.CONVERGED))).isEmpty();
    assertThat(ReadoutFacts.warning(layer(CLOSED))).isEmpty();
    assertThat(ReadoutFacts.warning(layer(Minimum.Stop.ITERATION_LIMIT)))
        .contains(
            "the readout has not converged: stopped at the limit of 12 iterations,"
                + " max|gradient|=8.77e-05 (tolerance 0.0001); a larger {max_iter} helps, or"
                + " {solver} lbfgs-gram with {penalty} l2, which needs few");
    assertThat(ReadoutFacts.warning(layer(Minimum.Stop.NO_PROGRESS)))
        .contains(
            "the readout has not converged: no further progress after 12 iterations,"
                + " max|gradient|=8.77e-05 (tolerance 0.0001); a larger {tol} helps, or"
                + " {solver} lbfgs-gram with {penalty} l2");
  }

  @Test
  void whereThePublishedReadoutStoppedIsNoWarning() {
    for (String experiment : List.of("homeostasis", "tau-sweep", "sparse")) {
      Plan published = Plan.of(Experiment.named(experiment), Map.of("hidden", 7));
      assertThat(asPublished(published, Minimum.Stop.ITERATION_LIMIT))
          .contains("the readout stops after 12 iterations, as the published run did");
      assertThat(asPublished(published, Minimum.Stop.CONVERGED)).isEmpty();
      assertThat(asPublished(published, Minimum.Stop.NO_PROGRESS)).isEmpty();
      for (Map<String, Object> own :
          List.<Map<String, Object>>of(
              Map.of("max_iter", 12),
              Map.of("scale_features", experiment.equals("tau-sweep") ? "false" : "true"))) {
        Plan other = Plan.of(Experiment.named(experiment), own);
        assertThat(asPublished(other, Minimum.Stop.ITERATION_LIMIT)).isEmpty();
      }
    }
    for (String experiment : List.of("baseline", "connectivity")) {
      Plan none = Plan.of(Experiment.named(experiment), Map.of());
      assertThat(asPublished(none, Minimum.Stop.ITERATION_LIMIT)).isEmpty();
    }
    assertThat(ReadoutFacts.stopsAsPublished(BASELINE, BASELINE.points().getFirst(), layer(CLOSED)))
        .isEmpty();
  }

  private static Optional<String> asPublished(Plan plan, Minimum.Stop stop) {
    return ReadoutFacts.stopsAsPublished(plan, plan.points().getLast(), layer(stop));
  }

  @Test
  void linesOfACertificateAndAPathOfC() {
    assertThat(ReadoutFacts.lines(layer(CHOSEN)))
        .containsExactly(
            "Readout: logreg, solver=lbfgs-gram, penalty=l2, C=0.03, scale_features=on,"
                + " max_iter=200",
            "C was chosen by the log-loss of a tenth of the training images, held out:",
            "         C  accuracy  log-loss  iterations",
            "     1e-05    0.8225    0.9614          11",
            "      0.03    0.9273    0.2336          42  chosen",
            "Optimiser: converged after 12 iterations, max|gradient|=8.77e-05 (tolerance 1e-05,"
                + " gap 0.0001); loss=0.12345679, 15 evaluations",
            "Certificate: the loss is at most 1.3e-05 above its minimum");
  }

  @ParameterizedTest
  @EnumSource
  void linesOfEveryRule(PenaltyPath.Rule rule) {
    ReadoutFit fit =
        new ReadoutFit(
            CHOSEN.readout(),
            CHOSEN.model(),
            CHOSEN.minimum(),
            CHOSEN.certificate(),
            Optional.of(new PenaltyPath(CHOSEN.path().orElseThrow().points(), rule, 0.03)),
            "cpu");
    assertThat(ReadoutFacts.lines(layer(fit)).get(1))
        .isEqualTo(
            rule == PenaltyPath.Rule.BEST
                ? "C was chosen by the log-loss of a tenth of the training images, held out:"
                : "C was chosen on a tenth of the training images, held out: the smallest whose"
                    + " accuracy is within one standard error of the best:");
  }

  @Test
  void aClosedFormHasALineOnly() {
    assertThat(ReadoutFacts.lines(layer(CLOSED)))
        .singleElement()
        .asString()
        .startsWith("Readout: ridge");
  }

  @Test
  void sagaWatchesTheWeights() {
    ReadoutFit fit =
        Made.fit(
            Readout.KIND.read(Map.of("solver", "saga", "tol", 1e-3)),
            Optional.of(Made.minimum(Minimum.Stop.ITERATION_LIMIT)));
    assertThat(ReadoutFacts.warning(layer(fit)).orElseThrow())
        .startsWith(
            "the readout has not converged: stopped at the limit of 12 iterations,"
                + " max|gradient|=8.77e-05 (tolerance of the weights' relative change 0.001)");
  }

  @Test
  void sentences() {
    assertThat(sentence(BASELINE, Made.fit(BASELINE, Minimum.Stop.ITERATION_LIMIT)))
        .isEqualTo(
            "Readout: logistic regression, l2 penalty with C = 1, features scaled, solver lbfgs;"
                + " stopped, not converged, at the limit of 12 iterations, at loss 0.1235,"
                + " max|gradient| 8.77 × 10⁻⁵.");
    assertThat(sentence(Made.plan("baseline", "C", "auto", "solver", "lbfgs-gram"), CHOSEN))
        .contains(
            "l2 penalty with C = 0.03 (chosen on training images that were held out, rule best),");
    assertThat(sentence(Made.plan("baseline", "readout", "ridge"), CLOSED))
        .startsWith("Readout: ridge regression")
        .doesNotContain("iterations");
  }
}
