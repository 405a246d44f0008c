package snn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import snn.core.Cost;
import snn.core.Information;
import snn.core.LayerHealth;
import snn.core.SampleTrace;
import snn.experiment.Adaptation;
import snn.experiment.Experiment;
import snn.experiment.Experiments;
import snn.experiment.Floors;
import snn.experiment.Model;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.readout.Evaluation;
import snn.readout.LinearModel;
import snn.readout.Minimum;
import snn.readout.PenaltyPath;
import snn.readout.Readout;
import snn.readout.ReadoutFit;
import snn.readout.Scaling;
import snn.record.RunRecord;
import snn.record.Runs;

class ReportTextTest {

  private static final Plan BASELINE = plan("baseline");

  private static final LayerHealth HEALTH =
      new LayerHealth(15.25, 152.5, 34, 0.125, 0.03, 6, 9.75, OptionalDouble.of(0));

  @Test
  void baseline() {
    assertThat(report(BASELINE, fit(minimum(Minimum.Stop.CONVERGED))))
        .isEqualTo(
            """
            Test Accuracy: 0.7500
            Params: hidden=200, tau_ms=20.0, dt_ms=1.0, v_th=1.0
            Weights: N( 0.5, 0.1) excitatory-only
            Encoding: T=100, fmax=100.0 Hz

            Readout: logreg, solver=lbfgs, penalty=l2, C=1.0, scale_features=on, max_iter=30
            Optimiser: converged after 12 iterations, max|gradient|=8.77e-05 (tolerance 0.0001); loss=0.12345679, 15 evaluations
            Train accuracy: 0.7778 of 9 images
            Test accuracy: 0.7500 of 4 images, 95 % interval 0.3006 … 0.9544 (Wilson)
            Floors: always the commonest digit 0.1135
            Test images by true digit (row) and digit read (column), and recall:
                   0     1     2     3     4     5     6     7     8     9  recall
             0     0     0     0     0     0     0     0     0     0     0       -
             1     0     2     1     0     0     0     0     0     0     0   0.667
             2     0     0     0     0     0     0     0     0     0     0       -
             3     0     0     0     0     0     0     0     0     0     0       -
             4     0     0     0     0     0     0     0     0     0     0       -
             5     0     0     0     0     0     0     0     0     0     0       -
             6     0     0     0     0     0     0     0     0     0     0       -
             7     0     0     0     0     0     0     0     0     0     0       -
             8     0     0     0     0     0     0     0     0     0     0       -
             9     0     0     0     0     0     0     0     0     0     1   1.000
            Input: 9.75 expected spikes per step and image
            Layer: mean count 15.2500 of at most 34, mean rate 152.5 Hz; at the ceiling 12.50 % of counts; silent 3.00 % of neurons; constant 6 of 200 neurons
            Seed: 42
            Weights: SHA-256 w
            Train counts: SHA-256 a
            Test counts: SHA-256 b
            Diagnosis: No training image shows digit 0, 3, 4, 5, 6, 7, 8, so the readout cannot learn them; 0.0 % of the test images do. Use training images of all classes ({limit} may leave them out).
            """);
  }

  @Test
  void sparse() {
    Plan plan = plan("sparse", "tau_ms", 2.5, "w_mean", 0.25, "w_std", 0, "p_connect", 0.00005);
    assertThat(report(plan, fit(minimum(Minimum.Stop.CONVERGED))).lines())
        .startsWith(
            "Test Accuracy: 0.7500",
            "Params: hidden=200, tau_ms=2.5, dt_ms=1.0, v_th=1.0",
            "Weights: N(0.25, 0.0), p_connect=5e-05, excitatory-only",
            "Encoding: T=100, fmax=100.0 Hz",
            "",
            "Readout: logreg, solver=lbfgs, penalty=l2, C=1.0, scale_features=on, max_iter=30");
  }

  @Test
  void homeostasis() {
    Plan plan = plan("homeostasis");
    double[] course = {1, 2, 3};
    Outcome.Adapted adapted =
        new Outcome.Adapted(
            plan.points().getFirst().homeostasis().orElseThrow(),
            new Adaptation(course, course, course, course, new double[0]),
            0.625,
            0);
    Outcome outcome =
        outcome(
            plan.points().getFirst(),
            Map.of(),
            Optional.of(adapted),
            new Outcome.Gains("g", 0.1f, 2.5f),
            fit(minimum(Minimum.Stop.CONVERGED)));
    assertThat(ReportText.of(List.of(part(plan, outcome))).lines())
        .startsWith(
            "Test Accuracy: 0.7500",
            "Params: hidden=200, tau_ms=20.0, dt_ms=1.0, v_th=1.0",
            "Encoding: T=100, fmax=100.0 Hz",
            "Homeostasis: target_hz=10.0, eta=0.01, ema_alpha=0.9",
            "",
            "Readout: logreg, solver=lbfgs, penalty=l2, C=1.0, scale_features=on, max_iter=30")
        .contains(
            "Gains: 0.1000 … 2.5000 after 3 batches; at g_min 62.50 %, at g_max 0.00 % of neurons");
  }

  @Test
  void tauSweep() {
    Plan plan = plan("tau-sweep", "tau_list", List.of(5, 2.5));
    List<String> lines =
        ReportText.of(
                List.of(
                    part(plan, 0, fit(minimum(Minimum.Stop.CONVERGED))),
                    part(plan, 1, fit(minimum(Minimum.Stop.ITERATION_LIMIT)))))
            .lines()
            .toList();
    assertThat(lines)
        .startsWith(
            "tau_ms=5.0: acc=0.7500",
            "tau_ms=2.5: acc=0.7500",
            "Params: hidden=200, dt_ms=1.0, v_th=1.0",
            "Encoding: T=100, fmax=100.0 Hz",
            "",
            "tau_ms=5.0:",
            "Readout: logreg, solver=lbfgs, penalty=l2, C=1.0, scale_features=on, max_iter=30")
        .containsSubsequence(
            "tau_ms=5.0:",
            "Optimiser: converged after 12 iterations, max|gradient|=8.77e-05 (tolerance 0.0001);"
                + " loss=0.12345679, 15 evaluations",
            "",
            "tau_ms=2.5:",
            "Optimiser: stopped at the limit of 12 iterations, max|gradient|=8.77e-05 (tolerance"
                + " 0.0001); loss=0.12345679, 15 evaluations");
    assertThat(lines).filteredOn(String::isEmpty).hasSize(2);
  }

  private static ReportText.Part part(Plan plan, int i, ReadoutFit fit) {
    return part(
        plan,
        outcome(
            plan.points().get(i),
            Map.of("tau_ms", plan.axis().get(i)),
            Optional.empty(),
            new Outcome.Gains("g", 1, 1),
            fit));
  }

  private static ReportText.Part part(Plan plan, Outcome outcome) {
    return ReportText.Part.of(plan, outcome, RunRecord.Layer.of(outcome));
  }

  /** Reports of the original scripts could not differ in these. */
  @Test
  void whatNoLineOfTheOriginalScriptsTellsHasALineOfItsOwn() {
    assertThat(report(plan("baseline", "t_ref_ms", 0, "p_connect", 0.5), fit(Optional.empty())))
        .contains("\n\nBesides: t_ref_ms=0.0, p_connect=0.5\nReadout: ");
    assertThat(report(BASELINE, fit(Optional.empty()))).doesNotContain("Besides");
  }

  @Test
  void aReadoutThatDidNotConvergeIsWarnedOf() {
    assertThat(ReportText.warning(fit(minimum(Minimum.Stop.CONVERGED)))).isEmpty();
    assertThat(ReportText.warning(fit(Optional.empty()))).isEmpty();
    assertThat(ReportText.warning(fit(minimum(Minimum.Stop.ITERATION_LIMIT))))
        .contains(
            "the readout has not converged: stopped at the limit of 12 iterations,"
                + " max|gradient|=8.77e-05 (tolerance 0.0001); a larger {max_iter} helps, or"
                + " {solver} lbfgs-gram with {penalty} l2, which needs few");
    assertThat(ReportText.warning(fit(minimum(Minimum.Stop.NO_PROGRESS))))
        .contains(
            "the readout has not converged: no further progress after 12 iterations,"
                + " max|gradient|=8.77e-05 (tolerance 0.0001); a larger {tol} helps, or"
                + " {solver} lbfgs-gram with {penalty} l2");
  }

  @Test
  void whereThePublishedReadoutStoppedIsNoWarning() {
    ReadoutFit limited = fit(minimum(Minimum.Stop.ITERATION_LIMIT));
    for (String experiment : List.of("homeostasis", "tau-sweep", "sparse")) {
      Plan published = Plan.of(Experiment.named(experiment), Map.of("hidden", 7));
      assertThat(stop(published, limited))
          .contains("the readout stops after 12 iterations, as the published run did");
      assertThat(stop(published, fit(minimum(Minimum.Stop.CONVERGED)))).isEmpty();
      assertThat(stop(published, fit(minimum(Minimum.Stop.NO_PROGRESS)))).isEmpty();
      assertThat(stop(published, fit(Optional.empty()))).isEmpty();
      for (Map<String, Object> own :
          List.<Map<String, Object>>of(
              Map.of("max_iter", 12),
              Map.of("scale_features", experiment.equals("tau-sweep") ? "false" : "true"))) {
        assertThat(stop(Plan.of(Experiment.named(experiment), own), limited)).isEmpty();
      }
    }
    for (String experiment : List.of("baseline", "connectivity")) {
      assertThat(stop(Plan.of(Experiment.named(experiment), Map.of()), limited)).isEmpty();
    }
  }

  private static Optional<String> stop(Plan plan, ReadoutFit fit) {
    Outcome.Gains none = new Outcome.Gains("g", 1, 1);
    return ReportText.stopsAsPublished(
        plan, outcome(plan.points().getLast(), Map.of(), Optional.empty(), none, fit));
  }

  @Test
  void aClosedFormHasNoOptimiser() {
    assertThat(report(BASELINE, fit(Optional.empty()))).doesNotContain("Optimiser");
  }

  @Test
  void certificateAndPathOfC() {
    Readout readout =
        Readout.KIND.read(
            Map.of(
                "solver", "lbfgs-gram", "C", 0.03, "penalty", "l2", "max_iter", 200, "tol", 1e-5));
    PenaltyPath path =
        new PenaltyPath(
            List.of(
                new PenaltyPath.Point(1e-5, 0.8225, 0.96138, 11),
                new PenaltyPath.Point(0.03, 0.92733, 0.2336497, 42)),
            PenaltyPath.Rule.BEST,
            0.03);
    ReadoutFit fit =
        new ReadoutFit(
            readout,
            new LinearModel(new double[0], Scaling.none(0)),
            minimum(Minimum.Stop.CONVERGED),
            OptionalDouble.of(1.26e-5),
            Optional.of(path),
            "cpu");
    assertThat(report(BASELINE, fit))
        .contains(
            """
            Readout: logreg, solver=lbfgs-gram, penalty=l2, C=0.03, scale_features=on, max_iter=200
            C was chosen by the log-loss of a tenth of the training images, held out:
                     C  accuracy  log-loss  iterations
                 1e-05    0.8225    0.9614          11
                  0.03    0.9273    0.2336          42  chosen
            Optimiser: converged after 12 iterations, max|gradient|=8.77e-05 (tolerance 1e-05, gap 0.0001); loss=0.12345679, 15 evaluations
            Certificate: the loss is at most 1.3e-05 above its minimum
            """);
  }

  @Test
  void sagaWatchesTheWeights() {
    Readout readout = Readout.KIND.read(Map.of("solver", "saga", "tol", 1e-3));
    ReadoutFit fit =
        new ReadoutFit(
            readout,
            new LinearModel(new double[0], Scaling.none(0)),
            minimum(Minimum.Stop.ITERATION_LIMIT),
            OptionalDouble.empty(),
            Optional.empty(),
            "cpu");
    assertThat(ReportText.warning(fit).orElseThrow())
        .startsWith(
            "the readout has not converged: stopped at the limit of 12 iterations,"
                + " max|gradient|=8.77e-05 (tolerance of the weights' relative change 0.001)");
  }

  private static List<String> measured(Optional<Information> information) {
    Outcome outcome =
        outcome(
            BASELINE.points().getFirst(),
            Map.of(),
            Optional.empty(),
            new Outcome.Gains("g", 1, 1),
            information,
            Optional.of(new Cost(40_143.26, 20_000, 0.8475)),
            fit(Optional.empty()));
    return ReportText.of(List.of(part(BASELINE, outcome)))
        .lines()
        .dropWhile(line -> !line.startsWith("Layer: "))
        .skip(1)
        .takeWhile(line -> !line.startsWith("Seed: "))
        .toList();
  }

  @Test
  void informationAndCostComeAfterTheLayer() {
    String cost =
        "Cost: 40143.3 synaptic operations (expected) and 20000 membrane updates an image;"
            + " activation sparsity 0.8475";
    String rest =
        ", 45 directions with more signal than noise (6000 training images, two draws of input"
            + " spikes); reliability 0.625, participation ratio 8.1, Fano factor 0.430, population"
            + " sparseness 0.710";
    assertThat(measured(Optional.of(new Information(97.34, 45, 128, 6000, 0.625, 8.1, 0.43, 0.71))))
        .containsExactly("Information: 97.3 bits in 128 of 200 neurons, drawn" + rest, cost);
    assertThat(measured(Optional.of(new Information(97.34, 45, 200, 6000, 0.625, 8.1, 0.43, 0.71))))
        .containsExactly("Information: 97.3 bits in 200 neurons" + rest, cost);
    assertThat(measured(Optional.of(new Information(8.1, 1, 200, 6000, 0.9, 1.2, 0.05, 0.001))))
        .first()
        .asString()
        .startsWith(
            "Information: 8.1 bits in 200 neurons, 1 direction with more signal than noise");
    assertThat(measured(Optional.empty()))
        .containsExactly(
            "Information: not measured, for which 8 training images at least are needed", cost);
    assertThat(report(BASELINE, fit(Optional.empty())))
        .doesNotContain("Information:", "Cost:", "reliability");
  }

  private static Optional<Minimum> minimum(Minimum.Stop stop) {
    return Optional.of(
        new Minimum(new double[0], 0.123456789, 8.765e-5, 12, 15, stop, Minimum.Course.UNSEEN));
  }

  private static ReadoutFit fit(Optional<Minimum> minimum) {
    return new ReadoutFit(
        Experiments.layer(BASELINE).readout(),
        new LinearModel(new double[0], Scaling.none(0)),
        minimum,
        OptionalDouble.empty(),
        Optional.empty(),
        "cpu");
  }

  private static String report(Plan plan, ReadoutFit fit) {
    Outcome outcome =
        outcome(
            plan.points().getFirst(),
            Map.of(),
            Optional.empty(),
            new Outcome.Gains("g", 1, 1),
            fit);
    return ReportText.of(List.of(part(plan, outcome)));
  }

  private static Outcome outcome(
      Settings settings,
      Map<String, Object> varied,
      Optional<Outcome.Adapted> adapted,
      Outcome.Gains gains,
      ReadoutFit fit) {
    return outcome(settings, varied, adapted, gains, Optional.empty(), Optional.empty(), fit);
  }

  private static Outcome outcome(
      Settings settings,
      Map<String, Object> varied,
      Optional<Outcome.Adapted> adapted,
      Outcome.Gains gains,
      Optional<Information> information,
      Optional<Cost> cost,
      ReadoutFit fit) {
    return new Outcome(
        Runs.IDENTITY,
        settings,
        varied,
        "w",
        gains,
        adapted,
        new Outcome.Read(
            "a",
            read(new byte[] {1, 1, 1, 1, 2, 2, 9, 9, 9}, new byte[] {1, 1, 1, 1, 2, 3, 9, 9, 0})),
        new Outcome.Read("b", read(new byte[] {1, 1, 1, 9}, new byte[] {1, 1, 2, 9})),
        HEALTH,
        information,
        cost,
        fit,
        new Model(
            settings, Runs.IDENTITY, new float[0], new float[0], fit.model(), Optional.empty()),
        List.of(),
        new Floors(0.1135, OptionalDouble.empty()),
        new float[0],
        new SampleTrace(0, 0, new float[0], new boolean[0]),
        new Outcome.Seconds(0, 1, 0, 2));
  }

  private static Evaluation read(byte[] labels, byte[] predictions) {
    return Evaluation.of(predictions, labels, 10);
  }

  private static Plan plan(String experiment, Object... more) {
    List<Object> values = new ArrayList<>(List.of("hidden", 200, "seed", 42, "num_steps", 100));
    if (!experiment.equals("sparse")) {
      values.addAll(List.of("p_connect", 1));
    }
    values.addAll(List.of(more));
    return Experiments.plan(experiment, values.toArray());
  }
}
