package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code snn tune}, on few drawn digits. */
class TuneCommandTest {

  private static final String SEARCH = "sparse --p_connect 0.05..1:log --encoding rate,regular";

  @TempDir private Path folder;

  private Path out() {
    return folder.resolve("out");
  }

  private Program tune(String search, String... options) {
    List<String> words = new ArrayList<>(List.of("tune"));
    words.addAll(List.of(search.split(" ", -1)));
    words.addAll(List.of(options));
    if (Stream.of(options).noneMatch(option -> option.startsWith("--out="))) {
      words.add("--out=" + out());
    }
    words.addAll(List.of("--", "--dataset=strokes", "--limit=300", "--hidden=9", "--num_steps=20"));
    return Program.run(words.toArray(String[]::new));
  }

  @Test
  void theBestOnHeldOutImagesIsTested() throws IOException {
    Program run = tune(SEARCH, "--trials=9");
    assertThat(run.errLines()).noneMatch(line -> line.contains("fault"));
    assertThat(run.exitCode()).isZero();
    assertThat(run.bars()).contains("30 images", "90 images", "270 images");
    assertThat(run.out()).contains("Best of 9 trials, on 270 images:\n  0.");
    assertThat(run.out()).containsPattern("\n {2}[01]\\.\\d\\d {2}--p_connect\n");
    assertThat(run.outLines().getLast()).matches("Sparse p=.* Test Accuracy: 0\\.\\d{4}");
    List<String> files = List.copyOf(Program.filesIn(out()));
    assertThat(files).contains("figures", "tune.csv", "tune.json", "tune.png").hasSize(7);
    List<String> rows = Files.readAllLines(out().resolve("tune.csv"));
    assertThat(rows.getFirst()).isEqualTo("trial,images,p_connect,encoding,held_out_accuracy");
    assertThat(rows).hasSize(1 + 9 + 3 + 1);
    Path record =
        out()
            .resolve(
                files.stream()
                    .filter(f -> f.matches("strokes_sparse.*json"))
                    .findFirst()
                    .orElseThrow());
    String winner = rows.getLast();
    assertThat(Files.readString(record))
        .contains("\"p_connect\" : " + winner.split(",", -1)[2])
        .contains("\"encoding\" : \"" + winner.split(",", -1)[3]);
  }

  /** Trials of a size end in another order; what is recorded and told has that of their numbers. */
  @ParameterizedTest
  @ValueSource(strings = {SEARCH, "sparse --C 0.01..10:log", "sparse --tau_ms 5..50 --v_th 0.5..2"})
  void nothingDependsOnHowManyTrialsAreRunAtATime(String search) throws IOException {
    Program one = tune(search, "--trials=9", "--jobs=1", "--verbose");
    Map<String, String> files = files();
    Files.delete(out().resolve("tune.json"));
    Program three = tune(search, "--trials=9", "--jobs=3", "--num_workers=1", "--verbose");
    assertThat(three.outLines()).isEqualTo(one.outLines());
    assertThat(files()).isEqualTo(files);
    assertThat(tune(search, "--jobs=0").err()).contains("--jobs must be in [1, ");
  }

  private Map<String, String> files() throws IOException {
    return Map.of(
        "json", Files.readString(out().resolve("tune.json")),
        "csv", Files.readString(out().resolve("tune.csv")));
  }

  /** As if it had been killed after the fifth trial, and with none of the winner's files. */
  @Test
  void aSearchGoesOnWhereItWas() throws IOException {
    Program whole = tune(SEARCH, "--trials=9");
    Path state = out().resolve("tune.json");
    String complete = Files.readString(state);
    String[] results = complete.split("(?=\\{\\s*\"trial\")", -1);
    String first = String.join("", Arrays.copyOf(results, 6)).replaceFirst(",\\s*$", "");
    Files.writeString(state, first + "]}");
    Program again = tune(SEARCH, "--trials=9");
    assertThat(again.outLines()).isEqualTo(whole.outLines());
    assertThat(Files.readString(state)).isEqualTo(complete);
    assertThat(tune(SEARCH, "--trials=8").err())
        .contains(
            "--trials must be at least 9, since the search in " + out() + " has as many, found 8");
    assertThat(tune(SEARCH, "--trials=9", "--trial_seed=2").err())
        .contains("--out must have no other search, found one of other flags, ranges or seed");
  }

  /** It runs what a search of as many trials would, but for what is known. */
  @Test
  void moreTrialsExtendASearch() throws IOException {
    assertThat(tune(SEARCH, "--trials=9").exitCode()).isZero();
    List<String> whole = rows();
    Files.delete(out().resolve("tune.json"));
    assertThat(tune(SEARCH, "--trials=5").exitCode()).isZero();
    List<String> fewer = rows();
    Program run = tune(SEARCH, "--trials=9");
    assertThat(run.exitCode()).isZero();
    assertThat(rows()).containsAll(whole).containsAll(fewer);
    assertThat(Files.readString(out().resolve("tune.json"))).contains("\"trials\" : 9");
    // What was known of all images counts, too.
    double best =
        rows().stream()
            .filter(row -> row.contains(",270,"))
            .mapToDouble(row -> Double.parseDouble(row.replaceFirst(".*,", "")))
            .max()
            .orElseThrow();
    assertThat(run.out()).contains("on 270 images:\n  %.4f  ".formatted(best));
  }

  private List<String> rows() throws IOException {
    return Files.readAllLines(out().resolve("tune.csv"));
  }

  @ParameterizedTest
  @CsvSource({
    "sparse --encoding rate;regular, 7 of 9 trials are the same as earlier ones",
    // C is drawn anew for each, but has no effect on ridge.
    "sparse --readout ridge;logreg --penalty l2;none --C 0.1..1, 5 of 9 trials are the same",
  })
  void theSameTrialIsRunOnce(String search, String said) throws IOException {
    Program run = tune(search.replace(';', ','), "--trials=9");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains(said);
    List<String> values =
        rows().stream()
            .map(row -> row.replaceFirst("\\d+,", "").replaceFirst(",[^,]*$", ""))
            .toList();
    assertThat(values).doesNotHaveDuplicates();
  }

  @Test
  void whatMayNotBeMeantIsSaid() {
    Program seeds = tune("sparse --seed 1..5", "--trials=2");
    assertThat(seeds.exitCode()).isZero();
    assertThat(seeds.errLines().getFirst())
        .startsWith("snn: warning: --seed is searched: the best of several seeds is luck");
    Program idle = tune("sparse --gap 0.1..1", "--trials=3", "--out=" + folder.resolve("idle"));
    assertThat(idle.err())
        .contains("a flag without effect here: --gap")
        .contains("2 of 3 trials are the same");
  }

  @ParameterizedTest
  @CsvSource({
    "spars --p_connect 0.1..1, there is no experiment named spars",
    "sparse, needs a flag and its range",
    "sparse --p_conect 0.1..1, sparse has no --p_conect",
    "sparse --p_connect 0.1..2, '--p_connect must be in (0, 1], found 2'",
    "sparse --p_connect 0.1, --p_connect must be searched in a range",
    "'sparse --p_connect 0.1..1 --encoding rate,morse', '--encoding must be one of rate'",
    "sparse --p_connect 0.1..1 --p-connect 0.1..1, --p_connect is given twice",
    "tau-sweep --w_mean 0..1, a trial is one layer of one seed",
    "sparse --p_connect 0.1..1 --trials=1, '--trials must be in [2, 100000], found 1'",
    "sparse --hidden 5..7, --hidden must be given only once",
    "'sparse --encoding rate,regular,rate', 'twice the same value of --encoding: rate and rate'",
    "'sparse --C 1,0.1,1.0', 'twice the same value of --C: 1 and 1.0'",
    "'sparse --dataset strokes,letters', --dataset is nothing to search for",
    "sparse --repeats 1..3, --repeats is nothing to search for",
    "'sparse --backend event,djl', --backend is nothing to search for",
  })
  void whatIsNoSearchIsRefused(String search, String why) {
    Program run = tune(search);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines().getFirst()).startsWith("snn: ").contains(why);
    assertThat(out()).doesNotExist();
  }
}
