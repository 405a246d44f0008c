package snn.page;

import static snn.Numbers.accuracy;
import static snn.Numbers.probability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import snn.Numbers;
import snn.core.Information;
import snn.report.McNemar;
import snn.report.RunRecord;

/** Sentences that follow from the records of several runs. */
final class Findings {

  /** A difference that chance makes less often is one. */
  private static final double SIGNIFICANT = 0.05;

  /** Where so many counts are at the ceiling, a layer is saturated. */
  private static final double SATURATED = 0.5;

  private final List<Result> results;

  /** One outcome of the first seed of a run. */
  record Result(
      String name,
      RunRecord record,
      RunRecord.Layer outcome,
      Optional<Information> information,
      OptionalDouble published) {

    double accuracy() {
      return outcome.test().accuracy();
    }

    String shown() {
      return "%s (%s)".formatted(name, Numbers.accuracy(accuracy()));
    }

    private Object minimum(String part) {
      return outcome.readout().get("minimum") instanceof Map<?, ?> found ? found.get(part) : null;
    }

    boolean stoppedEarly() {
      return "iteration_limit".equals(minimum("stop"));
    }

    boolean converged() {
      return "converged".equals(minimum("stop"));
    }

    boolean sameLayer(Result other) {
      return outcome.train().countsSha256().equals(other.outcome.train().countsSha256());
    }
  }

  private Findings(List<Result> results) {
    this.results = results;
  }

  /**
   * A finding.
   *
   * @param about what it is about, in a word or two
   * @param sentences that say it
   */
  public record Finding(String about, List<String> sentences) {}

  /** All that there are; none of what the records do not tell. */
  static List<Finding> of(List<PageRun> runs) {
    return new Findings(results(runs)).all();
  }

  /** What runs are called beside each other: by their experiments, where that tells them apart. */
  static List<String> names(List<PageRun> runs) {
    Map<String, Long> times =
        runs.stream()
            .collect(
                Collectors.groupingBy(run -> run.record().experiment(), Collectors.counting()));
    return runs.stream()
        .map(
            run ->
                times.get(run.record().experiment()) > 1 ? run.name() : run.record().experiment())
        .toList();
  }

  /** The outcomes of all runs, each with a name of its own. */
  static List<Result> results(List<PageRun> runs) {
    List<String> names = names(runs);
    List<Result> results = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      PageRun run = runs.get(r);
      String name = names.get(r);
      List<RunRecord.Layer> outcomes = run.firstSeed();
      for (int i = 0; i < outcomes.size(); i++) {
        RunRecord.Layer outcome = outcomes.get(i);
        Optional<Exhibit> exhibit =
            i < run.exhibits().size() ? Optional.of(run.exhibits().get(i)) : Optional.empty();
        results.add(
            new Result(
                name + varied(outcome),
                run.record(),
                outcome,
                outcome.information().or(() -> exhibit.flatMap(Exhibit::information)),
                Published.of(run.record(), outcome)));
      }
    }
    return results;
  }

  /** The value of an axis, if there is one. */
  static String varied(RunRecord.Layer outcome) {
    return outcome.varied().entrySet().stream()
        .map(entry -> " " + entry.getKey() + "=" + Numbers.text(entry.getValue()))
        .collect(Collectors.joining());
  }

  private List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    add(all, "Who reads more", differences());
    add(all, "Against the published numbers", published());
    add(all, "Floors", floors());
    add(all, "Saturation", saturation());
    add(all, "Early stopping", earlyStopping());
    add(all, "Information", information());
    return all;
  }

  private static void add(List<Finding> all, String about, List<String> sentences) {
    if (!sentences.isEmpty()) {
      all.add(new Finding(about, sentences));
    }
  }

  /** From the best to the worst, each with the next. */
  private List<String> differences() {
    List<Result> sorted = new ArrayList<>(results);
    sorted.sort(Comparator.comparingDouble((Result result) -> -result.accuracy()));
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.size(); i++) {
      Result better = sorted.get(i);
      Result other = sorted.get(i + 1);
      if (!better.record.dataset().testSha256().equals(other.record.dataset().testSha256())) {
        sentences.add(
            "%s and %s were tested on different images, and are not compared."
                .formatted(better.shown(), other.shown()));
        continue;
      }
      McNemar test =
          McNemar.of(
              better.record.testLabels(),
              better.outcome.predictions(),
              other.outcome.predictions(),
              better.record.labelWidth());
      boolean significant = test.pValue() < SIGNIFICANT;
      sentences.add(
          String.format(
              Locale.ROOT,
              "%s %s %s: %d test images are read rightly by the former only, %d by the latter only"
                  + " (McNemar's test: p %s).",
              better.shown(),
              significant ? "reads more than" : "cannot be told from",
              other.shown(),
              test.onlyFirst(),
              test.onlySecond(),
              probability(test.pValue())));
    }
    return sentences;
  }

  private List<String> published() {
    return results.stream()
        .filter(result -> result.published.isPresent())
        .map(
            result -> {
              double other = result.published.getAsDouble();
              var interval = result.outcome.test().wilson();
              boolean inside = other >= interval.low() && other <= interval.high();
              return String.format(
                  Locale.ROOT,
                  "%s: published %s, which lies %s the 95 %% interval %s … %s (difference %+.4f).",
                  result.shown(),
                  accuracy(other),
                  inside ? "inside" : "outside",
                  accuracy(interval.low()),
                  accuracy(interval.high()),
                  result.accuracy() - other);
            })
        .toList();
  }

  private List<String> floors() {
    List<String> sentences = new ArrayList<>();
    String majority = named(r -> r.outcome.test().wilson().low() <= r.outcome.floors().majority());
    if (!majority.isEmpty()) {
      sentences.add(
          "No better than always answering the commonest class, as far as the intervals tell: "
              + majority
              + ".");
    }
    String pixels =
        named(
            r ->
                r.outcome.floors().pixels().isPresent()
                    && r.outcome.test().wilson().low()
                        <= r.outcome.floors().pixels().getAsDouble());
    if (!pixels.isEmpty()) {
      sentences.add("No better than logistic regression on the pixels: " + pixels + ".");
    }
    if (sentences.isEmpty() && !results.isEmpty()) {
      sentences.add("All are better than always answering the commonest class.");
    }
    return sentences;
  }

  private String named(Predicate<Result> which) {
    return results.stream().filter(which).map(Result::shown).collect(Collectors.joining(", "));
  }

  private List<String> saturation() {
    List<String> sentences = new ArrayList<>();
    for (Result result : results) {
      double share = result.outcome.health().ceilingShare();
      if (share >= SATURATED) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "%s is saturated: %.1f %% of its spike counts are at the ceiling of %d.",
                result.name,
                100 * share,
                result.outcome.health().ceiling()));
      }
    }
    String others =
        results.stream()
            .filter(result -> result.outcome.health().ceilingShare() < SATURATED)
            .map(
                result ->
                    String.format(
                        Locale.ROOT,
                        "%s (%.1f %% at the ceiling, %.1f Hz)",
                        result.name,
                        100 * result.outcome.health().ceilingShare(),
                        result.outcome.health().meanRateHz()))
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      sentences.add("Not saturated: " + others + ".");
    }
    return sentences;
  }

  private List<String> earlyStopping() {
    List<String> sentences = new ArrayList<>();
    for (Result early : results) {
      if (!early.stoppedEarly()) {
        continue;
      }
      Optional<Result> optimum =
          results.stream().filter(r -> r.converged() && r.sameLayer(early)).findFirst();
      String stopped =
          String.format(
              Locale.ROOT,
              "The readout of %s stopped at its limit of %s iterations with max|gradient| %s",
              early.name,
              early.minimum("iterations"),
              Svg.shown(((Number) early.minimum("max_gradient")).doubleValue()));
      sentences.add(
          optimum
              .map(
                  best ->
                      String.format(
                          Locale.ROOT,
                          "%s. At its optimum the same layer reads %s (%s): stopping early is worth"
                              + " %+.4f of the test images.",
                          stopped,
                          accuracy(best.accuracy()),
                          best.name,
                          early.accuracy() - best.accuracy()))
              .orElse(
                  stopped
                      + "; what that is worth is not known here, for none of these runs has the"
                      + " optimum of this layer."));
    }
    return sentences;
  }

  private List<String> information() {
    List<Result> known = results.stream().filter(r -> r.information.isPresent()).toList();
    List<String> sentences = new ArrayList<>();
    if (known.isEmpty()) {
      return sentences;
    }
    Comparator<Result> byBits = Comparator.comparingDouble(r -> -bits(r));
    sentences.add(
        "Bits that a layer tells of an image: "
            + known.stream()
                .sorted(byBits)
                .map(
                    r ->
                        String.format(
                            Locale.ROOT,
                            "%s %.1f (in %d neurons)",
                            r.name,
                            bits(r),
                            r.information.orElseThrow().neurons()))
                .collect(Collectors.joining(", "))
            + ".");
    boolean equal =
        known.stream().map(r -> r.information.orElseThrow().neurons()).distinct().count() == 1;
    if (known.size() > 2 && equal) {
      int agree = 0;
      int pairs = 0;
      for (int i = 0; i < known.size(); i++) {
        for (int j = 0; j < i; j++) {
          double bits = bits(known.get(i)) - bits(known.get(j));
          double accuracy = known.get(i).accuracy() - known.get(j).accuracy();
          if (!known.get(i).sameLayer(known.get(j))) {
            agree += bits * accuracy > 0 ? 1 : 0;
            pairs++;
          }
        }
      }
      sentences.add(
          String.format(
              Locale.ROOT,
              "Of %d pairs of different layers, %d have more bits where they read more.",
              pairs,
              agree));
    }
    return sentences;
  }

  private static double bits(Result result) {
    return result.information.orElseThrow().bits();
  }
}
