package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.core.FeatureMatrix;
import snn.readout.LogisticRegression.Penalty;
import snn.readout.LogisticRegression.Solver;

class CertificateTest {

  /** What float64 leaves of a loss of order 1. */
  private static final double ROUNDING = 1e-13;

  private static ReadoutFit fit(Problem problem, Solver solver, double c, int maxIter) {
    return problem.fit(
        new ReadoutOptions(solver, OptionalDouble.of(c), Penalty.L2, true, maxIter, 1e-10, 1e-4),
        2);
  }

  private static double loss(ReadoutFit fit) {
    return fit.minimum().orElseThrow().loss();
  }

  @ParameterizedTest
  @CsvSource({"1, 0.001", "2, 0.1", "3, 10"})
  void boundsTheLossAboveItsMinimum(long seed, double c) {
    Problem problem = Problem.plain(seed);
    double smallest = loss(fit(problem, Solver.LBFGS_GRAM, c, 1_000));
    for (Solver solver : Solver.values()) {
      for (int maxIter : new int[] {1, 2, 4, 8, 16}) {
        ReadoutFit early = fit(problem, solver, c, maxIter);
        double gap = loss(early) - smallest;
        assertThat(early.certificate().getAsDouble()).isGreaterThanOrEqualTo(gap - ROUNDING);
      }
    }
  }

  /** With strong regularisation the Hessian by W is little more than λ, so the bound is sharp. */
  @Test
  void isNotFarAboveTheGapWhereLambdaRules() {
    Problem problem = Problem.plain(1);
    double c = 1e-6;
    double smallest = loss(fit(problem, Solver.LBFGS_GRAM, c, 1_000));
    ReadoutFit early = fit(problem, Solver.LBFGS, c, 1);
    double gap = loss(early) - smallest;
    assertThat(gap).isGreaterThan(1e-9);
    assertThat(early.certificate().getAsDouble()).isBetween(gap, 1.1 * gap);
  }

  /**
   * What is left is what float64 may have lost: some ten roundings of sums of hundreds of terms.
   */
  @Test
  void isButRoundingAtTheMinimum() {
    ReadoutFit optimum = fit(Problem.plain(1), Solver.LBFGS_GRAM, 1, 1_000);
    assertThat(optimum.minimum().orElseThrow().maxGradient()).isLessThan(1e-10);
    assertThat(optimum.certificate().getAsDouble()).isBetween(1e-16, 1e-9);
  }

  /**
   * Small problems of all kinds: few images, classes without any, one class alone, constant
   * features, large counts, weak and strong penalties, models far from the minimum and near it.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void boundsTheLossAboveItsInfimum(long seed) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 25; trial++) {
      int images = 1 + random.nextInt(trial % 5 == 0 ? 3 : 40);
      int hidden = 1 + random.nextInt(3);
      int largest = random.nextInt(4) == 0 ? 40_000 : 34;
      int all = trial % 3 == 0 ? 2 + random.nextInt(20) : 10;
      int classes = 1 + random.nextInt(Math.min(all, 10));
      boolean constant = random.nextInt(4) == 0;
      FeatureMatrix counts =
          TestCounts.of(
              images,
              hidden,
              largest,
              (_, j) -> constant && j == 0 ? 7 : random.nextInt(largest + 1));
      byte[] labels = new byte[images];
      for (int i = 0; i < images; i++) {
        labels[i] = (byte) (all - 1 - random.nextInt(classes));
      }
      double c = Math.pow(10, random.nextInt(9) - 5);
      boolean scaled = random.nextBoolean();
      Problem problem = new Problem(counts, labels, all);
      double infimum = infimum(problem, scaled, 1 / (c * images));
      for (int maxIter : new int[] {1, 3, 10, 500}) {
        for (Solver solver : Solver.values()) {
          ReadoutFit fit =
              problem.fit(
                  new ReadoutOptions(
                      solver,
                      OptionalDouble.of(c),
                      Penalty.L2,
                      scaled,
                      solver == Solver.SAGA ? Math.min(maxIter, 10) : maxIter,
                      1e-8,
                      1e-6),
                  1);
          assertThat(fit.certificate().getAsDouble())
              .as("%s, %d iterations, %s", solver, maxIter, problem)
              .isPositive()
              .isGreaterThanOrEqualTo(loss(fit) - infimum);
        }
      }
    }
  }

  /**
   * The smallest loss of models without the classes that have no images, by Newton's method with
   * the whole Hessian: a point of which it is known that F is as small there.
   */
  private static double infimum(Problem problem, boolean scaled, double lambda) {
    FeatureMatrix counts = problem.counts();
    int hidden = counts.hidden();
    double[][] z =
        NaiveLogistic.standardise(counts, scaled ? Scaling.fit(counts) : Scaling.none(hidden));
    int[] classes =
        IntStream.range(0, problem.labels().length)
            .map(i -> problem.labels()[i])
            .distinct()
            .sorted()
            .toArray();
    int[] y = new int[z.length];
    for (int i = 0; i < z.length; i++) {
      y[i] = Arrays.binarySearch(classes, problem.labels()[i]);
    }
    int k = classes.length;
    // Features as they are, then 1; the last class's intercept stays 0.
    int dimension = k * (hidden + 1) - 1;
    double[] w = new double[dimension + 1];
    double best = value(w, z, y, k, lambda, null, null);
    for (int step = 0; step < 200; step++) {
      double[] gradient = new double[dimension + 1];
      double[][] hessian = new double[dimension + 1][dimension + 1];
      value(w, z, y, k, lambda, gradient, hessian);
      RealMatrix reduced =
          new Array2DRowRealMatrix(hessian).getSubMatrix(0, dimension - 1, 0, dimension - 1);
      if (dimension == 0) {
        break;
      }
      for (int q = 0; q < dimension; q++) {
        reduced.addToEntry(q, q, 1e-14 * reduced.getTrace() / dimension);
      }
      double[] change =
          new SingularValueDecomposition(reduced)
              .getSolver()
              .solve(new ArrayRealVector(gradient, 0, dimension))
              .toArray();
      double length = 1;
      double[] there = w;
      double found = best;
      for (; length > 1e-12; length /= 2) {
        there = w.clone();
        for (int q = 0; q < dimension; q++) {
          there[q] -= length * change[q];
        }
        found = value(there, z, y, k, lambda, null, null);
        if (found < best) {
          break;
        }
      }
      if (!(found < best)) {
        break;
      }
      best = found;
      w = there;
    }
    return best;
  }

  /** F, its gradient and its Hessian, from their definitions; features and 1 by class. */
  private static double value(
      double[] w,
      double[][] z,
      int[] y,
      int classes,
      double lambda,
      double[] gradient,
      double[][] hessian) {
    int hidden = z[0].length;
    int width = hidden + 1;
    double loss = 0;
    for (int i = 0; i < z.length; i++) {
      double[] x = Arrays.copyOf(z[i], width);
      x[hidden] = 1;
      double[] logits = new double[classes];
      for (int k = 0; k < classes; k++) {
        for (int j = 0; j < width; j++) {
          logits[k] += w[k * width + j] * x[j];
        }
      }
      double top = Arrays.stream(logits).max().getAsDouble();
      double sum = Arrays.stream(logits).map(t -> Math.exp(t - top)).sum();
      loss += (Math.log(sum) + (top - logits[y[i]])) / z.length;
      if (gradient == null) {
        continue;
      }
      double[] p = Arrays.stream(logits).map(t -> Math.exp(t - top) / sum).toArray();
      for (int k = 0; k < classes; k++) {
        for (int j = 0; j < width; j++) {
          gradient[k * width + j] += (p[k] - (y[i] == k ? 1 : 0)) * x[j] / z.length;
          for (int l = 0; l < classes; l++) {
            for (int m = 0; m < width; m++) {
              hessian[k * width + j][l * width + m] +=
                  p[k] * ((k == l ? 1 : 0) - p[l]) * x[j] * x[m] / z.length;
            }
          }
        }
      }
    }
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < hidden; j++) {
        int q = k * width + j;
        loss += lambda / 2 * w[q] * w[q];
        if (gradient != null) {
          gradient[q] += lambda * w[q];
          hessian[q][q] += lambda;
        }
      }
    }
    return loss;
  }

  /** Nothing is known of the intercept of a digit that is never shown but that it is low. */
  @Test
  void holdsWhereADigitIsMissing() {
    for (int missing : new int[] {0, 9}) {
      Problem all = Problem.plain(1);
      byte[] labels = all.labels().clone();
      for (int i = 0; i < labels.length; i++) {
        labels[i] = labels[i] == missing ? 4 : labels[i];
      }
      Problem problem = new Problem(all.counts(), labels);
      double smallest = loss(fit(problem, Solver.LBFGS_GRAM, 1, 1_000));
      ReadoutFit early = fit(problem, Solver.LBFGS_GRAM, 1, 5);
      assertThat(early.certificate().getAsDouble())
          .isGreaterThanOrEqualTo(loss(early) - smallest)
          .isLessThan(10);
    }
  }
}
