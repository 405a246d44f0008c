package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.report.RunRecord;

/** A part of a user's own on the command line, from help to a repeated run. */
class PartsOptionTest {

  private static final Path SPOTS = Path.of("src/site/java/CentreSurround.java");

  @TempDir private Path folder;

  private Program run(Path part, String... args) {
    return Program.runIn(
        folder,
        "fields",
        Stream.concat(Stream.of("--parts=" + part, "--weights=centre-surround"), Stream.of(args))
            .toArray(String[]::new));
  }

  private Path changed(String from, String to) throws IOException {
    String text = Files.readString(SPOTS);
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("CentreSurround.java"), text.replace(from, to));
  }

  private Path record() throws IOException {
    try (Stream<Path> files = Files.list(Program.reports(folder))) {
      return files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }

  @Test
  void aPartHasItsFlagHelpRecordAndPage() throws IOException {
    Program help = Program.run("fields", "--help", "--parts", SPOTS.toString());
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("--centre_sigma=PIXELS", "patch, gabor, centre-surround");

    Program run = run(SPOTS, "--centre-sigma=2");
    assertThat(run.exitCode()).as(run.err()).isZero();
    RunRecord record = RunRecord.read(record());
    assertThat(record.configuration())
        .containsEntry("weights", "centre-surround")
        .containsEntry("centre_sigma", 2.0);
    String name = record().getFileName().toString().replace(".json", ".html");
    assertThat(Files.readString(Program.reports(folder).resolve(name)))
        .contains("(a spot less its surround, at a random place")
        .contains("--parts CentreSurround.java");

    assertThat(Program.run("verify", record().toString(), "--parts=" + SPOTS).out())
        .endsWith("verified, every digit is the same\n");
    Program without = Program.run("verify", record().toString());
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err())
        .startsWith("snn: --parts must name CentreSurround.java of SHA-256 ")
        .endsWith(", which --weights centre-surround comes from\n");
    Program other =
        Program.run("verify", record().toString(), "--parts=" + changed("record", "record "));
    assertThat(other.exitCode()).isEqualTo(6);
    assertThat(other.err())
        .contains("the source CentreSurround.java is another one, SHA-256: recorded ");
  }

  @Test
  void aSweepGoesOnOnlyWithTheSourceThatItBeganWith() throws IOException {
    List<String> words =
        List.of(
            "sweep",
            "fields",
            "--centre_sigma",
            "1,2",
            "--out=" + folder.resolve("sweep"),
            "--",
            "--weights=centre-surround",
            "--dataset=strokes",
            "--limit=57",
            "--hidden=9",
            "--num_steps=20",
            "--no-floors");
    assertThat(sweep(words, SPOTS).exitCode()).isZero();
    assertThat(sweep(words, SPOTS).err()).contains("2 points, 2 of them complete");
    Program other = sweep(words, changed("record", "record "));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains("has a record of another configuration (there: CentreSurround");
    assertThat(sweep(words, SPOTS, "--list").outLines())
        .hasSize(2)
        .allMatch(line -> line.contains(" --parts=" + SPOTS));
  }

  private static Program sweep(List<String> words, Path part, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(3, List.of(more));
    all.add(1, "--parts=" + part);
    all.remove("--count");
    return Program.run(all.toArray(String[]::new));
  }

  @Test
  void whatFailsInAPartIsItsFaultAndNotThatOfTheProgram() throws IOException {
    Path part = changed("weights[y * shape.columns() + x] =", "weights[y * 1000 + x] =");
    Program run = run(part);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .matches(
            "snn: CentreSurround\\.java:\\d+, in fill of CentreSurround, for the weights of neuron"
                + " \\d: ArrayIndexOutOfBoundsException, Index .* \\(a fault of that part,"
                + " --verbose shows more\\)");
    assertThat(run(part, "--verbose").err()).contains("at parts//CentreSurround.fill(");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() throws IOException {
    Program run = run(changed("double surround = ", "double surround = 1 / 0.0 + "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--weights must be finite in float32, found ");
  }

  @Test
  void aSourceThatDoesNotCompileIsQuotedAsItIs() throws IOException {
    Program run = run(changed("double sign = ", "double sign = new int[] {sigmas}.length + "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("CentreSurround.java does not compile:\n")
        .contains("new int[] {sigmas}.length")
        .doesNotContain("\tat ");
  }
}
