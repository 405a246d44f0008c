package snn.fact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import snn.Numbers;
import snn.Words;
import snn.core.GainRule;
import snn.experiment.Outcome;
import snn.experiment.Settings;
import snn.measure.Information;
import snn.measure.LayerHealth;
import snn.record.RunRecord;

/** What a layer did: its input, counts, gains, what it tells of images, and what one costs. */
public final class LayerFacts {

  private LayerFacts() {}

  /** What is wrong with it; where nothing is, that. */
  public static List<String> diagnosis(Result result) {
    LayerHealth health = result.outcome().health();
    if (!result.diagnosis().isEmpty()) {
      return result.diagnosis();
    }
    Map<String, Object> values = result.values();
    int pixels = result.record().dataset().rows() * result.record().dataset().columns();
    boolean sparse =
        values.get("p_connect") instanceof Number p
            && p.doubleValue() < 1
            && !values.containsKey("patch_min");
    return List.of(
        "%s: counts are neither all at the ceiling of %s nor all 0, and differ between images."
            .formatted(
                sparse
                    ? "With %s of %s inputs on average, a neuron works within its range"
                        .formatted(
                            Words.number(((Number) values.get("p_connect")).doubleValue() * pixels),
                            Words.count(pixels))
                    : values.containsKey("patch_min")
                        ? "With a patch of %s a side, %s"
                            .formatted(
                                Names.sides(values),
                                Names.pool(values) > 1
                                    ? "the neurons of a feature work within their range"
                                    : "a neuron works within its range")
                        : "Neurons work within their range",
                health.ceiling()));
  }

  /**
   * Sentences of it: what it did on the training images, how its counts are spread, and what an
   * image costs.
   */
  public static List<String> of(Result result) {
    RunRecord.Layer outcome = result.outcome();
    LayerHealth health = outcome.health();
    boolean pooled = Names.pool(result.values()) > 1;
    List<String> sentences = new ArrayList<>();
    sentences.add(
        ("On the training images %s input spikes reached the layer at each step, and %s "
                + "answered an image with %s spikes on average, of at most %s (%s Hz%s).")
            .formatted(
                Words.number(health.inputSpikesPerStep()),
                pooled ? "the neurons of a feature" : "a neuron",
                Words.number(health.meanCount()),
                health.ceiling(),
                Words.number(health.meanRateHz()),
                pooled ? " a neuron" : ""));
    sentences.add(
        ("Of these counts %s are at that ceiling; %s of the %s never spike; %s the same count "
                + "for every image.")
            .formatted(
                Words.percent(health.ceilingShare()),
                Words.percent(health.silentShare()),
                Names.units(Names.pool(result.values())),
                health.constantNeurons() == 0
                    ? "none has"
                    : Words.count(health.constantNeurons(), "has", "have")));
    result
        .seen()
        .map(Result.Seen::counts)
        .filter(counts -> counts.length > 0)
        .ifPresent(counts -> sentences.add(spread(counts)));
    float smallest = outcome.gains().smallest();
    float largest = outcome.gains().largest();
    if (smallest == largest && smallest != 1) {
      Map<String, Object> values = result.values();
      sentences.add(
          "All gains, the factors on all of a neuron’s weights, ended at %s%s."
              .formatted(
                  values.get("g_min") instanceof Number low && low.floatValue() == smallest
                      ? "the lower limit, "
                      : values.get("g_max") instanceof Number high && high.floatValue() == smallest
                          ? "the upper limit, "
                          : "",
                  Words.number(smallest)));
    } else if (smallest != largest) {
      sentences.add(
          "Gains, the factors on all of a neuron’s weights, lie from %s to %s."
              .formatted(Words.number(smallest), Words.number(largest)));
    }
    result.information().ifPresent(known -> sentences.add(information(known, result)));
    result
        .cost()
        .ifPresent(
            price ->
                sentences.add(
                    "An image costs %s synaptic operations and %s membrane updates."
                        .formatted(
                            Words.count(Math.round(price.synapticOperations())),
                            Words.count(price.membraneUpdates()))));
    return sentences;
  }

  /** What is to be known of answers before the last time step; empty where nothing is. */
  public static String early(LayerHealth health) {
    return Diagnosis.isSaturated(health)
        ? "This layer is saturated: early answers mean nothing."
        : "";
  }

  /** Lines of it: its input, its counts, what was measured of it, and its gains. */
  public static List<String> lines(Settings settings, RunRecord.Layer outcome) {
    LayerHealth health = outcome.health();
    List<String> lines = new ArrayList<>();
    double clipped = health.clippedShare().orElse(0);
    lines.add(
        String.format(
            Locale.ROOT,
            "Input: %.2f expected spikes per step and image%s",
            health.inputSpikesPerStep(),
            clipped > 0
                ? String.format(
                    Locale.ROOT,
                    "; %.1f %% of the pixels that are not black are clipped at a spike a step",
                    100 * clipped)
                : ""));
    lines.add(
        String.format(
            Locale.ROOT,
            "Layer: mean count %.4f of at most %d, mean rate %.1f Hz; at the ceiling %.2f %% of"
                + " counts; silent %.2f %% of %s; constant %d of %d %6$s",
            health.meanCount(),
            health.ceiling(),
            health.meanRateHz(),
            100 * health.ceilingShare(),
            100 * health.silentShare(),
            Names.units(settings.pool().pool()),
            health.constantNeurons(),
            settings.hidden()));
    outcome
        .cost()
        .ifPresent(
            cost -> {
              lines.add(
                  outcome
                      .information()
                      .map(
                          known ->
                              line(known, settings.hidden(), Names.units(settings.pool().pool())))
                      .orElseGet(() -> unmeasured(settings)));
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "Cost: %.1f synaptic operations (expected) and %d membrane updates an image;"
                          + " activation sparsity %.4f",
                      cost.synapticOperations(),
                      cost.membraneUpdates(),
                      cost.activationSparsity()));
            });
    outcome
        .adapted()
        .ifPresent(
            adapted -> {
              lines.add(line(outcome.gains(), adapted));
              if (adapted.distanceHz().isPresent()) {
                lines.add(arrival(settings.homeostasis().orElseThrow(), adapted));
              }
            });
    return lines;
  }

  private static String unmeasured(Settings settings) {
    if (!settings.encoding().isDrawn()) {
      return "Information: not measured, since every draw of input spikes is the same";
    }
    return "Information: not measured, for which %s training images at least are needed"
        .formatted(Information.IMAGES_PER_NEURON);
  }

  private static String line(Information known, int hidden, String units) {
    return String.format(
        Locale.ROOT,
        "Information: %.1f bits in %s, %d %s with more signal than noise (%d training images, two"
            + " draws of input spikes); reliability %.3f, participation ratio %.1f, Fano factor"
            + " %.3f, population sparseness %.3f",
        known.bits(),
        known.neurons() == hidden
            ? hidden + " " + units
            : "%s of %s %s, drawn".formatted(known.neurons(), hidden, units),
        known.directions(),
        known.directions() == 1 ? "direction" : "directions",
        known.images(),
        known.reliability(),
        known.participationRatio(),
        known.fanoFactor(),
        known.populationSparseness());
  }

  private static String line(Outcome.Gains gains, RunRecord.Adapted adapted) {
    return String.format(
        Locale.ROOT,
        "Gains: %.4f … %.4f after %d batches; at g_min %.2f %%, at g_max %.2f %% of neurons",
        gains.smallest(),
        gains.largest(),
        adapted.batches(),
        100 * adapted.shareAtMin(),
        100 * adapted.shareAtMax());
  }

  /** Whether the layer came to its target, under a rule that looks. */
  private static String arrival(GainRule rule, RunRecord.Adapted adapted) {
    double distance = adapted.distanceHz().orElseThrow();
    boolean near = rule.isNear(distance);
    boolean low = adapted.shareAtMin() >= adapted.shareAtMax();
    return String.format(
        Locale.ROOT,
        "Adaptation: %s its target of %s Hz; over the last batches the neurons were %.2f Hz away"
            + " from it on average%s",
        near ? "arrived at" : "did not arrive at",
        Numbers.python(rule.targetHz()),
        distance,
        near
            ? ""
            : String.format(
                Locale.ROOT,
                ", with %.2f %% of them at %s",
                100 * (low ? adapted.shareAtMin() : adapted.shareAtMax()),
                low ? "g_min" : "g_max"));
  }

  private static String spread(long[] counts) {
    int least = 0;
    while (least < counts.length - 1 && counts[least] == 0) {
      least++;
    }
    int most = counts.length - 1;
    while (most > least && counts[most] == 0) {
      most--;
    }
    double all = 0;
    double sum = 0;
    for (int count = 0; count < counts.length; count++) {
      all += counts[count];
      sum += (double) count * counts[count];
    }
    return "On the test images counts lie from %s to %s, %s on average."
        .formatted(least, most, Words.number(all == 0 ? 0 : sum / all));
  }

  private static String information(Information known, Result result) {
    String hidden =
        result.values().get("hidden") instanceof Number n
            ? " of the " + Words.count(n.longValue())
            : "";
    return ("How much the counts tell about which image was shown (not which %s): %s bits, a"
            + " Gaussian estimate from %s%s %s%s. %s")
        .formatted(
            result.record().dataset().noun(),
            String.format(Locale.ROOT, "%.1f", known.bits()),
            known.neurons(),
            hidden,
            Names.units(Names.pool(result.values())),
            known.directions() == 0
                ? ""
                : ", in "
                    + Words.count(known.directions(), "direction", "directions")
                    + " with more signal than noise",
            // A covariance of few images may be below 0, which no share of a variance is.
            known.reliability() < 0
                ? "These images are too few to tell what share of the counts’ variance recurs with"
                    + " fresh input spikes."
                : ("Shown the same training images with fresh input spikes, %s of the counts’"
                        + " variance recurs; the rest is noise.")
                    .formatted(Words.percent(known.reliability())));
  }
}
