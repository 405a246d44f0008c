package snn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.readout.Minimum;
import snn.readout.ReadoutFit;
import snn.record.Made;

class ReportTextTest {

  private static final Plan BASELINE = Made.plan("baseline");

  private static final ReadoutFit CLOSED =
      Made.fit(BASELINE.points().getFirst().readout(), Optional.empty());

  @Test
  void baseline() {
    assertThat(report(BASELINE, fit(Minimum.Stop.CONVERGED)))
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
    Plan plan =
        Made.plan("sparse", "tau_ms", 2.5, "w_mean", 0.25, "w_std", 0, "p_connect", 0.00005);
    assertThat(report(plan, fit(Minimum.Stop.CONVERGED)).lines())
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
    Plan plan = Made.plan("homeostasis");
    Outcome outcome =
        Made.outcome(
            plan.points().getFirst(),
            Map.of(),
            Optional.of(Made.adapted(plan, 0.625, 0)),
            new Outcome.Gains("g", 0.1f, 2.5f),
            Optional.empty(),
            Optional.empty(),
            fit(Minimum.Stop.CONVERGED));
    assertThat(ReportText.of(Made.record(plan, outcome), 0).lines())
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
    Plan plan = Made.plan("tau-sweep", "tau_list", List.of(5, 2.5));
    List<String> lines =
        ReportText.of(
                Made.record(
                    plan,
                    Made.outcome(plan, 0, fit(Minimum.Stop.CONVERGED)),
                    Made.outcome(plan, 1, fit(Minimum.Stop.ITERATION_LIMIT))),
                0)
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

  /** Reports of the original scripts could not differ in these. */
  @Test
  void whatNoLineOfTheOriginalScriptsTellsHasALineOfItsOwn() {
    assertThat(report(Made.plan("baseline", "t_ref_ms", 0, "p_connect", 0.5), CLOSED))
        .contains("\n\nBesides: t_ref_ms=0.0, p_connect=0.5\nReadout: ");
    assertThat(report(BASELINE, CLOSED)).doesNotContain("Besides");
  }

  @Test
  void aClosedFormHasNoOptimiser() {
    assertThat(report(BASELINE, CLOSED)).doesNotContain("Optimiser");
  }

  private static ReadoutFit fit(Minimum.Stop stop) {
    return Made.fit(BASELINE, stop);
  }

  private static String report(Plan plan, ReadoutFit fit) {
    return ReportText.of(Made.record(plan, Made.outcome(plan, 0, fit)), 0);
  }
}
