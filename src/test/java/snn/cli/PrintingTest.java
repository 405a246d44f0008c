package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Numbers;
import snn.record.MeanInterval;
import snn.record.Quantity;
import snn.record.RunRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --print}, on few drawn digits. */
class PrintingTest {

  @TempDir private Path folder;

  private RunRecord record(String name) {
    return RunRecord.read(Program.reports(folder).resolve("strokes_" + name + ".json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "sparse", "fields"})
  void theNumberIsAloneAndAllElseWhereItWas(String experiment) throws IOException {
    Program plain = Program.runIn(folder, experiment);
    Set<String> files = Program.filesIn(Program.reports(folder));
    Program run = Program.runIn(folder, experiment, "--print", "test_accuracy");
    assertThat(run.exitCode()).isZero();
    String number = run.out().strip();
    assertThat(run.out()).isEqualTo(number + "\n");
    assertThat(plain.out())
        .contains("Test Accuracy: " + Numbers.accuracy(Double.parseDouble(number)));
    assertThat(run.err().lines()).containsAll(plain.outLines()).containsAll(plain.errLines());
    assertThat(Program.filesIn(Program.reports(folder))).isEqualTo(files);
  }

  @Test
  void layersHaveALineEach() {
    Program run = Program.runIn(folder, "tau-sweep", "--print=train_accuracy");
    assertThat(run.outLines())
        .containsExactlyElementsOf(
            record("tau_sweep").outcomes().stream()
                .map(layer -> Numbers.python(layer.train().accuracy()))
                .toList());
    assertThat(run.outLines()).hasSize(3);
  }

  @Test
  void ofSeveralSeedsThereIsTheMean() {
    Program run =
        Program.runIn(
            folder, "tau-sweep", "--tau_list=5,50", "--repeats=3", "--print=test_accuracy");
    double[] accuracies =
        record("tau_sweep").outcomes().stream()
            .mapToDouble(layer -> layer.test().accuracy())
            .toArray();
    assertThat(accuracies).hasSize(6);
    assertThat(run.outLines())
        .containsExactly(
            Numbers.python(mean(accuracies[0], accuracies[2], accuracies[4])),
            Numbers.python(mean(accuracies[1], accuracies[3], accuracies[5])));
  }

  private static double mean(double... values) {
    return MeanInterval.of(values).mean();
  }

  /** But the held-out accuracy, which is in no record. */
  @ParameterizedTest
  @EnumSource(
      value = Quantity.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HELD_OUT_ACCURACY"})
  void namesAreThoseOfTheTable(Quantity quantity) throws IOException {
    Program run = Program.runIn(folder, "sparse", "--limit=300", "--print=" + quantity);
    Path lines = folder.resolve("runs.jsonl");
    Program.run("collect", Program.reports(folder).toString(), "--times", "--jsonl=" + lines);
    JsonNode row = JsonMapper.shared().readTree(Files.readString(lines));
    assertThat(row.path(quantity.toString()).isNumber()).isTrue();
    double printed = Double.parseDouble(run.out().strip());
    if (quantity == Quantity.TOTAL_SECONDS || quantity == Quantity.PEAK_MEMORY_BYTES) {
      // Of the moment when they are asked for.
      assertThat(printed).isGreaterThanOrEqualTo(row.path(quantity.toString()).doubleValue());
    } else {
      assertThat(printed).isEqualTo(row.path(quantity.toString()).doubleValue());
    }
  }

  /**
   * The tenth is read by a readout that learnt from the others; which images are for testing, and
   * how many, does not matter.
   */
  @Test
  void heldOutImagesAreReadWithoutLookingAtTestImages() throws IOException {
    Path one = images("one", 7);
    Path other = images("other", 3);
    String[] words = {"--limit=200", "--print=held_out_accuracy", "--no-page"};
    Program run = Program.runIn(folder, "sparse", with(words, "--dataset=" + one));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Program.runIn(folder, "sparse", with(words, "--dataset=" + other)).out())
        .isEqualTo(run.out());
    // Of 20 images.
    double accuracy = Double.parseDouble(run.out().strip());
    assertThat(accuracy * 20).isEqualTo(Math.rint(accuracy * 20)).isBetween(3.0, 19.0);
  }

  private static String[] with(String[] words, String more) {
    return Stream.concat(Arrays.stream(words), Stream.of(more)).toArray(String[]::new);
  }

  /** 200 images to learn from, two bright rows each by their class, and so many to test with. */
  private Path images(String name, int test) throws IOException {
    Path set = Files.createDirectories(folder.resolve(name));
    Files.writeString(set.resolve("train.csv"), csv(200, 17));
    Files.writeString(set.resolve("test.csv"), csv(test, 23));
    return set;
  }

  private static String csv(int images, int step) {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < images; n++) {
      int label = n % 4;
      text.append(label);
      for (int i = 0; i < 64; i++) {
        boolean bright = i / 16 == label || (n * step + i) % 5 == 0;
        text.append(bright ? ",200" : ",0");
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void savedFeaturesAreReadTheSame() {
    Path features = folder.resolve("features");
    String number =
        Program.runIn(folder, "sparse", "--save_features=" + features, "--print=held_out_accuracy")
            .out();
    Program run =
        Program.run(
            "readout",
            "--features=" + features,
            "--no-scale_features",
            "--max_iter=200",
            "--output_dir=" + Program.reports(folder),
            "--fig_dir=" + Program.figures(folder),
            "--print=held_out_accuracy");
    assertThat(run.out()).isEqualTo(number);
    assertThat(run.err()).contains("Readout Test Accuracy: ");
  }

  @Test
  void whatIsNotThereIsToldBeforeAnythingIsDone() throws IOException {
    Program misspelt = Program.runIn(folder, "sparse", "--print=accuracy");
    assertThat(misspelt.exitCode()).isEqualTo(2);
    assertThat(misspelt.err())
        .startsWith("snn: --print must be one of test_accuracy, ")
        .contains("found 'accuracy'");
    assertThat(
            Program.runIn(folder, "sparse", "--no-information", "--print=information_bits").err())
        .isEqualTo("snn: --print must be measured, found information_bits and --no-information\n");
    assertThat(Program.runIn(folder, "sparse", "--limit=9", "--print=held_out_accuracy").err())
        .isEqualTo("snn: --limit must leave 10 training images to hold one out, found 9\n");
    assertThat(Program.filesIn(folder)).isEmpty();
    assertThat(Program.runIn(folder, "sparse", "--readout=ridge", "--print=loss").out())
        .isEqualTo("nan\n");
  }

  @Test
  void pointsOfASweepPrintIt() {
    Program run =
        Program.run(
            "sweep",
            "sparse",
            "--seed=1..2",
            "--out=" + folder.resolve("sweep"),
            "--",
            "--dataset=strokes",
            "--limit=57",
            "--hidden=9",
            "--num_steps=20",
            "--print=test_accuracy");
    List<String> points = run.outLines().stream().sorted().toList();
    assertThat(points).hasSize(2);
    assertThat(points.getFirst()).matches("sparse,seed=1: 0\\.\\d+");
    // It is no part of what the points are.
    assertThat(folder.resolve("sweep/sparse,seed=1/point.args")).content().doesNotContain("print");
  }
}
