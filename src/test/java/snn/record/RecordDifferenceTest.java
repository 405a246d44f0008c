package snn.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RecordDifferenceTest {

  private static RunRecord record;

  @TempDir private Path folder;

  @BeforeAll
  static void run() {
    record = Runs.record(Runs.run(Runs.plan(7, 2)).outcome(), Runs.run(Runs.plan(8, 2)).outcome());
  }

  private Optional<RecordDifference> after(String pattern, String replacement) throws IOException {
    Path file = folder.resolve("run.json");
    record.write(file);
    String text = Files.readString(file);
    String changed = Pattern.compile(pattern).matcher(text).replaceFirst(replacement);
    assertThat(changed).as("something was replaced").isNotEqualTo(text);
    return RecordDifference.first(RunRecord.read(Files.writeString(file, changed)), record);
  }

  /** The first value of that name in the file, one digit of it changed. */
  @ParameterizedTest
  @CsvSource({
    "weights_sha256, outcomes[0].weights_sha256",
    "sha256, outcomes[0].gains.sha256",
    "counts_sha256, outcomes[0].train.counts_sha256",
    "train_sha256, dataset.train_sha256",
    "test_sha256, dataset.test_sha256",
  })
  void aHashIsNamed(String name, String path) throws IOException {
    String text = after("(\"" + name + "\" : \"[0-9a-f]{20})[0-9a-f]", "$1x").orElseThrow().where();
    assertThat(text).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "accuracy, outcomes[0].train.accuracy",
    "low, outcomes[0].train.wilson.low",
    "majority, outcomes[0].floors.majority",
    "loss, outcomes[0].readout.minimum.loss",
    "iterations, outcomes[0].readout.minimum.iterations",
    "mean_count, outcomes[0].health.mean_count",
    "bits, outcomes[0].information.bits",
    "population_sparseness, outcomes[0].information.population_sparseness",
    "synaptic_operations, outcomes[0].cost.synaptic_operations",
  })
  void aNumberIsNamedWithBothValues(String name, String path) throws IOException {
    RecordDifference difference =
        after("\"" + name + "\" : [-0-9.E]+", "\"" + name + "\" : 77").orElseThrow();
    assertThat(difference.where()).isEqualTo(path);
    assertThat(Double.parseDouble(difference.recorded())).isEqualTo(77);
    assertThat(Double.parseDouble(difference.found())).isNotEqualTo(77);
    assertThat(difference)
        .hasToString(
            "%s: recorded %s, found %s".formatted(path, difference.recorded(), difference.found()));
  }

  @Test
  void aCellOfTheConfusionIsNamed() throws IOException {
    assertThat(after("\"confusion\" : \\[ \\[ \\d+, \\d+", "\"confusion\" : [ [ 0, 99"))
        .hasValueSatisfying(
            difference -> assertThat(difference.where()).startsWith("outcomes[0].confusion[0]["));
  }

  /** One was run from the other's configuration, in which a parameter may be lacking. */
  @Test
  void theConfigurationIsNotCompared() throws IOException {
    assertThat(after("\"limit\" : null,", "")).isEmpty();
  }

  /** What only a later schema tells is no difference; what both tell is. */
  @Test
  void anOlderRecordIsComparedInWhatItTells() throws IOException {
    Path file = folder.resolve("older.json");
    record.write(file);
    ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(Files.readString(file));
    for (JsonNode outcome : tree.get("outcomes")) {
      ((ObjectNode) outcome).remove("adapted");
      ((ObjectNode) outcome).putNull("at_bounds");
    }
    String third = Json.text(tree.put("schema", 3));
    assertThat(RecordDifference.first(RunRecord.read(Files.writeString(file, third)), record))
        .isEmpty();
    tree.remove("image_facts");
    for (JsonNode outcome : tree.get("outcomes")) {
      ((ObjectNode) outcome).remove(List.of("train_recall", "at_bounds"));
    }
    String second = Json.text(tree.put("schema", 2));
    assertThat(RecordDifference.first(RunRecord.read(Files.writeString(file, second)), record))
        .isEmpty();
    ((ObjectNode) tree.get("dataset")).remove(List.of("rows", "columns", "class_names"));
    for (JsonNode outcome : tree.get("outcomes")) {
      ((ObjectNode) outcome).put("tau_ms", 20.0).remove("varied");
      ((ObjectNode) outcome.get("health")).remove("clipped_share");
    }
    String older = Json.text(tree.put("schema", 1));
    RunRecord read = RunRecord.read(Files.writeString(file, older));
    assertThat(RecordDifference.first(read, record)).isEmpty();
    String changed = older.replaceFirst("(\"loss\" : )\\d", "$17");
    assertThat(RecordDifference.first(RunRecord.read(Files.writeString(file, changed)), record))
        .hasValueSatisfying(d -> assertThat(d.where()).endsWith("minimum.loss"));
  }

  /** Two draws of what is not drawn are the same, so that the run is not asked for bits again. */
  @Test
  void bitsThatAreNotToldAnyMoreAreNoDifference() throws IOException {
    Path file = folder.resolve("bits.json");
    record.write(file);
    ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(Files.readString(file));
    tree.get("outcomes").forEach(outcome -> ((ObjectNode) outcome).putNull("information"));
    RunRecord without = RunRecord.read(Files.writeString(file, Json.text(tree)));
    assertThat(RecordDifference.first(record, without)).isEmpty();
    assertThat(RecordDifference.first(without, record))
        .hasValueSatisfying(
            difference -> assertThat(difference.where()).startsWith("outcomes[0].information"));
  }

  @Test
  void theRunIsNotCompared() throws IOException {
    assertThat(after("\"started\" : \"[^\"]*\"", "\"started\" : \"yesterday\"")).isEmpty();
    assertThat(after("\"total_seconds\" : 1.5", "\"total_seconds\" : 2.5")).isEmpty();
  }

  @Test
  void ofALongTextTheFirstPlaceIsNamed() {
    String text = "7".repeat(10_000);
    assertThat(
            RecordDifference.first("p", text, text.substring(0, 1234) + "8" + text.substring(1235)))
        .contains(new RecordDifference("p[1234]", "7", "8"));
    assertThat(RecordDifference.first("p", text, text + "1"))
        .contains(new RecordDifference("p[10000]", "nothing", "1"));
  }

  /** Folders of classes were called so where an archive had been made on macOS. */
  @Test
  void composedAndDecomposedLettersAreTheSame() {
    assertThat(RecordDifference.first("names", List.of("caf\u00e9"), List.of("cafe\u0301")))
        .isEmpty();
    assertThat(RecordDifference.first("names", List.of("caf\u00e9"), List.of("cafe"))).isPresent();
  }
}
