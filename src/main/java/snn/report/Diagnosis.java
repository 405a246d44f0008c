package snn.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import snn.Numbers;
import snn.core.Homeostasis;
import snn.core.LayerHealth;
import snn.experiment.HomeostaticLayer;
import snn.experiment.Outcome;

/**
 * Says in plain words why an accuracy is what it is, when something is wrong with the layer. The
 * rules are a table, the most telling first.
 */
final class Diagnosis {

  /** More would not be read. */
  private static final int SENTENCES = 3;

  /** Where (nearly) all of something is beyond doubt. */
  private static final double NEARLY_ALL = 0.9;

  private static final double HALF = 0.5;

  /** A train accuracy so much above the test accuracy is overfitting, not chance. */
  private static final double OVERFIT = 0.05;

  /** A rate so many times the target, or its inverse, has missed it. */
  private static final double MISSED = 1.5;

  private Diagnosis() {}

  /**
   * What the rules look at.
   *
   * @param outcome of any experiment
   * @param homeostasis more of it, when gains were adapted
   */
  record Facts(Outcome outcome, Optional<HomeostaticLayer.Result> homeostasis) {
    LayerHealth health() {
      return outcome.health();
    }

    double gap() {
      return outcome.train().evaluation().accuracy() - outcome.testAccuracy();
    }

    boolean clampedAt(Function<HomeostaticLayer.GainRange, Double> share) {
      return homeostasis.filter(result -> share.apply(result.gains()) >= NEARLY_ALL).isPresent();
    }

    Homeostasis rule() {
      return homeostasis.orElseThrow().homeostasis();
    }
  }

  /** One row of the table. */
  private record Rule(Predicate<Facts> applies, Function<Facts, String> sentence) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              facts -> facts.health().ceilingShare() >= NEARLY_ALL,
              facts ->
                  String.format(
                      Locale.ROOT,
                      "%s of the counts are at the ceiling of %d spikes: the features are almost"
                          + " constant, so no readout can do better than chance; lower --w_mean or"
                          + " --fmax_hz, or connect fewer inputs (snn sparse --p_connect).",
                      percent(facts.health().ceilingShare()),
                      facts.health().ceiling())),
          new Rule(
              facts -> facts.health().silentShare() >= HALF,
              facts ->
                  ("%s of the neurons never spike, and a readout learns nothing from them; raise"
                          + " --w_mean, --fmax_hz or --p_connect, or lower --v_th.")
                      .formatted(percent(facts.health().silentShare()))),
          new Rule(
              facts ->
                  facts.clampedAt(HomeostaticLayer.GainRange::shareAtMin)
                      && facts.health().meanRateHz() > MISSED * facts.rule().targetHz(),
              facts ->
                  String.format(
                      Locale.ROOT,
                      "The target of %s Hz is out of reach: %s of the gains are at --g_min %s,"
                          + " where the layer still fires at %.1f Hz; lower --g_min or --w_mean.",
                      Numbers.python(facts.rule().targetHz()),
                      percent(facts.homeostasis().orElseThrow().gains().shareAtMin()),
                      Numbers.python(facts.rule().gMin()),
                      facts.health().meanRateHz())),
          new Rule(
              facts ->
                  facts.clampedAt(HomeostaticLayer.GainRange::shareAtMax)
                      && facts.health().meanRateHz() * MISSED < facts.rule().targetHz(),
              facts ->
                  String.format(
                      Locale.ROOT,
                      "The target of %s Hz is out of reach: %s of the gains are at --g_max %s,"
                          + " where the layer fires at %.1f Hz only; raise --g_max or --w_mean.",
                      Numbers.python(facts.rule().targetHz()),
                      percent(facts.homeostasis().orElseThrow().gains().shareAtMax()),
                      Numbers.python(facts.rule().gMax()),
                      facts.health().meanRateHz())),
          new Rule(
              facts -> facts.gap() >= OVERFIT,
              facts ->
                  String.format(
                      Locale.ROOT,
                      "Training images are read %.1f percentage points better than test images:"
                          + " the readout overfits; use more images, or a stronger penalty"
                          + " (--penalty l2 with a smaller --C).",
                      100 * facts.gap())),
          new Rule(
              facts ->
                  facts.health().ceilingShare() < NEARLY_ALL
                      && facts.health().silentShare() < HALF
                      && facts.outcome().test().evaluation().wilson().low()
                          <= facts.outcome().floors().majority(),
              facts ->
                  "The test accuracy is no better than always answering the commonest digit, "
                      + Numbers.accuracy(facts.outcome().floors().majority())
                      + ", though the layer is neither saturated nor silent."));

  /** At most three sentences; none when nothing is wrong. */
  static List<String> of(Facts facts) {
    return RULES.stream()
        .filter(rule -> rule.applies.test(facts))
        .limit(SENTENCES)
        .map(rule -> rule.sentence.apply(facts))
        .toList();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
