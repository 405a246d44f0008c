package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smile.classification.LogisticRegression;
import snn.Progress;
import snn.core.FeatureMatrix;

class LbfgsTest {

  /** F = ½ Σ curvature (x − minimum)², which remembers where it was evaluated. */
  private static final class Quadratic implements LogisticObjective {
    private static final double[] CURVATURE = {1, 3, 0.1, 40, 7, 0.5, 2};
    private static final double[] MINIMUM = {3, -2, 5, 0.25, 0, -1, 8};
    final List<List<Double>> points = new ArrayList<>();

    @Override
    public int dimension() {
      return MINIMUM.length;
    }

    @Override
    public double evaluate(double[] x, double[] gradient) {
      points.add(Arrays.stream(x).boxed().toList());
      double loss = 0;
      for (int q = 0; q < x.length; q++) {
        double distance = x[q] - MINIMUM[q];
        loss += CURVATURE[q] * distance * distance / 2;
        gradient[q] = CURVATURE[q] * distance;
      }
      return loss;
    }
  }

  private static Minimum minimize(LogisticObjective objective, double tolerance, int maxIter) {
    return Lbfgs.minimize(objective, tolerance, maxIter, Progress.NONE.start("", 0, "it"));
  }

  @Test
  void findsTheMinimumOfAQuadratic() {
    Quadratic quadratic = new Quadratic();
    Minimum minimum = minimize(quadratic, 1e-6, 1_000);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
    assertThat(minimum.converged()).isTrue();
    assertThat(minimum.maxGradient()).isLessThanOrEqualTo(1e-6);
    double loss = 0;
    for (int q = 0; q < quadratic.dimension(); q++) {
      double distance = Math.abs(minimum.coefficients()[q] - Quadratic.MINIMUM[q]);
      assertThat(distance).isLessThanOrEqualTo(1e-6 / Quadratic.CURVATURE[q] * (1 + 1e-9));
      loss += Quadratic.CURVATURE[q] * distance * distance / 2;
    }
    assertThat(minimum.loss()).isCloseTo(loss, within(1e-12 * loss));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-2, 1e-4, 1e-6})
  void stopsAtTheFirstPointWhoseGradientIsWithinTheTolerance(double tolerance) {
    Minimum minimum = minimize(new Quadratic(), tolerance, 1_000);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
    assertThat(minimum.maxGradient()).isLessThanOrEqualTo(tolerance);
    for (int fewer = 1; fewer < minimum.iterations(); fewer++) {
      assertThat(minimize(new Quadratic(), tolerance, fewer).maxGradient())
          .isGreaterThan(tolerance);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void stopsAtTheIterationLimit(int maxIter) {
    AtomicLong advanced = new AtomicLong();
    Progress.Task task =
        new Progress.Task() {
          @Override
          public void advance(long units) {
            advanced.addAndGet(units);
          }

          @Override
          public void close() {}
        };
    Minimum minimum = Lbfgs.minimize(new Quadratic(), 1e-6, maxIter, task);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.ITERATION_LIMIT);
    assertThat(minimum.converged()).isFalse();
    assertThat(minimum.iterations()).isEqualTo(maxIter);
    assertThat(minimum.maxGradient()).isGreaterThan(1e-6);
    assertThat(advanced).hasValue(maxIter);
  }

  @Test
  void evaluatesNoPointTwice() {
    Quadratic quadratic = new Quadratic();
    Minimum minimum = minimize(quadratic, 1e-6, 1_000);
    assertThat(quadratic.points).doesNotHaveDuplicates().hasSize(minimum.evaluations());
    assertThat(quadratic.points).contains(Arrays.stream(minimum.coefficients()).boxed().toList());
  }

  /** A gradient that promises a descent which the loss does not have, as rounding makes them. */
  @Test
  void saysWhenNoStepLowersTheLoss() {
    LogisticObjective flat =
        new LogisticObjective() {
          @Override
          public int dimension() {
            return 3;
          }

          @Override
          public double evaluate(double[] x, double[] gradient) {
            Arrays.fill(gradient, 1e-3);
            return 2.5;
          }
        };
    Minimum minimum = minimize(flat, 1e-4, 1_000);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.NO_PROGRESS);
    assertThat(minimum.converged()).isFalse();
    assertThat(minimum.coefficients()).containsOnly(0.0);
    assertThat(minimum.loss()).isEqualTo(2.5);
    assertThat(minimum.maxGradient()).isEqualTo(1e-3);
    assertThat(minimum.iterations()).isLessThan(1_000);
  }

  @Test
  void aStartWithinTheToleranceIsTheMinimum() {
    Minimum minimum = minimize(new Quadratic(), 1e9, 1_000);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
    assertThat(minimum.coefficients()).containsOnly(0.0);
  }

  /**
   * Smile's model is another code's optimum of the same loss. A gradient of at most 10⁻⁶ in 40
   * components leaves F − F* = ‖∇F‖² / (2 μ) at most, which is below 10⁻⁸ as the curvature μ is
   * about 10⁻². Unpenalised, F − F* is the mean over images of the divergence KL(p* ‖ p), as p* has
   * the data's own moments; and a probability is off by √(KL / 2) at most (Pinsker).
   */
  @Test
  void agreesWithSmilesMultinomialRegression() {
    int n = 400;
    FeatureMatrix counts = TestCounts.uniform(n, 3, 9, 1);
    byte[] labels = TestCounts.labels(n, 2);
    int[] y = new int[n];
    for (int i = 0; i < n; i++) {
      // Four in ten follow the first count, so that there is something to find and no separation.
      labels[i] = (byte) (i % 10 < 4 ? counts.get(i, 0) : labels[i]);
      y[i] = labels[i];
    }
    NaiveLogistic objective = new NaiveLogistic(counts, labels, 10, Scaling.none(3), 0);
    double[][] x = NaiveLogistic.standardise(counts, Scaling.none(3));
    double tolerance = 1e-6;
    Minimum ours = minimize(objective, tolerance, 10_000);
    assertThat(ours.stop()).isEqualTo(Minimum.Stop.CONVERGED);

    LogisticRegression.Multinomial smile =
        LogisticRegression.multinomial(x, y, new LogisticRegression.Options(0, 1e-10, 10_000));
    double gap = 1e-8;
    assertThat(-smile.loglikelihood() / n).isCloseTo(ours.loss(), within(gap));
    double[][] found = objective.probabilities(ours.coefficients());
    double[] expected = new double[10];
    for (int i = 0; i < n; i++) {
      smile.predict(x[i], expected);
      for (int k = 0; k < 10; k++) {
        assertThat(found[i][k]).isCloseTo(expected[k], within(2 * Math.sqrt(n * gap / 2)));
      }
    }
  }
}
