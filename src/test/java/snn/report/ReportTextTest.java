package snn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import snn.core.Encoding;
import snn.core.Homeostasis;
import snn.core.LayerHealth;
import snn.core.LifParameters;
import snn.core.SampleTrace;
import snn.core.WeightDistribution;
import snn.experiment.Experiments;
import snn.experiment.Floors;
import snn.experiment.HomeostaticLayer;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.readout.Evaluation;
import snn.readout.LinearModel;
import snn.readout.Minimum;
import snn.readout.PenaltyPath;
import snn.readout.ReadoutFit;
import snn.readout.ReadoutOptions;
import snn.readout.Scaling;

class ReportTextTest {

  private static final LayerHealth HEALTH = new LayerHealth(15.25, 152.5, 34, 0.125, 0.03, 6, 9.75);

  @Test
  void baseline() {
    assertThat(
            ReportText.baseline(
                outcome(20, WeightDistribution.dense(0.5, 0.1), minimum(Minimum.Stop.CONVERGED))))
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
            """);
  }

  @Test
  void sparse() {
    WeightDistribution weights = new WeightDistribution(0.25, 0, 0.00005);
    assertThat(ReportText.sparse(outcome(2.5, weights, minimum(Minimum.Stop.CONVERGED))).lines())
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
    Outcome outcome =
        outcome(20, WeightDistribution.dense(0.5, 0.1), minimum(Minimum.Stop.CONVERGED));
    double[] course = {1, 2, 3};
    HomeostaticLayer.Result result =
        new HomeostaticLayer.Result(
            outcome,
            new Homeostasis(10, 0.01, 0.9, 0.1, 10, 1),
            new HomeostaticLayer.Adaptation(course, course, course, course),
            new HomeostaticLayer.GainRange(0.1f, 2.5f, 0.625, 0));
    assertThat(ReportText.homeostasis(result).lines())
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
    WeightDistribution weights = WeightDistribution.dense(0.5, 0.1);
    List<String> lines =
        ReportText.tauSweep(
                List.of(
                    outcome(5, weights, minimum(Minimum.Stop.CONVERGED)),
                    outcome(2.5, weights, minimum(Minimum.Stop.ITERATION_LIMIT))))
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

  @Test
  void aReadoutThatDidNotConvergeIsWarnedOf() {
    assertThat(ReportText.warnings(fit(minimum(Minimum.Stop.CONVERGED)))).isEmpty();
    assertThat(ReportText.warnings(fit(Optional.empty()))).isEmpty();
    assertThat(ReportText.warnings(fit(minimum(Minimum.Stop.ITERATION_LIMIT))))
        .containsExactly(
            "the readout has not converged: stopped at the limit of 12 iterations,"
                + " max|gradient|=8.77e-05 (tolerance 0.0001)");
    assertThat(ReportText.warnings(fit(minimum(Minimum.Stop.NO_PROGRESS))))
        .containsExactly(
            "the readout has not converged: no further progress after 12 iterations,"
                + " max|gradient|=8.77e-05 (tolerance 0.0001)");
  }

  @Test
  void aClosedFormHasNoOptimiser() {
    assertThat(
            ReportText.baseline(outcome(20, WeightDistribution.dense(0.5, 0.1), Optional.empty())))
        .doesNotContain("Optimiser");
  }

  @Test
  void certificateAndPathOfC() {
    ReadoutOptions options =
        new ReadoutOptions(
            ReadoutOptions.Kind.LOGREG,
            ReadoutOptions.Solver.LBFGS_GRAM,
            OptionalDouble.of(0.03),
            ReadoutOptions.Penalty.L2,
            true,
            200,
            1e-5,
            1e-4);
    PenaltyPath path =
        new PenaltyPath(
            List.of(
                new PenaltyPath.Point(1e-5, 0.8225, 0.96138, 11),
                new PenaltyPath.Point(0.03, 0.92733, 0.2336497, 42)),
            0.03);
    ReadoutFit fit =
        new ReadoutFit(
            options,
            new LinearModel(new double[0], Scaling.none(0)),
            minimum(Minimum.Stop.CONVERGED),
            OptionalDouble.of(1.26e-5),
            Optional.of(path));
    assertThat(ReportText.baseline(outcome(20, WeightDistribution.dense(0.5, 0.1), fit)))
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
    ReadoutOptions options =
        new ReadoutOptions(
            ReadoutOptions.Kind.LOGREG,
            ReadoutOptions.Solver.SAGA,
            OptionalDouble.of(1),
            ReadoutOptions.Penalty.NONE,
            true,
            200,
            1e-3,
            1e-4);
    ReadoutFit fit =
        new ReadoutFit(
            options,
            new LinearModel(new double[0], Scaling.none(0)),
            minimum(Minimum.Stop.ITERATION_LIMIT),
            OptionalDouble.empty(),
            Optional.empty());
    assertThat(ReportText.warnings(fit))
        .containsExactly(
            "the readout has not converged: stopped at the limit of 12 iterations,"
                + " max|gradient|=8.77e-05 (tolerance of the weights' relative change 0.001)");
  }

  private static Optional<Minimum> minimum(Minimum.Stop stop) {
    return Optional.of(new Minimum(new double[0], 0.123456789, 8.765e-5, 12, 15, stop));
  }

  private static ReadoutFit fit(Optional<Minimum> minimum) {
    return new ReadoutFit(
        Experiments.readout(),
        new LinearModel(new double[0], Scaling.none(0)),
        minimum,
        OptionalDouble.empty(),
        Optional.empty());
  }

  private static Outcome outcome(
      double tauMs, WeightDistribution weights, Optional<Minimum> minimum) {
    return outcome(tauMs, weights, fit(minimum));
  }

  private static Outcome outcome(double tauMs, WeightDistribution weights, ReadoutFit fit) {
    Settings settings =
        new Settings(
            200,
            42,
            128,
            new Encoding(100, 1, 100),
            new LifParameters(tauMs, 1, 2, 1),
            weights,
            Experiments.readout());
    return new Outcome(
        settings,
        "w",
        new Outcome.Gains("g", 1, 1),
        new Outcome.Part(
            "a",
            read(new byte[] {1, 1, 1, 1, 2, 2, 9, 9, 9}, new byte[] {1, 1, 1, 1, 2, 3, 9, 9, 0})),
        new Outcome.Part("b", read(new byte[] {1, 1, 1, 9}, new byte[] {1, 1, 2, 9})),
        HEALTH,
        fit,
        new Floors(0.1135, OptionalDouble.empty()),
        new float[0],
        new SampleTrace(0, 0, new float[0], new boolean[0]),
        new Outcome.Seconds(0, 1, 2));
  }

  private static Evaluation read(byte[] labels, byte[] predictions) {
    return Evaluation.of(predictions, labels);
  }
}
