package snn.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.data.DatasetIdentity;
import snn.experiment.Experiment;
import snn.experiment.Floors;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.measure.Information;
import snn.measure.LayerHealth;
import snn.readout.Evaluation;
import snn.record.RunRecord;

/** Pages of records that are made up: 120 test images, 50 of class b, which is the commonest. */
class PageTest {

  private static final int IMAGES = 120;
  private static final int COMMONEST = 50;

  @TempDir private Path folder;

  private static int label(int image) {
    return image < 40 ? 0 : image < 90 ? 1 : 2;
  }

  /** An outcome whose readout answers rightly for the first images and else with class b. */
  private record Made(
      int right,
      String counts,
      Map<String, Object> varied,
      String stop,
      double bits,
      double reliability) {

    Made(int right, String counts, Map<String, Object> varied, String stop, double bits) {
      this(right, counts, varied, stop, bits, 0.178);
    }

    Made(int right, String counts) {
      this(right, counts, Map.of(), "converged", 3.84);
    }

    RunRecord.Layer layer() {
      StringBuilder predictions = new StringBuilder();
      int[][] confusion = new int[3][3];
      int correct = 0;
      for (int i = 0; i < IMAGES; i++) {
        int read = i < right ? label(i) : 1;
        predictions.append(read);
        confusion[label(i)][read]++;
        correct += read == label(i) ? 1 : 0;
      }
      double accuracy = (double) correct / IMAGES;
      Evaluation.Interval interval = new Evaluation.Interval(accuracy - 0.05, accuracy + 0.05);
      return new RunRecord.Layer(
          7,
          varied,
          "w",
          new Outcome.Gains("g", 1, 1),
          Optional.empty(),
          new RunRecord.Part(counts, accuracy, interval),
          new RunRecord.Part(counts, accuracy, interval),
          new Floors((double) COMMONEST / IMAGES, OptionalDouble.empty()),
          confusion,
          new ArrayList<>(Collections.nCopies(3, 0.5)),
          Optional.empty(),
          new HashMap<>(
              Map.of(
                  "minimum",
                  Map.of(
                      "loss",
                      0.5,
                      "max_gradient",
                      1e-4,
                      "iterations",
                      1234,
                      "evaluations",
                      1300,
                      "stop",
                      stop))),
          new LayerHealth(8, 80, 34, 0.002, 0, 0, 10, OptionalDouble.of(0)),
          Optional.of(new Information(bits, 0, 9, 100, reliability, 2, 1, 0)),
          Optional.empty(),
          predictions.toString());
    }
  }

  private static PageRun run(String experiment, Map<String, Object> given, Made... outcomes) {
    Map<String, Object> all = new HashMap<>(given);
    all.put("dataset", "strokes");
    all.put("seed", 7);
    Plan plan = Plan.of(Experiment.named(experiment), all);
    byte[] labels = new byte[IMAGES];
    IntStream.range(0, IMAGES).forEach(i -> labels[i] = (byte) label(i));
    RunRecord record =
        RunRecord.of(
            plan,
            new DatasetIdentity("mnist", 9000, IMAGES, 4, 5, List.of("a", "b", "c"), "t", "u"),
            Optional.empty(),
            labels,
            List.of(outcomes).stream().map(Made::layer).toList(),
            new RunRecord.Run(
                "2026-01-02T03:04:05Z",
                new RunRecord.Program(
                    "snn",
                    given.containsKey("p_connect") ? "2" : "1",
                    Optional.empty(),
                    Optional.empty(),
                    Map.of()),
                new RunRecord.Machine("25", "Linux", Optional.empty(), 1),
                "cpu",
                "event",
                1,
                List.of(),
                1,
                Optional.empty()));
    return new PageRun(
        "a-file-s-name", record, "scripts/snn " + experiment + " --x 1 --y-z 2", List.of(), "");
  }

  private String text(PageRun... runs) throws IOException {
    Path file = folder.resolve("page.html");
    Page.write(file, List.of(runs), UnaryOperator.identity());
    return Files.readString(file)
        .replaceAll("(?s)<(style|script).*?</\\1>", "")
        .replaceAll("<[^>]*>", "")
        .replaceAll("\\s+", " ")
        .replace("&lt;", "<");
  }

  private static PageRun baseline() {
    return run("baseline", Map.of(), new Made(0, "one"));
  }

  @Test
  void laterRunsAreComparedWithTheFirst() throws IOException {
    assertThat(
            text(
                baseline(),
                run("sparse", Map.of("p_connect", 0.25), new Made(120, "two")),
                run("fields", Map.of(), new Made(1, "three"))))
        .contains("What can a linear readout learn from fixed random spiking layers? (MNIST)")
        .contains("0.4167: no better than always answering the commonest letter (0.4167)")
        .contains("1.0000: 0.5833 above baseline (0.4167); McNemar’s test p < 1e-12.")
        .contains("The readouts differ, too: max_iter and scale_features.")
        .contains("0.4250: indistinguishable from baseline (0.4167); McNemar’s test p = 1.")
        .contains("exact binomial where fewer than 25 images tell the two apart")
        .contains("p_connect10.251")
        .contains("each pixel connected with probability 0.25: 5 of 20 pixels on average")
        .contains("in a square with sides of 7 to 12 pixels")
        .contains("one draw of the random weights (seed 7)")
        .contains("written by different programs")
        .contains("It answers b for 120 of 120 test images; always answering b, the commonest,")
        .contains("Of 2 pairs of different layers whose accuracies differ, 0 have more bits")
        .contains("(left out: 1 whose accuracies are indistinguishable)")
        .contains("3.8 bits, a Gaussian estimate from 9 of the 512 neurons. Shown")
        .contains("17.8 % of the counts’ variance recurs")
        .contains("Always answering the commonest class would reach 0.4167.")
        .doesNotContain("a-file-s-name", "in 0 directions", "read rightly", "Published:");
  }

  @Test
  void runsOfAnExperimentAreToldApartByWhatDiffers() throws IOException {
    Map<String, Object> penalty = Map.of("penalty", "l2", "C", 1, "solver", "lbfgs-gram");
    Map<String, Object> stopping = Map.of("max_iter", 5000);
    Made stopped = new Made(60, "one", Map.of(), "iteration_limit", 1);
    assertThat(
            text(
                run("homeostasis", Map.of(), stopped),
                run("homeostasis", penalty, new Made(120, "one"))))
        .contains("homeostasis, penalty l2, C 1, solver lbfgs-gram")
        .contains(
            "The same layer as in homeostasis, penalty none, solver lbfgs: its figures are there")
        .contains(
            "The penalty and the C differ, too, so this is not the effect of stopping alone.");
    assertThat(
            text(
                run("homeostasis", Map.of(), stopped),
                run("homeostasis", stopping, new Made(120, "one"))))
        .contains("On the same layer the readout of homeostasis, max_iter 5000 (1.0000) converged")
        .doesNotContain("not the effect of stopping alone");
    assertThat(text(baseline(), baseline())).contains("baseline, run 2");
  }

  @Test
  void aPageBeginsWithItsNumberAndSaysLastHowToRepeatIt() throws IOException {
    assertThat(text(baseline()))
        .containsSubsequence(
            "How well can digits be read from a plain dense layer?",
            "0.4167 test accuracy, 95 % interval",
            "It answers b for 120 of 120 test images;",
            "Each image becomes spikes",
            "What was done",
            "How to repeat")
        .containsOnlyOnce("test accuracy, 95 % interval");
    assertThat(text(baseline(), run("sparse", Map.of(), new Made(120, "two"))))
        .containsSubsequence(
            "Test accuracy of each run",
            "baseline: 0.4167",
            "sparse: 1.0000",
            "Dotted: always answering the commonest class.",
            "Each image becomes spikes",
            "Overview",
            "How to repeat")
        .doesNotContain("Dashed: no layer", "Diamonds");
  }

  @Test
  void pooledFeaturesAreNotTakenForNeurons() throws IOException {
    assertThat(text(run("cells", Map.of("hidden", 8), new Made(90, "one"))))
        .contains("8 features, each the sum of 7 × 7 neighbouring neurons with one filter:")
        .contains("in a square with sides of 5 pixels)")
        .contains(
            "equal distances, without chance, at up to 1,000 Hz, more often the brighter it is")
        .contains("(by the square root of its brightness)")
        .contains("from the square roots of the spike counts of 9,000 training images")
        .contains("the neurons of a feature answered an image with 8 spikes on average");
  }

  @Test
  void aSweepAnswersItsQuestion() throws IOException {
    assertThat(
            text(
                run(
                    "tau-sweep",
                    Map.of("tau_list", List.of(5.0, 20.0)),
                    new Made(0, "one", Map.of("tau_ms", 5.0), "converged", 1),
                    new Made(2, "two", Map.of("tau_ms", 20.0), "converged", 1))))
        .contains("accuracies lie from 0.4167 to 0.4333. None is above that of always answering")
        .contains("between τₘ = 20 ms and τₘ = 5 ms, may be chance (McNemar’s test p = 0.50)")
        .contains("once for each membrane time constant τₘ: 5, 20 ms.")
        .contains("Dashed: always answering the commonest letter, 0.4167.")
        .contains("Test accuracy against membrane time constant τₘ (ms)");
  }

  /** A covariance of few images may be below 0. */
  @ParameterizedTest
  @CsvSource({"0.178, true", "0, true", "-0.25, false"})
  void aShareOfAVarianceIsToldWhereItIsOne(double reliability, boolean told) throws IOException {
    String text =
        text(
            run(
                "baseline",
                Map.of(),
                new Made(0, "one", Map.of(), "converged", 3.84, reliability)));
    assertThat(text.contains(" % of the counts’ variance recurs; the rest is noise."))
        .isEqualTo(told);
    assertThat(
            text.contains("images are too few to tell what share of the counts’ variance recurs"))
        .isNotEqualTo(told);
  }

  @Test
  void aCommandBreaksBetweenOptionsOnly() throws IOException {
    Path file = folder.resolve("page.html");
    Page.write(file, List.of(baseline()), UnaryOperator.identity());
    assertThat(Files.readString(file))
        .contains("<span class=\"option\">--x 1</span> <span class=\"option\">--y-z 2</span>");
  }
}
