package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code scripts/sweep.sh}. Most is tried with a stand-in for the program that notes its arguments,
 * fails when {@code --p_connect} is 2, and writes a record.
 */
class SweepScriptTest {

  private static final Path SCRIPT = Path.of("scripts/sweep.sh").toAbsolutePath();

  private static final String STAND_IN =
      """
      #!/usr/bin/env bash
      if [ "$1" = help ]; then
        printf '      --%s=N\\n' limit p_connect seed
        printf '      --floors\\n'
        exit
      fi
      printf '%s\\n' "$*" >>"$(dirname "$0")/runs"
      for word in "$@"; do
        case $word in
          --p_connect=2)
            echo 'snn: --p_connect must be in (0, 1], found 2'
            exit 2
            ;;
          --output_dir=*) echo '{}' >"${word#*=}/$1.json" ;;
        esac
      done
      """;

  private static final String GRID =
      """
      # A comment.
      experiment sparse
      --seed 1 2     # another
      --p_connect 0.1 0.2
      """;

  @TempDir private Path folder;

  private Path program;

  private record Ran(int exitCode, String out, String err) {}

  @BeforeAll
  static void requireParallel() {
    boolean found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "parallel")));
    assumeTrue(found, "needs GNU parallel (apt-get install parallel)");
  }

  @BeforeEach
  void write() throws IOException {
    program = executable("stand-in", STAND_IN);
    grid(GRID);
  }

  private Path executable(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void grid(String text) throws IOException {
    Files.writeString(folder.resolve("grid.txt"), text);
  }

  private Ran sweep(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), "grid.txt", "--out", "out"));
    command.addAll(List.of(args));
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("SNN", program.toString());
    int exitCode = builder.start().waitFor();
    return new Ran(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  /** How the program was run since the last time. */
  private List<String> runs() throws IOException {
    Path file = folder.resolve("runs");
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(file);
    Files.delete(file);
    return lines;
  }

  private Path point(String name) {
    return folder.resolve("out").resolve(name);
  }

  @Test
  void theProgramsRecordsAreCollected() throws Exception {
    program =
        executable(
            "snn",
            """
            #!/usr/bin/env bash
            exec '%s' --add-modules jdk.incubator.vector -XX:TieredStopAtLevel=1 -cp '%s' snn.cli.Main "$@"
            """
                .formatted(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    System.getProperty("java.class.path")));
    grid("experiment sparse baseline\nsparse: --p-connect 0.1 0.2 1\n--tau_ms 5");
    Ran run =
        sweep("--", "--dataset", "strokes", "--limit=57", "--hidden", "9", "--num_steps", "20");
    assertThat(run.err()).contains("sweep: 4 of 4, ");
    assertThat(run.exitCode()).isZero();
    assertThat(Program.filesIn(folder.resolve("out")))
        .containsExactly(
            "baseline,tau_ms=5",
            "sparse,p_connect=0.1,tau_ms=5",
            "sparse,p_connect=0.2,tau_ms=5",
            "sparse,p_connect=1,tau_ms=5");
    assertThat(Program.filesIn(point("sparse,p_connect=1,tau_ms=5")))
        .containsExactly(
            "figures", "log", "point.args", "sparse_p1.0.json", "sparse_p1.0_report.txt");
    Program collected =
        Program.run(
            "collect",
            point("sparse,p_connect=1,tau_ms=5/sparse_p1.0.json").toString(),
            point("baseline,tau_ms=5/baseline.json").toString());
    assertThat(collected.exitCode()).isZero();
    assertThat(sweep("--", "--hidden=10").err())
        .contains("has a record of another configuration", "--hidden=9", "now: --hidden=10");
  }

  @Test
  void everyPointIsRunOnce() throws Exception {
    assertThat(sweep("--num_workers", "3").exitCode()).isZero();
    assertThat(runs())
        .hasSize(4)
        .anyMatch(
            line ->
                line.equals(
                    "sparse --p_connect=0.2 --seed=1 --num_workers=3"
                        + " --output_dir=out/.sparse,p_connect=0.2,seed=1.part"
                        + " --fig_dir=out/.sparse,p_connect=0.2,seed=1.part/figures"));
    assertThat(point("sparse,p_connect=0.2,seed=1/point.args"))
        .hasContent("sparse\n--p_connect=0.2\n--seed=1\n");
    Ran again = sweep("--", "--verbose");
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("4 points, 4 of them complete");
    assertThat(runs()).isEmpty();
  }

  /** A point that was killed has no folder yet, and one whose record was removed is damaged. */
  @Test
  void whatIsNotCompleteIsRunAgain() throws Exception {
    Files.createDirectories(point(".sparse,p_connect=0.1,seed=1.part"));
    Files.writeString(point(".sparse,p_connect=0.1,seed=1.part/left.json"), "{");
    sweep();
    assertThat(Program.filesIn(point("sparse,p_connect=0.1,seed=1")))
        .containsExactly("log", "point.args", "sparse.json");
    Files.delete(point("sparse,p_connect=0.2,seed=2/sparse.json"));
    runs();
    grid(GRID);
    assertThat(sweep().exitCode()).isZero();
    assertThat(runs()).singleElement().asString().contains("--p_connect=0.2 --seed=2");
  }

  @Test
  void aLongerGridRunsWhatIsNew() throws Exception {
    sweep();
    runs();
    grid("--p-connect 0.2 0.1 0.3\n--seed 2\nexperiment sparse");
    assertThat(sweep().exitCode()).isZero();
    assertThat(runs()).singleElement().asString().contains("--p_connect=0.3 --seed=2");
  }

  @Test
  void anotherConfigurationIsAnError() throws Exception {
    sweep("--", "--limit", "5");
    runs();
    Ran run = sweep("--", "--limit=6", "--floors");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "out/sparse,p_connect=0.1,seed=1 has a record of another configuration"
                + " (there: --limit=5; now: --floors --limit=6)");
    assertThat(sweep("--point", "2").err()).contains("(there: --limit=5; now: default)");
    assertThat(runs()).isEmpty();
  }

  @Test
  void failedPointsAreReportedAtTheEnd() throws Exception {
    grid("experiment sparse\n--p_connect 2 0.1\n--seed 1 2");
    Ran run = sweep("--jobs", "1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "FAILED sparse,p_connect=2,seed=1: snn: --p_connect must be in (0, 1], found 2",
            "FAILED sparse,p_connect=2,seed=2: ",
            "of 4 points, 2 failed and 0 did not run");
    assertThat(Program.filesIn(folder.resolve("out")))
        .containsExactly(
            "sparse,p_connect=0.1,seed=1",
            "sparse,p_connect=0.1,seed=2",
            "sparse,p_connect=2,seed=1.failed.log",
            "sparse,p_connect=2,seed=2.failed.log");
    runs();
    program = executable("stand-in", STAND_IN.replace("_connect=2)", "_connect=3)"));
    assertThat(sweep().exitCode()).isZero();
    assertThat(runs()).hasSize(2);
    assertThat(Program.filesIn(folder.resolve("out"))).hasSize(4).noneMatch(f -> f.endsWith("log"));
  }

  @Test
  void aFailedPointStopsAllWhenAsked() throws Exception {
    grid("experiment sparse\n--p_connect 2 0.1\n--seed 1 2");
    Ran run = sweep("--jobs", "1", "--fail-fast");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "FAILED sparse,p_connect=2,seed=1: ",
            "of 4 points, 1 failed and 3 did not run to their end");
    assertThat(point("sparse,p_connect=0.1,seed=2")).doesNotExist();
  }

  @Test
  void pointsAreCountedAndRunOneByOne() throws Exception {
    assertThat(sweep("--count").out()).isEqualTo("4\n");
    assertThat(sweep("--point", "3").out()).startsWith("sparse,p_connect=0.2,seed=1: complete");
    assertThat(sweep("--point", "3").out())
        .isEqualTo("sparse,p_connect=0.2,seed=1: was complete\n");
    assertThat(runs()).hasSize(1);
    assertThat(sweep("--point", "5").err()).contains("--point must be at most 4, found 5");
    grid("experiment sparse\n--p_connect 2");
    assertThat(sweep("--point", "1").exitCode()).isEqualTo(2);
    assertThat(Program.filesIn(folder.resolve("out")))
        .containsExactly("sparse,p_connect=0.2,seed=1", "sparse,p_connect=2.failed.log");
  }

  @Test
  void aGridOfWindowsIsRead() throws Exception {
    grid("\uFEFF" + GRID.replace("\n", "\r\n") + "--floors\r\n");
    assertThat(sweep("--num_workers", "0").exitCode()).isZero();
    assertThat(runs())
        .hasSize(4)
        .anyMatch(
            line -> line.startsWith("sparse --floors --p_connect=0.2 --seed=1 --num_workers=0"));
  }

  @Test
  void largeSeedsAreTwo() throws Exception {
    grid("experiment sparse\n--seed 9223372036854775806 9223372036854775807");
    assertThat(sweep("--count").out()).isEqualTo("2\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'--seed 1', 'needs a line of experiments'",
    "'experiment sparse', 'needs a flag and its values'",
    "'experiment sparse|--seed=1', 'line 2: must be a flag and its values, such as --tau_ms 5 10"
        + " 20'",
    "'experiment sparse|--seed 1 --limit 5', 'line 2: a value is made of letters'",
    "'experiment sparse|--seed 1/2', 'found 1/2'",
    "'experiment sparse|--seed 1|--seed 2', '--seed is given twice for sparse, in line 3 and in"
        + " line 2'",
    "'experiment sparse|--scale_features||--no-scale_features', '--scale_features is given twice"
        + " for sparse, in line 2 and in line 4'",
    "'experiment sparse|--limit 1', '--limit is given twice for sparse, in line 2 and after --'",
    "'experiment sparse|--seed 3 1 01', 'line 2: twice the same value of --seed: 1 and 01'",
    "'experiment sparse|--p_connect .5 5e-1 5.0', 'the same value of --p_connect: .5 and 5e-1'",
    "'experiment tau-sweep|--tau_list 5,20 20 5.0,20', 'value of --tau_list: 5,20 and 5.0,20'",
    "'experiment sparse sparse|--seed 1', 'sparse is listed twice'",
    "'experiment tau-sweep tau_sweep|--seed 1', 'tau_sweep is listed twice'",
    "'experiment sparse|baseline: --seed 1', 'baseline: --seed is for an experiment that is not'",
    "'experiment sparse|--output-dir x', '--output_dir is no axis of a grid'",
    "'experiment sparse|--eta 1', 'sparse has no --eta'",
  })
  void whatIsNoGridIsRefused(String text, String why) throws Exception {
    grid(text.replace('|', '\n'));
    Ran run = sweep("--", "--limit=5");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).containsPattern("sweep: .*" + Pattern.quote(why));
    assertThat(runs()).isEmpty();
  }
}
