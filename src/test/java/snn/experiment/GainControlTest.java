package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.core.Fixtures;
import snn.core.GainRule;
import snn.core.Homeostasis;
import snn.core.LogRule;
import snn.core.NaiveSimulator;
import snn.core.Network;
import snn.core.SpikeStream;

class GainControlTest {

  private static final int BATCH = 4;
  private static final int EPOCHS = 2;
  private static final int BATCHES = 6;

  /** Slow enough for gains to go both ways, and to reach one end. */
  private static final Homeostasis RULE = new Homeostasis(150, 0.002, 0.8, 0.85, 8, EPOCHS);

  private static Plan plan(GainRule rule, int batchSize) {
    List<Object> more = new ArrayList<>(List.of("batch_size", batchSize));
    GainRule.KIND.values(rule).forEach((name, value) -> more.addAll(List.of(name, value)));
    return Experiments.plan("homeostasis", more.toArray());
  }

  private static Outcome run(Lab lab, GainRule rule) {
    return Experiments.run(lab, plan(rule, BATCH));
  }

  @Test
  void gainsAndFeaturesAreThoseOfTheModelsEquations() {
    try (Workers workers = new Workers(2)) {
      Settings settings = Experiments.layer(plan(RULE, BATCH));
      Outcome outcome = run(Experiments.lab(workers, Progress.NONE), RULE);
      Outcome.Adapted result = outcome.adaptation().orElseThrow();
      Network network = Experiments.network(settings, workers);
      NaiveSimulator naive = new NaiveSimulator(network);
      double seconds = Experiments.STEPS * 1.0 / 1000;
      double[] g = new double[Experiments.HIDDEN];
      double[] e = new double[Experiments.HIDDEN];
      Arrays.fill(g, 1.0);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        int[] order = GainControl.shuffled(Experiments.TRAIN, settings.seed(), epoch);
        for (int b = 0; b < BATCHES; b++) {
          int[] batch =
              Arrays.copyOfRange(order, b * BATCH, Math.min(Experiments.TRAIN, (b + 1) * BATCH));
          long[] spikes =
              naive.totals(
                  Experiments.DIGITS.train(), batch, SpikeStream.adaptation(epoch), floats(g));
          double meanRate = 0;
          for (int j = 0; j < Experiments.HIDDEN; j++) {
            double rate = (double) spikes[j] / batch.length / seconds;
            e[j] = RULE.emaAlpha() * e[j] + (1 - RULE.emaAlpha()) * rate;
            double moved = g[j] * (1 + RULE.eta() * (RULE.targetHz() - e[j]));
            g[j] = Math.min(Math.max(moved, RULE.gMin()), RULE.gMax());
            meanRate += rate / Experiments.HIDDEN;
          }
          Adaptation course = result.course();
          int at = epoch * BATCHES + b;
          // Sums of five numbers in another order: a few units in the last place.
          double relative = 1e-14;
          assertThat(course.meanRateHz()[at]).isCloseTo(meanRate, within(relative * meanRate));
          assertThat(course.minGain()[at]).isEqualTo(extremes(g).getMin());
          assertThat(course.maxGain()[at]).isEqualTo(extremes(g).getMax());
          double mean = extremes(g).getAverage();
          assertThat(course.meanGain()[at]).isCloseTo(mean, within(relative * mean));
        }
      }
      assertThat(result.course().meanGain()).hasSize(EPOCHS * BATCHES);
      // The fixture shows what it is for.
      assertThat(extremes(g).getMin()).isEqualTo((float) RULE.gMin());
      assertThat(extremes(g).getMax()).isBetween(1.01, 7.99);

      FeatureMatrix counts =
          Fixtures.counts(
              naive,
              Experiments.DIGITS.train(),
              SpikeStream.TRAIN,
              floats(g),
              Progress.NONE.start("", 0, "it"));
      assertThat(outcome.train().countsSha256()).isEqualTo(counts.sha256());
      assertThat(outcome.gains().smallest()).isEqualTo((float) RULE.gMin());
      assertThat(outcome.gains().largest()).isEqualTo((float) extremes(g).getMax());
      assertThat(result.rule()).isEqualTo(RULE);
    }
  }

  @Test
  void withoutEpochsAllGainsStayOne() {
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      Outcome outcome = run(lab, new Homeostasis(10, 0.01, 0.9, 0.1, 10, 0));
      assertThat(outcome.adaptation().orElseThrow().course().meanRateHz()).isEmpty();
      assertThat(outcome.gains().smallest()).isEqualTo(1);
      assertThat(outcome.gains().largest()).isEqualTo(1);
      assertThat(outcome.train().countsSha256())
          .isEqualTo(Experiments.run(lab, Experiments.plan("sparse")).train().countsSha256());
    }
  }

  @Test
  void theBatchSizeMattersAndTheNumberOfThreadsDoesNot() {
    Outcome two = run(BATCH, 2);
    Outcome one = run(BATCH, 1);
    Outcome larger = run(BATCH + 1, 2);
    assertThat(rates(one)).isEqualTo(rates(two));
    assertThat(one.gains()).isEqualTo(two.gains());
    assertThat(one.train().countsSha256()).isEqualTo(two.train().countsSha256());
    assertThat(larger.gains()).isNotEqualTo(two.gains());
    assertThat(larger.train().countsSha256()).isNotEqualTo(two.train().countsSha256());
  }

  private static double[] rates(Outcome outcome) {
    return outcome.adaptation().orElseThrow().course().meanRateHz();
  }

  private static Outcome run(int batchSize, int threads) {
    try (Workers workers = new Workers(threads)) {
      return Experiments.run(Experiments.lab(workers, Progress.NONE), plan(RULE, batchSize));
    }
  }

  @Test
  void sharesOfNeuronsAtTheEndsAreCounted() {
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      // A target of 0 Hz drives every neuron that spikes down, one that none can reach up.
      Outcome down = run(lab, new Homeostasis(0, 1, 0, 0.5, 2, 1));
      Outcome up = run(lab, new Homeostasis(1e6, 1, 0, 0.5, 2, 1));
      assertThat(down.gains().smallest()).isEqualTo(0.5f);
      assertThat(down.adaptation().orElseThrow().shareAtMin()).isEqualTo(1);
      assertThat(down.adaptation().orElseThrow().shareAtMax()).isZero();
      assertThat(up.gains().largest()).isEqualTo(2f);
      assertThat(up.adaptation().orElseThrow().shareAtMin()).isZero();
      assertThat(up.adaptation().orElseThrow().shareAtMax()).isEqualTo(1);
    }
  }

  /** The rule looks at half of the batches, 6 of 12, and the layer cannot come to 340 Hz. */
  @Test
  void aRuleThatArrivesEndsTheAdaptation() {
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      Adaptation away =
          run(lab, new LogRule(340, 0.3, 0.001, 10, EPOCHS)).adaptation().orElseThrow().course();
      assertThat(away.meanRateHz()).hasSize(EPOCHS * BATCHES);
      assertThat(away.distanceHz()).hasSize(EPOCHS * BATCHES);
      // Silent neurons, whose target is 0, are there at once.
      Outcome.Adapted there =
          run(lab, new LogRule(0, 0.3, 1e-9, 1e-9, EPOCHS)).adaptation().orElseThrow();
      assertThat(there.course().meanRateHz()).hasSizeLessThan(EPOCHS * BATCHES);
      assertThat(there.course().distanceHz()).hasSameSizeAs(there.course().meanGain());
      assertThat(there.rule().isNear(there.course().distanceHz()[6])).isTrue();
    }
  }

  @Test
  void barsOfEpochsAndBatchesGetFull() {
    Experiments.Notes notes = new Experiments.Notes();
    try (Workers workers = new Workers(2)) {
      run(Experiments.lab(workers, notes), RULE);
    }
    assertThat(notes.lines().subList(0, 5))
        .containsExactly(
            "Adapting 6/6 it",
            "Adapting 6/6 it",
            "Homeostasis epochs 2/2 it",
            "train feature extraction 6/6 it",
            "test feature extraction 3/3 it");
  }

  @Test
  void everyPassHasAnOrderOfItsOwn() {
    int[] sorted = IntStream.range(0, 1000).toArray();
    Set<String> orders = new HashSet<>();
    for (long seed = 1; seed <= 3; seed++) {
      for (int epoch = 0; epoch < 3; epoch++) {
        int[] order = GainControl.shuffled(1000, seed, epoch);
        assertThat(order).isEqualTo(GainControl.shuffled(1000, seed, epoch));
        assertThat(order.clone()).isNotEqualTo(sorted);
        orders.add(Arrays.toString(order));
        Arrays.sort(order);
        assertThat(order).isEqualTo(sorted);
      }
    }
    assertThat(orders).hasSize(9);
  }

  /** Each of 6 orders of three images in 600 passes: 100 ± 5 standard deviations of 9.1. */
  @Test
  void allOrdersAreEquallyLikely() {
    Map<String, Integer> times = new HashMap<>();
    for (int epoch = 0; epoch < 600; epoch++) {
      times.merge(Arrays.toString(GainControl.shuffled(3, 42, epoch)), 1, Integer::sum);
    }
    assertThat(times).hasSize(6);
    assertThat(times.values()).allMatch(n -> Math.abs(n - 100) <= 45);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int j = 0; j < floats.length; j++) {
      floats[j] = (float) values[j];
    }
    return floats;
  }

  /** Of the values as neurons use them. */
  private static DoubleSummaryStatistics extremes(double[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(j -> (float) values[j])
        .summaryStatistics();
  }
}
