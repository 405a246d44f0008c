package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.readout.ReadoutOptions.Kind;
import snn.readout.ReadoutOptions.Penalty;
import snn.readout.ReadoutOptions.Solver;

class SagaTest {

  private static final Problem PROBLEM = Problem.plain(1);

  private static Minimum fit(int maxIter, double tol, long seed) {
    ReadoutOptions options =
        new ReadoutOptions(
            Kind.LOGREG, Solver.SAGA, OptionalDouble.of(1), Penalty.L2, true, maxIter, tol);
    try (Workers workers = new Workers(1)) {
      return ReadoutFit.fit(
              PROBLEM.counts(), PROBLEM.labels(), options, seed, workers, Progress.NONE)
          .minimum()
          .orElseThrow();
    }
  }

  @Test
  void theSeedDrawsTheOrder() {
    double[] coefficients = fit(3, 1e-9, 1).coefficients();
    assertThat(fit(3, 1e-9, 1).coefficients()).isEqualTo(coefficients);
    assertThat(fit(3, 1e-9, 2).coefficients()).isNotEqualTo(coefficients);
  }

  /** The largest change of a weight in the last epoch, by the largest weight. */
  private static double change(int epochs) {
    double[] before = fit(epochs - 1, 1e-15, 1).coefficients();
    double[] after = fit(epochs, 1e-15, 1).coefficients();
    double change = 0;
    double largest = 0;
    for (int q = 0; q < 10 * Problem.HIDDEN; q++) {
      change = Math.max(change, Math.abs(after[q] - before[q]));
      largest = Math.max(largest, Math.abs(after[q]));
    }
    return change / largest;
  }

  @Test
  void stopsWhenTheWeightsHardlyChange() {
    Minimum minimum = fit(1_000, 0.02, 1);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
    int epochs = minimum.iterations();
    assertThat(epochs).isGreaterThan(2);
    assertThat(change(epochs)).isLessThanOrEqualTo(0.02);
    assertThat(change(epochs - 1)).isGreaterThan(0.02);
  }

  @Test
  void reportsLossAndGradientOfWhereItStopped() {
    Minimum minimum = fit(4, 1e-9, 1);
    double[] gradient = new double[minimum.coefficients().length];
    double loss =
        new NaiveLogistic(
                PROBLEM.counts(),
                PROBLEM.labels(),
                Scaling.fit(PROBLEM.counts()),
                1.0 / Problem.IMAGES)
            .evaluate(minimum.coefficients(), gradient);
    assertThat(minimum.loss()).isCloseTo(loss, within(1e-12));
    assertThat(minimum.maxGradient()).isCloseTo(Vectors.maxAbs(gradient), within(1e-12));
  }
}
