package snn.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.Numbers;
import snn.core.LayerHealth;
import snn.experiment.Outcome;
import snn.readout.Evaluation;

/**
 * Says in plain words why an accuracy is what it is, when something is wrong with the layer. Each
 * sentence states what was measured, then what follows from it, then what may help; the most
 * telling comes first. Parameters stand in braces.
 */
public final class Diagnosis {

  /** More would not be read. */
  private static final int SENTENCES = 3;

  /** Where (nearly) all of something is beyond doubt. */
  private static final double NEARLY_ALL = 0.9;

  private static final double HALF = 0.5;

  /** A train accuracy so much above the test accuracy is overfitting, not chance. */
  private static final double OVERFIT = 0.05;

  /** A rate so many times the target, or its inverse, has missed it. */
  private static final double MISSED = 1.5;

  /** Classes that are named one by one. */
  private static final int NAMED = 10;

  private static final List<Function<Diagnosis, Optional<String>>> RULES =
      List.of(
          Diagnosis::missingClasses,
          Diagnosis::saturated,
          Diagnosis::silent,
          Diagnosis::clampedAtMin,
          Diagnosis::clampedAtMax,
          Diagnosis::clipped,
          Diagnosis::overfitted,
          Diagnosis::atMajority,
          Diagnosis::atPixels);

  private final Outcome outcome;
  private final LayerHealth health;
  private final Evaluation test;
  private final Set<String> parameters;

  private Diagnosis(Outcome outcome) {
    this.outcome = outcome;
    health = outcome.health();
    test = outcome.test().evaluation();
    parameters = outcome.settings().values().keySet();
  }

  /** At most three sentences; none when nothing is wrong. */
  public static List<String> of(Outcome outcome) {
    Diagnosis diagnosis = new Diagnosis(outcome);
    return RULES.stream()
        .map(rule -> rule.apply(diagnosis))
        .flatMap(Optional::stream)
        .limit(SENTENCES)
        .toList();
  }

  private Optional<String> missingClasses() {
    int[] missing = IntStream.range(0, outcome.dataset().classes()).filter(this::unseen).toArray();
    if (missing.length == 0) {
      return Optional.empty();
    }
    int images = Arrays.stream(missing).map(this::testImages).sum();
    return Optional.of(
        ("No training image shows %s %s, so the readout cannot learn %s; %s of the test images do."
                + " Use training images of all classes ({limit} may leave them out).")
            .formatted(
                ReportText.noun(outcome.dataset()),
                names(missing),
                missing.length == 1 ? "it" : "them",
                percent((double) images / outcome.test().images())));
  }

  private String names(int[] classes) {
    List<String> all = outcome.dataset().classNames();
    String first =
        Arrays.stream(classes).limit(NAMED).mapToObj(all::get).collect(Collectors.joining(", "));
    return classes.length <= NAMED
        ? first
        : first + String.format(Locale.ROOT, " and %d more", classes.length - NAMED);
  }

  private boolean unseen(int k) {
    return Arrays.stream(outcome.train().evaluation().confusion()[k]).sum() == 0;
  }

  private int testImages(int k) {
    return Arrays.stream(test.confusion()[k]).sum();
  }

  private Optional<String> saturated() {
    if (health.ceilingShare() < NEARLY_ALL) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s of the counts are at the ceiling of %d spikes: the features hardly differ between"
                + " images, %s%s.",
            percent(health.ceilingShare()),
            health.ceiling(),
            noBetterThanMajority()
                ? "and the readout does no better than the commonest " + noun()
                : "and the readout lives on the few that do",
            advice("lower", "w_mean", "w_norm", "fmax_hz", "p_connect")));
  }

  private Optional<String> silent() {
    if (health.silentShare() < HALF) {
      return Optional.empty();
    }
    return Optional.of(
        "%s of the neurons never spike, and a readout learns nothing from them%s."
            .formatted(
                percent(health.silentShare()),
                advice("raise", "w_mean", "w_norm", "fmax_hz", "p_connect")));
  }

  private Optional<String> clampedAtMin() {
    return outcome
        .adaptation()
        .filter(adapted -> adapted.shareAtMin() >= NEARLY_ALL)
        .filter(adapted -> health.meanRateHz() > MISSED * adapted.rule().targetHz())
        .map(
            adapted ->
                String.format(
                    Locale.ROOT,
                    "The target of %s Hz is out of reach: %s of the gains are at {g_min} %s, where"
                        + " the layer still fires at %.1f Hz%s.",
                    Numbers.python(adapted.rule().targetHz()),
                    percent(adapted.shareAtMin()),
                    Numbers.python(adapted.rule().gMin()),
                    health.meanRateHz(),
                    advice("lower", "g_min", "w_mean", "w_norm")));
  }

  private Optional<String> clampedAtMax() {
    return outcome
        .adaptation()
        .filter(adapted -> adapted.shareAtMax() >= NEARLY_ALL)
        .filter(adapted -> health.meanRateHz() * MISSED < adapted.rule().targetHz())
        .map(
            adapted ->
                String.format(
                    Locale.ROOT,
                    "The target of %s Hz is out of reach: %s of the gains are at {g_max} %s, where"
                        + " the layer fires at %.1f Hz only%s.",
                    Numbers.python(adapted.rule().targetHz()),
                    percent(adapted.shareAtMax()),
                    Numbers.python(adapted.rule().gMax()),
                    health.meanRateHz(),
                    advice("raise", "g_max", "w_mean", "w_norm")));
  }

  private Optional<String> clipped() {
    double share = health.clippedShare().orElse(0);
    return share == 0
        ? Optional.empty()
        : Optional.of(
            ("%s of the pixels that are not black would have to spike more than once a step: they"
                    + " spike at every step, and their brightness is lost%s.")
                .formatted(percent(share), advice("lower", "fmax_hz", "dt_ms")));
  }

  private Optional<String> overfitted() {
    double gap = outcome.train().evaluation().accuracy() - accuracyOnSeenClasses();
    if (!(gap >= OVERFIT)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Training images are read %.1f percentage points better than test images: the readout"
                + " overfits; use more images%s.",
            100 * gap,
            parameters.contains("penalty")
                ? ", or a stronger penalty ({penalty} l2 with a smaller {C})"
                : ""));
  }

  /** Of the test images whose class the readout could learn; NaN if there are none. */
  private double accuracyOnSeenClasses() {
    int[] seen = IntStream.range(0, outcome.dataset().classes()).filter(k -> !unseen(k)).toArray();
    int right = Arrays.stream(seen).map(k -> test.confusion()[k][k]).sum();
    return (double) right / Arrays.stream(seen).map(this::testImages).sum();
  }

  private Optional<String> atMajority() {
    if (health.ceilingShare() >= NEARLY_ALL
        || health.silentShare() >= HALF
        || !noBetterThanMajority()) {
      return Optional.empty();
    }
    return Optional.of(
        ("The test accuracy is no better than always answering the commonest %s, %s, though the"
                + " layer is neither saturated nor silent.")
            .formatted(noun(), Numbers.accuracy(outcome.floors().majority())));
  }

  private Optional<String> atPixels() {
    if (outcome.floors().pixels().isEmpty()) {
      return Optional.empty();
    }
    double pixels = outcome.floors().pixels().getAsDouble();
    return test.wilson().low() > pixels
        ? Optional.empty()
        : Optional.of(
            ("The test accuracy is not above that of logistic regression on the raw pixels, %s: the"
                    + " layer adds nothing to them that the readout can use.")
                .formatted(Numbers.accuracy(pixels)));
  }

  private boolean noBetterThanMajority() {
    return test.wilson().low() <= outcome.floors().majority();
  }

  private String noun() {
    return ReportText.noun(outcome.dataset());
  }

  /** What may help, of the parameters that this run has. */
  private String advice(String verb, String... names) {
    List<String> known = new ArrayList<>(Stream.of(names).filter(parameters::contains).toList());
    if (known.isEmpty()) {
      return "";
    }
    return "; %s %s"
        .formatted(
            verb, known.stream().map(n -> "{" + n + "}").collect(Collectors.joining(" or ")));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
