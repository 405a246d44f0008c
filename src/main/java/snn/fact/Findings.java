package snn.fact;

import static snn.Numbers.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import snn.Words;
import snn.readout.Minimum;
import snn.record.MeanInterval;
import snn.record.RunRecord;

/**
 * What follows from the records of several runs; the first outcome is what others are compared
 * with.
 */
public final class Findings {

  /** What is drawn along an axis. */
  public static final String ACCURACY = "test accuracy";

  /** A difference that chance makes less often is one. */
  static final double SIGNIFICANT = 0.05;

  private final List<Result> results;

  /**
   * Makes them.
   *
   * @param results all outcomes that are told of, in their order
   */
  public Findings(List<Result> results) {
    this.results = results;
  }

  /**
   * A finding.
   *
   * @param about what it is about, in a word or two
   * @param sentences that say it
   */
  public record Finding(String about, List<String> sentences) {}

  /** How an outcome compares with the first; of that, how it compares with the commonest class. */
  public String answer(Result result) {
    Result first = results.getFirst();
    String found = accuracy(result.accuracy());
    if (result.is(first)) {
      double floor = result.outcome().floors().majority();
      String commonest =
          "always answering the commonest %s (%s)"
              .formatted(result.record().dataset().noun(), accuracy(floor));
      return result.noBetterThanMajority()
          ? "%s: no better than %s, as far as the 95 %% interval tells.".formatted(found, commonest)
          : String.format(
              Locale.ROOT, "%s: %.4f above %s.", found, result.accuracy() - floor, commonest);
    }
    if (!result.sameImages(first)) {
      return "%s, on other test images than %s, with which it is not compared."
          .formatted(found, first.name());
    }
    double difference = result.accuracy() - first.accuracy();
    McNemar test = result.against(first);
    return test.pValue() < SIGNIFICANT
        ? String.format(
            Locale.ROOT,
            "%s: %.4f %s %s; McNemar’s test %s.",
            found,
            Math.abs(difference),
            difference > 0 ? "above" : "below",
            first.shown(),
            Words.p(test.pValue()))
        : "%s: indistinguishable from %s; McNemar’s test %s."
            .formatted(found, first.shown(), Words.p(test.pValue()));
  }

  /** What else differs from the first but the layer; empty where nothing does. */
  public String besides(Result result) {
    Result first = results.getFirst();
    if (result.is(first) || !result.sameImages(first)) {
      return "";
    }
    List<String> sentences = new ArrayList<>();
    List<String> readout = Differences.between(result.values(), first.values(), true);
    if (!readout.isEmpty()) {
      sentences.add(
          (result.sameLayer(first)
                  ? "The layer is the same; the readouts differ: "
                  : "The readouts differ, too: ")
              + Words.and(readout)
              + ".");
    }
    if (!result.record().dataset().trainSha256().equals(first.record().dataset().trainSha256())) {
      sentences.add("The training images differ, too.");
    }
    return String.join(" ", sentences);
  }

  /** What the outcomes along an axis say together. */
  public static String along(List<Result> points) {
    Result lowest = points.getFirst();
    Result highest = lowest;
    for (Result point : points) {
      lowest = point.accuracy() < lowest.accuracy() ? point : lowest;
      highest = point.accuracy() > highest.accuracy() ? point : highest;
    }
    long above = points.stream().filter(point -> !point.noBetterThanMajority()).count();
    double p = highest.against(lowest).pValue();
    String experiment = highest.record().experiment();
    String label = Names.label(experiment, highest.outcome().varied().keySet().iterator().next());
    return String.format(
        Locale.ROOT,
        "Along the %s, accuracies lie from %s to %s. %s beyond its 95 %% interval. The largest"
            + " difference, %.4f between %s and %s, %s (McNemar’s test %s).",
        Words.noun(label),
        accuracy(lowest.accuracy()),
        accuracy(highest.accuracy()),
        above == 0
            ? "None is above that of always answering the commonest %s (%s)"
                .formatted(
                    highest.record().dataset().noun(),
                    accuracy(highest.outcome().floors().majority()))
            : "%s above that of always answering the commonest %s (%s)"
                .formatted(
                    above == points.size()
                        ? "Each is"
                        : Words.count(above)
                            + " of "
                            + points.size()
                            + (above == 1 ? " is" : " are"),
                    highest.record().dataset().noun(),
                    accuracy(highest.outcome().floors().majority())),
        highest.accuracy() - lowest.accuracy(),
        Names.varied(highest.record(), highest.outcome()),
        Names.varied(lowest.record(), lowest.outcome()),
        p < SIGNIFICANT ? "is more than chance" : "may be chance",
        Words.p(p));
  }

  /**
   * The accuracies of each seed, with their mean; empty where there is one seed.
   *
   * @param points outcomes that a seed has, for each of which there is a sentence
   */
  public static List<String> seeds(RunRecord record, int points) {
    List<RunRecord.Layer> all = record.outcomes();
    if (all.size() == points) {
      return List.of();
    }
    return IntStream.range(0, points)
        .mapToObj(
            point -> {
              double[] values =
                  IntStream.iterate(point, i -> i < all.size(), i -> i + points)
                      .mapToDouble(i -> all.get(i).test().accuracy())
                      .toArray();
              String varied = Names.varied(record, all.get(point));
              return (varied.isEmpty() ? "" : varied + ": ")
                  + "test accuracy "
                  + MeanInterval.of(values).accuracy()
                  + ": "
                  + IntStream.range(0, values.length)
                      .mapToObj(
                          i ->
                              "seed %s %s"
                                  .formatted(
                                      all.get(point + i * points).seed(), accuracy(values[i])))
                      .collect(Collectors.joining(", "));
            })
        .toList();
  }

  /** An outcome that looks at the same spike counts, of those before. */
  public Optional<Result> before(Result result) {
    return results.stream()
        .takeWhile(other -> !other.is(result))
        .filter(other -> other.sameLayer(result))
        .filter(other -> other.seen().isPresent() || result.seen().isEmpty())
        .findFirst();
  }

  /** All that is found, in the order in which it is told. */
  public List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    add(all, "What cannot be told apart", indistinguishable());
    add(all, "Against the published numbers", published());
    add(all, "Floors", floors());
    add(all, "Saturation", saturation());
    add(all, "Stopped before the optimum", earlyStopping());
    add(all, "Information", information());
    return all;
  }

  private static void add(List<Finding> all, String about, List<String> sentences) {
    if (!sentences.isEmpty()) {
      all.add(new Finding(about, sentences));
    }
  }

  private List<String> indistinguishable() {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      for (int j = 0; j < i; j++) {
        Result a = results.get(j);
        Result b = results.get(i);
        if (a.sameImages(b)) {
          double p = a.against(b).pValue();
          if (p >= SIGNIFICANT) {
            pairs.add(
                "%s is indistinguishable from %s (%s)."
                    .formatted(b.shown(), a.shown(), Words.p(p)));
          }
        }
      }
    }
    return pairs;
  }

  private List<String> published() {
    return results.stream()
        .filter(result -> result.published().isPresent())
        .map(
            result -> {
              double other = result.published().getAsDouble();
              var interval = result.outcome().test().wilson();
              boolean inside = other >= interval.low() && other <= interval.high();
              return "%s: published %s, %s the 95 %% interval %s … %s (difference %s)."
                  .formatted(
                      result.shown(),
                      accuracy(other),
                      inside ? "inside" : "outside",
                      accuracy(interval.low()),
                      accuracy(interval.high()),
                      Words.difference(result.accuracy() - other));
            })
        .toList();
  }

  private List<String> floors() {
    List<String> sentences = new ArrayList<>();
    String majority = named(Result::noBetterThanMajority);
    if (!majority.isEmpty()) {
      sentences.add(
          "No better than always answering the commonest class, as far as the intervals tell: "
              + majority
              + ".");
    }
    String pixels =
        named(
            r ->
                r.outcome().floors().pixels().isPresent()
                    && r.outcome().test().wilson().low()
                        <= r.outcome().floors().pixels().getAsDouble());
    if (!pixels.isEmpty()) {
      sentences.add("No better than logistic regression on the pixels: " + pixels + ".");
    }
    if (sentences.isEmpty() && !results.isEmpty()) {
      sentences.add("All are better than always answering the commonest class.");
    }
    return sentences;
  }

  private String named(Predicate<Result> which) {
    return results.stream().filter(which).map(Result::shown).collect(Collectors.joining("; "));
  }

  private List<String> saturation() {
    List<String> sentences = new ArrayList<>();
    String saturated =
        results.stream()
            .filter(result -> Diagnosis.isSaturated(result.outcome().health()))
            .map(
                result ->
                    "%s (%s of its counts at the ceiling of %s)"
                        .formatted(
                            result.name(),
                            Words.percent(result.outcome().health().ceilingShare()),
                            result.outcome().health().ceiling()))
            .collect(Collectors.joining("; "));
    if (!saturated.isEmpty()) {
      sentences.add("Saturated, on the training images: " + saturated + ".");
    }
    String others =
        results.stream()
            .filter(result -> !Diagnosis.isSaturated(result.outcome().health()))
            .map(
                result ->
                    "%s (%s at the ceiling, %s Hz)"
                        .formatted(
                            result.name(),
                            Words.percent(result.outcome().health().ceilingShare()),
                            Words.number(result.outcome().health().meanRateHz())))
            .collect(Collectors.joining("; "));
    if (!others.isEmpty()) {
      sentences.add("Not saturated: " + others + ".");
    }
    return sentences;
  }

  private List<String> earlyStopping() {
    List<String> sentences = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Result early : results) {
      Optional<Minimum> limit =
          early.minimum().filter(minimum -> minimum.stop() == Minimum.Stop.ITERATION_LIMIT);
      if (limit.isEmpty()) {
        continue;
      }
      String stopped =
          "%s after %s iterations, with max|gradient| %s"
              .formatted(
                  early.shown(),
                  Words.count(limit.get().iterations()),
                  Words.number(limit.get().maxGradient()));
      // Rather one of which nothing else differs.
      results.stream()
          .filter(r -> r.minimum().map(Minimum::converged).orElse(false))
          .filter(r -> r.sameLayer(early) && r.sameImages(early))
          .min(
              Comparator.comparingInt(
                  r -> Differences.besidesStopping(early.values(), r.values()).size()))
          .ifPresentOrElse(
              best -> sentences.add("Stopped: " + stopped + ". " + stopping(early, best)),
              () -> unknown.add(stopped));
    }
    if (!unknown.isEmpty()) {
      sentences.add(
          "Stopped, and what that is worth is not known here, for none of these runs has the"
              + " optimum of that layer: "
              + String.join("; ", unknown)
              + ".");
    }
    return sentences;
  }

  private static String stopping(Result early, Result best) {
    List<String> others = Differences.besidesStopping(early.values(), best.values());
    double p = early.against(best).pValue();
    String beside =
        "On the same layer the readout of %s converged (%s)."
            .formatted(best.shown(), difference(early, best, p));
    return others.isEmpty()
        ? beside
        : beside
            + " %s %s, too, so this is not the effect of stopping alone."
                .formatted(
                    Words.capital(Words.and(others.stream().map(o -> "the " + o).toList())),
                    others.size() == 1 ? "differs" : "differ");
  }

  private static String difference(Result early, Result best, double p) {
    return p < SIGNIFICANT
        ? "difference %s, %s"
            .formatted(Words.difference(early.accuracy() - best.accuracy()), Words.p(p))
        : "indistinguishable, " + Words.p(p);
  }

  private List<String> information() {
    List<Result> known = results.stream().filter(r -> r.information().isPresent()).toList();
    List<String> sentences = new ArrayList<>();
    if (known.isEmpty()) {
      return sentences;
    }
    Comparator<Result> byBits = Comparator.comparingDouble(r -> -bits(r));
    sentences.add(
        "How much the counts tell about which image was shown (not which class), a Gaussian"
            + " estimate that knows no limit by the number of images: "
            + known.stream()
                .sorted(byBits)
                .map(
                    r ->
                        String.format(
                            Locale.ROOT,
                            "%s %.1f bits (from %d %s)",
                            r.name(),
                            bits(r),
                            r.information().orElseThrow().neurons(),
                            Names.units(Names.pool(r.values()))))
                .collect(Collectors.joining("; "))
            + ".");
    boolean equal =
        known.stream().map(r -> r.information().orElseThrow().neurons()).distinct().count() == 1;
    if (known.size() > 2 && equal) {
      sentences.add(agreement(known));
    }
    return sentences;
  }

  private static String agreement(List<Result> known) {
    int agree = 0;
    int pairs = 0;
    int same = 0;
    int chance = 0;
    int elsewhere = 0;
    for (int i = 0; i < known.size(); i++) {
      for (int j = 0; j < i; j++) {
        Result a = known.get(i);
        Result b = known.get(j);
        if (a.sameLayer(b)) {
          same++;
        } else if (!a.sameImages(b)) {
          elsewhere++;
        } else if (a.against(b).pValue() >= SIGNIFICANT) {
          chance++;
        } else {
          agree += (bits(a) - bits(b)) * (a.accuracy() - b.accuracy()) > 0 ? 1 : 0;
          pairs++;
        }
      }
    }
    List<String> left = new ArrayList<>();
    if (same > 0) {
      left.add(same + " of the same layer");
    }
    if (chance > 0) {
      left.add(chance + " whose accuracies are indistinguishable");
    }
    if (elsewhere > 0) {
      left.add(elsewhere + " on different test images");
    }
    return (pairs == 0
            ? "There is no pair of different layers whose accuracies differ"
            : ("Of %s of different layers whose accuracies differ, %s %s more bits where the "
                    + "accuracy is higher")
                .formatted(Words.count(pairs, "pair", "pairs"), agree, agree == 1 ? "has" : "have"))
        + (left.isEmpty() ? "." : " (left out: " + Words.and(left) + ").");
  }

  private static double bits(Result result) {
    return result.information().orElseThrow().bits();
  }
}
