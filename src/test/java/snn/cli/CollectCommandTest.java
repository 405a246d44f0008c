package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.Numbers;
import snn.Workers;
import snn.record.MeanInterval;
import snn.record.RunRecord;
import snn.record.RunTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CollectCommandTest {

  @TempDir private static Path folder;
  private static final List<String> FILES = new ArrayList<>();

  @TempDir private Path out;

  @BeforeAll
  static void runAGrid() {
    for (String p : new String[] {"0.05", "0.2", "1"}) {
      for (String tau : new String[] {"100", "20"}) {
        Path at = folder.resolve(p + "_" + tau);
        Program.runIn(at, "sparse", "--p_connect=" + p, "--tau_ms=" + tau, "--repeats=2");
        FILES.add(
            Program.reports(at)
                .resolve("strokes_sparse_p%s.json".formatted(p.equals("1") ? "1.0" : p))
                .toString());
      }
    }
  }

  private static Program collect(List<String> files, String... args) {
    return Program.run(
        Stream.of(Stream.of("collect"), files.stream(), Stream.of(args))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private List<String> csv(List<String> files, String... args) throws IOException {
    Path csv = out.resolve("runs.csv");
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--csv=" + csv);
    assertThat(collect(files, all.toArray(String[]::new)).exitCode()).isZero();
    return Files.readAllLines(csv);
  }

  @Test
  void theOrderOfTheFilesDoesNotMatter() throws IOException {
    List<String> csv = csv(FILES);
    String text = collect(FILES).out();
    Random random = new Random(1);
    for (int i = 0; i < 5; i++) {
      List<String> shuffled = new ArrayList<>(FILES);
      Collections.shuffle(shuffled, random);
      assertThat(csv(shuffled)).isEqualTo(csv);
      assertThat(collect(shuffled).out()).isEqualTo(text);
    }
  }

  /** As a copy, as a run again, and as one of the seeds of another record. */
  @Test
  void aResultGivenTwiceCountsOnce() throws IOException {
    List<String> csv = csv(FILES);
    Path copy = Files.copy(Path.of(FILES.getFirst()), out.resolve("copy.json"));
    Path again = folder.resolve("again");
    Program.runIn(again, "sparse", "--p_connect=0.05", "--tau_ms=20", "--seed=43", "--floors");
    List<String> more = new ArrayList<>(FILES);
    more.add(copy.toString());
    more.add(Program.reports(again).resolve("strokes_sparse_p0.05.json").toString());
    assertThat(collect(more).err())
        .isEqualTo("snn: warning: 3 results had been given before; each counts once\n");
    assertThat(csv(more)).hasSameSizeAs(csv);
    assertThat(collect(FILES).err()).isEmpty();
  }

  /** A run that did not measure has empty columns, and is the same result as one that did. */
  @Test
  void informationHasColumns() throws IOException {
    Path bare = folder.resolve("bare");
    Program.runIn(bare, "sparse", "--p_connect=0.05", "--tau_ms=20", "--repeats=2");
    String without = Program.reports(bare).resolve("strokes_sparse_p0.05.json").toString();
    Program.runIn(bare, "sparse", "--p_connect=0.3", "--no-information");
    String other = Program.reports(bare).resolve("strokes_sparse_p0.3.json").toString();
    List<String> lines = csv(List.of(without, other));
    List<String> names = Arrays.asList(lines.getFirst().split(",", -1));
    assertThat(names)
        .contains("information_bits", "reliability", "synaptic_operations")
        .doesNotContain("information");
    RunRecord record = RunRecord.read(Path.of(without));
    double bits = record.outcomes().getFirst().information().orElseThrow().bits();
    assertThat(lines.get(1).split(",", -1)[names.indexOf("information_bits")])
        .isEqualTo(Numbers.python(bits));
    assertThat(lines.get(3).split(",", -1)[names.indexOf("information_bits")]).isEmpty();
    assertThat(lines.get(3).split(",", -1)[names.indexOf("synaptic_operations")]).isEmpty();

    Path measured = folder.resolve("measured");
    Program.runIn(measured, "sparse", "--p_connect=0.3");
    String same = Program.reports(measured).resolve("strokes_sparse_p0.3.json").toString();
    assertThat(collect(List.of(other, same)).err())
        .isEqualTo("snn: warning: 1 result had been given before; it counts once\n");
    assertThat(csv(List.of(other, same)))
        .isEqualTo(csv(List.of(same)))
        .isEqualTo(csv(List.of(same, other)));
  }

  @Test
  void resultsThatContradictEachOtherAreTold() throws IOException {
    String text = Files.readString(Path.of(FILES.getFirst()));
    Path other =
        Files.writeString(
            out.resolve("other.json"), text.replaceFirst("\"loss\" : \\d", "\"loss\" : 7"));
    assertThat(collect(List.of(FILES.getFirst(), other.toString())).err())
        .contains("1 result had been given before; it counts once")
        .contains("1 result is other than that of the same configuration in another record");
  }

  @Test
  void aFileGivenTwiceCountsOnce() throws IOException {
    List<String> twice = new ArrayList<>(FILES);
    twice.addAll(FILES);
    assertThat(csv(twice)).isEqualTo(csv(FILES));
  }

  /** Numbers are sorted as such: 20 before 100. */
  @Test
  void whatVariesComesFirstAndIsSorted() throws IOException {
    List<String> lines = csv(FILES);
    assertThat(lines).hasSize(1 + 12);
    assertThat(lines.getFirst())
        .startsWith("p_connect,tau_ms,seed,test_accuracy,test_low,test_high,train_accuracy,")
        .contains(",experiment,dataset,C,", "train_counts_sha256", ",hidden,")
        .doesNotContain("seconds", "memory", "repeats");
    assertThat(lines.stream().skip(1).map(line -> line.replaceAll("^(([^,]*,){3}).*", "$1")))
        .startsWith("0.05,20.0,42,", "0.05,20.0,43,", "0.05,100.0,42,", "0.05,100.0,43,")
        .endsWith("1.0,100.0,42,", "1.0,100.0,43,");
    RunRecord record = RunRecord.read(Path.of(FILES.getFirst()));
    assertThat(lines.get(3))
        .startsWith("0.05,100.0,42," + record.outcomes().getFirst().test().accuracy() + ",")
        .contains(record.outcomes().getFirst().train().countsSha256());
  }

  @Test
  void theTerminalShowsWhatVaries() {
    assertThat(collect(FILES).outLines())
        .anyMatch(line -> line.matches(" *p_connect +\\| +tau_ms +\\| +seed +\\| +test_acc.*"))
        .anyMatch(line -> line.matches(" +0.05 +\\| +20\\.0 +\\| +42 +\\| +0\\.\\d{4} .*"))
        .noneMatch(line -> line.contains("hidden"));
  }

  @Test
  void timesAreShownWhenAskedFor() throws IOException {
    assertThat(csv(FILES, "--times").getFirst())
        .contains(
            "num_workers,adaptation_seconds,features_seconds,information_seconds,readout_seconds,total_seconds,peak_memory_bytes");
  }

  /** With the number of images their hashes change. */
  @Test
  void accuracyIsDrawnAgainstTheNumberOfImages() throws IOException {
    List<String> files = new ArrayList<>();
    for (String limit : new String[] {"40", "50"}) {
      Path at = out.resolve(limit);
      Program.runIn(at, "sparse", "--limit=" + limit);
      files.add(Program.reports(at).resolve("strokes_sparse_p0.05.json").toString());
    }
    Path figure = out.resolve("limit.png");
    assertThat(collect(files, "--plot=limit,test_accuracy", "--fig=" + figure).exitCode()).isZero();
    assertThat(figure).isNotEmptyFile();
    assertThat(collect(files, "--plot=hidden,test_accuracy", "--fig=" + figure).err())
        .contains("limit, test_images_sha256, train_images_sha256 varies too");
  }

  /** Of different experiments, whose flags differ. */
  @Test
  void missingFlagsAreEmpty() throws IOException {
    Path other = folder.resolve("other");
    Program.runIn(other, "homeostasis");
    List<String> lines =
        csv(
            List.of(
                FILES.getFirst(),
                Program.reports(other).resolve("strokes_homeostasis.json").toString()));
    List<String> names = Arrays.asList(lines.getFirst().split(",", -1));
    assertThat(names.getFirst()).isEqualTo("experiment");
    String[] adapted = lines.get(1).split(",", -1);
    assertThat(adapted[names.indexOf("experiment")]).isEqualTo("homeostasis");
    assertThat(adapted[names.indexOf("p_connect")]).isEqualTo("1.0");
    assertThat(adapted[names.indexOf("eta")]).isEqualTo("0.01");
    assertThat(lines.get(2).split(",", -1)[names.indexOf("eta")]).isEmpty();
  }

  @Test
  void aFigureIsDrawn() throws IOException {
    Path figure = out.resolve("sub").resolve("plot.png");
    Program run = collect(FILES, "--plot=tau_ms,test_accuracy,p_connect", "--fig=" + figure);
    assertThat(run.exitCode()).isZero();
    assertThat(ImageIO.read(figure.toFile()).getWidth()).isEqualTo(900);
  }

  @ParameterizedTest
  @CsvSource({
    "'tau_ms,test_accuracy', 'p_connect varies too'",
    "'tau,test_accuracy,p_connect', 'found tau; there are p_connect, tau_ms, seed'",
    "'tau_ms,accuracy,p_connect', 'found accuracy;'",
    "'tau_ms,test_accuracy,p', 'found p;'",
    "'stop,test_accuracy,p_connect', 'found stop, which has texts'",
    "'tau_ms', 'must be X,Y or X,Y,SERIES, found tau_ms'",
    "'a,b,c,d', 'must be X,Y or X,Y,SERIES, found a,b,c,d'",
  })
  void whatCannotBeDrawnIsRefused(String plot, String why) {
    Program run = collect(FILES, "--plot=" + plot, "--fig=" + out.resolve("p.png"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("--plot ", why);
    assertThat(out.resolve("p.png")).doesNotExist();
  }

  @Test
  void aPlotNeedsAFile() {
    assertThat(collect(FILES, "--plot=tau_ms,test_accuracy,p_connect").err())
        .contains("--fig must be given with --plot");
    assertThat(collect(FILES, "--fig=x.png").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aForeignFileExitsWith3() throws IOException {
    Path foreign = Files.writeString(out.resolve("package.json"), "{\"name\": \"x\"}");
    Program run = collect(List.of(FILES.getFirst(), foreign.toString()));
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).contains("package.json is not the record of a run");
    assertThat(collect(List.of()).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theIntervalIsThatOfTheRepeats() {
    List<RunRecord> runs = FILES.stream().map(file -> RunRecord.read(Path.of(file))).toList();
    List<Path> files = FILES.stream().map(Path::of).toList();
    RunTable table;
    try (Workers workers = new Workers(1)) {
      table = RunTable.read(files, Set.copyOf(files), false, workers, _ -> {});
    }
    var line = table.series("tau_ms", "test_accuracy", "p_connect").getFirst();
    assertThat(line.name()).isEqualTo("p_connect=0.05");
    assertThat(line.x()).containsExactly(20, 100);
    MeanInterval expected =
        MeanInterval.of(
            runs.getFirst().outcomes().stream().mapToDouble(o -> o.test().accuracy()).toArray());
    assertThat(line.y()[1]).isEqualTo(expected.mean());
    assertThat(line.halfWidth()[1]).isEqualTo(expected.halfWidth());
  }

  /** The columns of the CSV, and its values, as JSON has them. */
  @Test
  void jsonLinesSayWhatTheCsvSays() throws IOException {
    Path file = out.resolve("all.jsonl");
    List<String> csv = csv(FILES, "--jsonl=" + file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(csv.size() - 1);
    String[] names = csv.getFirst().split(",", -1);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode row = JsonMapper.shared().readTree(lines.get(i));
      assertThat(row.propertyNames()).containsExactly(names);
      String[] values = csv.get(i + 1).split(",", -1);
      for (int column = 0; column < names.length; column++) {
        JsonNode value = row.get(names[column]);
        String text = value.isDouble() ? Numbers.python(value.doubleValue()) : value.asString("");
        assertThat(text).as(names[column]).isEqualTo(values[column]);
      }
    }
  }

  @Test
  void markdownHasWhatTheTerminalShows() throws IOException {
    Path file = out.resolve("all.md");
    assertThat(collect(FILES, "--markdown=" + file).exitCode()).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2 + 12);
    assertThat(lines.getFirst())
        .isEqualTo(
            "| p_connect | tau_ms | seed | test_accuracy | test_low | test_high | train_accuracy"
                + " |");
    assertThat(lines.get(1)).isEqualTo("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    assertThat(lines.get(2)).matches("\\| 0\\.05 \\| 20\\.0 \\| 42 \\| ([01]\\.\\d{4} \\|? ?){4}");
  }

  /** One row for two seeds, with Student's interval; one seed says nothing about others. */
  @Test
  void meansAreOverSeeds() throws IOException {
    List<String> csv = csv(FILES, "--means");
    assertThat(csv).hasSize(1 + 6);
    List<String> names = Arrays.asList(csv.getFirst().split(",", -1));
    assertThat(names)
        .startsWith("p_connect", "tau_ms", "seeds", "test_accuracy", "test_accuracy_half_width")
        .doesNotContain("seed", "test_low", "weights_sha256", "stop");
    double[] accuracies =
        RunRecord.read(Path.of(FILES.getFirst())).outcomes().stream()
            .mapToDouble(outcome -> outcome.test().accuracy())
            .toArray();
    MeanInterval expected = MeanInterval.of(accuracies);
    assertThat(csv.get(2))
        .startsWith(
            "0.05,100.0,2,%s,%s,"
                .formatted(Numbers.python(expected.mean()), Numbers.python(expected.halfWidth())));
    // A record given twice counts once here, too.
    Path copy = Files.copy(Path.of(FILES.getFirst()), out.resolve("copy2.json"));
    List<String> more = new ArrayList<>(FILES);
    more.add(copy.toString());
    assertThat(csv(more, "--means")).isEqualTo(csv);
    assertThat(collect(FILES, "--means").outLines())
        .anyMatch(line -> line.contains("test_accuracy_half_width"))
        .anyMatch(line -> line.matches(" +0.05 +\\| +20\\.0 +\\| +0\\.\\d{4} .*\\| +2 +\\|"));

    Path one = folder.resolve("one");
    Program.runIn(one, "sparse");
    String single = Program.reports(one).resolve("strokes_sparse_p0.05.json").toString();
    List<String> lines = csv(List.of(single), "--means");
    assertThat(lines.get(1)).matches("1,0\\.\\d+,,.*");
  }

  /** As the shell would name them, without a limit to how many there are. */
  @Test
  void aFolderStandsForItsRecords() throws IOException {
    Path runs = folder.resolve("runs");
    Program.runIn(runs, "sparse", "--save_features=" + runs.resolve("features"));
    Files.createDirectories(runs.resolve("deep").resolve("er"));
    for (int i = 0; i < FILES.size(); i++) {
      Files.copy(Path.of(FILES.get(i)), runs.resolve("deep").resolve("er").resolve(i + ".json"));
    }
    // A point of a sweep that is under way.
    Path part = Files.createDirectories(runs.resolve(".point.part"));
    Files.writeString(part.resolve("sparse.json"), "{}");
    List<String> named = new ArrayList<>(FILES);
    named.add(Program.reports(runs).resolve("strokes_sparse_p0.05.json").toString());
    assertThat(csv(List.of(runs.toString()))).isEqualTo(csv(named));
    assertThat(collect(List.of(Files.createDirectory(out.resolve("empty")).toString())).err())
        .endsWith("empty has no records: no file *.json in it or below\n");
  }

  /** Of several that are damaged the first is named, however many threads read. */
  @Test
  void theFirstDamagedFileIsNamed() throws IOException {
    List<String> files = new ArrayList<>(FILES);
    for (String name : new String[] {"bad1.json", "bad2.json", "bad3.json"}) {
      files.add(Files.writeString(out.resolve(name), "{}").toString());
    }
    for (int i = 0; i < 10; i++) {
      Program run = collect(files);
      assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
      assertThat(run.err()).contains("bad1.json").hasLineCount(1);
    }
  }

  /** Quoted as RFC 4180 has it: any reader gets the names back. */
  @Test
  void quotesCommasAndLinesInNamesComeBack() throws IOException {
    String name = "a \"b\", c\\|\td\ne";
    TinyMnist.write(out.resolve(name), 57);
    Path images = TinyMnist.raw(out.resolve(name));
    Program.runIn(out, "sparse", "--dataset=" + images);
    Program.runIn(out, "sparse");
    Path csv = out.resolve("runs.csv");
    Path markdown = out.resolve("runs.md");
    assertThat(
            collect(List.of(out.toString()), "--csv=" + csv, "--markdown=" + markdown).exitCode())
        .isZero();
    try (CSVParser rows =
        CSVParser.parse(csv, UTF_8, CSVFormat.RFC4180.builder().setHeader().get())) {
      assertThat(rows.stream().map(row -> row.get("dataset")))
          .containsExactlyInAnyOrder("strokes", images.toString());
    }
    assertThat(Files.readAllLines(markdown)).hasSize(2 + 2);
  }

  @Test
  void aHyphenIsStandardOutput() throws IOException {
    String csv = String.join("\n", csv(FILES)) + "\n";
    Program run = collect(FILES, "--csv", "-");
    assertThat(run.out()).isEqualTo(csv);
    assertThat(run.err()).isEqualTo(collect(FILES).out());
    assertThat(collect(FILES, "--jsonl=-").outLines())
        .hasSize(12)
        .allMatch(line -> line.startsWith("{"));
    assertThat(collect(FILES, "--markdown=-").outLines()).hasSize(2 + 12);
    assertThat(Path.of("-")).doesNotExist();
    assertThat(collect(FILES, "--csv=-", "--markdown=-").err())
        .startsWith("snn: --csv and --markdown must not both be -, which is standard output");
  }

  /** In a folder lies what others have put there, and searches keep their own records. */
  @Test
  void aStrayFileInAFolderIsNamedAndLeftOut() throws IOException {
    Path runs = Files.createDirectory(out.resolve("stray"));
    Files.copy(Path.of(FILES.getFirst()), runs.resolve("run.json"));
    Path stray = Files.writeString(runs.resolve("package.json"), "{\"name\": \"x\"}");
    Program run = collect(List.of(runs.toString()));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(collect(List.of(FILES.getFirst())).out());
    assertThat(run.err())
        .isEqualTo(
            "snn: warning: %s is not the record of a run: it has no schema; it is left out\n"
                .formatted(stray));
    // Whoever names it means it.
    assertThat(collect(List.of(runs.toString(), stray.toString())).exitCode())
        .isEqualTo(ExitCode.DATA);
    Files.delete(runs.resolve("run.json"));
    Program none = collect(List.of(runs.toString()));
    assertThat(none.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(none.err()).contains("there is no record of a run in");
  }

  @Test
  void anEmptyNameOfAFileIsNamed() {
    Program run = collect(FILES, "--csv=");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("snn: --csv must be a file, found ''");
    assertThat(Program.run("verify", "").err()).startsWith("snn: FILE.json must be a file, found");
  }
}
