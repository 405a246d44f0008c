package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.readout.LogisticRegression.Penalty;
import snn.readout.LogisticRegression.Solver;

class SagaTest {

  private static final Problem PROBLEM = Problem.plain(1);

  private static Minimum fit(int maxIter, double tol, long seed) {
    return fit(PROBLEM, Penalty.L2, maxIter, tol, seed);
  }

  private static Minimum fit(Problem problem, Penalty penalty, int maxIter, double tol, long seed) {
    ReadoutOptions options =
        new ReadoutOptions(Solver.SAGA, OptionalDouble.of(1), penalty, true, maxIter, tol, 1e-4);
    try (Workers workers = new Workers(1)) {
      return options
          .fit(problem.counts(), problem.labels(), problem.classes(), seed, workers, Progress.NONE)
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

  /** The largest change of a coefficient in the last epoch, by the largest coefficient. */
  private static double change(int epochs) {
    double[] before = fit(epochs - 1, 1e-15, 1).coefficients();
    double[] after = fit(epochs, 1e-15, 1).coefficients();
    double change = 0;
    double largest = 0;
    for (int q = 0; q < after.length; q++) {
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

  /** A silent layer: only intercepts can be learnt, and for equally many images they are 0. */
  @Test
  void interceptsCount() {
    FeatureMatrix silent = TestCounts.of(100, 16, 34, (_, _) -> 0);
    byte[] labels = new byte[100];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 10);
    }
    Minimum minimum = fit(new Problem(silent, labels), Penalty.NONE, 1_000, 1e-4, 1);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
    assertThat(minimum.loss()).isCloseTo(Math.log(10), within(1e-12));
    // What the first epoch leaves is noise, and says nothing.
    Minimum early = fit(new Problem(silent, labels), Penalty.NONE, 2, 1e-4, 1);
    assertThat(early.stop()).isEqualTo(Minimum.Stop.ITERATION_LIMIT);
    assertThat(early.loss()).isGreaterThan(2.303);
  }

  /** The entropy of the labels is all that intercepts can reach, and they do. */
  @Test
  void interceptsAloneReachTheLabelsFrequencies() {
    FeatureMatrix silent = TestCounts.of(60, 3, 34, (_, _) -> 5);
    byte[] labels = new byte[60];
    Arrays.fill(labels, 0, 45, (byte) 3);
    Arrays.fill(labels, 45, 60, (byte) 8);
    Minimum minimum = fit(new Problem(silent, labels), Penalty.L2, 20_000, 1e-4, 1);
    assertThat(minimum.converged()).isTrue();
    double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    assertThat(minimum.loss()).isBetween(entropy, entropy + 2e-3);
  }

  @Test
  void reportsLossAndGradientOfWhereItStopped() {
    Minimum minimum = fit(4, 1e-9, 1);
    double[] gradient = new double[minimum.coefficients().length];
    double loss =
        PROBLEM
            .naive(Scaling.fit(PROBLEM.counts()), 1.0 / Problem.IMAGES)
            .evaluate(minimum.coefficients(), gradient);
    assertThat(minimum.loss()).isCloseTo(loss, within(1e-12));
    assertThat(minimum.maxGradient()).isCloseTo(Vectors.maxAbs(gradient), within(1e-12));
  }
}
