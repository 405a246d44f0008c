package snn.fact;

import static snn.Numbers.accuracy;
import static snn.Numbers.probability;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import snn.Numbers;
import snn.data.DataException;
import snn.record.RunRecord;

/** Says in words what differs between two runs on the same test images. */
public final class Comparison {

  private Comparison() {}

  /**
   * Compares configuration and outcomes, the latter in their order.
   *
   * @return lines of text
   * @throws DataException if the runs differ in test images or in the number of outcomes
   */
  public static List<String> of(RunRecord a, RunRecord b) {
    if (!a.dataset().testSha256().equals(b.dataset().testSha256())) {
      throw new DataException(
          ("the runs were tested on different images: A on %s of %s, B on %s of %s (SHA-256 %s"
                  + " and %s)")
              .formatted(
                  a.dataset().testImages(),
                  a.dataset().name(),
                  b.dataset().testImages(),
                  b.dataset().name(),
                  a.dataset().testSha256(),
                  b.dataset().testSha256()));
    }
    if (a.outcomes().size() != b.outcomes().size()) {
      throw new DataException(
          "the runs have %s and %s outcomes, which cannot be paired; give two of equally many"
              .formatted(a.outcomes().size(), b.outcomes().size()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("Configuration:");
    lines.addAll(configuration(a, b));
    for (int i = 0; i < a.outcomes().size(); i++) {
      lines.addAll(outcome(a, a.outcomes().get(i), b.outcomes().get(i)));
    }
    return lines;
  }

  private static List<String> configuration(RunRecord a, RunRecord b) {
    List<String> lines = new ArrayList<>();
    different(lines, "experiment", a.experiment(), b.experiment());
    Map<String, Object> ofA = a.comparable();
    Map<String, Object> ofB = b.comparable();
    Set<String> names = new LinkedHashSet<>(ofA.keySet());
    names.addAll(ofB.keySet());
    for (String name : names) {
      different(lines, name, ofA.get(name), ofB.get(name));
    }
    different(lines, "training images", a.dataset().trainSha256(), b.dataset().trainSha256());
    different(lines, "stream version", a.streamVersion(), b.streamVersion());
    return lines.isEmpty() ? List.of("  the same") : lines;
  }

  private static void different(List<String> lines, String what, Object a, Object b) {
    if (!Objects.equals(a, b)) {
      lines.add("  %s: %s -> %s".formatted(what, shown(a), shown(b)));
    }
  }

  private static String shown(Object value) {
    return switch (value) {
      case null -> "-";
      case Double number -> Numbers.python(number);
      case List<?> values ->
          values.stream().map(Comparison::shown).collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  private static List<String> outcome(RunRecord record, RunRecord.Layer a, RunRecord.Layer b) {
    List<String> lines = new ArrayList<>();
    lines.add("Outcome of %s -> %s:".formatted(which(a), which(b)));
    lines.add(
        "  Weights %s, gains %s, train counts %s, test counts %s, predictions %s"
            .formatted(
                same(a.weightsSha256(), b.weightsSha256()),
                same(a.gains().sha256(), b.gains().sha256()),
                same(a.train().countsSha256(), b.train().countsSha256()),
                same(a.test().countsSha256(), b.test().countsSha256()),
                same(a.predictions(), b.predictions())));
    lines.add(accuracies("Train", a.train(), b.train()));
    lines.add(accuracies("Test", a.test(), b.test()));
    McNemar test =
        McNemar.of(record.testLabels(), a.predictions(), b.predictions(), record.labelWidth());
    lines.add(
        "  McNemar: %s test images read rightly by A only, %s by B only; p %s (%s)"
            .formatted(
                test.onlyFirst(),
                test.onlySecond(),
                probability(test.pValue()),
                test.exact() ? "exact binomial" : "chi-squared with continuity correction"));
    return lines;
  }

  private static String accuracies(String images, RunRecord.Part a, RunRecord.Part b) {
    return String.format(
        Locale.ROOT,
        "  %s accuracy: %s -> %s (%+.4f)",
        images,
        accuracy(a.accuracy()),
        accuracy(b.accuracy()),
        b.accuracy() - a.accuracy());
  }

  private static String which(RunRecord.Layer layer) {
    StringBuilder text = new StringBuilder("seed " + layer.seed());
    layer
        .varied()
        .forEach((name, value) -> text.append(", ").append(name).append(' ').append(shown(value)));
    return text.toString();
  }

  private static String same(String a, String b) {
    return a.equals(b) ? "same" : "different";
  }
}
