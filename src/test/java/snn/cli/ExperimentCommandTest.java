package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.core.tensor.TensorDevices;

/** What every experiment prints and writes. */
class ExperimentCommandTest {

  private static final String FILTERS = "1800 x 900";
  private static final String TRACE = "1200 x 600";

  @TempDir private Path folder;

  /**
   * What one experiment leaves.
   *
   * @param args of the experiment
   * @param out lines of standard output; ACC stands for an accuracy
   * @param bars names of the bars
   * @param report name of the report
   * @param head its first lines
   * @param figures names and sizes of the figures that users look for
   */
  record Expected(
      List<String> args,
      List<String> out,
      List<String> bars,
      String report,
      List<String> head,
      Map<String, String> figures) {
    @Override
    public String toString() {
      return String.join(" ", args);
    }
  }

  static Stream<Expected> experiments() {
    List<String> bars =
        List.of("train feature extraction", "test feature extraction", "readout fit");
    return Stream.of(
        new Expected(
            List.of("baseline"),
            List.of("Device: cpu", "Baseline Test Accuracy: ACC"),
            bars,
            "strokes_baseline_report.txt",
            List.of(
                "Test Accuracy: ACC",
                "Params: hidden=9, tau_ms=20.0, dt_ms=1.0, v_th=1.0",
                "Weights: N( 0.5, 0.1) excitatory-only",
                "Encoding: T=20, fmax=100.0 Hz",
                ""),
            Map.of(
                "strokes_baseline_initial_filters.png",
                FILTERS,
                "strokes_baseline_raster.png",
                TRACE,
                "strokes_baseline_voltage.png",
                TRACE)),
        new Expected(
            List.of("homeostasis", "--adapt_epochs", "2", "--eta", "0.001", "--v_th", "1.5"),
            List.of("Device: cpu", "Homeostasis Test Accuracy: ACC"),
            Stream.concat(Stream.of("Adapting", "Adapting", "Homeostasis epochs"), bars.stream())
                .toList(),
            "strokes_homeostasis_report.txt",
            List.of(
                "Test Accuracy: ACC",
                "Params: hidden=9, tau_ms=20.0, dt_ms=1.0, v_th=1.5",
                "Encoding: T=20, fmax=100.0 Hz",
                "Homeostasis: target_hz=10.0, eta=0.001, ema_alpha=0.9",
                ""),
            Map.of(
                "strokes_homeostasis_raster.png", TRACE, "strokes_homeostasis_voltage.png", TRACE)),
        new Expected(
            List.of("tau-sweep", "--tau_list", "50", "2.5", "--fmax_hz", "80"),
            List.of("Device: cpu", "tau=50.0 ms -> Test Acc: ACC", "tau=2.5 ms -> Test Acc: ACC"),
            List.of(
                "tau=50.0 train",
                "tau=50.0 test",
                "readout fit",
                "tau=2.5 train",
                "tau=2.5 test",
                "readout fit"),
            "strokes_tau_sweep_report.txt",
            List.of(
                "tau_ms=50.0: acc=ACC",
                "tau_ms=2.5: acc=ACC",
                "Params: hidden=9, dt_ms=1.0, v_th=1.0",
                "Encoding: T=20, fmax=80.0 Hz",
                ""),
            Map.of(
                "strokes_tau_50.0_raster.png",
                TRACE,
                "strokes_tau_50.0_voltage.png",
                TRACE,
                "strokes_tau_2.5_raster.png",
                TRACE,
                "strokes_tau_2.5_voltage.png",
                TRACE,
                "strokes_accuracy_vs_tau.png",
                "750 x 600")),
        new Expected(
            List.of("sparse", "--p_connect", "0.10", "--w_std", "0", "--tau_ms", "5"),
            List.of("Device: cpu", "Sparse p=0.1 Test Accuracy: ACC"),
            bars,
            "strokes_sparse_p0.1_report.txt",
            List.of(
                "Test Accuracy: ACC",
                "Params: hidden=9, tau_ms=5.0, dt_ms=1.0, v_th=1.0",
                "Weights: N(0.5, 0.0), p_connect=0.1, excitatory-only",
                "Encoding: T=20, fmax=100.0 Hz",
                ""),
            Map.of(
                "strokes_sparse_p0.1_filters.png",
                FILTERS,
                "strokes_sparse_p0.1_raster.png",
                TRACE,
                "strokes_sparse_p0.1_voltage.png",
                TRACE)));
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void printsResultsAndWritesReportAndFigures(Expected expected) throws IOException {
    Program run = runOf(expected);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(withoutAccuracies(run.outLines())).isEqualTo(expected.out);
    assertThat(run.bars()).isEqualTo(expected.bars);

    List<String> report = reportOf(expected);
    assertThat(withoutAccuracies(report.subList(0, expected.head.size()))).isEqualTo(expected.head);
    // What is printed is what is reported.
    assertThat(accuracies(report).limit(run.outLines().size() - 1))
        .containsExactlyElementsOf(accuracies(run.outLines()).toList());
    assertThat(Program.filesIn(Program.reports(folder)))
        .containsExactly(
            expected.report.replace("_report.txt", ".html"),
            expected.report.replace("_report.txt", ".json"),
            expected.report);
    assertThat(sizesOfFigures()).containsAllEntriesOf(expected.figures);
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void theNumberOfThreadsChangesNothing(Expected expected) throws IOException {
    runOf(expected);
    List<String> two = reportOf(expected);
    runOf(expected, "--num_workers=5");
    assertThat(reportOf(expected)).isEqualTo(two);
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void theBackendChangesNothing(Expected expected) throws IOException {
    TensorDevices.cpu().close();
    Program event = runOf(expected, "--device=cpu", "--backend=event");
    List<String> report = reportOf(expected);
    Program djl = runOf(expected, "--device=cpu", "--backend=djl");
    assertThat(djl.exitCode()).as(djl.err()).isZero();
    assertThat(djl.out()).isEqualTo(event.out());
    assertThat(reportOf(expected)).isEqualTo(report);
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void theBatchSizeMattersToHomeostasisAlone(Expected expected) throws IOException {
    runOf(expected);
    List<String> whole = reportOf(expected);
    Program run = runOf(expected, "--batch_size=7");
    assertThat(run.err()).contains("| 9/9 [");
    assertThat(reportOf(expected).equals(whole)).isEqualTo(!expected.args.contains("homeostasis"));
  }

  @Test
  void theSeedMatters() throws IOException {
    Program.runIn(folder, "sparse");
    List<String> one = report("strokes_sparse_p0.05_report.txt");
    Program.runIn(folder, "sparse", "--seed=43");
    List<String> other = report("strokes_sparse_p0.05_report.txt");
    assertThat(other).hasSameSizeAs(one);
    assertThat(line(other, "Seed")).isEqualTo("Seed: 43");
    for (String changed : List.of("Weights: SHA", "Train counts", "Test counts")) {
      assertThat(line(other, changed)).isNotEqualTo(line(one, changed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "tau-sweep", "sparse"})
  void aReadoutThatStopsEarlyIsToldAndIsNoError(String experiment) {
    Program run = Program.runIn(folder, experiment, "--max_iter=1");
    assertThat(run.exitCode()).isZero();
    assertThat(run.errLines())
        .isNotEmpty()
        .allMatch(
            line ->
                line.matches(
                    "snn: warning: the readout has not converged: stopped at the limit of 1"
                        + " iterations, max\\|gradient\\|=\\S+ \\(tolerance 0.0001\\); a larger"
                        + " --max_iter helps, or --solver lbfgs-gram with --penalty l2, which needs"
                        + " few"));
  }

  @Test
  void aReadoutThatStopsWhereThePublishedOneDidIsNoFault() {
    Program run = Program.runIn(folder, "sparse", "--limit=1000", "--hidden=48", "--num_steps=30");
    assertThat(run.errLines())
        .containsExactly("snn: the readout stops after 200 iterations, as the published run did");
  }

  @Test
  void aReadoutThatConvergesIsNotMentionedAndItsBarIsFull() {
    Program run = Program.runIn(folder, "baseline", "--penalty=l2", "--C=0.001");
    assertThat(run.errLines()).isEmpty();
    assertThat(run.err()).containsPattern("readout fit: 100%\\| (\\d+)/\\1 \\[");
  }

  @Test
  void ridgeHasNoIterations() throws IOException {
    Program run = Program.runIn(folder, "sparse", "--readout=ridge");
    assertThat(run.exitCode()).isZero();
    assertThat(run.bars()).doesNotContain("readout fit");
    assertThat(report("strokes_sparse_p0.05_report.txt"))
        .contains("Readout: ridge, alpha=1.0, scale_features=off")
        .noneMatch(line -> line.startsWith("Optimiser"));
  }

  /** MNIST's name, in tiny files. */
  @Test
  void readsMnistWhereItLies() throws IOException {
    TinyMnist.write(folder, 30);
    Program run =
        Program.runIn(folder, "sparse", "--dataset=MNIST", "--data_dir=" + folder, "--floors");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(report("sparse_p0.05_report.txt"))
        .anyMatch(line -> line.startsWith("Test accuracy:") && line.contains(" of 30 images"))
        .anyMatch(line -> line.matches("Floors: always the commonest digit 0.1000"))
        .anyMatch(line -> line.startsWith("Without a layer: logistic regression on the pixels "));
    assertThat(run.err()).contains("snn: Without a layer: logistic regression on the pixels ");
  }

  private Program runOf(Expected expected, String... more) {
    return Program.runIn(
        folder,
        expected.args.getFirst(),
        Stream.concat(expected.args.stream().skip(1), Stream.of(more)).toArray(String[]::new));
  }

  private List<String> reportOf(Expected expected) throws IOException {
    return report(expected.report);
  }

  private List<String> report(String name) throws IOException {
    return Files.readAllLines(Program.reports(folder).resolve(name));
  }

  private static String line(List<String> report, String start) {
    return report.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private static List<String> withoutAccuracies(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("(?i)(acc(uracy)?)(: |=)[01]\\.\\d{4}$", "$1$3ACC"))
        .toList();
  }

  private static Stream<String> accuracies(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches(".*[:=] ?[01]\\.\\d{4}"))
        .map(line -> line.substring(line.length() - 6));
  }

  private Map<String, String> sizesOfFigures() throws IOException {
    Map<String, String> sizes = new TreeMap<>();
    for (String name : Program.filesIn(Program.figures(folder))) {
      BufferedImage image = ImageIO.read(Program.figures(folder).resolve(name).toFile());
      sizes.put(name, image.getWidth() + " x " + image.getHeight());
    }
    return sizes;
  }
}
