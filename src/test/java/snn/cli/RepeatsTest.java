package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.Numbers;
import snn.Sha256;
import snn.record.MeanInterval;
import snn.record.RunRecord;

/** {@code --repeats}. */
class RepeatsTest {

  @TempDir private Path folder;

  private Path report(String name) {
    return Program.reports(folder).resolve(name);
  }

  /** Each repeat is the run of its seed, in what is printed, reported and recorded. */
  @ParameterizedTest
  @CsvSource({
    "baseline, baseline, Baseline Test Accuracy",
    "homeostasis, homeostasis, Homeostasis Test Accuracy",
    "sparse, sparse_p0.05, Sparse p=0.05 Test Accuracy",
  })
  void aRepeatIsTheRunOfItsSeed(String experiment, String name, String words) throws IOException {
    Program all = Program.runIn(folder, experiment, "--seed=5", "--repeats=3");
    assertThat(all.exitCode()).isZero();
    String text = Files.readString(report("strokes_" + name + "_report.txt"));
    Path recordFile = report("strokes_" + name + ".json");
    RunRecord record = RunRecord.read(recordFile);
    assertThat(record.outcomes()).extracting(RunRecord.Layer::seed).containsExactly(5L, 6L, 7L);
    assertThat(Program.run("verify", recordFile.toString()).exitCode()).isZero();

    double[] accuracies =
        record.outcomes().stream().mapToDouble(outcome -> outcome.test().accuracy()).toArray();
    List<String> rows =
        IntStream.range(0, 3)
            .mapToObj(
                i -> "%s: %s (seed %d)".formatted(words, Numbers.accuracy(accuracies[i]), 5 + i))
            .toList();
    MeanInterval mean = MeanInterval.of(accuracies);
    String summary =
        "%s: %.4f ± %.4f (mean of 3 seeds, 95 %% interval)"
            .formatted(words, mean.mean(), mean.halfWidth());
    assertThat(all.outLines().subList(1, 4)).isEqualTo(rows);
    assertThat(all.outLines().get(4)).isEqualTo(summary);
    assertThat(all.outLines()).hasSize(5);
    assertThat(text).startsWith(summary + "\n\n" + String.join("\n", rows) + "\n\nSeed 5:\nTest");

    for (int seed = 5; seed < 8; seed++) {
      Program.runIn(folder, experiment, "--seed=" + seed);
      assertThat(text)
          .contains(
              "Seed " + seed + ":\n" + Files.readString(report("strokes_" + name + "_report.txt")));
      assertThat(
              RunRecord.read(report("strokes_" + name + ".json"))
                  .outcomes()
                  .getFirst()
                  .predictions())
          .isEqualTo(record.outcomes().get(seed - 5).predictions());
    }
  }

  @Test
  void aSweepHasAMeanForEachTimeConstant() throws IOException {
    Program run = Program.runIn(folder, "tau-sweep", "--tau_list=5,20", "--repeats=2");
    assertThat(run.outLines()).hasSize(1 + 4 + 2);
    assertThat(run.outLines().get(1)).matches("tau=5.0 ms -> Test Acc: 0.\\d{4} \\(seed 42\\)");
    assertThat(run.outLines().get(4)).matches("tau=20.0 ms -> Test Acc: 0.\\d{4} \\(seed 43\\)");
    assertThat(run.outLines().get(6))
        .matches("tau=20.0 ms -> Test Acc: 0.\\d{4} ± \\d.\\d{4} \\(mean of 2 seeds, .*");
    RunRecord record = RunRecord.read(report("strokes_tau_sweep.json"));
    assertThat(record.outcomes())
        .extracting(RunRecord.Layer::seed)
        .containsExactly(42L, 42L, 43L, 43L);
    assertThat(record.outcomes())
        .extracting(layer -> layer.varied().get("tau_ms"))
        .containsExactly(5.0, 20.0, 5.0, 20.0);
  }

  /** The bars come from further seeds; the raster is that of the first. */
  @Test
  void theFigureOfASweepHasErrorBars() throws IOException {
    String[] sweep = {"--tau_list=5,20", "--w_mean=0.02", "--w_std=0.02", "--hidden=20"};
    Program.runIn(folder, "tau-sweep", sweep);
    String figure = hash("strokes_accuracy_vs_tau.png");
    String raster = hash("strokes_tau_5.0_raster.png");
    String[] repeated = Arrays.copyOf(sweep, 5);
    repeated[4] = "--repeats=2";
    Program.runIn(folder, "tau-sweep", repeated);
    assertThat(hash("strokes_accuracy_vs_tau.png")).isNotEqualTo(figure);
    assertThat(hash("strokes_tau_5.0_raster.png")).isEqualTo(raster);
  }

  private String hash(String figure) throws IOException {
    return Sha256.hex(Files.readAllBytes(Program.figures(folder).resolve(figure)));
  }

  @Test
  void savedFeaturesHaveAFolderForEachSeed() throws IOException {
    Path saved = folder.resolve("saved");
    Program.runIn(folder, "tau-sweep", "--tau_list=5", "--repeats=2", "--save_features=" + saved);
    assertThat(Program.filesIn(saved)).containsExactly("seed_42", "seed_43");
    assertThat(saved.resolve("seed_43").resolve("tau_5.0").resolve("features.json")).exists();
  }

  @Test
  void seedsMustNotRunOut() {
    Program run = Program.runIn(folder, "sparse", "--seed=" + Long.MAX_VALUE, "--repeats=2");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--seed must be at most 9223372036854775805");
  }
}
