package snn.record;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.Workers;
import snn.data.DataException;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * Many runs as one table: a row per outcome, sorted; first the flags that vary, then results, then
 * the flags that are the same in all rows. It does not depend on the order of the runs.
 */
public final class RunTable {

  /** What is said of one run, and of several would be something else. */
  private static final Set<String> OF_ONE_RUN = Set.of("test_low", "test_high");

  private static final String HALF_WIDTH = "_half_width";

  /** The results that a terminal shows, where there are such. */
  private static final List<String> SHOWN =
      List.of(
          "test_accuracy",
          "test_accuracy" + HALF_WIDTH,
          "test_low",
          "test_high",
          "train_accuracy",
          "train_accuracy" + HALF_WIDTH,
          "seeds");

  private static final NumberColumnFormatter PYTHON = formatter(Numbers::python);
  private static final NumberColumnFormatter ACCURACY = formatter(Numbers::accuracy);

  /** One row each, sorted. */
  private final List<OutcomeRow> rows;

  /** Names of the columns that vary, besides results. */
  private final List<String> varying;

  private final List<String> results;
  private final Table table;
  private final int repeated;
  private final int contradictory;

  private RunTable(
      List<OutcomeRow> rows,
      List<String> varying,
      List<String> results,
      Table table,
      int repeated,
      int contradictory) {
    this.rows = rows;
    this.varying = varying;
    this.results = results;
    this.table = table;
    this.repeated = repeated;
    this.contradictory = contradictory;
  }

  /** Outcomes that were given more than once; each has one row, since it is one result. */
  public int repeated() {
    return repeated;
  }

  /** Outcomes of the same configuration as another one, and with another result. */
  public int contradictory() {
    return contradictory;
  }

  /**
   * Makes a table of records in files. No more than one record per thread is in memory at a time:
   * of many, only what the table needs is kept.
   *
   * @param files at least one
   * @param named those which must be records; others that are none are left out
   * @param notices hears of what is left out
   * @throws snn.data.DataException if one of the named cannot be read, is no record, damaged, or of
   *     a later schema: of several, the first; or if there is no record
   */
  public static RunTable read(
      List<Path> files, Set<Path> named, boolean times, Workers workers, Consumer<String> notices) {
    RowValues.Pool pool = new RowValues.Pool();
    List<List<OutcomeRow>> rows = new ArrayList<>(Collections.nCopies(files.size(), List.of()));
    DataException[] failures = new DataException[files.size()];
    AtomicInteger end = new AtomicInteger(files.size());
    workers.forEach(
        files.size(),
        (_, i) -> {
          if (i < end.get()) {
            try {
              rows.set(i, OutcomeRow.of(RunRecord.read(files.get(i)), times, pool));
            } catch (DataException e) {
              failures[i] = e;
              if (named.contains(files.get(i))) {
                end.accumulateAndGet(i, Math::min);
              }
            }
          }
        });
    if (end.get() < files.size()) {
      throw failures[end.get()];
    }
    Stream.of(failures)
        .filter(Objects::nonNull)
        .forEach(failure -> notices.accept(failure.getMessage() + "; it is left out"));
    if (rows.stream().allMatch(List::isEmpty)) {
      throw new DataException("there is no record of a run in the files *.json that were found");
    }
    return of(rows.stream().flatMap(List::stream).toList());
  }

  private static RunTable of(List<OutcomeRow> given) {
    // One result, one row; which of equal ones it is does not depend on the order of the runs.
    Map<List<Object>, OutcomeRow> unique = new LinkedHashMap<>();
    for (OutcomeRow row : given) {
      unique.merge(
          List.of(row.core(), row.measures()),
          row,
          (a, b) -> a.toString().compareTo(b.toString()) <= 0 ? a : b);
    }
    List<OutcomeRow> rows = new ArrayList<>(unique.values());
    // Where the same outcome is there measured and unmeasured, the row that tells more stays.
    Map<List<Object>, List<OutcomeRow>> same =
        rows.stream().collect(Collectors.groupingBy(OutcomeRow::core));
    rows.removeIf(row -> same.get(row.core()).stream().anyMatch(other -> other.tellsMore(row)));
    long causes = rows.stream().map(OutcomeRow::cause).distinct().count();
    return of(rows, given.size() - rows.size(), (int) (rows.size() - causes));
  }

  private static RunTable of(List<OutcomeRow> rows, int repeated, int contradictory) {
    // Flags that no two runs need to share come in the order of their names.
    Set<String> flags = new LinkedHashSet<>(List.of("experiment", "dataset"));
    flags.addAll(
        rows.stream()
            .map(row -> row.flags().names())
            .distinct()
            .flatMap(List::stream)
            .collect(Collectors.toCollection(TreeSet::new)));
    List<String> varying =
        new ArrayList<>(flags.stream().filter(flag -> distinct(rows, flag) > 1).toList());
    // Repeats stand below one another.
    if (varying.remove(OutcomeRow.SEED)) {
      varying.add(OutcomeRow.SEED);
    }
    List<String> results = rows.getFirst().told();
    List<String> columns = new ArrayList<>(varying);
    columns.addAll(results);
    flags.stream().filter(flag -> !varying.contains(flag)).forEach(columns::add);

    Map<String, ColumnType> types = new LinkedHashMap<>();
    columns.forEach(column -> types.put(column, type(rows, column)));
    rows.sort(comparator(types));
    Table table = Table.create("runs");
    types.forEach((name, type) -> table.addColumns(column(rows, name, type)));
    return new RunTable(rows, varying, results, table, repeated, contradictory);
  }

  /**
   * One row for the outcomes that differ in their seed only: how many there are, and of each result
   * that is a number the mean, and half of its 95 % interval, see {@link MeanInterval}; none of one
   * seed.
   */
  public RunTable overSeeds() {
    Set<String> seed = Set.of(OutcomeRow.SEED);
    List<String> numbers =
        results.stream()
            .filter(name -> !OF_ONE_RUN.contains(name))
            .filter(name -> !table.column(name).type().equals(ColumnType.STRING))
            .toList();
    RowValues.Pool pool = new RowValues.Pool();
    RowValues none = pool.of(Map.of());
    List<OutcomeRow> means = new ArrayList<>();
    rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.cause().without(seed), LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (_, group) ->
                means.add(
                    new OutcomeRow(
                        group.getFirst().flags().without(seed),
                        pool.of(means(group, numbers)),
                        none,
                        none)));
    return of(means, repeated, contradictory);
  }

  private static Map<String, Object> means(List<OutcomeRow> group, List<String> numbers) {
    Map<String, Object> means = new LinkedHashMap<>();
    means.put("seeds", group.size());
    for (String name : numbers) {
      double[] repeats =
          group.stream()
              .map(row -> row.get(name))
              .filter(Objects::nonNull)
              .mapToDouble(value -> ((Number) value).doubleValue())
              .toArray();
      Optional<MeanInterval> mean =
          repeats.length == 0 ? Optional.empty() : Optional.of(MeanInterval.of(repeats));
      means.put(name, mean.map(MeanInterval::mean).orElse(null));
      means.put(
          name + HALF_WIDTH,
          mean.filter(_ -> repeats.length > 1).map(MeanInterval::halfWidth).orElse(null));
    }
    return means;
  }

  private static long distinct(List<OutcomeRow> rows, String flag) {
    return rows.stream()
        .map(row -> row.get(flag))
        .distinct()
        .map(Objects::toString)
        .distinct()
        .count();
  }

  /** The narrowest type that holds all values. */
  private static ColumnType type(List<OutcomeRow> rows, String column) {
    List<Object> values =
        rows.stream().map(row -> row.get(column)).filter(Objects::nonNull).toList();
    if (values.isEmpty() || !values.stream().allMatch(Number.class::isInstance)) {
      return ColumnType.STRING;
    }
    return values.stream().allMatch(value -> value instanceof Integer || value instanceof Long)
        ? ColumnType.LONG
        : ColumnType.DOUBLE;
  }

  /** Orders rows by all columns, so that rows that compare equal are equal. */
  private static Comparator<OutcomeRow> comparator(Map<String, ColumnType> types) {
    Comparator<OutcomeRow> all = (_, _) -> 0;
    for (Map.Entry<String, ColumnType> column : types.entrySet()) {
      all =
          all.thenComparing(
              row -> cell(row, column.getKey(), column.getValue()),
              Comparator.nullsFirst(Comparator.naturalOrder()));
    }
    return all;
  }

  /** What a row has in a column of that type; null where a number is missing. */
  @SuppressWarnings("unchecked")
  private static Comparable<Object> cell(OutcomeRow row, String name, ColumnType type) {
    Object value = row.get(name);
    Object cell = value;
    if (type.equals(ColumnType.STRING)) {
      cell = Objects.toString(value, "");
    } else if (value instanceof Number number) {
      // The largest seeds are the same as doubles.
      cell = type.equals(ColumnType.LONG) ? (Object) number.longValue() : number.doubleValue();
    }
    return (Comparable<Object>) cell;
  }

  private static Column<?> column(List<OutcomeRow> rows, String name, ColumnType type) {
    Column<?> column = type.create(name);
    for (OutcomeRow row : rows) {
      Object cell = cell(row, name, type);
      if (cell == null) {
        column.appendMissing();
      } else {
        column.appendObj(cell);
      }
    }
    if (column instanceof NumberColumn<?, ?> numbers) {
      numbers.setPrintFormatter(
          type.equals(ColumnType.LONG) ? new NumberColumnFormatter() : PYTHON);
    }
    return column;
  }

  /** Tablesaw's own formatters ask for the country's format. */
  private static NumberColumnFormatter formatter(DoubleFunction<String> number) {
    return new NumberColumnFormatter() {
      @Override
      public String format(double value) {
        return DoubleColumn.valueIsMissing(value) ? getMissingString() : number.apply(value);
      }
    };
  }

  /** All that is known of the outcomes of a run, by the names of columns, in their order. */
  public static List<Map<String, Object>> rows(RunRecord run) {
    return OutcomeRow.of(run, true, new RowValues.Pool()).stream().map(OutcomeRow::values).toList();
  }

  /** Names of the columns that tell what came out; they are the same for all runs. */
  public static Set<String> results(RunRecord run) {
    return new LinkedHashSet<>(OutcomeRow.of(run, true, new RowValues.Pool()).getFirst().told());
  }

  /** The table for a terminal: what varies, and the accuracies. */
  public String text() {
    return brief().printAll().stripTrailing().replace(System.lineSeparator(), "\n") + "\n";
  }

  private Table brief() {
    List<String> shown = new ArrayList<>(varying);
    SHOWN.stream().filter(results::contains).forEach(shown::add);
    Table brief = table.selectColumns(shown.toArray(String[]::new)).copy();
    brief.columns().stream()
        .filter(column -> results.contains(column.name()) && column instanceof DoubleColumn)
        .forEach(column -> ((DoubleColumn) column).setPrintFormatter(ACCURACY));
    return brief;
  }

  /** Writes the table for a terminal as one of Markdown. */
  public void writeMarkdown(OutputStream out) throws IOException {
    Table brief = brief();
    List<String> rules =
        brief.columns().stream()
            .map(column -> column instanceof StringColumn ? "---" : "---:")
            .toList();
    write(out, DelimitedText.MARKDOWN, brief, List.of(brief.columnNames(), rules));
  }

  /** Writes all columns. */
  public void writeCsv(OutputStream out) throws IOException {
    write(out, DelimitedText.CSV, table, List.of(table.columnNames()));
  }

  private static void write(
      OutputStream out, DelimitedText form, Table table, List<List<String>> heading)
      throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    for (List<String> row : heading) {
      writer.write(form.line(row));
    }
    for (int i = 0; i < table.rowCount(); i++) {
      int row = i;
      writer.write(
          form.line(table.columns().stream().map(column -> column.getString(row)).toList()));
    }
    writer.flush();
  }

  /** Writes all columns, an object of JSON for each row, on a line of its own. */
  public void writeJsonLines(OutputStream out) throws IOException {
    List<String> columns = table.columnNames();
    OutputStream lines = new BufferedOutputStream(out);
    Map<String, Object> values = new LinkedHashMap<>();
    for (OutcomeRow row : rows) {
      columns.forEach(column -> values.put(column, row.get(column)));
      lines.write(Json.bytes(values));
      lines.write('\n');
    }
    lines.flush();
  }

  /**
   * Points of a figure: mean and interval of {@code y} over the rows that differ in their seed
   * only.
   *
   * @param x name of a column of numbers
   * @param y name of a column of numbers
   * @param series name of a column, each of whose values is a line; empty for one line
   * @throws InvalidParameterException if there is no such column, or if more varies than {@code x},
   *     {@code series} and the seed
   */
  public List<Series> series(String x, String y, String series) {
    requireNumbers(x);
    requireNumbers(y);
    if (!series.isEmpty()) {
      requireColumn(series);
    }
    Set<String> named = new HashSet<>(Set.of(OutcomeRow.SEED));
    named.addAll(List.of(x, series));
    if (named.contains("limit") || named.contains("dataset")) {
      named.addAll(OutcomeRow.OF_THE_IMAGES);
    }
    List<String> more = varying.stream().filter(flag -> !named.contains(flag)).toList();
    if (!more.isEmpty()) {
      throw new InvalidParameterException(
          "plot",
          "must name what varies, found that %s varies too; make it the series, or give fewer files"
              .formatted(String.join(", ", more)));
    }
    List<Series.Point> points = new ArrayList<>();
    for (int i = 0; i < table.rowCount(); i++) {
      double at = number(x, i);
      double value = number(y, i);
      if (Double.isFinite(at) && Double.isFinite(value)) {
        String line =
            series.isEmpty() ? y : series + "=" + table.getString(i, table.columnIndex(series));
        points.add(new Series.Point(line, at, value));
      }
    }
    return Series.of(points);
  }

  private double number(String column, int row) {
    return table.numberColumn(column).getDouble(row);
  }

  private void requireNumbers(String column) {
    requireColumn(column);
    if (table.column(column).type().equals(ColumnType.STRING)) {
      throw new InvalidParameterException(
          "plot", "must have numbers as x and y, found %s, which has texts".formatted(column));
    }
  }

  private void requireColumn(String column) {
    if (!table.containsColumn(column)) {
      throw new InvalidParameterException(
          "plot",
          "must name columns, found %s; there are %s"
              .formatted(column, String.join(", ", table.columnNames())));
    }
  }
}
