package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.record.RunRecord;

class PageCommandTest {

  @TempDir private static Path folder;
  @TempDir private Path out;

  private static Path sparse;
  private static Path repeated;

  @BeforeAll
  static void run() {
    Program.runIn(folder, "sparse", "--max_iter=3");
    sparse = Program.reports(folder).resolve("strokes_sparse_p0.05.json");
    Program.runIn(folder, "sparse", "--p_connect=0.2", "--repeats=2", "--C=auto");
    repeated = Program.reports(folder).resolve("strokes_sparse_p0.2.json");
  }

  private Program page(Path... records) {
    List<String> words = new ArrayList<>(List.of("page", "--html=" + html()));
    for (Path record : records) {
      words.add(record.toString());
    }
    return Program.run(words.toArray(String[]::new));
  }

  private Path html() {
    return out.resolve("page.html");
  }

  /** What an experiment writes of itself is what comes of its record. */
  @Test
  void aRecordLeadsToThePageThatTheRunWrote() throws IOException {
    Program program = page(sparse);
    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out()).isEqualTo(html() + "\n");
    assertThat(html()).hasSameTextualContentAs(sparse.resolveSibling("strokes_sparse_p0.05.html"));
  }

  @Test
  void findingsFollowFromTheRecords() throws IOException {
    assertThat(page(repeated, sparse).exitCode()).isZero();
    String text = Files.readString(html());
    RunRecord record = RunRecord.read(repeated);
    assertThat(text)
        .contains("Which runs differ", "sparse, p_connect 0.2")
        .contains("after 3 iterations, with max|gradient|")
        .contains("none of these runs has the optimum of that layer")
        .contains("(mean of 2 seeds, 95 % interval): seed 42 ")
        .contains(record.outcomes().getFirst().weightsSha256());
  }

  @Test
  void recordsAloneAreShownWithoutRunningThem() throws IOException {
    Program program = Program.run("page", sparse.toString(), "--records_only", "--html=" + html());
    assertThat(program.exitCode()).isZero();
    assertThat(program.err()).isEmpty();
    assertThat(Files.readString(html()))
        .contains("Only what the record holds is shown")
        .contains("class=\"confusion\"")
        .doesNotContain("class=\"player\"");
  }

  /** Nothing is downloaded. */
  @Test
  void whereTheImagesAreNotThereThePageSaysWhatItLacks() throws IOException {
    Path data = out.resolve("data");
    TinyMnist.write(data, 30);
    Program.runIn(out, "baseline", "--dataset=mnist", "--data_dir=" + data);
    Path record = Program.reports(out).resolve("baseline.json");
    Path empty = Files.createDirectories(out.resolve("empty"));
    Program program =
        Program.run("page", record.toString(), "--data_dir=" + empty, "--html=" + html());
    assertThat(program.exitCode()).isZero();
    assertThat(program.err())
        .isEqualTo(
            "snn: warning: baseline: traces and misread images are left out: the images of mnist"
                + " are not there\n");
    assertThat(Files.readString(html())).contains("are left out here: the images of mnist are not");

    TinyMnist.write(empty, 29);
    program = Program.run("page", record.toString(), "--data_dir=" + empty, "--html=" + html());
    assertThat(program.err()).contains("the images that are there are not those of the record");
  }

  @Test
  void aFolderIsATableOfAllRunsBelow() throws IOException {
    Files.writeString(Program.reports(folder).resolve("other.json"), "{}");
    Path hidden = Files.createDirectories(folder.resolve(".point.part"));
    Files.copy(sparse, hidden.resolve("half.json"));
    Program program = page(folder);
    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.err()).contains("other.json is not the record of a run").hasLineCount(1);
    assertThat(Files.readString(html()))
        .contains("<h1>2 runs</h1>", "Highest accuracy with")
        .contains("/reports/strokes_sparse_p0.05.html\"")
        .doesNotContain(".point.part");
  }

  /** A seed is no axis, and yet what varies. */
  @Test
  void runsThatDifferInTheirSeedAreToldTogether() throws IOException {
    for (String seed : List.of("1", "2")) {
      Program.runIn(out.resolve(seed), "sparse", "--no-page", "--seed=" + seed);
    }
    assertThat(page(out).exitCode()).isZero();
    assertThat(Files.readString(html()))
        .containsPattern(
            "<p>Only the seed varies: test accuracy [01]\\.\\d{4} ± \\d\\.\\d{4} \\(mean of 2"
                + " seeds, 95 % interval\\)\\.</p>")
        .doesNotContain("No number varies");
    Program.runIn(out.resolve("3"), "sparse", "--no-page", "--seed=2", "--encoding=regular");
    assertThat(page(out).exitCode()).isZero();
    assertThat(Files.readString(html()))
        .containsPattern(
            "<p>[^<]*encoding=rate[^<]*: test accuracy .* \\(mean of 2 seeds, [^<]*</p>")
        .containsPattern("<p>[^<]*encoding=regular[^<]*: test accuracy [01]\\.\\d{4}\\.</p>");
  }

  @Test
  void aFolderWithoutRunsIsTold() {
    Program program = page(out);
    assertThat(program.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(program.err()).startsWith("snn: no records of runs below " + out);
    assertThat(html()).doesNotExist();
  }

  @Test
  void aPageIsAFile() {
    Program program = Program.run("page", sparse.toString(), "--html=" + out);
    assertThat(program.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(program.err()).startsWith("snn: --html must be a file, found the folder " + out);
  }

  @Test
  void aPageCanBeLeftOut() throws IOException {
    Program.runIn(out, "sparse", "--no-page");
    assertThat(Program.filesIn(Program.reports(out)))
        .containsExactly("strokes_sparse_p0.05.json", "strokes_sparse_p0.05_report.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "sparse --hidden 7, scripts/snn sparse --dataset strokes --limit 57 --hidden 7"
        + " --num_steps 20",
    "tau-sweep --tau_list 2 5, 'scripts/snn tau-sweep --dataset strokes --limit 57"
        + " --hidden 9 --num_steps 20 --tau_list 2.0 5.0'",
    "baseline --no-scale_features --seed=-3, 'scripts/snn baseline --dataset strokes --limit 57"
        + " --seed=-3 --hidden 9 --num_steps 20 --no-scale_features'"
  })
  void aCommandDoesTheSameAgain(String words, String command) throws IOException {
    String[] split = words.split(" ", -1);
    Program.runIn(out, split[0], Arrays.copyOfRange(split, 1, split.length));
    String name =
        Program.filesIn(Program.reports(out)).stream()
            .filter(file -> file.endsWith(".json"))
            .findFirst()
            .orElseThrow();
    RunRecord record = RunRecord.read(Program.reports(out).resolve(name));
    assertThat(Commands.of(record)).isEqualTo(command);
  }
}
