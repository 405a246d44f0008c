package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import snn.experiment.Experiments;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.measure.Cost;
import snn.measure.Information;
import snn.readout.Minimum;
import snn.record.Made;
import snn.record.RunRecord;

class LayerFactsTest {

  private static final Plan BASELINE = Made.plan("baseline");

  private static final Cost COST = new Cost(40_143.26, 20_000, 0.8475);

  private static Information information(int neurons, int directions, double reliability) {
    return new Information(97.34, directions, neurons, 6000, reliability, 8.1, 0.43, 0.71);
  }

  private static Outcome outcome(
      Plan plan,
      Optional<Outcome.Adapted> adapted,
      Outcome.Gains gains,
      Optional<Information> information,
      Optional<Cost> cost) {
    return Made.outcome(
        plan.points().getFirst(),
        Map.of(),
        adapted,
        gains,
        information,
        cost,
        Made.fit(plan, Minimum.Stop.CONVERGED));
  }

  private static List<String> lines(Plan plan, Outcome outcome) {
    return LayerFacts.lines(plan.points().getFirst(), RunRecord.Layer.of(outcome));
  }

  private static List<String> sentences(Plan plan, Outcome outcome, long... counts) {
    Result.Seen seen = new Result.Seen(counts, Optional.empty(), Optional.empty());
    return LayerFacts.of(Result.of("run", "id", Made.record(plan, outcome), 0, Optional.of(seen)));
  }

  private static List<String> measured(Optional<Information> information) {
    return lines(
            BASELINE,
            outcome(BASELINE, Optional.empty(), Made.ONES, information, Optional.of(COST)))
        .stream()
        .skip(2)
        .toList();
  }

  @Test
  void inputAndCountsHaveLinesWhateverWasMeasured() {
    assertThat(
            lines(
                BASELINE,
                outcome(BASELINE, Optional.empty(), Made.ONES, Optional.empty(), Optional.empty())))
        .containsExactly(
            "Input: 9.75 expected spikes per step and image",
            "Layer: mean count 15.2500 of at most 34, mean rate 152.5 Hz; at the ceiling 12.50 % of"
                + " counts; silent 3.00 % of neurons; constant 6 of 200 neurons");
  }

  /** What is read of a pool is a feature, and what spikes is a neuron. */
  @Test
  void poolsHaveFeatures() {
    Plan plan =
        Experiments.plan(
            "cells", "hidden", 200, "num_steps", 100, "encoding", "rate", "readout_of", "counts");
    Outcome outcome =
        outcome(
            plan,
            Optional.empty(),
            Made.ONES,
            Optional.of(information(128, 45, 0.625)),
            Optional.of(COST));
    assertThat(lines(plan, outcome))
        .contains(
            "Layer: mean count 15.2500 of at most 34, mean rate 152.5 Hz; at the ceiling 12.50 % of"
                + " counts; silent 3.00 % of features; constant 6 of 200 features")
        .anyMatch(line -> line.startsWith("Information: 97.3 bits in 128 of 200 features, drawn"));
    assertThat(sentences(plan, outcome))
        .anyMatch(
            sentence ->
                sentence.endsWith(
                    " and the neurons of a feature answered an image with 15.25 spikes on average,"
                        + " of at most 34 (152.5 Hz a neuron)."))
        .anyMatch(sentence -> sentence.contains("; 3.0 % of the features never spike; 6 have"))
        .anyMatch(sentence -> sentence.contains("estimate from 128 of the 200 features, in 45"));
  }

  @Test
  void informationAndCostComeAfterTheLayer() {
    String cost =
        "Cost: 40143.3 synaptic operations (expected) and 20000 membrane updates an image;"
            + " activation sparsity 0.8475";
    String rest =
        ", 45 directions with more signal than noise (6000 training images, two draws of input"
            + " spikes); reliability 0.625, participation ratio 8.1, Fano factor 0.430, population"
            + " sparseness 0.710";
    assertThat(measured(Optional.of(information(128, 45, 0.625))))
        .containsExactly("Information: 97.3 bits in 128 of 200 neurons, drawn" + rest, cost);
    assertThat(measured(Optional.of(information(200, 45, 0.625))))
        .containsExactly("Information: 97.3 bits in 200 neurons" + rest, cost);
    assertThat(measured(Optional.of(information(200, 1, 0.9))))
        .first()
        .asString()
        .startsWith(
            "Information: 97.3 bits in 200 neurons, 1 direction with more signal than noise");
    assertThat(measured(Optional.empty()))
        .containsExactly(
            "Information: not measured, for which 8 training images at least are needed", cost);
    Plan same = Made.plan("baseline", "encoding", "latency");
    assertThat(
            lines(
                same,
                outcome(same, Optional.empty(), Made.ONES, Optional.empty(), Optional.of(COST))))
        .contains("Information: not measured, since every draw of input spikes is the same");
  }

  @Test
  void aRuleThatDoesNotLookHasALineOfGains() {
    Plan plan = Made.plan("homeostasis");
    assertThat(adaptation(plan, Made.adapted(plan, 0.625, 0)))
        .containsExactly(
            "Gains: 0.1000 … 2.5000 after 3 batches; at g_min 62.50 %, at g_max 0.00 % of neurons");
  }

  @Test
  void aRuleThatLooksSaysWhetherItArrived() {
    Plan plan = Made.plan("homeostasis", "rule", "log");
    assertThat(adaptation(plan, Made.adapted(plan, 0.625, 0, 40, 30, 25)))
        .last()
        .isEqualTo(
            "Adaptation: did not arrive at its target of 10.0 Hz; over the last batches the neurons"
                + " were 25.00 Hz away from it on average, with 62.50 % of them at g_min");
    assertThat(adaptation(plan, Made.adapted(plan, 0, 0.5, 40, 30, 25)))
        .last()
        .asString()
        .endsWith("with 50.00 % of them at g_max");
    assertThat(adaptation(plan, Made.adapted(plan, 0, 0, 40, 30, 0.01)))
        .last()
        .isEqualTo(
            "Adaptation: arrived at its target of 10.0 Hz; over the last batches the neurons were"
                + " 0.01 Hz away from it on average");
  }

  private static List<String> adaptation(Plan plan, Outcome.Adapted adapted) {
    Outcome.Gains gains = new Outcome.Gains("g", 0.1f, 2.5f);
    return lines(
            plan, outcome(plan, Optional.of(adapted), gains, Optional.empty(), Optional.empty()))
        .stream()
        .skip(2)
        .toList();
  }

  @Test
  void sentencesOfAllThatIsKnown() {
    Outcome all =
        outcome(
            BASELINE,
            Optional.empty(),
            new Outcome.Gains("g", 0.5f, 2),
            Optional.of(information(128, 45, 0.625)),
            Optional.of(COST));
    assertThat(sentences(BASELINE, all, 0, 3, 0, 1, 0))
        .containsExactly(
            "On the training images 9.75 input spikes reached the layer at each step, and a neuron"
                + " answered an image with 15.25 spikes on average, of at most 34 (152.5 Hz).",
            "Of these counts 12.5 % are at that ceiling; 3.0 % of the neurons never spike; 6 have"
                + " the same count for every image.",
            "On the test images counts lie from 1 to 3, 1.5 on average.",
            "Gains, the factors on all of a neuron’s weights, lie from 0.5 to 2.",
            "How much the counts tell about which image was shown (not which digit): 97.3 bits, a"
                + " Gaussian estimate from 128 of the 200 neurons, in 45 directions with more"
                + " signal than noise. Shown the same training images with fresh input spikes, 62.5"
                + " % of the counts’ variance recurs; the rest is noise.",
            "An image costs 40,143 synaptic operations and 20,000 membrane updates.");
  }

  @Test
  void equalGainsAreToldWhereTheyAreNotOne() {
    Plan plan = Made.plan("homeostasis");
    Outcome.Gains least = new Outcome.Gains("g", 0.1f, 0.1f);
    assertThat(
            sentences(
                plan, outcome(plan, Optional.empty(), least, Optional.empty(), Optional.empty())))
        .last()
        .isEqualTo(
            "All gains, the factors on all of a neuron’s weights, ended at the lower limit, 0.1.");
    assertThat(
            sentences(
                plan,
                outcome(plan, Optional.empty(), Made.ONES, Optional.empty(), Optional.empty())))
        .hasSize(2);
  }

  @Test
  void aLayerThatNothingIsWrongWithWorksWithinItsRange() {
    Outcome healthy =
        outcome(BASELINE, Optional.empty(), Made.ONES, Optional.empty(), Optional.empty());
    Result result = Result.of("run", "id", Made.record(BASELINE, healthy), 0, Optional.empty());
    Result wrong = withDiagnosis(result, List.of("It is broken."));
    assertThat(LayerFacts.diagnosis(wrong)).containsExactly("It is broken.");
    assertThat(LayerFacts.diagnosis(withDiagnosis(result, List.of())))
        .containsExactly(
            "Neurons work within their range: counts are neither all at the ceiling of 34 nor all"
                + " 0, and differ between images.");
  }

  private static Result withDiagnosis(Result result, List<String> diagnosis) {
    return new Result(
        result.name(),
        result.id(),
        result.values(),
        result.record(),
        result.outcome(),
        diagnosis,
        result.seen(),
        result.published());
  }
}
