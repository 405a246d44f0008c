package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import snn.data.DataException;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.experiment.Outcome;
import snn.record.RunRecord;
import snn.record.Runs;

class ComparisonTest {

  private static Outcome outcome;
  private static RunRecord record;

  @BeforeAll
  static void run() {
    outcome = Runs.run(Runs.plan(7, 2)).outcome();
    record = Runs.record(outcome);
  }

  private static RunRecord with(
      Map<String, Object> configuration, DatasetIdentity dataset, List<RunRecord.Layer> outcomes) {
    return new RunRecord(
        2,
        record.experiment(),
        configuration,
        dataset,
        record.imageFacts(),
        record.testLabels(),
        record.streamVersion(),
        outcomes,
        record.run());
  }

  @Test
  void theSameRunDiffersInNothing() {
    assertThat(Comparison.of(record, record))
        .contains(
            "Configuration:",
            "  the same",
            "  Weights same, gains same, train counts same, test counts same, predictions same",
            "  McNemar: 0 test images read rightly by A only, 0 by B only; p = 1.0 (exact"
                + " binomial)")
        .hasSize(7);
  }

  @Test
  void otherFlagsAndOtherResultsAreNamed() {
    Map<String, Object> configuration = new LinkedHashMap<>(record.configuration());
    configuration.put("seed", 8);
    configuration.put("limit", 5);
    configuration.put("scale_features", false);
    RunRecord other =
        with(
            configuration,
            Runs.IDENTITY,
            Runs.record(Runs.run(Runs.plan(8, 2)).outcome()).outcomes());
    assertThat(Comparison.of(record, other))
        .contains(
            "  limit: - -> 5",
            "  seed: 1099511627776 -> 8",
            "  scale_features: true -> false",
            "Outcome of seed 7 -> seed 8:")
        .anyMatch(line -> line.startsWith("  Weights different, gains same, train counts diff"))
        .noneMatch(line -> line.contains("w_mean"));
  }

  /** A record of a program that did not know a parameter yet had its default. */
  @Test
  void whatAnOlderRecordDoesNotTellIsNoDifference() {
    Map<String, Object> older = new LinkedHashMap<>(record.configuration());
    older.keySet().removeAll(List.of("weights", "encoding", "neuron", "floors"));
    assertThat(Comparison.of(record, with(older, Runs.IDENTITY, record.outcomes())))
        .contains("  the same");
  }

  @Test
  void otherTestImagesAreRefused() {
    DatasetIdentity other =
        new DatasetIdentity("mnist", 23, 11, 28, 28, Dataset.numbered(10), "a", "b");
    assertThatThrownBy(
            () -> Comparison.of(record, with(record.configuration(), other, record.outcomes())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("different images: A on 11 of strokes, B on 11 of mnist");
  }

  @Test
  void unequallyManyOutcomesAreRefused() {
    assertThatThrownBy(() -> Comparison.of(record, Runs.record(outcome, outcome)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 and 2 outcomes");
  }
}
