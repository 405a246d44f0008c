package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import snn.record.RunRecord;

/** Of the committed records of the published runs, whose accuracies are known. */
class FindingsTest {

  private static final String PATCH = "fields/patch/fields_1024.json";

  private static final List<Result> BASELINE = results("baseline.json");
  private static final List<Result> HOMEOSTASIS = results("homeostasis.json");
  private static final List<Result> TAUS = results("tau_sweep.json");
  private static final List<Result> SPARSE = results("sparse_p0.05.json");

  /** Every outcome of a committed run, called as its experiment. */
  private static List<Result> results(String file) {
    RunRecord record = RunRecord.read(Path.of("outputs", file));
    return IntStream.range(0, record.outcomes().size())
        .mapToObj(i -> Result.of(record.experiment(), file + i, record, i, Optional.empty()))
        .toList();
  }

  private static List<Result> all(List<Result> some, List<Result> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static List<String> found(List<Result> results, String about) {
    return new Findings(results)
        .all().stream()
            .filter(finding -> finding.about().equals(about))
            .findFirst()
            .map(Findings.Finding::sentences)
            .orElse(List.of());
  }

  @Test
  void theFirstIsComparedWithTheCommonestClass() {
    assertThat(new Findings(BASELINE).answer(BASELINE.getFirst()))
        .isEqualTo(
            "0.1147: no better than always answering the commonest digit (0.1135), as far as the"
                + " 95 % interval tells.");
    assertThat(new Findings(SPARSE).answer(SPARSE.getFirst()))
        .isEqualTo("0.9222: 0.8087 above always answering the commonest digit (0.1135).");
  }

  @Test
  void othersAreComparedWithTheFirst() {
    assertThat(new Findings(all(BASELINE, SPARSE)).answer(SPARSE.getFirst()))
        .isEqualTo("0.9222: 0.8075 above baseline (0.1147); McNemar’s test p < 1e-12.");
    assertThat(new Findings(all(SPARSE, BASELINE)).answer(BASELINE.getFirst()))
        .isEqualTo("0.1147: 0.8075 below sparse (0.9222); McNemar’s test p < 1e-12.");
    assertThat(new Findings(all(BASELINE, TAUS)).answer(TAUS.get(1)))
        .isEqualTo("0.1148: indistinguishable from baseline (0.1147); McNemar’s test p = 1.");
  }

  @Test
  void otherImagesAreNotCompared() {
    List<Result> digits = results("fields/cells/cells_1024.json");
    List<Result> clothes = results("fields/cells_fashion/fashion-mnist_cells_1024.json");
    Findings findings = new Findings(all(digits, clothes));
    assertThat(findings.answer(clothes.getFirst()))
        .isEqualTo("0.9177, on other test images than cells, with which it is not compared.");
    assertThat(findings.besides(clothes.getFirst())).isEmpty();
    assertThat(found(all(digits, clothes), "What cannot be told apart")).isEmpty();
  }

  @Test
  void whatElseDiffersButTheLayer() {
    List<Result> optimum = results("optimum/homeostasis.json");
    Findings findings = new Findings(all(all(HOMEOSTASIS, optimum), SPARSE));
    assertThat(findings.besides(HOMEOSTASIS.getFirst())).isEmpty();
    assertThat(findings.besides(optimum.getFirst()))
        .startsWith("The layer is the same; the readouts differ: ")
        .contains("penalty");
    assertThat(findings.before(optimum.getFirst())).contains(HOMEOSTASIS.getFirst());
    assertThat(findings.before(SPARSE.getFirst())).isEmpty();
  }

  @Test
  void alongAnAxis() {
    assertThat(Findings.along(TAUS))
        .contains("accuracies lie from 0.1144 to 0.1183.")
        .contains(
            "None is above that of always answering the commonest digit (0.1135) beyond its 95 %"
                + " interval.")
        .contains("The largest difference, 0.0039 between τₘ = 5 ms and τₘ = 50 ms, ");
  }

  @Test
  void seedsHaveAMeanWithAnInterval() {
    RunRecord five = RunRecord.read(Path.of("outputs/fields/five_seeds/fields_1024.json"));
    assertThat(Findings.seeds(five, 5)).isEmpty();
    assertThat(Findings.seeds(five, 1))
        .singleElement()
        .asString()
        .startsWith("test accuracy 0.9803 ± ")
        .endsWith(
            ": seed 42 0.9813, seed 43 0.9812, seed 44 0.9779, seed 45 0.9793, seed 46 0.9817");
  }

  @Test
  void accuraciesThatChanceMakesDiffer() {
    assertThat(found(all(all(BASELINE, TAUS), SPARSE), "What cannot be told apart"))
        .containsExactly(
            "tau-sweep, τₘ = 20 ms (0.1148) is indistinguishable from baseline (0.1147) (p = 1).",
            "tau-sweep, τₘ = 50 ms (0.1144) is indistinguishable from baseline (0.1147) (p ="
                + " 0.68).",
            "tau-sweep, τₘ = 50 ms (0.1144) is indistinguishable from tau-sweep, τₘ = 20 ms"
                + " (0.1148) (p = 0.48).");
  }

  @Test
  void publishedNumbers() {
    assertThat(found(all(BASELINE, SPARSE), "Against the published numbers"))
        .containsExactly(
            "baseline (0.1147): published 0.1156, inside the 95 % interval 0.1086 … 0.1211"
                + " (difference −0.0009).",
            "sparse (0.9222): published 0.9194, inside the 95 % interval 0.9168 … 0.9273"
                + " (difference +0.0028).");
    List<Result> others = results(PATCH);
    assertThat(found(others, "Against the published numbers")).isEmpty();
  }

  @Test
  void floorsAndSaturation() {
    assertThat(found(all(BASELINE, SPARSE), "Floors"))
        .containsExactly(
            "No better than always answering the commonest class, as far as the intervals tell:"
                + " baseline (0.1147).");
    assertThat(found(SPARSE, "Floors"))
        .containsExactly("All are better than always answering the commonest class.");
    assertThat(found(all(BASELINE, SPARSE), "Saturation"))
        .containsExactly(
            "Saturated, on the training images: baseline (98.7 % of its counts at the ceiling of"
                + " 34).",
            "Not saturated: sparse (less than 0.001 % at the ceiling, 152.8 Hz).");
  }

  @Test
  void readoutsThatStoppedEarly() {
    assertThat(found(all(BASELINE, TAUS), "Stopped before the optimum"))
        .containsExactly(
            "Stopped: tau-sweep, τₘ = 20 ms (0.1148) after 1,000 iterations, with max|gradient|"
                + " 5.11 × 10⁻⁴. On the same layer the readout of baseline (0.1147) converged"
                + " (indistinguishable, p = 1).",
            "Stopped, and what that is worth is not known here, for none of these runs has the"
                + " optimum of that layer: tau-sweep, τₘ = 5 ms (0.1183) after 1,000 iterations,"
                + " with max|gradient| 2.16 × 10⁻⁴; tau-sweep, τₘ = 50 ms (0.1144) after 1,000"
                + " iterations, with max|gradient| 3.1 × 10⁻⁴.");
    assertThat(
            found(
                all(HOMEOSTASIS, results("optimum/homeostasis.json")),
                "Stopped before the optimum"))
        .singleElement()
        .asString()
        .endsWith("so this is not the effect of stopping alone.");
  }

  @Test
  void informationBesideAccuracies() {
    List<Result> small = all(results("fields/1024/fields_1024.json"), results(PATCH));
    List<Result> large =
        all(
            results("fields/4096_400hz/fields_4096.json"),
            results("fields/8192_400hz/fields_8192.json"));
    assertThat(found(all(small, large), "Information").getLast())
        .isEqualTo(
            "Of 5 pairs of different layers whose accuracies differ, 5 have more bits where the"
                + " accuracy is higher (left out: 1 whose accuracies are indistinguishable).");
    assertThat(found(small, "Information"))
        .singleElement()
        .asString()
        .endsWith("fields 329.0 bits (from 256 neurons); fields 186.9 bits (from 256 neurons).");
  }

  @Test
  void pairsAreComparedOnce() {
    PairTable table = PairTable.of(all(BASELINE, SPARSE));
    assertThat(table.columns()).containsExactly("1");
    assertThat(table.rows().getFirst().cells())
        .containsExactly(new PairTable.Cell("1 baseline", "", "", false));
    assertThat(table.rows().getLast().cells())
        .containsExactly(new PairTable.Cell("1 baseline", "+0.8075", "p < 1e-12", true));
    assertThat(table.note()).contains("chi-squared with continuity correction)");
  }
}
