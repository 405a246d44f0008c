package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code snn sweep}, on few drawn digits. */
class SweepCommandTest {

  private static final String GRID =
      """
      # A comment.
      experiment sparse
      --seed 1 2     # another
      --p_connect 0.1 0.2
      """;

  private static final List<String> SMALL =
      List.of("--dataset=strokes", "--limit", "57", "--hidden", "9", "--num_steps=20");

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    grid(GRID);
  }

  private void grid(String text) throws IOException {
    Files.writeString(folder.resolve("grid.txt"), text);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Program sweep(String... args) {
    return small(folder.resolve("grid.txt").toString(), List.of(args), SMALL);
  }

  private Program small(String grid, List<String> args, List<String> further) {
    List<String> words = new ArrayList<>(List.of("sweep", grid, "--out=" + out()));
    words.addAll(args);
    words.add("--");
    words.addAll(further);
    return Program.run(words.toArray(String[]::new));
  }

  private static List<String> with(String... more) {
    return Stream.concat(SMALL.stream(), Arrays.stream(more)).toList();
  }

  private Path point(String name) {
    return out().resolve(name);
  }

  private List<String> complete() throws IOException {
    return Program.filesIn(out()).stream().filter(name -> !name.startsWith(".")).toList();
  }

  private static List<String> pointsOf(Program run) {
    return run.outLines().stream().map(line -> line.replaceFirst(": .*", "")).sorted().toList();
  }

  @Test
  void pointsComeToWhatTheyWouldComeToAlone() throws IOException {
    grid("experiment sparse baseline\nsparse: --p-connect 0.1 1\n--C 1 0.01\n--penalty l2\n");
    Program run = sweep("--jobs=2");
    assertThat(run.errLines())
        .containsExactly(
            "snn: 6 points, 0 of them complete, in " + out(),
            "snn: 2 at a time, with %d threads each"
                .formatted(Math.max(1, Runtime.getRuntime().availableProcessors() / 2))
                .replace("with 1 threads", "with 1 thread"));
    assertThat(run.exitCode()).isZero();
    List<String> names =
        List.of(
            "baseline,C=0.01,penalty=l2",
            "baseline,C=1,penalty=l2",
            "sparse,C=0.01,p_connect=0.1,penalty=l2",
            "sparse,C=0.01,p_connect=1,penalty=l2",
            "sparse,C=1,p_connect=0.1,penalty=l2",
            "sparse,C=1,p_connect=1,penalty=l2");
    assertThat(complete()).containsExactlyElementsOf(names);
    assertThat(pointsOf(run)).containsExactlyElementsOf(names);
    assertThat(run.out()).contains("sparse,C=1,p_connect=1,penalty=l2: Sparse p=1.0 Test Accuracy");
    Path dense = point("sparse,C=1,p_connect=1,penalty=l2");
    assertThat(Program.filesIn(dense))
        .containsExactly(
            "figures",
            "log",
            "point.args",
            "strokes_sparse_p1.0.html",
            "strokes_sparse_p1.0.json",
            "strokes_sparse_p1.0_report.txt");
    assertThat(dense.resolve("point.args"))
        .hasContent(
            """
            sparse
            --C=1
            --p_connect=1
            --penalty=l2
            --dataset=strokes
            --hidden=9
            --limit=57
            --num_steps=20
            """);
    for (String name : names) {
      Path record =
          point(name).resolve(name.startsWith("b") ? "strokes_baseline.json" : recordOf(name));
      assertThat(Program.run("verify", record.toString()).exitCode()).isZero();
    }
  }

  /** They differ in their neurons and in what is read of them, and are simulated together. */
  @Test
  void pointsOfSharedCurrentsComeToWhatTheyWouldComeToAlone() throws IOException {
    grid(
        """
        experiment sparse
        --tau_ms 5 20 5..50
        --v_th 1 2
        --t_ref_ms 0 2
        --readout_of counts first_spike
        """);
    Program run = sweep("--jobs=1");
    assertThat(run.exitCode()).isZero();
    assertThat(complete()).hasSize(24);
    for (String name : complete()) {
      Path record = point(name).resolve("strokes_sparse_p0.05.json");
      assertThat(Program.run("verify", record.toString()).exitCode()).isZero();
      // Nothing was simulated for this point alone.
      assertThat(Files.readString(point(name).resolve("log"))).doesNotContain("extraction");
    }
  }

  private static String recordOf(String name) {
    return name.contains("p_connect=1,") ? "strokes_sparse_p1.0.json" : "strokes_sparse_p0.1.json";
  }

  @Test
  void gridsMayStandOnTheCommandLine() throws IOException {
    List<String> args =
        List.of("--p-connect", "0.1,0.2", "--seed", "1..2", "--data_dir", folder.toString());
    Program run = small("sparse", args, SMALL);
    assertThat(run.err()).contains("4 points, 0 of them complete");
    assertThat(run.exitCode()).isZero();
    List<String> names = complete();
    assertThat(names)
        .containsExactly(
            "sparse,p_connect=0.1,seed=1",
            "sparse,p_connect=0.1,seed=2",
            "sparse,p_connect=0.2,seed=1",
            "sparse,p_connect=0.2,seed=2");
    // The same grid in a file finds them.
    assertThat(sweep().err()).contains("4 points, 4 of them complete");
  }

  @Test
  void whatIsNotCompleteIsRunAgain() throws IOException {
    Files.createDirectories(point(".sparse,p_connect=0.1,seed=1.part"));
    Files.writeString(point(".sparse,p_connect=0.1,seed=1.part/left.json"), "{");
    sweep();
    Path record = point("sparse,p_connect=0.1,seed=1/strokes_sparse_p0.1.json");
    assertThat(Program.filesIn(record.getParent())).hasSize(6).doesNotContain("left.json");
    byte[] before = Files.readAllBytes(record);
    Files.delete(point("sparse,p_connect=0.2,seed=2/strokes_sparse_p0.2.json"));
    Program again = sweep();
    assertThat(again.exitCode()).isZero();
    assertThat(pointsOf(again)).containsExactly("sparse,p_connect=0.2,seed=2");
    assertThat(record).hasBinaryContent(before);
  }

  @Test
  void aLongerGridRunsWhatIsNew() throws IOException {
    sweep();
    grid("--p-connect 0.2 0.1 0.3\n--seed 2\nexperiment sparse");
    assertThat(pointsOf(sweep())).containsExactly("sparse,p_connect=0.3,seed=2");
  }

  @Test
  void anotherConfigurationIsAnError() {
    sweep();
    Program run = small(folder.resolve("grid.txt").toString(), List.of(), with("--floors"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "sparse,p_connect=0.1,seed=1 has a record of another configuration (there: default;"
                + " now: --floors)");
    assertThat(sweep("--point", "2").exitCode()).isZero();
  }

  @Test
  void failedPointsLeaveTheirLogs() throws IOException {
    Path none = folder.resolve("none");
    List<String> broken = List.of("--data_dir=" + none, "--mirror=" + none.toUri());
    grid("experiment sparse\n--seed 1 2 3\n");
    Program run = small(folder.resolve("grid.txt").toString(), List.of("--jobs=1"), broken);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.outLines())
        .hasSize(3)
        .allMatch(line -> line.contains(": FAILED with exit code 3, " + out()))
        .allMatch(line -> line.contains("cannot be downloaded") || line.contains("none"));
    assertThat(run.err()).contains("of 3 points, 3 failed and 0 did not run to their end");
    assertThat(complete())
        .containsExactly(
            "sparse,seed=1.failed.log", "sparse,seed=2.failed.log", "sparse,seed=3.failed.log");
    Program fast =
        small(folder.resolve("grid.txt").toString(), List.of("--jobs=1", "--fail-fast"), broken);
    assertThat(fast.exitCode()).isEqualTo(1);
    assertThat(fast.err()).contains("of 3 points, 1 failed and 2 did not run to their end");
    assertThat(complete()).containsExactly("sparse,seed=1.failed.log");
    assertThat(sweep().exitCode()).isZero();
    assertThat(complete()).containsExactly("sparse,seed=1", "sparse,seed=2", "sparse,seed=3");
  }

  @Test
  void partsMakeTheWhole() throws IOException {
    assertThat(sweep("--count").out()).isEqualTo("4\n");
    assertThat(pointsOf(sweep("--point", "3"))).containsExactly("sparse,p_connect=0.2,seed=1");
    assertThat(sweep("--point", "3").out()).isEmpty();
    assertThat(sweep("--point", "5").err()).contains("--point must be in [1, 4], found 5");
    assertThat(pointsOf(sweep("--shard", "1/3"))).containsExactly("sparse,p_connect=0.1,seed=1");
    assertThat(sweep("--shard=2/3").exitCode()).isZero();
    assertThat(sweep("--shard=3/3").exitCode()).isZero();
    assertThat(complete()).hasSize(4);
    assertThat(sweep("--shard=4/3").err()).contains("--shard must be I/N with I from 1 to N");
  }

  @Test
  void goingOnIsNotEndingEarly() {
    Program run = sweep("--keep-going", "--fail-fast");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("snn: --keep-going must not be given with --fail-fast");
    assertThat(sweep("--keep-going", "--count").out()).isEqualTo("4\n");
  }

  /** Of an array's tasks each checks its own point; all are checked where they are counted. */
  @Test
  void aPointIsCheckedWhereItIsRunOrCounted() throws IOException {
    grid("experiment sparse\n--penalty l2 none\n--C 1 auto\n");
    Program run = sweep("--point", "2");
    assertThat(run.exitCode()).isZero();
    assertThat(pointsOf(run)).containsExactly("sparse,C=1,penalty=none");
    for (String asked : new String[] {"--count", "--list", "--point=4", "--shard=1/2"}) {
      Program refused = sweep(asked);
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err()).contains("sparse,C=auto,penalty=none: --penalty must be l2");
    }
    assertThat(sweep("--point=1", "--shard=1/2").err())
        .startsWith("snn: --shard must not be given with --point");
  }

  /** Each line runs one point, where the whole sweep would have its files. */
  @Test
  void linesRunPoints() throws IOException {
    List<String> lines = sweep("--list").outLines();
    assertThat(lines)
        .hasSize(4)
        .contains(
            "snn sweep sparse --p_connect=0.2 --seed=1 --out=%s -- --dataset=strokes --hidden=9"
                    .formatted(out())
                + " --limit=57 --num_steps=20");
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      assertThat(Program.run(Arrays.copyOfRange(words, 1, words.length)).exitCode()).isZero();
    }
    assertThat(sweep().err()).contains("4 points, 4 of them complete");
    assertThat(complete()).hasSize(4);
  }

  /** What was run to see how long it takes stays, and what is said of the files of others is so. */
  @Test
  void whatIsLeftIsEstimatedFromPointsThatWereRun() throws IOException {
    grid("experiment sparse\n--seed 1..5\n--readout ridge logreg\n");
    Program run = sweep("--estimate", "--jobs=1");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.errLines().getFirst())
        .isEqualTo("snn: 10 points, 0 of them complete, in " + out());
    // One to warm up, and one of each readout.
    assertThat(complete()).hasSize(3);
    assertThat(run.outLines().getFirst())
        .matches("time: about \\d+ s for the other 7 points, 1 at a time with \\d+ threads? each");
    assertThat(run.out())
        .contains("\n2 points of 2 kinds run just now, times the number of points;");
    String[] disk =
        run.out().replaceAll("(?s).*disk: about (\\S+) MB in (\\d+) .*", "$1 $2").split(" ", -1);
    List<String> before = complete();
    assertThat(sweep("--jobs=1").exitCode()).isZero();
    double bytes = 0;
    int files = 0;
    for (String name : complete()) {
      if (!before.contains(name)) {
        try (Stream<Path> walk = Files.walk(point(name))) {
          for (Path file : walk.toList()) {
            files++;
            bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
          }
        }
      }
    }
    assertThat(Double.parseDouble(disk[0])).isCloseTo(bytes / 1e6, withinPercentage(10));
    assertThat(Integer.parseInt(disk[1])).isEqualTo(files);
    assertThat(sweep("--estimate").out()).isEqualTo("nothing is left to run\n");
  }

  @Test
  void thereIsNoEstimateFromWhatFails() {
    Path none = folder.resolve("none");
    Program run =
        small(
            "sparse",
            List.of("--seed=1..9", "--estimate"),
            List.of("--data_dir=" + none, "--mirror=" + none.toUri()));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "FAILED with exit code 3", "no estimate, since a point that was tried has failed");
  }

  @Test
  void pointsMayDifferInTheirFolderOfImages() throws IOException {
    TinyMnist.write(folder.resolve("one"), 30, 20);
    TinyMnist.write(folder.resolve("my other"), 20, 30);
    Path one = TinyMnist.raw(folder.resolve("one"));
    Path other = TinyMnist.raw(folder.resolve("my other"));
    List<String> further = List.of("--hidden", "9", "--num_steps=20", "--no-page");
    List<String> axes = List.of("--dataset", "%s,%s".formatted(one, other), "--seed=1..2");
    Program run = small("sparse", axes, further);
    assertThat(run.exitCode()).as(run.err()).isZero();
    String name = "sparse,dataset=" + one.toString().replace('/', '_') + ",seed=";
    assertThat(complete())
        .hasSize(4)
        .contains(name + 1, name + 2)
        .allMatch(point -> point.matches("[\\w,=.-]+_MNIST_raw,seed=[12]"));
    assertThat(point(name + 1 + "/point.args")).content().contains("--dataset=" + one + "\n");
    assertThat(
            Program.run("verify", point(name + 1 + "/raw_sparse_p0.05.json").toString()).exitCode())
        .isZero();
    assertThat(small("sparse", axes, further).err()).contains("4 points, 4 of them complete");
    // What --list prints runs the same points.
    List<String> list = new ArrayList<>(axes);
    list.add("--list");
    assertThat(small("sparse", list, further).outLines())
        .anyMatch(line -> line.contains("'--dataset=" + other + "' --seed=2 --out="));
  }

  @Test
  void aGridOfWindowsIsRead() throws IOException {
    grid("\uFEFF" + GRID.replace("\n", "\r\n") + "--floors\r\n");
    assertThat(sweep("--list").outLines())
        .hasSize(4)
        .first()
        .asString()
        .contains("sweep sparse --floors --p_connect=0.1 --seed=1 ");
  }

  @Test
  void largeSeedsAreTwo() throws IOException {
    grid("experiment sparse\n--seed 9223372036854775805 9223372036854775806");
    assertThat(sweep("--count").out()).isEqualTo("2\n");
  }

  @Test
  void aFlagOfTheSweepBelongsBeforeThoseOfThePoints() {
    Program run = Program.run("sweep", "sparse", "--seed", "1,2", "--", "--out", "elsewhere");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).first().isEqualTo("snn: --out belongs before --");
  }

  @ParameterizedTest
  @CsvSource({
    "'--seed 1', 'grid.txt: needs a line of experiments'",
    "'experiment sparse', 'grid.txt: needs a flag and its values'",
    "'experiment spars|--seed 1', 'grid.txt: there is no experiment spars'",
    "'experiment sparse|--seed=1', 'line 2: must be a flag and its values, such as --tau_ms 5 10"
        + " 20'",
    "'experiment sparse|--seed 1/2', 'must be a whole number of at most 9223372036854775807,"
        + " found'",
    "'experiment sparse|--C 0.001..10:log', 'line 2: --C takes single values, such as 0.001 10, in"
        + " a sweep, found the range 0.001..10:log; snn tune searches in ranges: snn tune sparse"
        + " --C 0.001..10:log'",
    "'experiment baseline sparse|sparse: --p_connect 0.1..0.5', 'searches in ranges: snn tune"
        + " sparse --p_connect 0.1..0.5'",
    "'experiment sparse|--hidden 100..1000:log', '--hidden takes single values, or a range of whole"
        + " numbers such as 1..5, in a sweep'",
    "'experiment sparse|--tau_ms 5 5..50:log', 'found the range 5..50:log;'",
    "'experiment sparse|--dataset /a/b,/a_b', '--dataset /a/b and /a_b would have one name,"
        + " dataset=_a_b; link to one of them by another'",
    "'experiment sparse|--p_connect', 'line 2: --p_connect needs a value'",
    "'experiment sparse|--no-floors true', 'line 2: --no_floors has no value, found true'",
    "'experiment sparse|--seed 1|--seed 2', '--seed is given twice for sparse, in line 3 and in"
        + " line 2'",
    "'experiment sparse|--scale_features||--no-scale_features', '--scale_features is given twice"
        + " for sparse'",
    "'experiment sparse|--limit 1', '--limit is given twice for sparse, in line 2 and after the"
        + " grid'",
    "'experiment sparse|--seed 3 1 01', 'line 2: twice the same value of --seed: 1 and 01'",
    "'experiment sparse|--seed 3 1..4', 'line 2: twice the same value of --seed: 3 and 3'",
    "'experiment sparse|--seed 4..1', 'line 2: a range has 1 to 1000000 whole numbers'",
    "'experiment sparse|--p_connect .5 5e-1 5.0', 'the same value of --p_connect: .5 and 5e-1'",
    "'experiment sparse|--p_connect 0.5 1.5', 'line 2: --p_connect must be in (0, 1], found 1.5'",
    "'experiment sparse|--C auto|--penalty none', 'sparse,C=auto,penalty=none: --penalty must be"
        + " l2'",
    "'experiment tau-sweep|--tau_list 5,20 20 5.0,20', 'value of --tau_list: 5,20 and 5.0,20'",
    "'experiment sparse sparse|--seed 1', 'sparse is listed twice'",
    "'experiment tau-sweep tau_sweep|--seed 1', 'tau_sweep is listed twice'",
    "'experiment sparse|baseline: --seed 1', 'baseline: --seed is for an experiment that is not'",
    "'experiment sparse|--output-dir x', '--output_dir is no axis of a grid'",
    "'experiment sparse|--eta 1', 'line 2: sparse has no --eta; lines of single experiments'",
  })
  void whatIsNoGridIsRefused(String text, String why) throws IOException {
    grid(text.replace('|', '\n'));
    Program run = sweep();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines().getFirst()).startsWith("snn: ").contains(why);
    assertThat(out()).doesNotExist();
  }
}
