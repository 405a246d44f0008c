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
import java.util.TreeMap;
import java.util.TreeSet;
import snn.Numbers;
import snn.Words;
import snn.fact.ManyRuns;
import snn.fact.Provenance;
import snn.picture.AccuracyCharts;
import snn.picture.SvgFigure;
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

  private record Outcome(Run run, Map<String, Object> values) {
    ManyRuns.Row row() {
      return new ManyRuns.Row(run.name, values);
    }
  }

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
    model.put("title", ManyRuns.title(runs.size()));
    model.put("columns", columns);
    model.put("rows", outcomes.stream().map(outcome -> row(outcome, columns)).toList());
    model.put("experiments", Provenance.questions(runs.stream().map(Run::record).toList()));
    model.put("same", same(outcomes, flags, varying, results));
    model.put("sheet", Play.json(data(outcomes, varying, results)));
    List<SvgFigure> plot = plot(outcomes, varying);
    model.put("plot", plot);
    List<ManyRuns.Row> rows = outcomes.stream().map(Outcome::row).toList();
    model.put("seeds", plot.isEmpty() ? ManyRuns.seeds(rows, varying) : List.of());
    model.put("best", ManyRuns.best(rows, varying));
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
  private static List<SvgFigure> plot(List<Outcome> outcomes, List<String> varying) {
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
    List<Series.Point> points =
        outcomes.stream()
            .map(
                outcome -> {
                  String line = outcome.row().line(others);
                  return new Series.Point(
                      line.isEmpty() ? "test_accuracy" : line,
                      ((Number) outcome.values.get(x)).doubleValue(),
                      (Double) outcome.values.get("test_accuracy"));
                })
            .sorted(Comparator.comparing(Series.Point::line))
            .toList();
    return List.of(
        AccuracyCharts.along(x, "test_accuracy", Series.of(points), AccuracyCharts.Beside.NOTHING));
  }
}
