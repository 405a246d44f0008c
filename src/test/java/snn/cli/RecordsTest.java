package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of runs, and what {@code verify} and {@code compare} make of them. */
class RecordsTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void runAllFour() {
    assertThat(Program.runIn(folder, "baseline").exitCode()).isZero();
    assertThat(Program.runIn(folder, "homeostasis", "--batch_size=16").exitCode()).isZero();
    assertThat(Program.runIn(folder, "tau-sweep", "--tau_list=5,9.5").exitCode()).isZero();
    assertThat(Program.runIn(folder, "sparse", "--p_connect=0.1", "--floors").exitCode()).isZero();
    assertThat(Program.runIn(folder, "sparse", "--p_connect=0.2", "--C=auto").exitCode()).isZero();
  }

  private static Path record(String name) {
    return Program.reports(folder).resolve("strokes_" + name + ".json");
  }

  private static Program verify(Path file) {
    return Program.run("verify", file.toString(), "--num_workers=1");
  }

  /** The record with one digit changed after the first match. */
  private static Path changed(String name, String pattern, String replacement) throws IOException {
    String text = Files.readString(record(name));
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).isTrue();
    return Files.writeString(folder.resolve("changed.json"), matcher.replaceFirst(replacement));
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "tau_sweep", "sparse_p0.1", "sparse_p0.2"})
  void everyRecordIsVerified(String name) {
    Program run = verify(record(name));
    assertThat(run.err()).doesNotContain("snn:");
    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines())
        .containsExactly(record(name) + ": verified, every digit is the same");
  }

  /** As a program wrote it that measured nothing: neither computed nor compared. */
  @Test
  void aRecordWithoutInformationIsVerified() throws IOException {
    String text = Files.readString(record("homeostasis"));
    assertThat(text).contains("\"bits\"", "\"synaptic_operations\"");
    Path file =
        Files.writeString(
            folder.resolve("older.json"),
            text.replaceAll("\\s+\"(information|cost)\" : \\{[^}]*},", "")
                .replaceAll(",?\\s+\"information\" : (true|[0-9.E-]+)", ""));
    assertThat(Files.readString(file)).doesNotContain("information", "cost");
    assertThat(verify(file).exitCode()).isZero();
  }

  @Test
  void informationIsLeftOutWhenAskedFor() throws IOException {
    Path at = folder.resolve("without");
    Program.runIn(at, "sparse", "--no-information");
    Path file = Program.reports(at).resolve("strokes_sparse_p0.05.json");
    assertThat(Files.readString(file))
        .contains("\"information\" : false", "\"information\" : null", "\"cost\" : null");
    assertThat(Files.readString(Program.reports(at).resolve("strokes_sparse_p0.05_report.txt")))
        .contains("\nLayer: ")
        .doesNotContain("\nInformation: ", "\nCost: ");
    assertThat(verify(file).exitCode()).isZero();
    assertThat(Files.readString(Program.reports(folder).resolve("strokes_baseline_report.txt")))
        .containsSubsequence("\nLayer: ", "\nInformation: ", "\nCost: ", "\nSeed: ");
  }

  @Test
  void verifyingLeavesNoFiles() throws IOException {
    // Where a run without --output_dir would write; the project's own results are there.
    Map<Path, FileTime> published = lastModified(Path.of("outputs"));
    Program.run("verify", record("baseline").toString());
    assertThat(lastModified(Path.of("outputs"))).isEqualTo(published);
    assertThat(Program.filesIn(Program.reports(folder))).hasSize(15);
  }

  private static Map<Path, FileTime> lastModified(Path folder) throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @ParameterizedTest
  @CsvSource({
    "'(\"weights_sha256\" : \".{63}).', '$1x', 'outcomes[0].weights_sha256: recorded '",
    "'(\"sha256\" : \".{63}).', '$1x', 'outcomes[0].gains.sha256: recorded '",
    "'(\"counts_sha256\" : \".{63}).', '$1x', 'outcomes[0].train.counts_sha256: recorded '",
    "'(\"accuracy\" : )', '$11', 'outcomes[0].train.accuracy: recorded 1'",
    "'(\"confusion\" : \\[ \\[ )', '$15', 'outcomes[0].confusion[0][0]: recorded 5'",
    "'(\"train_sha256\" : \".{63}).', '$1x', 'dataset.train_sha256: recorded '",
    "'(\"stream_version\" : )1', '$12', 'stream_version: recorded 2, found 1'",
    "'(\"seed\" : )42', '$143', 'outcomes[0].seed: recorded 42, found 43'",
    "'(\"w_mean\" : 0.5)', '$10000001', 'outcomes[0].weights_sha256: recorded '",
    "'(\"bits\" : )', '$11', 'outcomes[0].information.bits: recorded 1'",
    "'(\"membrane_updates\" : )', '$11', 'outcomes[0].cost.membrane_updates: recorded 1'",
    "'(\"max_iter\" : )200', '$1201', 'outcomes[0].'",
  })
  void aChangedDigitIsNamed(String pattern, String replacement, String where) throws IOException {
    Path file = changed("homeostasis", pattern, replacement);
    Program run = verify(file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.MISMATCH);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains("snn: " + file + ": " + where);
  }

  /**
   * A readout's option that came later had its default, in the configuration and in what it did.
   */
  @ParameterizedTest
  @ValueSource(strings = {"C_rule", "gap", "tol", "solver"})
  void aRecordMayLackAnOptionOfTheReadout(String option) throws IOException {
    String text = Files.readString(record("baseline"));
    String older = text.replaceAll("\\s*\"" + option + "\" : [^,\n]*,", "");
    assertThat(older).isNotEqualTo(text);
    Path file = Files.writeString(folder.resolve("older.json"), older);
    assertThat(verify(file).err()).doesNotContain("snn:");
    assertThat(verify(file).exitCode()).isZero();
  }

  @Test
  void theLastOutcomeIsLookedAtToo() throws IOException {
    String text = Files.readString(record("tau_sweep"));
    int last = text.lastIndexOf("\"predictions\" : \"") + 17;
    char other = text.charAt(last) == '3' ? '4' : '3';
    Path file =
        Files.writeString(
            folder.resolve("last.json"),
            text.substring(0, last) + other + text.substring(last + 1));
    assertThat(verify(file).err())
        .contains("outcomes[1].predictions")
        .contains("recorded " + other);
  }

  /** Hashes of the dataset are compared before anything is computed. */
  @Test
  void anotherDatasetIsNamedFirst() throws IOException {
    Program run = verify(changed("homeostasis", "(\"limit\" : )57", "$156"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.MISMATCH);
    assertThat(run.err()).contains("dataset.train_images: recorded 57, found 56");
    assertThat(run.bars()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"experiment\" : \"homeostasis\"', '\"experiment\" : \"dense\"', 'cannot be run again'",
    "'\"eta\"', '\"beta\"', 'cannot be run again'",
    "'(\"hidden\" : )9', '$10', '--hidden must be in'",
    "'\"schema\" : 4', '\"schema\" : 5', 'schema 5'",
    "'\"outcomes\"', '\"results\"', 'damaged'",
  })
  void aRecordOfNoRunExitsWith3(String pattern, String replacement, String why) throws IOException {
    Path file = changed("homeostasis", pattern, replacement);
    Program run = verify(file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.errLines()).singleElement().asString().contains(file.toString(), why);
  }

  /** Where a readout was fitted is in the record; on another device its digits may differ. */
  @Test
  void aReadoutOfAnotherDeviceIsToldAsTheCause() throws IOException {
    Program run = verify(changed("homeostasis", "(\"device\" : )\"cpu\"", "$1\"cuda\""));
    assertThat(run.exitCode()).isEqualTo(ExitCode.MISMATCH);
    assertThat(run.err())
        .contains("fitted on cuda, here on cpu", "weights, gains and spike counts may not")
        .contains("outcomes[0].readout.device: recorded cuda, found cpu");
  }

  @Test
  void aReportIsNoRecord() {
    Program run = verify(Program.reports(folder).resolve("strokes_baseline_report.txt"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).contains("is not the record of a run");
  }

  @Test
  void comparisonNamesTheFlagsAndTestsTheDifference() {
    Program run =
        Program.run("compare", record("baseline").toString(), record("sparse_p0.1").toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines())
        .contains(
            "  experiment: baseline -> sparse",
            "  p_connect: 1.0 -> 0.1",
            "  scale_features: true -> false",
            "Outcome of seed 42 -> seed 42:")
        .anyMatch(line -> line.matches("  McNemar: \\d+ test images .* p [=<] [0-9.e-]+ \\(.*\\)"))
        .noneMatch(line -> line.contains("hidden"));
  }

  @Test
  void comparisonOfDifferentTestImagesExitsWith3() throws IOException {
    Path file = changed("baseline", "(\"test_sha256\" : \".{63}).", "$1x");
    Program run = Program.run("compare", record("baseline").toString(), file.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).contains("tested on different images");
  }

  @Test
  void aRecordNamesWhatRan() throws IOException {
    List<String> lines = Files.readAllLines(record("baseline"));
    assertThat(lines)
        .anyMatch(line -> line.matches(" +\"started\" : \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:.*Z\","))
        .anyMatch(line -> line.matches(" +\"version\" : \"\\d.*\","))
        .anyMatch(line -> line.matches(" +\"smile\" : \"\\d.*\",?"))
        .anyMatch(line -> line.matches(" +\"num_workers\" : 2,"));
    Stream<String> commit = lines.stream().filter(line -> line.contains("\"commit\""));
    assertThat(commit)
        .singleElement()
        .asString()
        .matches(" +\"commit\" : (null|\"[0-9a-f]{40}\"),");
  }
}
