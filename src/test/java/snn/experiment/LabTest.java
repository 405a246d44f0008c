package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Progress;
import snn.Workers;
import snn.core.Homeostasis;
import snn.core.NaiveSimulator;
import snn.core.Network;
import snn.core.SampleTrace;
import snn.core.SpikeCounts;
import snn.core.SpikeStream;
import snn.core.WeightDistribution;
import snn.data.LabelledImages;
import snn.readout.Evaluation;
import snn.readout.ReadoutFit;

class LabTest {

  private static final Settings SETTINGS = Experiments.settings(Experiments.SPARSE, 4);

  @Test
  void featuresReadoutAndTraceAreThoseOfTheModelsEquations() {
    try (Workers workers = new Workers(2)) {
      Outcome outcome = Experiments.lab(workers, Progress.NONE).readOut(SETTINGS, "train", "test");

      Network network = Experiments.network(SETTINGS, workers);
      NaiveSimulator naive =
          new NaiveSimulator(
              SETTINGS.encoding(), SETTINGS.seed(), network.weights(), SETTINGS.lif());
      float[] gains = Homeostasis.none(Experiments.HIDDEN);
      Progress.Task silent = Progress.NONE.start("", 0, "it");
      LabelledImages train = Experiments.DIGITS.train();
      LabelledImages test = Experiments.DIGITS.test();
      SpikeCounts trainCounts = naive.counts(train, SpikeStream.TRAIN, gains, silent);
      SpikeCounts testCounts = naive.counts(test, SpikeStream.TEST, gains, silent);
      assertThat(outcome.weightsSha256()).isEqualTo(network.weights().sha256());
      assertThat(outcome.train().countsSha256()).isEqualTo(trainCounts.sha256());
      assertThat(outcome.test().countsSha256()).isEqualTo(testCounts.sha256());

      ReadoutFit fit =
          ReadoutFit.fit(
              trainCounts,
              train.labels(),
              SETTINGS.readout(),
              SETTINGS.seed(),
              workers,
              Progress.NONE);
      assertThat(outcome.fit().model().coefficients()).isEqualTo(fit.model().coefficients());
      assertThat(outcome.test().evaluation().predictions())
          .isEqualTo(fit.model().predict(testCounts, workers));
      assertThat(outcome.train().evaluation().accuracy())
          .isEqualTo(
              Evaluation.of(fit.model().predict(trainCounts, workers), train.labels()).accuracy());
      assertThat(outcome.train().images()).isEqualTo(Experiments.TRAIN);
      assertThat(outcome.test().images()).isEqualTo(Experiments.TEST);

      SampleTrace trace = naive.trace(train, 0, SpikeStream.TRAIN, gains);
      assertThat(outcome.trace().membrane()).isEqualTo(trace.membrane());
      assertThat(outcome.trace().spikes()).isEqualTo(trace.spikes());
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "32, 32", "40, 32"})
  void theFirstRowsOfTheWeightsAreKept(int hidden, int kept) {
    Settings settings =
        new Settings(
            hidden,
            SETTINGS.seed(),
            SETTINGS.batchSize(),
            SETTINGS.encoding(),
            SETTINGS.lif(),
            SETTINGS.weights(),
            SETTINGS.readout());
    try (Workers workers = new Workers(2)) {
      float[] weights = Experiments.network(settings, workers).weights().weights();
      assertThat(
              Experiments.lab(workers, Progress.NONE).readOut(settings, "train", "test").filters())
          .isEqualTo(Arrays.copyOf(weights, kept * LabelledImages.PIXELS));
    }
  }

  /** 23 and 11 images are no multiple of these batches. */
  @ParameterizedTest
  @CsvSource({"1, 23, 11", "4, 6, 3", "22, 2, 1", "23, 1, 1", "1000, 1, 1"})
  void barsCountBatchesAndGetFull(int batchSize, int train, int test) {
    Experiments.Notes notes = new Experiments.Notes();
    try (Workers workers = new Workers(3)) {
      Experiments.lab(workers, notes)
          .readOut(Experiments.settings(Experiments.SPARSE, batchSize), "a", "b");
    }
    assertThat(notes.lines()).hasSize(3);
    assertThat(notes.lines().get(0)).isEqualTo("a %d/%d it".formatted(train, train));
    assertThat(notes.lines().get(1)).isEqualTo("b %d/%d it".formatted(test, test));
    assertThat(notes.lines().get(2)).matches("readout fit (\\d+)/\\1 it");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void neitherThreadsNorBatchesChangeTheOutcome(int threads) {
    Outcome other;
    Outcome one;
    try (Workers workers = new Workers(2)) {
      one = Experiments.lab(workers, Progress.NONE).readOut(SETTINGS, "train", "test");
    }
    try (Workers workers = new Workers(threads)) {
      other =
          Experiments.lab(workers, Progress.NONE)
              .readOut(Experiments.settings(Experiments.SPARSE, 9), "train", "test");
    }
    assertThat(other.train().countsSha256()).isEqualTo(one.train().countsSha256());
    assertThat(other.test().countsSha256()).isEqualTo(one.test().countsSha256());
    assertThat(other.fit().model().coefficients()).isEqualTo(one.fit().model().coefficients());
    assertThat(other.fit().minimum().orElseThrow().loss())
        .isEqualTo(one.fit().minimum().orElseThrow().loss());
  }

  @Test
  void baselineAndSparseRunTheWeightsOfTheirSettings() {
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      Settings dense = Experiments.settings(WeightDistribution.dense(0.02, 0.01), 4);
      for (Settings settings : new Settings[] {SETTINGS, dense}) {
        Outcome expected = lab.readOut(settings, "train", "test");
        for (Outcome outcome :
            new Outcome[] {Baseline.run(lab, settings), Sparse.run(lab, settings)}) {
          assertThat(outcome.settings()).isEqualTo(settings);
          assertThat(outcome.weightsSha256()).isEqualTo(expected.weightsSha256());
          assertThat(outcome.train().countsSha256()).isEqualTo(expected.train().countsSha256());
          assertThat(outcome.testAccuracy()).isEqualTo(expected.testAccuracy());
        }
      }
      assertThat(lab.readOut(dense, "train", "test").weightsSha256())
          .isNotEqualTo(lab.readOut(SETTINGS, "train", "test").weightsSha256());
    }
  }
}
