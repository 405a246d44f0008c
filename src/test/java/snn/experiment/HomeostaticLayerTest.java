package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.core.Homeostasis;
import snn.core.NaiveSimulator;
import snn.core.Network;
import snn.core.SpikeCounts;
import snn.core.SpikeStream;

class HomeostaticLayerTest {

  private static final int BATCH = 4;
  private static final int EPOCHS = 2;
  private static final int BATCHES = 6;

  private static final Settings SETTINGS = Experiments.settings(Experiments.SPARSE, BATCH);

  /** Slow enough for gains to go both ways, and to reach one end. */
  private static final Homeostasis RULE = new Homeostasis(150, 0.002, 0.8, 0.85, 8, EPOCHS);

  @Test
  void gainsAndFeaturesAreThoseOfTheModelsEquations() {
    try (Workers workers = new Workers(2)) {
      HomeostaticLayer.Result result =
          HomeostaticLayer.run(Experiments.lab(workers, Progress.NONE), SETTINGS, RULE);

      Network network = Experiments.network(SETTINGS, workers);
      NaiveSimulator naive =
          new NaiveSimulator(
              SETTINGS.encoding(), SETTINGS.seed(), network.weights(), SETTINGS.lif());
      double seconds = Experiments.STEPS * 1.0 / 1000;
      double[] g = new double[Experiments.HIDDEN];
      double[] e = new double[Experiments.HIDDEN];
      Arrays.fill(g, 1.0);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        int[] order = HomeostaticLayer.shuffled(Experiments.TRAIN, SETTINGS.seed(), epoch);
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
          HomeostaticLayer.Adaptation course = result.adaptation();
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
      assertThat(result.adaptation().meanGain()).hasSize(EPOCHS * BATCHES);
      // The fixture shows what it is for.
      assertThat(extremes(g).getMin()).isEqualTo((float) RULE.gMin());
      assertThat(extremes(g).getMax()).isBetween(1.01, 7.99);

      SpikeCounts counts =
          naive.counts(
              Experiments.DIGITS.train(),
              SpikeStream.TRAIN,
              floats(g),
              Progress.NONE.start("", 0, "it"));
      assertThat(result.outcome().train().countsSha256()).isEqualTo(counts.sha256());
      assertThat(result.gains().smallest()).isEqualTo((float) RULE.gMin());
      assertThat(result.gains().largest()).isEqualTo((float) extremes(g).getMax());
      assertThat(result.homeostasis()).isEqualTo(RULE);
    }
  }

  @Test
  void withoutEpochsAllGainsStayOne() {
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      HomeostaticLayer.Result result =
          HomeostaticLayer.run(lab, SETTINGS, new Homeostasis(10, 0.01, 0.9, 0.1, 10, 0));
      assertThat(result.adaptation().meanRateHz()).isEmpty();
      assertThat(result.gains()).isEqualTo(new HomeostaticLayer.GainRange(1, 1, 0, 0));
      assertThat(result.outcome().train().countsSha256())
          .isEqualTo(lab.readOut(SETTINGS, "train", "test").train().countsSha256());
    }
  }

  @Test
  void theBatchSizeMattersAndTheNumberOfThreadsDoesNot() {
    HomeostaticLayer.Result two = run(SETTINGS, 2);
    HomeostaticLayer.Result one = run(SETTINGS, 1);
    HomeostaticLayer.Result larger = run(Experiments.settings(Experiments.SPARSE, BATCH + 1), 2);
    assertThat(one.adaptation().meanRateHz()).isEqualTo(two.adaptation().meanRateHz());
    assertThat(one.gains()).isEqualTo(two.gains());
    assertThat(one.outcome().train().countsSha256())
        .isEqualTo(two.outcome().train().countsSha256());
    assertThat(larger.gains()).isNotEqualTo(two.gains());
    assertThat(larger.outcome().train().countsSha256())
        .isNotEqualTo(two.outcome().train().countsSha256());
  }

  private static HomeostaticLayer.Result run(Settings settings, int threads) {
    try (Workers workers = new Workers(threads)) {
      return HomeostaticLayer.run(Experiments.lab(workers, Progress.NONE), settings, RULE);
    }
  }

  @Test
  void sharesOfNeuronsAtTheEndsAreCounted() {
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      // A target of 0 Hz drives every neuron that spikes down, one that none can reach up.
      HomeostaticLayer.GainRange down =
          HomeostaticLayer.run(lab, SETTINGS, new Homeostasis(0, 1, 0, 0.5, 2, 1)).gains();
      HomeostaticLayer.GainRange up =
          HomeostaticLayer.run(lab, SETTINGS, new Homeostasis(1e6, 1, 0, 0.5, 2, 1)).gains();
      assertThat(down.smallest()).isEqualTo(0.5f);
      assertThat(down.shareAtMin()).isEqualTo(1);
      assertThat(down.shareAtMax()).isZero();
      assertThat(up.largest()).isEqualTo(2f);
      assertThat(up.shareAtMin()).isZero();
      assertThat(up.shareAtMax()).isEqualTo(1);
    }
  }

  @Test
  void barsOfEpochsAndBatchesGetFull() {
    Experiments.Notes notes = new Experiments.Notes();
    try (Workers workers = new Workers(2)) {
      HomeostaticLayer.run(Experiments.lab(workers, notes), SETTINGS, RULE);
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
        int[] order = HomeostaticLayer.shuffled(1000, seed, epoch);
        assertThat(order).isEqualTo(HomeostaticLayer.shuffled(1000, seed, epoch));
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
      times.merge(Arrays.toString(HomeostaticLayer.shuffled(3, 42, epoch)), 1, Integer::sum);
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
