package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Workers;
import snn.core.FeatureMatrix;

class CountsObjectiveTest {

  /** Relative error of one float32 rounding, and a thousandth for the products of such errors. */
  private static final double FLOAT_ROUNDING = 0x1p-24 * 1.001;

  /** Bounds the relative error of a float64 sum of some hundred terms. */
  private static final double DOUBLE_SUM = 1e-13;

  /** One training set and a point. */
  record Case(String name, FeatureMatrix counts, Scaling scaling, double lambda, double[] point) {

    /** At a point where logits are about as large as {@code spread}. */
    static Case of(
        String name, FeatureMatrix counts, boolean scaled, double lambda, double spread) {
      return of(name, counts, 10, scaled, lambda, spread);
    }

    /** The same with so many classes. */
    static Case of(
        String name,
        FeatureMatrix counts,
        int classes,
        boolean scaled,
        double lambda,
        double spread) {
      Scaling standard = Scaling.fit(counts);
      Scaling scaling = scaled ? standard : Scaling.none(counts.hidden());
      int dimension = classes * counts.hidden() + classes;
      double size = 1;
      if (!scaled) {
        for (double deviation : standard.deviation()) {
          size = Math.max(size, deviation);
        }
      }
      double deviation = spread / Math.sqrt(counts.hidden()) / size;
      return new Case(name, counts, scaling, lambda, TestCounts.normal(dimension, deviation, 5));
    }

    int classes() {
      return point.length / (counts.hidden() + 1);
    }

    byte[] labels() {
      return TestCounts.labels(counts.images(), classes(), 4);
    }

    double[] mean() {
      return Scaling.fit(counts).mean();
    }

    double evaluate(int threads, double[] gradient) {
      try (Workers workers = new Workers(threads)) {
        return objective(workers).evaluate(point, gradient);
      }
    }

    TrainingSet train() {
      return new TrainingSet(counts, labels(), classes(), mean(), scaling, true);
    }

    CountsObjective objective(Workers workers) {
      return new CountsObjective(train(), lambda, workers);
    }

    NaiveLogistic naive() {
      return new NaiveLogistic(counts, labels(), classes(), scaling, lambda);
    }

    double evaluateNaively(double[] gradient) {
      return naive().evaluate(point, gradient);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    FeatureMatrix bytes = TestCounts.uniform(300, 37, 34, 1);
    FeatureMatrix wide = TestCounts.uniform(123, 21, 60_000, 2);
    FeatureMatrix saturated = TestCounts.saturated(517, 70, 3);
    return Stream.of(
        Case.of("one image, one neuron", TestCounts.uniform(1, 1, 34, 7), true, 0, 1),
        Case.of("one neuron", TestCounts.uniform(45, 1, 34, 7), true, 0.5, 1),
        Case.of("fewer images than a tile", TestCounts.uniform(7, 37, 34, 8), true, 0, 1),
        Case.of("scaled", bytes, true, 0, 1),
        Case.of("unscaled", bytes, false, 0, 1),
        Case.of("penalised", bytes, true, 0.01, 1),
        Case.of("unscaled and penalised", bytes, false, 3, 1),
        Case.of("large logits", bytes, true, 0, 2_000),
        Case.of("bytes to their end", TestCounts.uniform(257, 70, 255, 9), false, 0, 1),
        Case.of("wide counts", wide, true, 0.01, 1),
        Case.of("wide unscaled counts", wide, false, 0, 1),
        Case.of("saturated neurons", saturated, true, 0.01, 1),
        Case.of("unscaled saturated neurons", saturated, false, 0, 1),
        Case.of("constant neurons", TestCounts.of(20, 5, 34, (_, j) -> j), true, 0.01, 1),
        Case.of("slices of several tiles", TestCounts.uniform(8_900, 3, 34, 10), true, 0, 1),
        Case.of("tiles of few rows", TestCounts.uniform(150, 1_500, 34, 11), true, 0.1, 1),
        Case.of("two classes", bytes, 2, true, 0.01, 1),
        Case.of("three classes, unscaled", bytes, 3, false, 0, 1),
        Case.of("nine classes", TestCounts.uniform(45, 5, 34, 12), 9, true, 0, 1),
        Case.of("one class more than a group", TestCounts.uniform(45, 5, 34, 12), 11, true, 0, 1),
        Case.of("two whole groups", bytes, 19, true, 0.01, 1),
        Case.of("47 classes", bytes, 47, true, 0, 3),
        Case.of("256 classes", TestCounts.uniform(300, 7, 34, 13), 256, true, 0.01, 1));
  }

  /**
   * How far a float32 evaluation may be from the exact one, written down by following the
   * roundings. With u one float32 rounding, d = x − c the centred counts, v the weights of counts,
   * r the residuals, columns / 16 terms in a partial sum and R rows in a tile:
   *
   * <ul>
   *   <li>a logit is off by ε = (columns / 16 + 4 + 1) · u · Σⱼ |dⱼ vⱼ|: a rounding per term, four
   *       to fold the partial sums, one of v itself;
   *   <li>log Σ exp and a logit both move by no more than the logits do: the loss by 2 ε;
   *   <li>a softmax moves by at most half of that: r by ε / 2;
   *   <li>a sum over a tile's rows by a rounding per term, and one of r itself: (R + 1) · u · Σᵢ
   *       |rᵢ dᵢ|.
   * </ul>
   */
  private static final class Bounds {
    final double loss;
    final double[] gradient;

    Bounds(Case c) {
      int hidden = c.counts.hidden();
      int n = c.counts.images();
      int columns = Tiles.columns(hidden);
      int tileRows = Tiles.rows(hidden);
      int classes = c.classes();
      int last = classes - 1;
      double[] mean = c.mean();
      double[][] p = c.naive().probabilities(c.point);
      byte[] labels = c.labels();
      gradient = new double[c.point.length];
      double lossBound = 0;
      for (int i = 0; i < n; i++) {
        double epsilon = 0;
        for (int k = 0; k < last; k++) {
          double single = 0;
          double all = 1;
          for (int j = 0; j < hidden; j++) {
            double v =
                Math.abs(c.point[k * hidden + j] - c.point[last * hidden + j])
                    / c.scaling.deviation()[j];
            double centre = Math.rint(mean[j]);
            single += Math.abs(c.counts.get(i, j) - centre) * v;
            all += (c.counts.get(i, j) + c.scaling.mean()[j]) * v;
          }
          double roundings = columns / 16.0 + 4 + 1;
          epsilon = Math.max(epsilon, roundings * FLOAT_ROUNDING * single + DOUBLE_SUM * all);
        }
        lossBound += 2 * epsilon / n;
        for (int k = 0; k < last; k++) {
          double r = Math.abs(p[i][k] - (labels[i] == k ? 1 : 0)) + epsilon;
          for (int j = 0; j < hidden; j++) {
            double centre = Math.rint(mean[j]);
            double d = Math.abs(c.counts.get(i, j) - centre);
            double shift = Math.abs(centre - c.scaling.mean()[j]);
            double bound =
                (epsilon / 2 + (tileRows + 1) * FLOAT_ROUNDING * r) * d
                    + (epsilon / 2 + DOUBLE_SUM) * (shift + d);
            add(k * hidden + j, last * hidden + j, bound / c.scaling.deviation()[j] / n);
          }
          add(classes * hidden + k, classes * hidden + last, epsilon / 2 / n);
        }
      }
      for (int q = 0; q < classes * hidden; q++) {
        double penalty = c.lambda * Math.abs(c.point[q]);
        gradient[q] += DOUBLE_SUM * penalty;
        lossBound += DOUBLE_SUM * penalty * Math.abs(c.point[q]);
      }
      loss = lossBound;
    }

    /** Adds to one class and to the last, whose residual is minus the sum of all others. */
    private void add(int at, int last, double bound) {
      gradient[at] += bound;
      gradient[last] += bound;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossAndGradientAreTheDefinitions(Case c) {
    double[] expected = new double[c.point.length];
    double[] found = TestCounts.normal(c.point.length, 1, 6);
    double expectedLoss = c.evaluateNaively(expected);
    double foundLoss = c.evaluate(2, found);
    Bounds bounds = new Bounds(c);
    assertThat(foundLoss).isCloseTo(expectedLoss, within(bounds.loss));
    for (int q = 0; q < found.length; q++) {
      assertThat(found[q]).as("component %d", q).isCloseTo(expected[q], within(bounds.gradient[q]));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noBitDependsOnTheNumberOfThreads(Case c) {
    double[] expected = new double[c.point.length];
    double expectedLoss = c.evaluate(1, expected);
    for (int threads : new int[] {2, 3, 7}) {
      double[] found = new double[c.point.length];
      assertThat(c.evaluate(threads, found)).isEqualTo(expectedLoss);
      assertThat(found).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEvaluationLeavesNothingBehind(Case c) {
    double[] expected = new double[c.point.length];
    double expectedLoss = c.evaluate(1, expected);
    try (Workers workers = new Workers(1)) {
      CountsObjective objective = c.objective(workers);
      double[] found = new double[c.point.length];
      objective.evaluate(TestCounts.normal(c.point.length, 1e-3, 12), found);
      assertThat(objective.evaluate(c.point, found)).isEqualTo(expectedLoss);
      assertThat(found).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutPenaltyTheClassesGradientsSumToZero(Case c) {
    Case free = new Case(c.name, c.counts, c.scaling, 0, c.point);
    double[] gradient = new double[c.point.length];
    free.evaluate(1, gradient);
    int hidden = c.counts.hidden();
    for (int j = 0; j <= hidden; j++) {
      double sum = 0;
      double size = 0;
      for (int k = 0; k < c.classes(); k++) {
        double part = gradient[j < hidden ? k * hidden + j : c.classes() * hidden + k];
        sum += part;
        size += Math.abs(part);
      }
      assertThat(sum).as("feature %d", j).isCloseTo(0, within(c.classes() * 0x1p-53 * size));
    }
  }

  /**
   * A problem without any rounding before softmax: coefficients are multiples of 2⁻¹⁰, means of
   * 1/4, deviations powers of two, and all sums below 2²⁴ grid units.
   */
  private static Case exactLogits(double lambda) {
    FeatureMatrix counts = TestCounts.uniform(53, 6, 9, 21);
    Scaling scaling =
        new Scaling(new double[] {4.25, 5.5, 3.75, 0, 4, 5}, new double[] {1, 2, 4, 0.5, 2, 1});
    Random random = new Random(22);
    double[] point = new double[10 * 6 + 10];
    for (int q = 0; q < point.length; q++) {
      point[q] = (random.nextInt(801) - 400) * 0x1p-10;
    }
    return new Case("exact logits", counts, scaling, lambda, point);
  }

  /**
   * With exact logits the loss has only float64 errors, so its differences show the gradient. Along
   * z of a class F''' is the mean of z³ p (1 − p) (1 − 2 p), the last factors at most 1 / (6 √3).
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25})
  void theGradientIsTheSlopeOfTheLoss(double lambda) {
    Case c = exactLogits(lambda);
    double[] gradient = new double[c.point.length];
    c.evaluate(1, gradient);
    double[] bounds = new Bounds(c).gradient;
    double[][] z = NaiveLogistic.standardise(c.counts, c.scaling);
    double step = 0x1p-10;
    for (int q = 0; q < gradient.length; q++) {
      double[] ahead = c.point.clone();
      double[] behind = c.point.clone();
      ahead[q] += step;
      behind[q] -= step;
      double[] unused = new double[gradient.length];
      double rise =
          new Case("", c.counts, c.scaling, lambda, ahead).evaluate(1, unused)
              - new Case("", c.counts, c.scaling, lambda, behind).evaluate(1, unused);
      double cubes = 0;
      for (double[] row : z) {
        double x = q < 10 * 6 ? row[q % 6] : 1;
        cubes += Math.abs(x * x * x) / z.length;
      }
      double truncation = step * step / 6 * cubes / (6 * Math.sqrt(3));
      double rounding = 1e-14 / step;
      assertThat(gradient[q])
          .as("component %d", q)
          .isCloseTo(rise / (2 * step), within(truncation + rounding + bounds[q]));
    }
  }

  /**
   * One label, and a model that is sure of it: losses are next to nothing, and their float32 sum is
   * rounding. It is neither negative nor a zero that is printed with a sign.
   */
  @Test
  void lossesAreNotNegative() {
    byte[] labels = new byte[300];
    Arrays.fill(labels, (byte) 4);
    try (Workers workers = new Workers(1)) {
      for (int seed = 0; seed < 40; seed++) {
        FeatureMatrix counts = TestCounts.uniform(300, 37, 34, seed);
        CountsObjective objective =
            new CountsObjective(TrainingSet.of(counts, labels, 10, true), 0, workers);
        double[] point = TestCounts.normal(380, 0.3, seed);
        point[370 + 4] = 70;
        for (CountsObjective each : List.of(objective, objective.float64())) {
          double loss = each.evaluate(point, new double[380]);
          assertThat(Double.compare(loss, 0.0)).as("%s", loss).isNotNegative();
          assertThat(loss).isLessThan(1e-6);
        }
      }
    }
  }

  @Test
  void probabilitiesAreTheDefinition() {
    Case c = Case.of("", TestCounts.uniform(517, 37, 34, 1), true, 0, 3);
    double[][] expected = c.naive().probabilities(c.point);
    try (Workers workers = new Workers(2)) {
      CountsObjective objective = c.objective(workers);
      double[][] found = objective.probabilities(c.point);
      int rows = objective.tiles.tileRows;
      for (int i = 0; i < expected.length; i++) {
        for (int k = 0; k < c.classes(); k++) {
          assertThat(found[i / rows][k * rows + i % rows]).isCloseTo(expected[i][k], within(1e-12));
        }
      }
    }
  }

  /**
   * The Hessian by symmetric differences of the gradient. A step of 10⁻⁵ moves logits by 10⁻³ at
   * most, so terms of third order are 10⁻⁶ of those of first, at most.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void theHessianIsTheSlopeOfTheGradient(Case c) {
    int dimension = c.point.length;
    double[] v = new double[dimension];
    double largest = 0;
    for (int q = 0; q < dimension; q++) {
      largest = Math.max(largest, Math.abs(c.point[q]));
    }
    double[] direction = TestCounts.normal(dimension, 1, 30);
    for (int q = 0; q < dimension; q++) {
      v[q] = direction[q] * (c.name.equals("large logits") ? largest / 2_000 : largest);
    }
    try (Workers workers = new Workers(2)) {
      CountsObjective objective = c.objective(workers).float64();
      double[] product = new double[dimension];
      objective.multiplyByHessian(objective.probabilities(c.point), v, product);
      double[] ahead = new double[dimension];
      double[] behind = new double[dimension];
      double step = 1e-5;
      objective.evaluate(moved(c.point, step, v), ahead);
      objective.evaluate(moved(c.point, -step, v), behind);
      double size = Vectors.maxAbs(product);
      for (int q = 0; q < dimension; q++) {
        assertThat(product[q])
            .isCloseTo((ahead[q] - behind[q]) / (2 * step), within(1e-5 * size + 1e-10));
      }
    }
  }

  private static double[] moved(double[] point, double step, double[] direction) {
    double[] moved = point.clone();
    for (int q = 0; q < moved.length; q++) {
      moved[q] += step * direction[q];
    }
    return moved;
  }

  /** Multiples of 2⁻¹⁰ are added without rounding, so that not even a bit moves. */
  @Test
  void whatAllClassesHaveInCommonDoesNotMatter() {
    Case c = exactLogits(0);
    double[] moved = c.point.clone();
    Random random = new Random(23);
    for (int j = 0; j <= 6; j++) {
      double common = (random.nextInt(801) - 400) * 0x1p-10;
      for (int k = 0; k < 10; k++) {
        moved[j < 6 ? k * 6 + j : 10 * 6 + k] += common;
      }
    }
    double[] expected = new double[moved.length];
    double[] found = new double[moved.length];
    assertThat(new Case("", c.counts, c.scaling, 0, moved).evaluate(1, found))
        .isEqualTo(c.evaluate(1, expected));
    assertThat(found).isEqualTo(expected);
  }

  /** The product of as many factors K as a tile has rows overflows from 16 classes on. */
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 15, 16, 17, 47, 256})
  void atZeroTheLossIsTheLogarithmOfTheNumberOfClasses(int classes) {
    FeatureMatrix counts = TestCounts.uniform(777, 9, 34, 24);
    double[] zero = new double[classes * 10];
    Case c = new Case("", counts, Scaling.fit(counts), 1, zero);
    try (Workers workers = new Workers(1)) {
      CountsObjective objective = c.objective(workers);
      // A product of 256 sums, its logarithm, and a mean of 777 in float64.
      for (CountsObjective each : List.of(objective, objective.float64())) {
        assertThat(each.evaluate(zero, new double[zero.length]))
            .isCloseTo(Math.log(classes), within(1e-12));
      }
    }
  }
}
