package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples on the page for authors of parts, {@code parts.md}: as they are, checked, run. */
class PartExamplesTest {

  private static final Path PAGE = Path.of("src/site/markdown/parts.md");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "CentreSurround, weights, centre-surround",
    "BurstCoding, encoding, burst-coding",
    "ResonateAndFire, neuron, resonate-and-fire"
  })
  void anExampleIsOnThePageKeepsItsPromisesAndRuns(String file, String kind, String name)
      throws IOException {
    Path source = Path.of("src/site/java", file + ".java");
    String page = Files.readString(PAGE);
    assertThat(page).contains("\n```java\n" + Files.readString(source) + "```\n");

    Program check = Program.run("check", source.toString());
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    assertThat(check.outLines()).first().isEqualTo(name + ", from " + source);
    assertThat(check.outLines().stream().skip(1)).allMatch(line -> line.startsWith("ok "));
    if (kind.equals("weights")) {
      // The tensor backend is tried where PyTorch is.
      assertThat(page.lines().filter(line -> !line.startsWith("ok     tensor")))
          .containsSequence(
              check.outLines().stream().filter(line -> !line.startsWith("ok     tensor")).toList());
    }

    Program run = Program.runIn(folder, "fields", "--parts=" + source, "--" + kind + "=" + name);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("warning: no neuron");
  }
}
