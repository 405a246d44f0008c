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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.Workers;
import snn.data.DataException;
import snn.experiment.Outcome;
import snn.measure.Cost;
import snn.measure.Information;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * Many runs as one table: a row per outcome, sorted; first the flags that vary, then results, then
 * the flags that are the same in all rows. It does not depend on the order of the runs.
 */
public final class RunTable {

  /** They tell only how outcomes are grouped, and whether there is more to tell of them. */
  private static final Set<String> NOT_IN_THE_TABLE = Set.of("repeats", "information");

  /** What follows from {@code dataset} and {@code limit}. */
  private static final List<String> OF_THE_IMAGES =
      List.of("train_images_sha256", "test_images_sha256");

  private static final String SEED = "seed";

  /** What an outcome does not depend on, or what the images' hashes tell better. */
  private static final Set<String> NOT_OF_AN_OUTCOME = Set.of("floors", "limit");

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
  private final List<Row> rows;

  /** Names of the columns that vary, besides results. */
  private final List<String> varying;

  private final List<String> results;
  private final Table table;
  private final int repeated;
  private final int contradictory;

  private RunTable(
      List<Row> rows,
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

  /** Values of one row by the names of its columns. */
  private record Row(RowValues flags, RowValues results, RowValues measures, RowValues times) {

    /** What it says, but for what no program says of every outcome. */
    List<Object> core() {
      return List.of(cause(), results);
    }

    /** Whether it tells all that another row of the same outcome has measured, and more. */
    boolean tellsMore(Row other) {
      return !measures.equals(other.measures)
          && other.measures.names().stream()
              .filter(name -> other.measures.get(name) != null)
              .allMatch(name -> other.measures.get(name).equals(measures.get(name)));
    }

    /** What an outcome follows from. */
    RowValues cause() {
      return flags.without(NOT_OF_AN_OUTCOME);
    }

    Object get(String column) {
      for (RowValues values : List.of(flags, results, measures)) {
        if (values.has(column)) {
          return values.get(column);
        }
      }
      return times.get(column);
    }
  }

  /**
   * Makes a table.
   *
   * @param runs at least one
   * @param times whether there are columns for threads, seconds and memory
   */
  public static RunTable of(List<RunRecord> runs, boolean times) {
    RowValues.Pool pool = new RowValues.Pool();
    return of(runs.stream().flatMap(run -> rows(run, times, pool).stream()).toList());
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
    List<List<Row>> rows = new ArrayList<>(Collections.nCopies(files.size(), List.of()));
    DataException[] failures = new DataException[files.size()];
    AtomicInteger end = new AtomicInteger(files.size());
    workers.forEach(
        files.size(),
        (_, i) -> {
          if (i < end.get()) {
            try {
              rows.set(i, rows(RunRecord.read(files.get(i)), times, pool));
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

  private static List<Row> rows(RunRecord run, boolean times, RowValues.Pool pool) {
    Map<String, Object> comparable = run.comparable();
    return IntStream.range(0, run.outcomes().size())
        .mapToObj(i -> row(run, comparable, i, times, pool))
        .toList();
  }

  private static RunTable of(List<Row> given) {
    // One result, one row; which of equal ones it is does not depend on the order of the runs.
    Map<List<Object>, Row> unique = new LinkedHashMap<>();
    for (Row row : given) {
      unique.merge(
          List.of(row.core(), row.measures),
          row,
          (a, b) -> a.toString().compareTo(b.toString()) <= 0 ? a : b);
    }
    List<Row> rows = new ArrayList<>(unique.values());
    // Of the same outcome, measured and not, the one that tells more.
    Map<List<Object>, List<Row>> same = rows.stream().collect(Collectors.groupingBy(Row::core));
    rows.removeIf(row -> same.get(row.core()).stream().anyMatch(other -> other.tellsMore(row)));
    long causes = rows.stream().map(Row::cause).distinct().count();
    return of(rows, given.size() - rows.size(), (int) (rows.size() - causes));
  }

  private static RunTable of(List<Row> rows, int repeated, int contradictory) {
    // Flags that no two runs need to share come in the order of their names.
    Set<String> flags = new LinkedHashSet<>(List.of("experiment", "dataset"));
    flags.addAll(
        rows.stream()
            .map(row -> row.flags.names())
            .distinct()
            .flatMap(List::stream)
            .collect(Collectors.toCollection(TreeSet::new)));
    List<String> varying =
        new ArrayList<>(flags.stream().filter(flag -> distinct(rows, flag) > 1).toList());
    // Repeats stand below one another.
    if (varying.remove(SEED)) {
      varying.add(SEED);
    }
    List<String> results = new ArrayList<>(rows.getFirst().results.names());
    results.addAll(rows.getFirst().measures.names());
    results.addAll(rows.getFirst().times.names());
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
    Map<RowValues, List<Row>> groups = new LinkedHashMap<>();
    rows.forEach(
        row ->
            groups
                .computeIfAbsent(row.cause().without(Set.of(SEED)), _ -> new ArrayList<>())
                .add(row));
    List<String> numbers =
        results.stream()
            .filter(name -> !OF_ONE_RUN.contains(name))
            .filter(name -> !table.column(name).type().equals(ColumnType.STRING))
            .toList();
    RowValues.Pool pool = new RowValues.Pool();
    List<Row> means = new ArrayList<>();
    groups
        .values()
        .forEach(
            group -> {
              Map<String, Object> values = new LinkedHashMap<>();
              values.put("seeds", group.size());
              numbers.forEach(
                  name -> {
                    double[] repeats =
                        group.stream()
                            .map(row -> row.get(name))
                            .filter(Objects::nonNull)
                            .mapToDouble(value -> ((Number) value).doubleValue())
                            .toArray();
                    boolean none = repeats.length == 0;
                    MeanInterval mean = none ? null : MeanInterval.of(repeats);
                    values.put(name, none ? null : mean.mean());
                    values.put(name + HALF_WIDTH, repeats.length < 2 ? null : mean.halfWidth());
                  });
              means.add(
                  new Row(
                      group.getFirst().flags.without(Set.of(SEED)),
                      pool.of(values),
                      pool.of(Map.of()),
                      pool.of(Map.of())));
            });
    return of(means, repeated, contradictory);
  }

  /** All that is known of the outcomes of a run, by the names of columns, in their order. */
  public static List<Map<String, Object>> rows(RunRecord run) {
    Map<String, Object> comparable = run.comparable();
    RowValues.Pool pool = new RowValues.Pool();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < run.outcomes().size(); i++) {
      Row row = row(run, comparable, i, true, pool);
      Map<String, Object> all = new LinkedHashMap<>();
      for (RowValues values : List.of(row.flags, row.results, row.measures, row.times)) {
        values.names().forEach(name -> all.put(name, values.get(name)));
      }
      rows.add(all);
    }
    return rows;
  }

  /** Names of the columns that tell what came out; they are the same for all runs. */
  public static Set<String> results(RunRecord run) {
    Row row = row(run, run.comparable(), 0, true, new RowValues.Pool());
    Set<String> names = new LinkedHashSet<>(row.results.names());
    names.addAll(row.measures.names());
    names.addAll(row.times.names());
    return names;
  }

  private static Row row(
      RunRecord run, Map<String, Object> comparable, int i, boolean times, RowValues.Pool pool) {
    RunRecord.Layer outcome = run.outcomes().get(i);
    Map<String, Object> flags = new LinkedHashMap<>(comparable);
    flags.keySet().removeAll(NOT_IN_THE_TABLE);
    // An axis' values, of which an outcome has one.
    flags.values().removeIf(List.class::isInstance);
    flags.put("experiment", run.experiment());
    flags.put(SEED, outcome.seed());
    flags.putAll(outcome.varied());
    flags.put("stream_version", run.streamVersion());
    flags.put(OF_THE_IMAGES.getFirst(), run.dataset().trainSha256());
    flags.put(OF_THE_IMAGES.getLast(), run.dataset().testSha256());

    Map<String, Object> taken = new LinkedHashMap<>();
    if (times) {
      Outcome.Seconds seconds = run.run().seconds().get(i);
      taken.put("num_workers", run.run().numWorkers());
      taken.put("adaptation_seconds", seconds.adaptation());
      taken.put("features_seconds", seconds.features());
      taken.put("information_seconds", seconds.information());
      taken.put("readout_seconds", seconds.readout());
      taken.put("total_seconds", run.run().totalSeconds());
      taken.put("peak_memory_bytes", run.run().peakMemoryBytes().orElse(null));
    }
    return new Row(
        pool.shared(flags), pool.of(results(outcome)), pool.of(measures(outcome)), pool.of(taken));
  }

  /** What every program says of an outcome. */
  private static Map<String, Object> results(RunRecord.Layer outcome) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("test_accuracy", outcome.test().accuracy());
    results.put("test_low", outcome.test().wilson().low());
    results.put("test_high", outcome.test().wilson().high());
    results.put("train_accuracy", outcome.train().accuracy());
    results.put("floor_majority", outcome.floors().majority());
    Map<?, ?> minimum =
        outcome.readout().get("minimum") instanceof Map<?, ?> found ? found : Map.of();
    for (String part : new String[] {"loss", "max_gradient", "iterations", "stop"}) {
      results.put(part, minimum.get(part));
    }
    results.put("mean_rate_hz", outcome.health().meanRateHz());
    results.put("ceiling_share", outcome.health().ceilingShare());
    results.put("silent_share", outcome.health().silentShare());
    results.put("gain_smallest", (double) outcome.gains().smallest());
    results.put("gain_largest", (double) outcome.gains().largest());
    results.put("weights_sha256", outcome.weightsSha256());
    results.put("train_counts_sha256", outcome.train().countsSha256());
    results.put("test_counts_sha256", outcome.test().countsSha256());
    return results;
  }

  /** What may not have been measured. */
  private static Map<String, Object> measures(RunRecord.Layer outcome) {
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put(
        "floor_pixels",
        outcome.floors().pixels().isPresent() ? outcome.floors().pixels().getAsDouble() : null);
    Optional<Information> information = outcome.information();
    measures.put("information_bits", information.map(Information::bits).orElse(null));
    measures.put("information_directions", information.map(Information::directions).orElse(null));
    measures.put("information_neurons", information.map(Information::neurons).orElse(null));
    measures.put("information_images", information.map(Information::images).orElse(null));
    measures.put("reliability", information.map(Information::reliability).orElse(null));
    measures.put(
        "participation_ratio", information.map(Information::participationRatio).orElse(null));
    measures.put("fano_factor", information.map(Information::fanoFactor).orElse(null));
    measures.put(
        "population_sparseness", information.map(Information::populationSparseness).orElse(null));
    Optional<Cost> cost = outcome.cost();
    measures.put("synaptic_operations", cost.map(Cost::synapticOperations).orElse(null));
    measures.put("membrane_updates", cost.map(Cost::membraneUpdates).orElse(null));
    measures.put("activation_sparsity", cost.map(Cost::activationSparsity).orElse(null));
    return measures;
  }

  private static long distinct(List<Row> rows, String flag) {
    return rows.stream()
        .map(row -> row.get(flag))
        .distinct()
        .map(Objects::toString)
        .distinct()
        .count();
  }

  /** The narrowest type that holds all values. */
  private static ColumnType type(List<Row> rows, String column) {
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
  private static Comparator<Row> comparator(Map<String, ColumnType> types) {
    Comparator<Row> all = (_, _) -> 0;
    for (Map.Entry<String, ColumnType> column : types.entrySet()) {
      String name = column.getKey();
      Comparator<Row> one;
      if (column.getValue().equals(ColumnType.STRING)) {
        one = Comparator.comparing(row -> Objects.toString(row.get(name), ""));
      } else if (column.getValue().equals(ColumnType.LONG)) {
        // The largest seeds are the same as doubles.
        one =
            Comparator.comparing(
                row -> row.get(name) == null ? null : ((Number) row.get(name)).longValue(),
                Comparator.nullsFirst(Comparator.naturalOrder()));
      } else {
        one =
            Comparator.comparing(
                row -> row.get(name) == null ? null : ((Number) row.get(name)).doubleValue(),
                Comparator.nullsFirst(Comparator.naturalOrder()));
      }
      all = all.thenComparing(one);
    }
    return all;
  }

  private static Column<?> column(List<Row> rows, String name, ColumnType type) {
    if (type.equals(ColumnType.LONG)) {
      LongColumn column = LongColumn.create(name);
      for (Row row : rows) {
        if (row.get(name) instanceof Number number) {
          column.append(number.longValue());
        } else {
          column.appendMissing();
        }
      }
      column.setPrintFormatter(new NumberColumnFormatter());
      return column;
    }
    if (type.equals(ColumnType.DOUBLE)) {
      DoubleColumn column = DoubleColumn.create(name);
      for (Row row : rows) {
        if (row.get(name) instanceof Number number) {
          column.append(number.doubleValue());
        } else {
          column.appendMissing();
        }
      }
      column.setPrintFormatter(PYTHON);
      return column;
    }
    StringColumn column = StringColumn.create(name);
    rows.forEach(row -> column.append(Objects.toString(row.get(name), "")));
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
    for (Row row : rows) {
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
    Set<String> named = new HashSet<>(Set.of(SEED));
    named.addAll(List.of(x, series));
    if (named.contains("limit") || named.contains("dataset")) {
      named.addAll(OF_THE_IMAGES);
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
        String line = series.isEmpty() ? y : series + "=" + table.getString(i, index(series));
        points.add(new Series.Point(line, at, value));
      }
    }
    return Series.of(points);
  }

  private double number(String column, int row) {
    return table.numberColumn(column).getDouble(row);
  }

  private int index(String column) {
    return table.columnIndex(column);
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
