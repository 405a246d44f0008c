package snn.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import snn.Numbers;
import snn.Words;
import snn.fact.Names;
import snn.picture.SvgFigures;
import snn.record.MeanInterval;
import snn.record.RunRecord;
import snn.record.RunTable;
import snn.record.Series;

/** The page of many runs: a table to sort and filter, and a plot along any axis. */
public final class SweepPage {

  /** Results that are shown from the start, those that there are. */
  private static final List<String> SHOWN =
      List.of(
          "test_accuracy",
          "test_low",
          "test_high",
          "train_accuracy",
          "information_bits",
          "mean_rate_hz",
          "ceiling_share");

  private SweepPage() {}

  /**
   * A run.
   *
   * @param name of it among the others
   * @param record of it
   * @param command that does the same
   * @param page where its own page lies, from this one; empty where it has none
   */
  public record Run(String name, RunRecord record, String command, String page) {}

  /** A row of the table, an outcome. */
  public record Row(String name, String link, List<String> cells) {}

  /** A column of the table. */
  public record Column(String name, boolean number) {}

  private record Outcome(Run run, Map<String, Object> values) {}

  /** Writes the page. */
  public static void write(Path file, List<Run> runs) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Run run : runs) {
      RunTable.rows(run.record()).forEach(values -> outcomes.add(new Outcome(run, values)));
    }
    Set<String> flags = new TreeSet<>();
    outcomes.forEach(outcome -> flags.addAll(outcome.values.keySet()));
    List<String> results = List.copyOf(RunTable.results(runs.getFirst().record()));
    List<String> varying =
        flags.stream()
            .filter(name -> !results.contains(name) && !name.endsWith("sha256"))
            .filter(name -> distinct(outcomes, name) > 1)
            .toList();
    Set<String> shown = new LinkedHashSet<>(varying);
    SHOWN.stream()
        .filter(name -> outcomes.stream().anyMatch(o -> o.values.get(name) != null))
        .forEach(shown::add);
    List<Column> columns =
        shown.stream().map(name -> new Column(name, isNumber(outcomes, name))).toList();

    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", runs.size() == 1 ? "One run" : runs.size() + " runs");
    model.put("columns", columns);
    model.put("rows", outcomes.stream().map(outcome -> row(outcome, columns)).toList());
    model.put("experiments", experiments(runs));
    model.put("same", same(outcomes, flags, varying, results));
    model.put("sheet", Play.json(data(outcomes, varying, results)));
    List<SvgFigures.Figure> plot = plot(outcomes, varying);
    model.put("plot", plot);
    model.put("seeds", plot.isEmpty() ? seeds(outcomes, varying) : List.of());
    model.put("best", best(outcomes, varying));
    Page.write(file, "sweep", model);
  }

  private static Row row(Outcome outcome, List<Column> columns) {
    return new Row(
        outcome.run.name(),
        outcome.run.page(),
        columns.stream()
            .map(column -> shown(column.name, outcome.values.get(column.name)))
            .toList());
  }

  private static String shown(String column, Object value) {
    return value instanceof Double number
        ? column.contains("accuracy") || column.startsWith("test_")
            ? Numbers.accuracy(number)
            : Words.number(number)
        : Words.text(value);
  }

  private static long distinct(List<Outcome> outcomes, String name) {
    return outcomes.stream().map(o -> Objects.toString(o.values.get(name))).distinct().count();
  }

  private static boolean isNumber(List<Outcome> outcomes, String name) {
    return outcomes.stream()
            .map(o -> o.values.get(name))
            .filter(Objects::nonNull)
            .allMatch(Number.class::isInstance)
        && outcomes.stream().anyMatch(o -> o.values.get(name) != null);
  }

  private static String experiments(List<Run> runs) {
    return runs.stream()
        .map(run -> run.record().experiment())
        .distinct()
        .map(name -> name + ": " + Names.question(name))
        .collect(Collectors.joining(" "));
  }

  /** What all runs have in common. */
  private static Map<String, String> same(
      List<Outcome> outcomes, Set<String> flags, List<String> varying, List<String> results) {
    Map<String, String> same = new TreeMap<>();
    flags.stream()
        .filter(name -> !varying.contains(name) && !results.contains(name))
        .filter(name -> !name.endsWith("sha256"))
        .forEach(name -> same.put(name, Words.text(outcomes.getFirst().values.get(name))));
    return same;
  }

  /** What the script sorts, filters and draws. */
  private static Map<String, Object> data(
      List<Outcome> outcomes, List<String> varying, List<String> results) {
    List<String> numbers = results.stream().filter(name -> isNumber(outcomes, name)).toList();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("run", outcome.run.name());
      row.put("command", outcome.run.command());
      row.put("page", outcome.run.page());
      Map<String, Object> values = new LinkedHashMap<>();
      varying.forEach(name -> values.put(name, whole(outcome.values.get(name))));
      numbers.forEach(name -> values.put(name, finite(outcome.values.get(name))));
      row.put("values", values);
      rows.add(row);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("varying", varying);
    data.put("numbers", numbers);
    data.put("rows", rows);
    return data;
  }

  /** A seed may be larger than what the script has for numbers, and is a text then. */
  private static Object whole(Object value) {
    return value instanceof Long number && !Numbers.fitsDouble(number) ? number.toString() : value;
  }

  private static Object finite(Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? null : value;
  }

  /** Accuracy against the first number that varies, a line for each value of the next. */
  private static List<SvgFigures.Figure> plot(List<Outcome> outcomes, List<String> varying) {
    List<String> axes =
        varying.stream()
            .filter(name -> isNumber(outcomes, name) && !name.equals("seed"))
            .filter(name -> outcomes.stream().allMatch(o -> o.values.get(name) != null))
            .toList();
    if (axes.isEmpty()) {
      return List.of();
    }
    // The one that varies most.
    String x =
        axes.stream().max(Comparator.comparingLong(name -> distinct(outcomes, name))).orElseThrow();
    List<String> others = varying.stream().filter(n -> !n.equals(x) && !n.equals("seed")).toList();
    Map<String, SortedMap<Double, List<Double>>> lines = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      String line = line(outcome, others);
      lines
          .computeIfAbsent(line.isEmpty() ? "test_accuracy" : line, _ -> new TreeMap<>())
          .computeIfAbsent(((Number) outcome.values.get(x)).doubleValue(), _ -> new ArrayList<>())
          .add((Double) outcome.values.get("test_accuracy"));
    }
    List<Series> series =
        lines.entrySet().stream().map(line -> Series.of(line.getKey(), line.getValue())).toList();
    return List.of(SvgFigures.along(x, "test_accuracy", series, SvgFigures.Beside.NOTHING));
  }

  /** The line of a plot that an outcome is on, by its values of some names. */
  private static String line(Outcome outcome, List<String> names) {
    return names.stream()
        .map(name -> name + "=" + Words.text(outcome.values.get(name)))
        .collect(Collectors.joining(", "));
  }

  /** Accuracy over the seeds, a sentence for each of what else varies; none where no seed does. */
  private static List<String> seeds(List<Outcome> outcomes, List<String> varying) {
    if (!varying.contains("seed")) {
      return List.of();
    }
    List<String> others = varying.stream().filter(name -> !name.equals("seed")).toList();
    Map<String, List<Double>> lines = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      lines.computeIfAbsent(line(outcome, others), _ -> new ArrayList<>()).add(accuracy(outcome));
    }
    List<String> sentences = new ArrayList<>();
    lines.forEach(
        (line, values) ->
            sentences.add(
                "%s: test accuracy %s."
                    .formatted(
                        line.isEmpty() ? "Only the seed varies" : line,
                        values.size() == 1
                            ? Numbers.accuracy(values.getFirst())
                            : MeanInterval.of(values.stream().mapToDouble(d -> d).toArray())
                                .accuracy())));
    return sentences;
  }

  private static String best(List<Outcome> outcomes, List<String> varying) {
    Outcome best = outcomes.getFirst();
    Outcome worst = best;
    for (Outcome outcome : outcomes) {
      best = accuracy(outcome) > accuracy(best) ? outcome : best;
      worst = accuracy(outcome) < accuracy(worst) ? outcome : worst;
    }
    return "Highest accuracy with %s: %s. Lowest with %s: %s."
        .formatted(
            where(best, varying),
            Numbers.accuracy(accuracy(best)),
            where(worst, varying),
            Numbers.accuracy(accuracy(worst)));
  }

  private static double accuracy(Outcome outcome) {
    return (Double) outcome.values.get("test_accuracy");
  }

  private static String where(Outcome outcome, List<String> varying) {
    return varying.isEmpty()
        ? outcome.run.name()
        : varying.stream()
            .filter(name -> outcome.values.get(name) != null)
            .map(name -> name + " " + Words.text(outcome.values.get(name)))
            .collect(Collectors.joining(", "));
  }
}
