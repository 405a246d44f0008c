package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import snn.Progress;
import snn.Workers;
import snn.core.CutCounts;
import snn.core.FeatureMatrix;
import snn.readout.LogisticRegression.Penalty;
import snn.readout.LogisticRegression.Solver;

class ReadoutFitTest {

  private static final int IMAGES = 120;
  private static final int HIDDEN = 13;

  private final byte[] labels = TestCounts.labels(IMAGES, 1);

  /** Neuron k spikes more for digit k; so the digits can be told apart. */
  private FeatureMatrix separable() {
    Random random = new Random(2);
    return TestCounts.of(
        IMAGES, HIDDEN, 34, (i, j) -> random.nextInt(10) + (labels[i] == j ? 20 : 0));
  }

  private static ReadoutOptions options(Penalty penalty, boolean scaled, int maxIter) {
    return new ReadoutOptions(
        Solver.LBFGS,
        OptionalDouble.of(2),
        penalty,
        scaled,
        maxIter,
        ReadoutOptions.TOLERANCE,
        1e-4);
  }

  /** Every readout of the list; it need not do well in few iterations. */
  static Stream<ReadoutOptions> readouts() {
    return Readout.KIND.parts().keySet().stream()
        .map(name -> Readout.KIND.read(Map.of("readout", name, "max_iter", 20)))
        .map(readout -> new ReadoutOptions(readout, true));
  }

  private ReadoutFit fit(ReadoutOptions options, int threads) {
    try (Workers workers = new Workers(threads)) {
      return options.fit(separable(), labels, 10, 1, workers, Progress.NONE);
    }
  }

  private byte[] predict(ReadoutFit fit) {
    try (Workers workers = new Workers(2)) {
      return fit.model().predict(separable(), workers);
    }
  }

  @Test
  void readsWhatCanBeSeparated() {
    for (boolean scaled : new boolean[] {true, false}) {
      ReadoutFit fit = fit(options(Penalty.L2, scaled, 200), 2);
      assertThat(predict(fit)).isEqualTo(labels);
    }
  }

  /** Neuron j is loud where bit j of the class is set, so that classes are corners of a cube. */
  @ParameterizedTest
  @MethodSource("readouts")
  void readsAsManyClassesAsAByteHas(ReadoutOptions options) {
    byte[] all = new byte[512];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    FeatureMatrix counts = TestCounts.of(512, 8, 34, (i, j) -> (i >> j & 1) == 1 ? 30 : 2);
    try (Workers workers = new Workers(2)) {
      ReadoutFit fit = options.fit(counts, all, 256, 1, workers, Progress.NONE);
      assertThat(fit.model().predict(counts, workers)).isEqualTo(all);
    }
  }

  @ParameterizedTest
  @MethodSource("readouts")
  void noBitDependsOnTheNumberOfThreads(ReadoutOptions options) {
    assertThat(fit(options, 5).linear().orElseThrow().coefficients())
        .isEqualTo(fit(options, 1).linear().orElseThrow().coefficients());
  }

  /** Arrays of eight rows. */
  @ParameterizedTest
  @MethodSource("readouts")
  void noBitDependsOnTheArraysThatHoldTheCounts(ReadoutOptions options) {
    try (Workers workers = new Workers(2)) {
      ReadoutFit cut =
          options.fit(CutCounts.of(separable(), 8 * HIDDEN), labels, 10, 1, workers, Progress.NONE);
      assertThat(cut.linear().orElseThrow().coefficients())
          .isEqualTo(fit(options, 2).linear().orElseThrow().coefficients());
    }
  }

  @Test
  void featuresAreScaledOnlyWhenAskedFor() {
    Scaling standard = Scaling.fit(separable());
    Scaling scaled = fit(options(Penalty.NONE, true, 3), 1).linear().orElseThrow().scaling();
    assertThat(scaled.mean()).isEqualTo(standard.mean());
    assertThat(scaled.deviation()).isEqualTo(standard.deviation());
    Scaling unscaled = fit(options(Penalty.NONE, false, 3), 1).linear().orElseThrow().scaling();
    assertThat(unscaled.mean()).containsOnly(0);
    assertThat(unscaled.deviation()).containsOnly(1);
  }

  /** At the optimum the gradient of F, written from its definition with λ = 1 / (C n), vanishes. */
  @Test
  void thePenaltyIsTheOnesAskedFor() {
    ReadoutFit fit = fit(options(Penalty.L2, true, 1_000), 1);
    Minimum minimum = fit.minimum().orElseThrow();
    assertThat(minimum.converged()).isTrue();
    double[] gradient = new double[10 * HIDDEN + 10];
    double lambda = 1 / (2.0 * IMAGES);
    double loss =
        new NaiveLogistic(separable(), labels, 10, fit.linear().orElseThrow().scaling(), lambda)
            .evaluate(fit.linear().orElseThrow().coefficients(), gradient);
    // Seven float32 roundings of a logit's terms, which sum to less than 50 in absolute value.
    double logitError = 7 * 0x1p-24 * 50;
    assertThat(Vectors.maxAbs(gradient)).isLessThanOrEqualTo(ReadoutOptions.TOLERANCE + logitError);
    assertThat(minimum.loss()).isCloseTo(loss, within(2 * logitError));
  }

  @Test
  void aClosedFormHasNoMinimiser() {
    ReadoutFit fit = fit(new ReadoutOptions(new RidgeRegression(), true), 1);
    assertThat(fit.minimum()).isEmpty();
    try (Workers workers = new Workers(1)) {
      assertThat(fit.linear().orElseThrow().coefficients())
          .isEqualTo(
              RidgeRegression.coefficients(TrainingSet.of(separable(), labels, 10, true), workers));
    }
  }

  @Test
  void iterationsAreLimitedAndReported() {
    AtomicLong advanced = new AtomicLong();
    AtomicLong announced = new AtomicLong();
    AtomicLong closed = new AtomicLong();
    Progress progress =
        (_, total, _) -> {
          announced.addAndGet(total);
          return new Progress.Task() {
            @Override
            public void advance(long units) {
              advanced.addAndGet(units);
            }

            @Override
            public void close() {
              closed.incrementAndGet();
            }
          };
        };
    ReadoutOptions options = options(Penalty.NONE, true, 4);
    try (Workers workers = new Workers(1)) {
      ReadoutFit fit = options.fit(separable(), labels, 10, 1, workers, progress);
      assertThat(fit.readout()).isSameAs(options.readout());
      Minimum minimum = fit.minimum().orElseThrow();
      assertThat(minimum.iterations()).isEqualTo(4);
      assertThat(minimum.stop()).isEqualTo(Minimum.Stop.ITERATION_LIMIT);
    }
    assertThat(announced).hasValue(4);
    assertThat(advanced).hasValue(4);
    assertThat(closed).hasValue(1);
  }
}
