package snn.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.data.DataException;
import snn.experiment.Outcome;

class RunRecordTest {

  private static Outcome outcome;
  private static RunRecord record;

  @TempDir private Path folder;
  private Path file;

  @BeforeAll
  static void run() {
    outcome = Runs.run(Runs.plan(7, 2)).outcome();
    record = Runs.record(outcome, Runs.run(Runs.adapted(8)).outcome());
  }

  @BeforeEach
  void nameFile() {
    file = folder.resolve("sub").resolve("run.json");
  }

  @Test
  void comesBackDigitByDigit() throws IOException {
    record.write(file);
    RunRecord read = RunRecord.read(file);
    assertThat(RecordDifference.first(record, read)).isEmpty();
    assertThat(read.run()).isEqualTo(record.run());
    assertThat(read.configuration()).isEqualTo(record.configuration());
    assertThat(read.dataset()).isEqualTo(Runs.IDENTITY);
    byte[] once = Files.readAllBytes(file);
    read.write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(once);
  }

  @Test
  void saysWhatCameOut() {
    RunRecord.Layer layer = record.outcomes().getFirst();
    assertThat(layer.weightsSha256()).isEqualTo(outcome.weightsSha256());
    assertThat(layer.gains().smallest()).isEqualTo(1);
    assertThat(layer.gains().largest()).isEqualTo(1);
    assertThat(layer.train().countsSha256()).isEqualTo(outcome.train().countsSha256());
    assertThat(layer.test().countsSha256()).isEqualTo(outcome.test().countsSha256());
    assertThat(layer.test().accuracy()).isEqualTo(outcome.testAccuracy());
    assertThat(layer.confusion()).isEqualTo(outcome.test().evaluation().confusion());
    assertThat(layer.readout().get("minimum"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("loss", outcome.fit().minimum().orElseThrow().loss())
        .containsEntry("iterations", outcome.fit().minimum().orElseThrow().iterations())
        .doesNotContainKey("coefficients");
    int right = 0;
    for (int i = 0; i < record.testLabels().length(); i++) {
      right += record.testLabels().charAt(i) == layer.predictions().charAt(i) ? 1 : 0;
    }
    assertThat(right).isEqualTo(outcome.test().evaluation().correct());
    RunRecord.Layer adapted = record.outcomes().get(1);
    assertThat(adapted.seed()).isEqualTo(8);
    assertThat(adapted.gains().smallest()).isLessThan(1);
    assertThat(adapted.gains().sha256()).isNotEqualTo(layer.gains().sha256());
  }

  /** The format is one that other programs read: names, order, and nothing that is not JSON. */
  @Test
  void namesAreThoseOfThePage() throws IOException {
    record.write(file);
    String text = Files.readString(file);
    assertThat(text)
        .startsWith("{\n  \"schema\" : 4,\n  \"experiment\" : \"sparse\",\n  \"configuration\" : {")
        .endsWith("}\n")
        .contains("\"w_mean\" : 0.30000000000000004", "\"limit\" : null", "\"pixels\" : null")
        .contains("\"train_sha256\"", "\"t", "\"counts_sha256\"", "\"stop\" : \"")
        .doesNotContain("NaN", "coefficients");
  }

  /** As records were before anything was measured. */
  @Test
  void whatARecordDoesNotTellWasNotMeasured() throws IOException {
    record.write(file);
    String older =
        Files.readString(file)
            .replaceAll("\\s+\"(information|cost)\" : \\{[^}]*},", "")
            .replaceAll(",?\\s+\"information\" : (true|[0-9.E-]+)", "");
    assertThat(older).doesNotContain("information", "cost", "bits");
    RunRecord read = RunRecord.read(Files.writeString(file, older));
    assertThat(read.configuration()).containsEntry("information", false);
    assertThat(read.outcomes()).allMatch(layer -> layer.information().isEmpty());
    assertThat(read.outcomes()).allMatch(layer -> layer.cost().isEmpty());
    read.write(file);
    assertThat(RunRecord.read(file).configuration()).isEqualTo(read.configuration());
    assertThat(RecordDifference.first(read, record))
        .hasValueSatisfying(d -> assertThat(d.where()).isEqualTo("outcomes[0].information"));
  }

  /** The first records told of the whole run only. */
  @Test
  void aReadoutWasFittedWhereTheRunWas() throws IOException {
    record.write(file);
    String text = Files.readString(file);
    String older = text.replaceAll(",\\s+\"device\" : \"cpu\"(?=\\s+})", "");
    assertThat(older).hasSizeLessThan(text.length());
    RunRecord read =
        RunRecord.read(
            Files.writeString(
                file, older.replace("\"device\" : \"cpu\"", "\"device\" : \"cuda\"")));
    assertThat(read.readoutDevices()).containsExactly("cuda");
    assertThat(record.readoutDevices()).containsExactly("cpu");
  }

  /** One that says that it was measured, and does not say what, is damaged. */
  @Test
  void whatIsMissingIsMissed() throws IOException {
    record.write(file);
    assertRefused(
        Files.readString(file).replaceAll("\\s+\"information\" : \\{[^}]*},", ""), "information");
  }

  private void assertRefused(String text, String... why) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.json"), text);
    assertThatThrownBy(() -> RunRecord.read(bad))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bad.json")
        .hasMessageContainingAll(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"schema\" : 4,             | \"schema\" : 5,        | schema 5, and this program knows",
        "\"schema\" : 4,             | \"schema\" : 0,        | schema 0, and this program knows",
        "\"schema\" : 4,             | \"schema\" : \"1\",    | has no schema",
        "\"schema\" : 4,             |                        | has no schema",
        "\"stream_version\"          | \"flow_version\"       | stream_version",
        "\"stream_version\" : 1,     |                        | stream_version",
        "\"stream_version\" : 1,     | \"stream_version\" : \"one\", | stream_version",
        "\"test_labels\" : \"        | \"test_labels\" : \"x  | test_labels must be 11 labels",
        "\"predictions\" : \"        | \"predictions\" : \"1  | predictions must be 11 labels",
        "\"experiment\" : \"sparse\" | \"experiment\" : null  | experiment",
        "\"experiment\"              | \"schema\" : 1, \"experiment\" | schema",
      })
  void whatIsNoRecordIsRefused(String from, String to, String why) throws IOException {
    record.write(file);
    assertRefused(Files.readString(file).replace(from, to == null ? "" : to), why);
  }

  @Test
  void foreignAndDamagedFilesAreRefused() throws IOException {
    assertRefused("", "schema");
    assertRefused("Test Accuracy: 0.1156\n", "the record of a run, or damaged");
    assertRefused("[1, 2]", "has no schema");
    assertRefused("{\"schema\" : 1}", "the record of a run, or damaged");
    record.write(file);
    String text = Files.readString(file);
    assertRefused(text.substring(0, text.length() / 2), "or damaged");
    assertRefused(text + "{}", "or damaged");
    assertThatThrownBy(() -> RunRecord.read(folder.resolve("none.json")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("none.json", "no such file");
  }
}
