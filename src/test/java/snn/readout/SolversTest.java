package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smile.classification.LogisticRegression;
import snn.core.FeatureMatrix;
import snn.readout.LogisticRegression.Penalty;
import snn.readout.LogisticRegression.Solver;

/** All solvers, on one small problem. */
class SolversTest {

  private static ReadoutOptions options(
      Solver solver, Penalty penalty, boolean scaled, int maxIter, double tol) {
    return new ReadoutOptions(solver, OptionalDouble.of(0.1), penalty, scaled, maxIter, tol, 1e-4);
  }

  private static ReadoutFit optimum(Problem problem, Penalty penalty, boolean scaled) {
    return problem.fit(options(Solver.LBFGS_GRAM, penalty, scaled, 1_000, 1e-10), 2);
  }

  @ParameterizedTest
  @EnumSource(Penalty.class)
  void agree(Penalty penalty) {
    Problem problem = Problem.plain(1);
    ReadoutFit gram = optimum(problem, penalty, true);
    assertThat(gram.minimum().orElseThrow().converged()).isTrue();
    ReadoutFit plain = problem.fit(options(Solver.LBFGS, penalty, true, 1_000, 1e-6), 2);
    ReadoutFit saga = problem.fit(options(Solver.SAGA, penalty, true, 1_000, 1e-7), 2);
    double loss = gram.minimum().orElseThrow().loss();
    for (ReadoutFit other : new ReadoutFit[] {plain, saga}) {
      assertThat(other.minimum().orElseThrow().loss()).isCloseTo(loss, within(1e-6));
      assertThat(problem.predict(other)).isEqualTo(problem.predict(gram));
    }
  }

  /** Written independently of ours: summed, K − 1 rows of weights, no penalty. */
  @ParameterizedTest
  @CsvSource({"true, 10", "false, 10", "true, 3", "false, 12"})
  void agreeWithSmilesLogisticRegression(boolean scaled, int classes) {
    Problem problem = Problem.plain(1, classes);
    double[][] z = NaiveLogistic.standardise(problem.counts(), Scaling.fit(problem.counts()));
    int[] labels = new int[Problem.IMAGES];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = problem.labels()[i];
    }
    LogisticRegression.Multinomial smile =
        LogisticRegression.multinomial(z, labels, new LogisticRegression.Options(0, 1e-12, 5_000));
    ReadoutFit fit = optimum(problem, Penalty.NONE, scaled);
    assertThat(-smile.loglikelihood() / Problem.IMAGES)
        .isCloseTo(fit.minimum().orElseThrow().loss(), within(1e-6));
    byte[] read = problem.predict(fit);
    for (int i = 0; i < labels.length; i++) {
      assertThat(smile.predict(z[i])).isEqualTo(read[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({"L2, 10", "NONE, 10", "L2, 2", "NONE, 2", "NONE, 11"})
  void float64GoesAsFarAsIsAskedFor(Penalty penalty, int classes) {
    for (double tol : new double[] {1e-3, 1e-5, 1e-7, 1e-10}) {
      Problem problem = Problem.plain(2, classes);
      ReadoutFit fit = problem.fit(options(Solver.LBFGS_GRAM, penalty, false, 1_000, tol), 2);
      Minimum minimum = fit.minimum().orElseThrow();
      assertThat(minimum.converged()).isTrue();
      double[] gradient = new double[minimum.coefficients().length];
      double lambda = penalty == Penalty.L2 ? 1 / (0.1 * Problem.IMAGES) : 0;
      double loss =
          problem
              .naive(Scaling.none(Problem.HIDDEN), lambda)
              .evaluate(minimum.coefficients(), gradient);
      // Float32 alone stops at 2e-5 at the earliest, where its errors are far smaller.
      assertThat(Vectors.maxAbs(gradient)).isLessThanOrEqualTo(1.1 * tol);
      assertThat(minimum.loss()).isCloseTo(loss, within(tol >= 2e-5 ? 1e-6 : 1e-12));
    }
  }

  /** The minimum is found, copies share their weight, and a constant neuron has none. */
  @ParameterizedTest
  @CsvSource({"L2, true", "L2, false", "NONE, true", "NONE, false"})
  void constantAndDuplicateNeuronsDoNotMatter(Penalty penalty, boolean scaled) {
    Problem problem = Problem.singular(1);
    ReadoutFit fit = optimum(problem, penalty, scaled);
    Minimum minimum = fit.minimum().orElseThrow();
    assertThat(minimum.converged()).isTrue();
    for (int k = 0; k < 10; k++) {
      int row = k * Problem.HIDDEN;
      assertThat(minimum.coefficients()[row + 18])
          .isCloseTo(minimum.coefficients()[row + 1], within(1e-6));
      assertThat(minimum.coefficients()[row + 4]).isCloseTo(0, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(Solver.class)
  void noBitDependsOnTheNumberOfThreads(Solver solver) {
    Problem problem = Problem.plain(3);
    ReadoutOptions options = options(solver, Penalty.L2, true, 40, 1e-9);
    ReadoutFit one = problem.fit(options, 1);
    for (int threads : new int[] {2, 5}) {
      ReadoutFit several = problem.fit(options, threads);
      assertThat(several.linear().orElseThrow().coefficients())
          .isEqualTo(one.linear().orElseThrow().coefficients());
      assertThat(several.certificate()).isEqualTo(one.certificate());
      assertThat(several.minimum().orElseThrow().loss())
          .isEqualTo(one.minimum().orElseThrow().loss());
    }
  }

  /** One group of logits filled up, one that is whole, two, and six filled up. */
  private static final int[] CLASSES = {2, 3, 10, 19, 47};

  @ParameterizedTest
  @EnumSource(Solver.class)
  void classesAreAsManyAsThereAre(Solver solver) {
    double tol = solver == Solver.LBFGS ? ReadoutOptions.TOLERANCE : 1e-7;
    for (int classes : CLASSES) {
      Problem problem = Problem.plain(1, classes);
      ReadoutOptions options = options(solver, Penalty.L2, true, 1_000, tol);
      ReadoutFit fit = problem.fit(options, 2);
      Minimum minimum = fit.minimum().orElseThrow();
      assertThat(minimum.converged()).as("%d classes", classes).isTrue();
      assertThat(fit.certificate().getAsDouble()).isBetween(0.0, 1e-4 * minimum.loss());
      double[] w = minimum.coefficients();
      assertThat(w).hasSize(classes * Problem.HIDDEN + classes);
      double[] gradient = new double[w.length];
      double loss =
          problem
              .naive(fit.linear().orElseThrow().scaling(), 1 / (0.1 * Problem.IMAGES))
              .evaluate(w, gradient);
      // Errors of float32 are far below the first, and saga looks at coefficients.
      assertThat(Vectors.maxAbs(gradient))
          .isLessThanOrEqualTo(solver == Solver.LBFGS ? 1.1 * tol : 1e-5);
      assertThat(minimum.loss()).isCloseTo(loss, within(1e-6));
      double[][] z =
          NaiveLogistic.standardise(problem.counts(), fit.linear().orElseThrow().scaling());
      byte[] read = problem.predict(fit);
      for (int i = 0; i < z.length; i++) {
        assertThat(read[i] & 0xff).isEqualTo(NaiveLogistic.read(w, z[i]));
      }
      assertThat(problem.fit(options, 3).linear().orElseThrow().coefficients()).isEqualTo(w);
    }
  }

  /** Labels above 127, and most classes without images. */
  @ParameterizedTest
  @EnumSource(Solver.class)
  void classesMayHaveNoImages(Solver solver) {
    Problem three = Problem.plain(1, 3);
    byte[] labels = new byte[Problem.IMAGES];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (60 * three.labels()[i] + 70);
    }
    Problem problem = new Problem(three.counts(), labels, 200);
    ReadoutOptions options = options(solver, Penalty.L2, true, 60, 1e-4);
    double smallest = optimum(three, Penalty.L2, true).minimum().orElseThrow().loss();
    ReadoutFit fit = problem.fit(options, 2);
    double above = fit.minimum().orElseThrow().loss() - smallest;
    assertThat(above).isBetween(0.0, 0.02);
    assertThat(fit.certificate().getAsDouble()).isGreaterThanOrEqualTo(above).isLessThan(0.5);
    for (byte label : problem.predict(fit)) {
      assertThat(label & 0xff).isIn(70, 130, 190);
    }
  }

  @ParameterizedTest
  @EnumSource(Solver.class)
  void iterationsAreLimited(Solver solver) {
    ReadoutFit fit = Problem.plain(3).fit(options(solver, Penalty.NONE, false, 3, 1e-9), 2);
    Minimum minimum = fit.minimum().orElseThrow();
    assertThat(minimum.iterations()).isEqualTo(3);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.ITERATION_LIMIT);
    assertThat(minimum.evaluations()).isGreaterThan(3);
    assertThat(fit.certificate()).isEmpty();
  }

  /** Few mistakes, features of different size: the Hessian is far from what it is at zero. */
  private static Problem nearlySeparable(int images) {
    Random random = new Random(5);
    FeatureMatrix counts =
        TestCounts.of(images, 15, 255, (_, j) -> random.nextInt(1 + (j % 5 + 1) * 40));
    double[][] z = NaiveLogistic.standardise(counts, Scaling.fit(counts));
    double[] teacher = TestCounts.normal(160, 6, 6);
    byte[] labels = new byte[images];
    for (int i = 0; i < images; i++) {
      int best = NaiveLogistic.read(teacher, z[i]);
      labels[i] = (byte) (random.nextInt(40) == 0 ? random.nextInt(10) : best);
    }
    return new Problem(counts, labels);
  }

  /**
   * Without a penalty the minimum does not depend on scaling, and a small gradient tells little.
   */
  @Test
  void theGapIsKeptWhateverTheScale() {
    Problem problem = nearlySeparable(1_500);
    ReadoutOptions close =
        new ReadoutOptions(
            Solver.LBFGS_GRAM, OptionalDouble.of(1), Penalty.NONE, true, 5_000, 1e-9, 1e-9);
    double smallest = problem.fit(close, 2).minimum().orElseThrow().loss();
    for (boolean scaled : new boolean[] {true, false}) {
      Minimum minimum =
          problem
              .fit(options(Solver.LBFGS_GRAM, Penalty.NONE, scaled, 1_000, 0.01), 2)
              .minimum()
              .orElseThrow();
      assertThat(minimum.converged()).isTrue();
      assertThat(minimum.loss()).isBetween(smallest - 1e-9, smallest * (1 + 1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theGapIsCertifiedWhereThePenaltyIsWeak(boolean scaled) {
    for (double c : new double[] {1, 100}) {
      ReadoutFit fit =
          nearlySeparable(500)
              .fit(
                  new ReadoutOptions(
                      Solver.LBFGS_GRAM,
                      OptionalDouble.of(c),
                      Penalty.L2,
                      scaled,
                      1_000,
                      0.01,
                      1e-5),
                  2);
      Minimum minimum = fit.minimum().orElseThrow();
      assertThat(minimum.converged()).isTrue();
      assertThat(fit.certificate().getAsDouble()).isPositive().isLessThan(1e-5 * minimum.loss());
    }
  }

  /** The infimum is 0, at infinity: a loss below gap² is near enough. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void digitsThatCanBeToldApartAreTold(boolean scaled) {
    FeatureMatrix counts = TestCounts.uniform(40, 60, 34, 8);
    Problem problem = new Problem(counts, TestCounts.labels(40, 9));
    ReadoutFit fit = problem.fit(options(Solver.LBFGS_GRAM, Penalty.NONE, scaled, 200, 0.1), 2);
    assertThat(fit.minimum().orElseThrow().converged()).isTrue();
    assertThat(fit.minimum().orElseThrow().loss()).isBetween(0.0, 1e-8);
    assertThat(problem.predict(fit)).isEqualTo(problem.labels());
  }

  /** The gradient is within a generous tolerance at once. */
  @ParameterizedTest
  @EnumSource(Penalty.class)
  void whatIsNotWithinTheGapHasNotConverged(Penalty penalty) {
    Problem problem = nearlySeparable(500);
    for (int maxIter : new int[] {1, 4, 9}) {
      ReadoutFit fit =
          problem.fit(
              new ReadoutOptions(
                  Solver.LBFGS_GRAM, OptionalDouble.of(100), penalty, true, maxIter, 1, 1e-6),
              2);
      Minimum minimum = fit.minimum().orElseThrow();
      assertThat(minimum.maxGradient()).isLessThan(1);
      assertThat(minimum.iterations()).isEqualTo(maxIter);
      assertThat(minimum.stop()).isEqualTo(Minimum.Stop.ITERATION_LIMIT);
    }
  }

  /** With one label in training there is nothing to tell apart. */
  @ParameterizedTest
  @EnumSource(Solver.class)
  void oneDigitAloneIsLearnt(Solver solver) {
    byte[] labels = new byte[50];
    Arrays.fill(labels, (byte) 6);
    Problem problem = new Problem(TestCounts.uniform(50, 7, 34, 3), labels);
    for (Penalty penalty : Penalty.values()) {
      ReadoutFit fit = problem.fit(options(solver, penalty, true, 300, 1e-4), 1);
      assertThat(Double.compare(fit.minimum().orElseThrow().loss(), 0.0)).isNotNegative();
      assertThat(problem.predict(fit)).containsOnly(6);
    }
  }

  /** The limit holds for float32 and float64 together. */
  @Test
  void iterationsOfBothPrecisionsAreCounted() {
    Problem problem = Problem.plain(3);
    int rough =
        problem
            .fit(options(Solver.LBFGS_GRAM, Penalty.L2, true, 1_000, Lbfgs.FLOAT32_TOLERANCE), 2)
            .minimum()
            .orElseThrow()
            .iterations();
    Minimum minimum =
        problem
            .fit(options(Solver.LBFGS_GRAM, Penalty.L2, true, rough + 1, 1e-12), 2)
            .minimum()
            .orElseThrow();
    assertThat(minimum.iterations()).isEqualTo(rough + 1);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.ITERATION_LIMIT);
  }
}
