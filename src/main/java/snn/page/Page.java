package snn.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import snn.AtomicFiles;
import snn.Numbers;
import snn.Sha256;
import snn.experiment.Experiment;

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
   * Writes the page of a run, or the notebook of several: a section for each, in the order of the
   * experiments' questions, and at the end what all of them together tell.
   *
   * @param spelt makes flags of the parameters in a text, which stand in braces
   */
  public static void write(Path file, List<PageRun> runs, UnaryOperator<String> spelt)
      throws IOException {
    List<String> order = Experiment.all().stream().map(Experiment::name).toList();
    List<PageRun> sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparingInt(run -> order.indexOf(run.record().experiment())));
    List<String> names = Findings.names(sorted);
    List<Section> sections =
        IntStream.range(0, sorted.size())
            .mapToObj(i -> Section.of(sorted.get(i), names.get(i), i, spelt))
            .toList();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("sections", sections);
    model.put("rows", rows(sorted));
    model.put("findings", runs.size() > 1 ? Findings.of(sorted) : List.of());
    model.put(
        "title",
        runs.size() > 1
            ? "What a fixed random spiking layer tells"
            : "%s: %s".formatted(sections.getFirst().name(), sections.getFirst().question()));
    write(file, "notebook", model);
  }

  /** A line of the notebook's overview. */
  public record Row(
      String id,
      String name,
      String question,
      String accuracy,
      String interval,
      String floor,
      String published) {}

  private static List<Row> rows(List<PageRun> sorted) {
    List<Row> rows = new ArrayList<>();
    List<Findings.Result> results = Findings.results(sorted);
    int at = 0;
    for (int i = 0; i < sorted.size(); i++) {
      for (int n = 0; n < sorted.get(i).firstSeed().size(); n++) {
        Findings.Result result = results.get(at++);
        var test = result.outcome().test();
        rows.add(
            new Row(
                "run" + i,
                result.name(),
                n == 0 ? Section.question(result.record().experiment()) : "",
                Numbers.accuracy(test.accuracy()),
                "%s … %s"
                    .formatted(
                        Numbers.accuracy(test.wilson().low()),
                        Numbers.accuracy(test.wilson().high())),
                Numbers.accuracy(result.outcome().floors().majority()),
                result.published().isPresent()
                    ? Numbers.accuracy(result.published().getAsDouble())
                    : "–"));
      }
    }
    return rows;
  }

  static void write(Path file, String template, Map<String, Object> model) throws IOException {
    String style = resource("page.css");
    String script = resource("page.js");
    model.put("style", style);
    model.put("script", script);
    model.put("styleHash", hash(style));
    model.put("scriptHash", hash(script));
    StringWriter page = new StringWriter();
    Engine.PEBBLE.getTemplate(template).evaluate(page, model);
    AtomicFiles.write(file, out -> out.write(page.toString().getBytes(UTF_8)));
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a Content-Security-Policy names what it allows. */
  private static String hash(String text) {
    byte[] digest = Sha256.digest().digest(text.getBytes(UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
