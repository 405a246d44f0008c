package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Progress;
import snn.Sha256;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.NaiveSimulator;
import snn.core.Network;
import snn.core.SampleTrace;
import snn.core.SpikeStream;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.data.LabelledImages;
import snn.measure.Cost;
import snn.measure.Information;
import snn.readout.Evaluation;
import snn.readout.Fitting;
import snn.readout.ReadoutFit;

class LabTest {

  private static final Plan PLAN = Experiments.plan("sparse");
  private static final Settings SETTINGS = Experiments.layer(PLAN);

  @Test
  void featuresReadoutAndTraceAreThoseOfTheModelsEquations() {
    try (Workers workers = new Workers(2)) {
      Outcome outcome = Experiments.run(Experiments.lab(workers, Progress.NONE), PLAN);

      Network network = Experiments.network(SETTINGS, workers);
      NaiveSimulator naive = new NaiveSimulator(network);
      float[] gains = Homeostasis.ones(Experiments.HIDDEN);
      Progress.Task silent = Progress.NONE.start("", 0, "it");
      LabelledImages train = Experiments.DIGITS.train();
      LabelledImages test = Experiments.DIGITS.test();
      FeatureMatrix trainCounts = Fixtures.counts(naive, train, SpikeStream.TRAIN, gains, silent);
      FeatureMatrix testCounts = Fixtures.counts(naive, test, SpikeStream.TEST, gains, silent);
      assertThat(outcome.weightsSha256()).isEqualTo(Sha256.hex(network.weights().weights()));
      assertThat(outcome.train().countsSha256()).isEqualTo(trainCounts.sha256());
      assertThat(outcome.test().countsSha256()).isEqualTo(testCounts.sha256());

      ReadoutFit fit =
          ReadoutFit.fit(
              trainCounts,
              train.labels(),
              10,
              SETTINGS.readout(),
              true,
              new Fitting(SETTINGS.seed(), Optional.empty(), workers, Progress.NONE));
      assertThat(outcome.fit().linear().orElseThrow().coefficients())
          .isEqualTo(fit.linear().orElseThrow().coefficients());
      assertThat(outcome.test().evaluation().predictions())
          .isEqualTo(fit.model().predict(testCounts, workers));
      assertThat(outcome.train().evaluation().accuracy())
          .isEqualTo(
              Evaluation.of(fit.model().predict(trainCounts, workers), train.labels(), 10)
                  .accuracy());
      assertThat(outcome.train().images()).isEqualTo(Experiments.TRAIN);
      assertThat(outcome.test().images()).isEqualTo(Experiments.TEST);

      SampleTrace trace = naive.trace(train, 0, SpikeStream.TRAIN, gains);
      assertThat(outcome.samples().trace().membrane()).isEqualTo(trace.membrane());
      assertThat(outcome.samples().trace().spikes()).isEqualTo(trace.spikes());
    }
  }

  /** Two of the five neurons, which do alone what they do among the others, and with gains. */
  @Test
  void informationIsThatOfTheModelsEquations() {
    Plan plan = Experiments.plan("homeostasis", "eta", 0.001, "target_hz", 40, "p_connect", 0.05);
    try (Workers workers = new Workers(2)) {
      List<Features> kept = new ArrayList<>();
      Lab lab = lab(workers, Progress.NONE, kept);
      Outcome outcome = Experiments.run(lab, plan);
      float[] gains = kept.getFirst().gains();
      assertThat(gains).doesNotHaveDuplicates();
      LabelledImages train = Experiments.DIGITS.train();
      Network network = Experiments.network(Experiments.layer(plan), workers);
      NaiveSimulator naive = new NaiveSimulator(network);
      Progress.Task silent = Progress.NONE.start("", 0, "it");
      int[] neurons = Information.neurons(7, Experiments.HIDDEN, Experiments.TRAIN);
      int[] images = Information.images(Experiments.TRAIN);
      Information expected =
          Information.of(
              Fixtures.counts(naive, train, SpikeStream.TRAIN, gains, silent)
                  .select(images, neurons),
              Fixtures.counts(naive, train, SpikeStream.TRAIN_AGAIN, gains, silent)
                  .select(images, neurons),
              workers);
      assertThat(outcome.information()).contains(expected);
      assertThat(expected.neurons()).isEqualTo(2);
      assertThat(expected.images()).isEqualTo(23);
      assertThat(expected.reliability()).isGreaterThan(0);
      assertThat(outcome.cost()).contains(Cost.of(network, train, outcome.health().meanCount()));
    }
  }

  private static Lab lab(Workers workers, Progress progress, List<Features> kept) {
    FeatureStore store =
        new FeatureStore() {
          @Override
          public Optional<Features> find(FeatureKey key) {
            return kept.stream().filter(features -> features.key().equals(key)).findFirst();
          }

          @Override
          public void keep(Features features) {
            kept.add(features);
          }
        };
    return new Lab(
        Experiments.DIGITS,
        DatasetIdentity.of(Experiments.DIGITS),
        Backend.EVENT,
        workers,
        progress,
        Floors.majority(Experiments.DIGITS),
        ImageFacts.of(Experiments.DIGITS),
        store);
  }

  /** Whatever the run measured that left features in the store. */
  @Test
  void informationIsMeasuredWhereTheRunAsksForIt() {
    Plan without = Experiments.plan("sparse", "information", false);
    try (Workers workers = new Workers(2)) {
      Outcome measured = Experiments.run(Experiments.lab(workers, Progress.NONE), PLAN);
      Outcome plain = Experiments.run(Experiments.lab(workers, Progress.NONE), without);
      assertThat(measured.information()).isPresent();
      assertThat(plain.information()).isEmpty();
      assertThat(plain.cost()).isEmpty();
      assertThat(plain)
          .usingRecursiveComparison()
          .ignoringFieldsMatchingRegexes(".*seconds", "measured.information", "measured.cost")
          .isEqualTo(measured);
      List<Features> kept = new ArrayList<>();
      Experiments.Notes notes = new Experiments.Notes();
      Lab lab = lab(workers, notes, kept);
      assertThat(Experiments.run(lab, without).information()).isEmpty();
      assertThat(Experiments.run(lab, PLAN).information()).isEqualTo(measured.information());
      assertThat(kept.get(1).cost()).isEqualTo(measured.cost());
      kept.removeFirst();
      assertThat(Experiments.run(lab, PLAN).information()).isEqualTo(measured.information());
      assertThat(Experiments.run(lab, without).information()).isEmpty();
      assertThat(kept.getLast().isMeasured()).isFalse();
      assertThat(notes.lines()).filteredOn(line -> line.contains("extraction")).hasSize(2);
    }
  }

  /** Two draws of what is not drawn are the same, and tell nothing; what an image costs stays. */
  @Test
  void whereNothingIsLeftToChanceThereIsNoInformation() {
    Plan plan = Experiments.plan("sparse", "encoding", "regular", "phase", "half");
    try (Workers workers = new Workers(2)) {
      Outcome outcome = Experiments.run(Experiments.lab(workers, Progress.NONE), plan);
      assertThat(outcome.information()).isEmpty();
      assertThat(outcome.cost()).isPresent();
    }
  }

  /** Seven images are too few for a neuron. */
  @Test
  void ofTooFewImagesThereIsNoInformation() {
    Dataset few = Experiments.DIGITS.first(7);
    try (Workers workers = new Workers(2)) {
      Lab lab =
          new Lab(
              few,
              DatasetIdentity.of(few),
              Backend.EVENT,
              workers,
              Progress.NONE,
              Floors.majority(few),
              ImageFacts.of(few),
              FeatureStore.NONE);
      Outcome outcome = Experiments.run(lab, PLAN);
      assertThat(outcome.information()).isEmpty();
      assertThat(outcome.cost()).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "32, 32", "40, 32"})
  void theFirstRowsOfTheWeightsAreKept(int hidden, int kept) {
    Plan plan = Experiments.plan("sparse", "hidden", hidden);
    try (Workers workers = new Workers(2)) {
      float[] weights = Experiments.network(Experiments.layer(plan), workers).weights().weights();
      assertThat(Experiments.run(Experiments.lab(workers, Progress.NONE), plan).samples().filters())
          .isEqualTo(Arrays.copyOf(weights, kept * Fixtures.PIXELS));
    }
  }

  /** 23 and 11 images are no multiple of these batches. */
  @ParameterizedTest
  @CsvSource({"1, 23, 11", "4, 6, 3", "22, 2, 1", "23, 1, 1", "1000, 1, 1"})
  void barsCountBatchesAndGetFull(int batchSize, int train, int test) {
    Experiments.Notes notes = new Experiments.Notes();
    try (Workers workers = new Workers(3)) {
      Experiments.run(
          Experiments.lab(workers, notes), Experiments.plan("sparse", "batch_size", batchSize));
    }
    assertThat(notes.lines()).hasSize(3);
    assertThat(notes.lines().get(0))
        .isEqualTo("train feature extraction %d/%d it".formatted(train, train));
    assertThat(notes.lines().get(1))
        .isEqualTo("test feature extraction %d/%d it".formatted(test, test));
    assertThat(notes.lines().get(2)).matches("readout fit (\\d+)/\\1 it");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void neitherThreadsNorBatchesChangeTheOutcome(int threads) {
    Outcome other;
    Outcome one;
    try (Workers workers = new Workers(2)) {
      one = Experiments.run(Experiments.lab(workers, Progress.NONE), PLAN);
    }
    try (Workers workers = new Workers(threads)) {
      other =
          Experiments.run(
              Experiments.lab(workers, Progress.NONE), Experiments.plan("sparse", "batch_size", 9));
    }
    assertThat(other.train().countsSha256()).isEqualTo(one.train().countsSha256());
    assertThat(other.test().countsSha256()).isEqualTo(one.test().countsSha256());
    assertThat(other.information()).isEqualTo(one.information());
    assertThat(other.fit().linear().orElseThrow().coefficients())
        .isEqualTo(one.fit().linear().orElseThrow().coefficients());
    assertThat(other.fit().minimum().orElseThrow().loss())
        .isEqualTo(one.fit().minimum().orElseThrow().loss());
  }

  /** Two experiments differ in their defaults, and in what they print. */
  @Test
  void equalSettingsGiveEqualOutcomesInEveryExperiment() {
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      Outcome sparse = Experiments.run(lab, PLAN);
      assertThat(Experiments.run(lab, Experiments.plan("baseline")))
          .usingRecursiveComparison()
          .ignoringFieldsMatchingRegexes(".*seconds")
          .isEqualTo(sparse);
      assertThat(Experiments.run(lab, Experiments.plan("sparse", "p_connect", 1)).weightsSha256())
          .isNotEqualTo(sparse.weightsSha256());
    }
  }

  /** What the store has is not simulated again, and it hears of all features. */
  @Test
  void featuresInTheStoreAreUsed() {
    List<Features> kept = new ArrayList<>();
    try (Workers workers = new Workers(2)) {
      Experiments.Notes notes = new Experiments.Notes();
      Lab lab = lab(workers, notes, kept);
      Outcome first = Experiments.run(lab, PLAN);
      Outcome second = Experiments.run(lab, Experiments.plan("baseline", "max_iter", 29));
      assertThat(kept).hasSize(2);
      assertThat(kept.get(1)).isSameAs(kept.get(0));
      assertThat(second.test().countsSha256()).isEqualTo(first.test().countsSha256());
      assertThat(notes.lines()).filteredOn(line -> line.contains("extraction")).hasSize(2);
    }
  }
}
