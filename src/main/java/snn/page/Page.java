package snn.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import snn.AtomicFiles;
import snn.Numbers;
import snn.ResourceText;
import snn.Sha256;
import snn.data.DatasetIdentity;
import snn.experiment.Experiment;
import snn.fact.Differences;
import snn.fact.Findings;
import snn.fact.Method;
import snn.fact.Names;
import snn.fact.PairTable;
import snn.fact.Provenance;
import snn.fact.Result;
import snn.picture.AccuracyCharts;
import snn.record.RunRecord;

/** Writes pages. */
public final class Page {

  private static final String FOLDER = "snn/page/";

  private Page() {}

  /** Templates, read once. */
  private static final class Engine {
    static final PebbleEngine PEBBLE = engine();

    private static PebbleEngine engine() {
      ClasspathLoader loader = new ClasspathLoader(Page.class.getClassLoader());
      loader.setPrefix(FOLDER);
      loader.setSuffix(".html");
      return new PebbleEngine.Builder()
          .loader(loader)
          .autoEscaping(true)
          .strictVariables(true)
          .defaultLocale(Locale.ROOT)
          .build();
    }
  }

  /**
   * Writes the page of a run, or the notebook of several: what all of them together tell, and a
   * section for each, in the order of the experiments' questions. The others are compared with the
   * first.
   *
   * @param spelt makes flags of the parameters in a text, which stand in braces
   */
  public static void write(Path file, List<PageRun> runs, UnaryOperator<String> spelt)
      throws IOException {
    List<String> order = Experiment.all().stream().map(Experiment::name).toList();
    Map<DatasetIdentity, Double> pixels = pixels(runs);
    List<PageRun> sorted =
        runs.stream()
            .map(run -> run.besidePixels(pixels))
            .sorted(Comparator.comparingInt(run -> order.indexOf(run.record().experiment())))
            .toList();
    List<RunRecord> records = sorted.stream().map(PageRun::record).toList();
    List<String> names = Differences.runNames(records);
    List<Result> results = results(sorted, names);
    Findings findings = new Findings(results);
    boolean alone = sorted.size() == 1;
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      String id = "run" + i;
      sections.add(
          Section.of(
              sorted.get(i),
              id,
              names.get(i),
              results.stream().filter(result -> result.id().startsWith(id + "o")).toList(),
              sorted.getFirst(),
              findings,
              alone,
              spelt));
    }
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("sections", sections);
    model.put("rows", rows(results));
    model.put(
        "overview",
        results.size() > 1 ? List.of(AccuracyCharts.overview(marks(results))) : List.of());
    model.put("floor", floor(results));
    model.put("published", results.stream().anyMatch(result -> result.published().isPresent()));
    model.put("findings", alone ? List.of() : findings.all());
    model.put("comparisons", alone ? List.of() : List.of(PairTable.of(results)));
    model.put(
        "differences",
        alone
            ? List.of()
            : List.of(
                Differences.table(names, records.stream().map(Differences::deciding).toList())));
    model.put("draws", Provenance.draws(records));
    model.put("programs", Provenance.programs(records, names));
    model.put("title", Provenance.title(records, names));
    model.put("linear", records.stream().allMatch(Method::isLinear));
    model.put(
        "parts",
        records.stream()
            .flatMap(record -> Provenance.files(record).stream())
            .distinct()
            .collect(Collectors.joining(",")));
    write(file, "notebook", model);
  }

  /** The outcomes of the first seed of each run. */
  private static List<Result> results(List<PageRun> runs, List<String> names) {
    List<Result> results = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      PageRun run = runs.get(r);
      for (int i = 0; i < run.firstSeed().size(); i++) {
        results.add(Result.of(names.get(r), "run" + r + "o" + i, run.record(), i, run.seen(i)));
      }
    }
    return results;
  }

  /** What was measured of the pixels of each set of images. */
  private static Map<DatasetIdentity, Double> pixels(List<PageRun> runs) {
    Map<DatasetIdentity, Double> measured = new HashMap<>();
    for (PageRun run : runs) {
      run.firstSeed()
          .forEach(
              outcome ->
                  outcome
                      .floors()
                      .pixels()
                      .ifPresent(value -> measured.put(run.record().dataset(), value)));
    }
    return measured;
  }

  /** What the overview shows. */
  private static List<AccuracyCharts.Row> marks(List<Result> results) {
    return results.stream()
        .map(
            result -> {
              var interval = result.outcome().test().wilson();
              return new AccuracyCharts.Row(
                  result.name(),
                  result.accuracy(),
                  interval.low(),
                  interval.high(),
                  result.outcome().floors().majority(),
                  result.outcome().floors().pixels(),
                  result.published());
            })
        .toList();
  }

  /** What always answering the commonest class reaches, if that is the same for all. */
  private static String floor(List<Result> results) {
    List<String> floors =
        results.stream()
            .map(result -> Numbers.accuracy(result.outcome().floors().majority()))
            .distinct()
            .toList();
    return floors.size() == 1 ? floors.getFirst() : "";
  }

  /**
   * A line of the notebook's overview.
   *
   * @param floor what always answering the commonest class reaches
   */
  public record Row(
      String id,
      String name,
      String question,
      String accuracy,
      String interval,
      String floor,
      String published) {}

  private static List<Row> rows(List<Result> results) {
    List<Row> rows = new ArrayList<>();
    String asked = "";
    for (Result result : results) {
      var test = result.outcome().test();
      String question = Names.question(result.record());
      rows.add(
          new Row(
              result.id(),
              result.name(),
              question.equals(asked) ? "" : question,
              Numbers.accuracy(test.accuracy()),
              "%s … %s"
                  .formatted(
                      Numbers.accuracy(test.wilson().low()),
                      Numbers.accuracy(test.wilson().high())),
              Numbers.accuracy(result.outcome().floors().majority()),
              result.published().isPresent()
                  ? Numbers.accuracy(result.published().getAsDouble())
                  : "–"));
      asked = question;
    }
    return rows;
  }

  static void write(Path file, String template, Map<String, Object> model) throws IOException {
    String style = ResourceText.of(Page.class, "page.css");
    String script = ResourceText.of(Page.class, "page.js");
    model.put("style", style);
    model.put("script", script);
    model.put("styleHash", hash(style));
    model.put("scriptHash", hash(script));
    StringWriter page = new StringWriter();
    Engine.PEBBLE.getTemplate(template).evaluate(page, model);
    AtomicFiles.write(file, out -> out.write(page.toString().getBytes(UTF_8)));
  }

  /** The hash by which a Content-Security-Policy allows a style or a script. */
  private static String hash(String text) {
    byte[] digest = Sha256.digest().digest(text.getBytes(UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
