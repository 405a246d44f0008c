package snn.fact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.Numbers;
import snn.core.GainRule;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.data.ImageFaults;
import snn.experiment.Settings;
import snn.measure.LayerHealth;
import snn.readout.Evaluation;
import snn.record.RunRecord;

/**
 * Says in plain words why an accuracy is what it is, when something is wrong with images, layer or
 * readout. It follows from the record of a run, so that report and page say the same. Each sentence
 * states what was measured, then what follows from it, then what may help; the most telling comes
 * first. Parameters stand in braces.
 */
public final class Diagnosis {

  /** More would not be read. */
  private static final int SENTENCES = 3;

  /** A layer is saturated, or its gains at a bound, where so large a share of them is. */
  private static final double NEARLY_ALL = 0.9;

  /** A layer is silent where so large a share of its neurons never spikes. */
  private static final double HALF = 0.5;

  /** A train accuracy so much above the test accuracy is overfitting, not chance. */
  private static final double OVERFIT = 0.05;

  /** A rate so many times the target, or its inverse, has missed it. */
  private static final double MISSED = 1.5;

  /** Classes that are named one by one. */
  private static final int NAMED = 10;

  /** What is wrong with the layer or its readout. */
  private static final List<Function<Diagnosis, Optional<String>>> RULES =
      List.of(
          Diagnosis::saturated,
          Diagnosis::silent,
          Diagnosis::clampedAtMin,
          Diagnosis::clampedAtMax,
          Diagnosis::clipped,
          Diagnosis::overfitted,
          Diagnosis::atMajority,
          Diagnosis::atPixels);

  private final Map<String, Object> parameters;
  private final Optional<GainRule> rule;
  private final DatasetIdentity dataset;
  private final RunRecord.Layer layer;
  private final LayerHealth health;

  private Diagnosis(Settings settings, DatasetIdentity dataset, RunRecord.Layer layer) {
    this.parameters = settings.values();
    this.rule = settings.homeostasis();
    this.dataset = dataset;
    this.layer = layer;
    this.health = layer.health();
  }

  /**
   * At most three sentences; none when nothing is wrong. What is wrong with the images comes first,
   * and where they blind any layer, this one is not blamed.
   *
   * @param settings what the layer and its readout were made of
   * @param images what the images look like, where that is known
   * @param layer what came out
   */
  public static List<String> of(
      Settings settings,
      DatasetIdentity dataset,
      Optional<ImageFacts> images,
      RunRecord.Layer layer) {
    Diagnosis diagnosis = new Diagnosis(settings, dataset, layer);
    ImageFaults faults =
        images.map(ImageFaults::of).orElseGet(() -> new ImageFaults(List.of(), false));
    return Stream.of(
            faults.sentences().stream(),
            diagnosis.missingClasses().stream(),
            RULES.stream()
                .filter(_ -> !faults.blinding())
                .map(found -> found.apply(diagnosis))
                .flatMap(Optional::stream))
        .flatMap(sentences -> sentences)
        .limit(SENTENCES)
        .toList();
  }

  /**
   * The same of one of the outcomes of a record. What an older record does not tell is not said;
   * nor is anything of a run that this program cannot make.
   */
  public static List<String> of(RunRecord record, int outcome) {
    return record
        .settings(outcome)
        .map(
            settings ->
                of(settings, record.dataset(), record.imageFacts(), record.outcomes().get(outcome)))
        .orElse(List.of());
  }

  /** Whether nearly all counts are at the ceiling. */
  public static boolean isSaturated(LayerHealth health) {
    return health.ceilingShare() >= NEARLY_ALL;
  }

  /** Whether half of the neurons or more never spike. */
  public static boolean isSilent(LayerHealth health) {
    return health.silentShare() >= HALF;
  }

  private Optional<String> missingClasses() {
    int[] missing = IntStream.range(0, dataset.classes()).filter(this::unseen).toArray();
    if (missing.length == 0) {
      return Optional.empty();
    }
    int images = Arrays.stream(missing).map(this::testImages).sum();
    return Optional.of(
        ("No training image shows %s %s, so the readout cannot learn %s; %s of the test images do."
                + " Use training images of all classes ({limit} may leave them out).")
            .formatted(
                noun(),
                names(missing),
                missing.length == 1 ? "it" : "them",
                percent((double) images / dataset.testImages())));
  }

  private String names(int[] classes) {
    List<String> all = dataset.classNames();
    String first =
        Arrays.stream(classes).limit(NAMED).mapToObj(all::get).collect(Collectors.joining(", "));
    return classes.length <= NAMED
        ? first
        : first + " and %s more".formatted(classes.length - NAMED);
  }

  private boolean unseen(int k) {
    return layer.trainRecall().isPresent() && layer.trainRecall().get().get(k) == null;
  }

  private int testImages(int k) {
    return Arrays.stream(layer.confusion()[k]).sum();
  }

  private Optional<String> saturated() {
    if (!isSaturated(health)) {
      return Optional.empty();
    }
    return Optional.of(
        ("%s of the counts are at the ceiling of %s spikes: the features hardly differ between"
                + " images, %s%s.")
            .formatted(
                percent(health.ceilingShare()),
                health.ceiling(),
                noBetterThanMajority()
                    ? "and the readout does no better than the commonest " + noun()
                    : "and the readout lives on the few that do",
                advice("lower", "w_mean", "w_norm", "fmax_hz", "p_connect")));
  }

  private Optional<String> silent() {
    if (!isSilent(health)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s of the %s never spike, and a readout learns nothing from them%s."
            .formatted(
                percent(health.silentShare()),
                Names.units(Names.pool(parameters)),
                advice("raise", "w_mean", "w_norm", "fmax_hz", "p_connect")));
  }

  private Optional<String> clampedAtMin() {
    return rule.filter(gains -> health.meanRateHz() > MISSED * gains.targetHz())
        .flatMap(
            gains ->
                clamped(
                    layer.adapted().map(RunRecord.Adapted::shareAtMin),
                    "g_min",
                    gains.gMin(),
                    "still fires at",
                    "",
                    "lower"));
  }

  private Optional<String> clampedAtMax() {
    return rule.filter(gains -> health.meanRateHz() * MISSED < gains.targetHz())
        .flatMap(
            gains ->
                clamped(
                    layer.adapted().map(RunRecord.Adapted::shareAtMax),
                    "g_max",
                    gains.gMax(),
                    "fires at",
                    " only",
                    "raise"));
  }

  /** The sentence on a layer that missed its target, if nearly all gains are at that bound. */
  private Optional<String> clamped(
      Optional<Double> share, String bound, double gain, String fires, String only, String verb) {
    return share
        .filter(found -> found >= NEARLY_ALL)
        .map(
            found ->
                String.format(
                    Locale.ROOT,
                    "The target of %s Hz is out of reach: %s of the gains are at {%s} %s, where the"
                        + " layer %s %.1f Hz%s%s.",
                    Numbers.python(rule.orElseThrow().targetHz()),
                    percent(found),
                    bound,
                    Numbers.python(gain),
                    fires,
                    health.meanRateHz(),
                    only,
                    advice(verb, bound, "w_mean", "w_norm")));
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

  /**
   * Whether training images are read better than test images would be by chance, if they were alike
   * in how many there are of each class. Classes that no training image shows are left out.
   */
  private Optional<String> overfitted() {
    int right = 0;
    int images = 0;
    double expected = 0;
    for (int k = 0; k < dataset.classes(); k++) {
      if (!unseen(k)) {
        int n = testImages(k);
        right += layer.confusion()[k][k];
        images += n;
        expected +=
            n
                * (layer.trainRecall().isPresent()
                    ? layer.trainRecall().get().get(k)
                    : layer.train().accuracy());
      }
    }
    double gap = (expected - right) / images;
    if (!(gap >= OVERFIT && expected / images > Evaluation.wilson(right, images).high())) {
      return Optional.empty();
    }
    boolean chosen = "auto".equals(parameters.get("C"));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Training images are read %.1f percentage points better than test images: the readout"
                + " overfits; use more images%s.",
            100 * gap,
            parameters.containsKey("penalty") && !chosen
                ? ", or a stronger penalty ({penalty} l2 with a smaller {C})"
                : ""));
  }

  private Optional<String> atMajority() {
    if (isSaturated(health) || isSilent(health) || !noBetterThanMajority()) {
      return Optional.empty();
    }
    return Optional.of(
        ("The test accuracy is no better than always answering the commonest %s, %s, though the"
                + " layer is neither saturated nor silent.")
            .formatted(noun(), Numbers.accuracy(layer.floors().majority())));
  }

  private Optional<String> atPixels() {
    if (layer.floors().pixels().isEmpty()) {
      return Optional.empty();
    }
    double pixels = layer.floors().pixels().getAsDouble();
    return layer.test().wilson().low() > pixels
        ? Optional.empty()
        : Optional.of(
            ("The test accuracy is not above that of logistic regression on the raw pixels, %s: the"
                    + " layer adds nothing to them that the readout can use.")
                .formatted(Numbers.accuracy(pixels)));
  }

  private boolean noBetterThanMajority() {
    return layer.test().wilson().low() <= layer.floors().majority();
  }

  private String noun() {
    return dataset.noun();
  }

  /** What may help, of the parameters that this run has. */
  private String advice(String verb, String... names) {
    List<String> known = new ArrayList<>(Stream.of(names).filter(parameters::containsKey).toList());
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
