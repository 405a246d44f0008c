package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.ParameterAssertions;
import snn.Progress;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.part.Parts;
import snn.readout.LogisticRegression.Penalty;
import snn.readout.LogisticRegression.Solver;

class PenaltyPathTest {

  private static final ReadoutOptions AUTO =
      new ReadoutOptions(
          Solver.LBFGS_GRAM, OptionalDouble.empty(), Penalty.L2, true, 500, 1e-6, 1e-4);

  private static ReadoutFit fit(Problem problem, long seed, int threads) {
    try (Workers workers = new Workers(threads)) {
      return AUTO.fit(
          problem.counts(), problem.labels(), problem.classes(), seed, workers, Progress.NONE);
    }
  }

  @Test
  void choosesTheSmallestHeldOutLogLoss() {
    PenaltyPath path = fit(Problem.plain(1), 1, 2).path().orElseThrow();
    List<PenaltyPath.Point> points = path.points();
    assertThat(points).extracting(PenaltyPath.Point::c).isSorted().doesNotHaveDuplicates();
    PenaltyPath.Point best =
        points.stream().min(Comparator.comparingDouble(PenaltyPath.Point::logLoss)).orElseThrow();
    assertThat(path.c()).isEqualTo(best.c());
    assertThat(points.size() - points.indexOf(best)).isEqualTo(3);
    // Digits follow from the counts here, so neither end of the path is best.
    assertThat(points.indexOf(best)).isPositive();
  }

  /** At 0.9 of 900 images a standard error is 0.01. */
  @Test
  void oneStandardErrorBelowTheBestIsEnough() {
    List<PenaltyPath.Point> points =
        List.of(
            new PenaltyPath.Point(0.01, 0.8899, 0.5, 9),
            new PenaltyPath.Point(0.1, 0.8901, 0.4, 9),
            new PenaltyPath.Point(1, 0.9, 0.3, 9),
            new PenaltyPath.Point(10, 0.8, 0.2, 9));
    assertThat(PenaltyPath.Rule.ONE_SE.choose(points, 900).c()).isEqualTo(0.1);
    assertThat(PenaltyPath.Rule.ONE_SE.choose(points, 900_000).c()).isEqualTo(1);
    assertThat(PenaltyPath.Rule.BEST.choose(points, 900).c()).isEqualTo(10);
  }

  /** Where nothing stronger is good enough, the best of equal accuracy are told by log-loss. */
  @Test
  void ofEqualAccuraciesTheSmallerLogLossDecides() {
    List<PenaltyPath.Point> points =
        List.of(
            new PenaltyPath.Point(0.01, 0.5, 0.6, 9),
            new PenaltyPath.Point(0.1, 1, 0.4, 9),
            new PenaltyPath.Point(1, 1, 0.2, 9),
            new PenaltyPath.Point(10, 1, 0.3, 9));
    assertThat(PenaltyPath.Rule.ONE_SE.choose(points, 60).c()).isEqualTo(1);
  }

  /**
   * Of 600 images to 12, always answering the commonest class is right for 60 of 63 that are held
   * out.
   */
  @ParameterizedTest
  @EnumSource(PenaltyPath.Rule.class)
  void aModelThatAlwaysAnswersOneClassIsNotChosenWhereAnotherDoesNot(PenaltyPath.Rule rule) {
    int images = 612;
    byte[] labels = new byte[images];
    Arrays.fill(labels, 0, 12, (byte) 1);
    byte[] counts = new byte[images * 3];
    for (int i = 0; i < images; i++) {
      counts[3 * i] = (byte) (i < 12 ? 20 : i % 7);
      counts[3 * i + 1] = (byte) (i * 31 % 34);
      counts[3 * i + 2] = (byte) (i * 17 % 34);
    }
    try (Workers workers = new Workers(1)) {
      FeatureMatrix features = FeatureMatrix.ofBytes(counts, 3);
      ReadoutFit fit = fit(features, labels, rule, workers);
      assertThat(fit.path().orElseThrow().points())
          .as("some of them do")
          .anyMatch(point -> point.accuracy() == 60.0 / 63);
      assertThat(fit.model().predict(features, workers)).containsExactly(labels);
    }
  }

  /**
   * Counts that tell nothing: the strongest penalties, with which only the common class is read,
   * have the smallest log-loss and the most images right.
   */
  @ParameterizedTest
  @EnumSource(PenaltyPath.Rule.class)
  void itIsNotChosenThoughItIsRightMoreOften(PenaltyPath.Rule rule) {
    int images = 80;
    int hidden = 30;
    byte[] labels = new byte[images];
    Arrays.fill(labels, 0, 20, (byte) 1);
    SplittableRandom random = new SplittableRandom(1);
    byte[] counts = new byte[images * hidden];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (byte) random.nextInt(35);
    }
    try (Workers workers = new Workers(1)) {
      FeatureMatrix features = FeatureMatrix.ofBytes(counts, hidden);
      ReadoutFit fit = fit(features, labels, rule, workers);
      PenaltyPath path = fit.path().orElseThrow();
      assertThat(path.points().getFirst().accuracy()).as("always a 0").isEqualTo(6.0 / 9);
      PenaltyPath.Point chosen =
          path.points().stream().filter(point -> point.c() == path.c()).findFirst().orElseThrow();
      assertThat(path.points().getFirst().logLoss()).isLessThan(chosen.logLoss());
      assertThat(fit.model().predict(features, workers)).contains((byte) 0, (byte) 1);
    }
  }

  /** Fits images of two classes, with C chosen by a rule. */
  private static ReadoutFit fit(
      FeatureMatrix features, byte[] labels, PenaltyPath.Rule rule, Workers workers) {
    LogisticRegression readout =
        Parts.read(
            LogisticRegression.class,
            Map.of(
                "solver", "lbfgs-gram", "C", "auto", "penalty", "l2", "C_rule", rule.toString()));
    Fitting fitting = new Fitting(44, Optional.empty(), workers, Progress.NONE);
    return ReadoutFit.fit(features, labels, 2, readout, true, fitting);
  }

  @Test
  void ofRareClassesSomeAreHeldOut() {
    int[] sizes = {100, 1, 2, 5, 6, 8, 9, 12, 29, 100};
    int[] least = {10, 0, 1, 1, 2, 2, 3, 3, 3, 10};
    byte[] labels = new byte[Arrays.stream(sizes).sum()];
    int first = 0;
    for (int k = 0; k < sizes.length; k++) {
      Arrays.fill(labels, first, first + sizes[k], (byte) k);
      first += sizes[k];
    }
    for (int seed = 0; seed < 20; seed++) {
      int[] drawn = new int[sizes.length];
      IntStream.of(Fold.of(labels, seed).left()).forEach(i -> drawn[labels[i]]++);
      assertThat(drawn).isEqualTo(least);
    }
  }

  /** The gradient of F with λ = 1/(C n) over all n images, from its definition, vanishes. */
  @Test
  void allTrainingImagesAreLearntInTheEnd() {
    Problem problem = Problem.plain(1);
    ReadoutFit fit = fit(problem, 1, 2);
    double c = fit.path().orElseThrow().c();
    assertThat(((LogisticRegression) fit.readout()).c()).hasValue(c);
    double[] coefficients = fit.linear().orElseThrow().coefficients();
    double[] gradient = new double[coefficients.length];
    problem
        .naive(Scaling.fit(problem.counts()), 1 / (c * Problem.IMAGES))
        .evaluate(coefficients, gradient);
    assertThat(Vectors.maxAbs(gradient)).isLessThanOrEqualTo(1.1e-6);
    assertThat(fit.certificate()).isPresent();
  }

  /** What a point says is what a model of the other nine tenths reads in the held-out tenth. */
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 19})
  void pointsTellOfHeldOutImages(int classes) {
    Problem problem = Problem.plain(1, classes);
    PenaltyPath.Point point = fit(problem, 5, 2).path().orElseThrow().points().get(2);
    Fold fold = Fold.of(problem.labels(), 5);
    Problem kept = part(problem, fold.kept());
    Problem left = part(problem, fold.left());
    ReadoutFit model =
        kept.fit(
            new ReadoutOptions(
                Solver.LBFGS_GRAM,
                OptionalDouble.of(point.c()),
                Penalty.L2,
                true,
                500,
                1e-10,
                1e-4),
            2);
    double logLoss =
        left.naive(model.linear().orElseThrow().scaling(), 0)
            .evaluate(
                model.linear().orElseThrow().coefficients(),
                new double[classes * Problem.HIDDEN + classes]);
    assertThat(point.logLoss()).isCloseTo(logLoss, within(1e-5));
    assertThat(point.accuracy())
        .isEqualTo(Evaluation.of(left.predict(model), left.labels(), classes).accuracy());
  }

  @Test
  void aFactorIsDearInLargeLayersOnly() {
    assertThat(Whitening.isDear(1024, 60_000, 10)).isFalse();
    assertThat(Whitening.isDear(4096, 100, 10)).isFalse();
    assertThat(Whitening.isDear(8192, 60_000, 10)).isTrue();
    assertThat(Whitening.isDear(8192, 60_000, 26)).isFalse();
  }

  /** Where a factor is dear, it serves smaller λ, too: no model is another for it. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-1, 1e-3, 1e-5})
  void aFactorServesItsNeighbours(double lambda) {
    Problem problem = Problem.plain(1);
    TrainingSet train = problem.train(true);
    try (Workers workers = new Workers(2)) {
      double[][] gram = train.gram(workers);
      double[] losses = new double[2];
      for (int k = 0; k < 2; k++) {
        Whitening whitening =
            Whitening.of(
                gram,
                Problem.IMAGES,
                train.featureMean(),
                problem.classes(),
                k == 0 ? lambda : PenaltyPath.FAR * lambda,
                workers);
        losses[k] = PenaltyPath.fit(train, lambda, whitening, 500, workers).loss();
      }
      assertThat(losses[1]).isCloseTo(losses[0], withinPercentage(0.001));
    }
  }

  private static Problem part(Problem problem, int[] images) {
    return new Problem(
        problem.counts().select(images), Fold.labels(problem.labels(), images), problem.classes());
  }

  @Test
  void theSeedDrawsTheHeldOutImagesAndThreadsChangeNothing() {
    Problem problem = Problem.plain(1);
    ReadoutFit fit = fit(problem, 1, 1);
    for (int threads : new int[] {2, 5}) {
      ReadoutFit again = fit(problem, 1, threads);
      assertThat(again.path()).isEqualTo(fit.path());
      assertThat(again.linear().orElseThrow().coefficients())
          .isEqualTo(fit.linear().orElseThrow().coefficients());
    }
    assertThat(fit(problem, 2, 1).path().orElseThrow().points())
        .isNotEqualTo(fit.path().orElseThrow().points());
  }

  @Test
  void aTenthOfEveryDigitIsHeldOut() {
    byte[] labels = TestCounts.labels(1_234, 1);
    Fold fold = Fold.of(labels, 1);
    int[] all = new int[10];
    int[] out = new int[10];
    for (int i : fold.kept()) {
      all[labels[i]]++;
    }
    for (int i : fold.left()) {
      all[labels[i]]++;
      out[labels[i]]++;
    }
    assertThat(IntStream.of(all).sum()).isEqualTo(labels.length);
    int sum = 0;
    for (int k = 0; k < 10; k++) {
      assertThat(out[k]).isBetween(all[k] / 10, all[k] / 10 + 1);
      sum += out[k];
    }
    assertThat(sum).isEqualTo(123);
    assertThat(Fold.of(labels, 2).left()).isNotEqualTo(fold.left());
  }

  @Test
  void tooFewImagesAreRefused() {
    Problem nine = new Problem(TestCounts.uniform(9, 3, 34, 1), TestCounts.labels(9, 1));
    ParameterAssertions.assertRejected("C", "auto", () -> fit(nine, 1, 1));
    Problem ten = new Problem(TestCounts.uniform(10, 3, 34, 1), TestCounts.labels(10, 1));
    assertThat(fit(ten, 1, 1).path()).isPresent();
  }
}
