package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import snn.Progress;
import snn.Workers;
import snn.core.CutCounts;
import snn.core.FeatureMatrix;
import snn.core.tensor.TensorDevice;
import snn.core.tensor.TensorDevices;

class TensorObjectiveTest {

  private static final String CASES = "snn.readout.CountsObjectiveTest#cases";

  /** Relative error of one float64 rounding. */
  private static final double ROUNDING = 0x1p-53;

  private static TensorDevice device;

  @BeforeAll
  static void open() {
    device = TensorDevices.wanted();
  }

  @AfterAll
  static void close() {
    if (device != null) {
      device.close();
    }
  }

  private static TensorObjective objective(CountsObjectiveTest.Case c) {
    return new TensorObjective(c.train(), c.lambda(), device);
  }

  /**
   * How far two float64 evaluations may be apart, whatever the order of their sums. With u one
   * rounding, x the counts, v the weights of counts and r the residuals of n images:
   *
   * <ul>
   *   <li>a logit is off by ε = (2 H + 4) · u · (Σⱼ (xⱼ + meanⱼ) |vⱼ| + |b|): a rounding per term,
   *       of the product and of the shift by the mean;
   *   <li>the loss by 2 ε and a rounding per image, r by ε and the few roundings of a softmax;
   *   <li>a product of the gradient by a rounding per image, and what r is off by.
   * </ul>
   *
   * <p>Each of the two evaluations may be off by as much.
   */
  private static final class Bounds {
    final double loss;
    final double[] gradient;

    Bounds(CountsObjectiveTest.Case c, double expectedLoss) {
      int hidden = c.counts().hidden();
      int n = c.counts().images();
      int classes = c.classes();
      double[] w = c.point();
      double[] mean = c.scaling().mean();
      double[] deviation = c.scaling().deviation();
      gradient = new double[w.length];
      double apart = 0;
      for (int i = 0; i < n; i++) {
        double epsilon = 0;
        for (int k = 0; k < classes; k++) {
          double size = Math.abs(w[classes * hidden + k]);
          for (int j = 0; j < hidden; j++) {
            size += (c.counts().get(i, j) + mean[j]) * Math.abs(w[k * hidden + j]) / deviation[j];
          }
          epsilon = Math.max(epsilon, (2 * hidden + 4) * ROUNDING * size);
        }
        apart += 2 * epsilon / n;
        double residual = epsilon + (n + 2 * classes) * ROUNDING;
        for (int k = 0; k < classes; k++) {
          for (int j = 0; j < hidden; j++) {
            gradient[k * hidden + j] +=
                2 * residual * (c.counts().get(i, j) + mean[j]) / deviation[j] / n;
          }
          gradient[classes * hidden + k] += 2 * residual / n;
        }
      }
      for (int q = 0; q < classes * hidden; q++) {
        gradient[q] += 4 * ROUNDING * c.lambda() * Math.abs(w[q]);
      }
      loss = 2 * (apart + (n + w.length) * ROUNDING * expectedLoss);
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void lossAndGradientAreTheDefinitions(CountsObjectiveTest.Case c) {
    double[] expected = new double[c.point().length];
    double[] found = TestCounts.normal(c.point().length, 1, 6);
    double expectedLoss = c.evaluateNaively(expected);
    Bounds bounds = new Bounds(c, expectedLoss);
    try (LogisticObjective objective = objective(c)) {
      assertThat(objective.dimension()).isEqualTo(expected.length);
      assertThat(objective.evaluate(c.point(), found)).isCloseTo(expectedLoss, within(bounds.loss));
    }
    for (int q = 0; q < found.length; q++) {
      assertThat(found[q]).as("component %d", q).isCloseTo(expected[q], within(bounds.gradient[q]));
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void blocksOfRowsMakeNoDifference(CountsObjectiveTest.Case c) {
    double[] whole = new double[c.point().length];
    double[] inBlocks = new double[c.point().length];
    try (LogisticObjective one = objective(c);
        LogisticObjective many = new TensorObjective(c.train(), c.lambda(), device, 17)) {
      double loss = one.evaluate(c.point(), whole);
      Bounds bounds = new Bounds(c, loss);
      assertThat(many.evaluate(c.point(), inBlocks)).isCloseTo(loss, within(bounds.loss));
      for (int q = 0; q < whole.length; q++) {
        assertThat(inBlocks[q])
            .as("component %d", q)
            .isCloseTo(whole[q], within(bounds.gradient[q]));
      }
    }
  }

  @Test
  void evaluationsLeaveNothingOnTheDevice() {
    CountsObjectiveTest.Case c = CountsObjectiveTest.cases().toList().getLast();
    double[] gradient = new double[c.point().length];
    int before = device.manager().getManagedArrays().size();
    try (LogisticObjective objective = objective(c)) {
      int resident = device.manager().getManagedArrays().size();
      double first = objective.evaluate(c.point(), gradient);
      assertThat(device.manager().getManagedArrays()).hasSize(resident);
      assertThat(objective.evaluate(c.point(), gradient)).isEqualTo(first);
    }
    assertThat(device.manager().getManagedArrays()).hasSize(before);
  }

  /** F is λ-strongly convex: where max|∇F| ≤ ε it is at most d · ε² / 2λ above its minimum. */
  @ParameterizedTest
  @EnumSource(
      value = LogisticRegression.Solver.class,
      names = {"LBFGS", "LBFGS_GRAM"})
  void aFitOnTheDeviceEndsAtTheSameMinimum(LogisticRegression.Solver solver) {
    FeatureMatrix counts = TestCounts.uniform(311, 37, 34, 1);
    byte[] labels = TestCounts.labels(311, 4);
    double tolerance = 1e-5;
    ReadoutOptions options =
        new ReadoutOptions(
            solver,
            OptionalDouble.of(1.0),
            LogisticRegression.Penalty.L2,
            true,
            1000,
            tolerance,
            1e-4);
    try (Workers workers = new Workers(2)) {
      ReadoutFit expected = options.fit(counts, labels, 10, 1, workers, Progress.NONE);
      ReadoutFit found =
          options.fit(
              CutCounts.of(counts, 100 * 37),
              labels,
              10,
              1,
              Optional.of(device),
              workers,
              Progress.NONE);
      Minimum minimum = found.minimum().orElseThrow();
      assertThat(minimum.converged()).isTrue();
      double dimension = minimum.coefficients().length;
      double gap =
          dimension
              * tolerance
              * tolerance
              / 2
              / ((LogisticRegression) options.readout()).lambda(311);
      assertThat(minimum.loss()).isCloseTo(expected.minimum().orElseThrow().loss(), within(gap));
      assertThat(found.certificate().orElseThrow()).isBetween(0.0, gap);
    }
  }

  /** The second block has no labels. */
  @Test
  void whatFailsHalfwayLeavesNothingOnTheDevice() {
    CountsObjectiveTest.Case c = CountsObjectiveTest.cases().skip(1).findFirst().orElseThrow();
    byte[] tooFew = Arrays.copyOf(c.labels(), 3);
    int before = device.manager().getManagedArrays().size();
    TrainingSet train =
        new TrainingSet(c.counts(), tooFew, c.classes(), c.mean(), c.scaling(), true);
    assertThatThrownBy(() -> new TensorObjective(train, c.lambda(), device, 3))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    assertThat(device.manager().getManagedArrays()).hasSize(before);
  }
}
