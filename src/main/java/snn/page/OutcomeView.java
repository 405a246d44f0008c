package snn.page;

import static snn.Numbers.accuracy;

import io.pebbletemplates.pebble.extension.escaper.SafeString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import snn.Numbers;
import snn.Words;
import snn.fact.Diagnosis;
import snn.fact.Findings;
import snn.fact.LayerFacts;
import snn.fact.Names;
import snn.fact.ReadoutFacts;
import snn.fact.Result;
import snn.fact.Worth;
import snn.picture.Exhibit;
import snn.picture.Mistakes;
import snn.picture.SvgFigures;
import snn.picture.TileSheet;
import snn.readout.Evaluation;
import snn.record.RunRecord;

/**
 * What a page says about one outcome.
 *
 * @param id of it in the page
 * @param heading what tells it from others of the run; empty where it is alone
 * @param answer how it compares with the notebook's first; empty where the section says so
 * @param same the outcome above that has the same layer; empty where there is none
 * @param correct share of test images that are classified correctly
 * @param interval around it, in words
 * @param marks what the picture shows
 * @param scale picture of them
 * @param worth what the accuracy is worth, in a sentence
 * @param compared sentences that compare
 * @param layer sentences on what the layer did
 * @param diagnosis sentences on what is wrong with it
 * @param readout how the readout was fitted, in words
 * @param figures of it
 * @param confusion of test images
 * @param surest mistakes
 * @param gallery of mistakes
 * @param filters weights of the first neurons
 * @param filtersScale what their colours mean
 * @param looks what classes look for
 * @param sheets pictures that are cut out above
 * @param play data of the animation; empty where there is none
 * @param saturated whether most counts are at the ceiling
 * @param hashes of what came out
 */
public record OutcomeView(
    String id,
    String heading,
    String answer,
    List<Same> same,
    String correct,
    String interval,
    List<Legend> marks,
    String scale,
    String worth,
    List<String> compared,
    List<String> layer,
    List<String> diagnosis,
    String readout,
    List<SvgFigures.Figure> figures,
    Confusion confusion,
    List<Sure> surest,
    List<Kind> gallery,
    List<Tile> filters,
    String filtersScale,
    List<Tile> looks,
    List<String> sheets,
    SafeString play,
    boolean saturated,
    Map<String, String> hashes) {

  /** An outcome above. */
  public record Same(String id, String name) {}

  /** A mark of the picture, and what it is. */
  public record Legend(String kind, String name, String value) {}

  /** A small picture and what stands below it. */
  public record Tile(String picture, String caption) {}

  /** A mistake, and the evidence for the two classes. */
  public record Sure(Tile tile, String sentence, String bars) {}

  /** Mistakes of a kind. */
  public record Kind(String id, String title, int images, List<Tile> tiles) {

    /** The kind with a title that says how many are shown, where that is not all. */
    private Kind counted() {
      return tiles.size() == images
          ? this
          : new Kind(id, title + ", " + tiles.size() + " of them here", images, tiles);
    }
  }

  /**
   * The table of confusions.
   *
   * @param names of the classes
   * @param corner what they are
   * @param rows one for each class
   */
  public record Confusion(List<String> names, String corner, List<Row> rows) {}

  /** The images of a class. */
  public record Row(String name, List<Cell> cells, String recall) {}

  /**
   * How many of them are read as one class.
   *
   * @param shade 0 … 9
   * @param kind id of the mistakes that are shown; empty where there are none
   * @param title what it is, in words
   */
  public record Cell(int images, int shade, String kind, String title) {}

  static OutcomeView of(
      Result result,
      Optional<Exhibit> shown,
      Findings findings,
      boolean alone,
      UnaryOperator<String> spelt) {
    RunRecord record = result.record();
    RunRecord.Layer outcome = result.outcome();
    String id = result.id();
    Exhibit exhibit = shown.orElse(null);
    Optional<Result> before = findings.before(result);
    List<String> names = record.dataset().classNames();
    Evaluation.Interval interval = outcome.test().wilson();
    List<SvgFigures.Mark> marks = marks(record, outcome, result.published());
    List<Legend> told = new ArrayList<>();
    told.add(
        new Legend("run", "this run, with its 95 % interval", accuracy(outcome.test().accuracy())));
    marks.forEach(mark -> told.add(new Legend(mark.kind(), mark.name(), accuracy(mark.value()))));
    TileSheet grey = new TileSheet(id + "g", record.dataset().rows(), record.dataset().columns());
    TileSheet maps = new TileSheet(id + "m", record.dataset().rows(), record.dataset().columns());
    TileSheet looking =
        new TileSheet(id + "l", record.dataset().rows(), record.dataset().columns());
    List<SvgFigures.Figure> figures = new ArrayList<>();
    List<Sure> surest = List.of();
    List<Kind> gallery = List.of();
    List<Tile> filters = List.of();
    List<Tile> looks = List.of();
    SafeString play = new SafeString("");
    if (exhibit != null) {
      if (before.isEmpty()) {
        String image = "The first training image, a " + names.get(exhibit.showing().label());
        String hidden =
            result.values().get("hidden") instanceof Number n ? Words.count(n.longValue()) : "all";
        figures.add(SvgFigures.raster(exhibit.showing(), image, hidden));
        figures.add(SvgFigures.potentials(exhibit.showing(), image));
        if (exhibit.counts().length > 0) {
          figures.add(SvgFigures.counts(exhibit));
          figures.add(SvgFigures.rates(exhibit));
        }
        exhibit
            .adaptation()
            .filter(adapted -> adapted.course().meanRateHz().length > 0)
            .ifPresent(adapted -> figures.add(SvgFigures.adaptation(adapted)));
        filters = filters(exhibit, maps);
        play = Play.data(record.dataset(), exhibit.showing());
      }
      if (exhibit.course().loss().length > 1) {
        figures.add(SvgFigures.course(exhibit.course()));
      }
      surest = surest(exhibit, grey, names);
      gallery = gallery(exhibit, grey, names, outcome, id);
      looks = looks(exhibit, looking, names);
    }
    boolean several = !outcome.varied().isEmpty();
    String besides = alone ? "" : findings.besides(result);
    return new OutcomeView(
        id,
        several ? Names.varied(record, outcome) : "",
        ((several && !alone ? findings.answer(result) : "") + " " + besides).strip(),
        before.map(other -> new Same(other.id(), other.name())).stream().toList(),
        accuracy(outcome.test().accuracy()),
        "%s … %s".formatted(accuracy(interval.low()), accuracy(interval.high())),
        told,
        SvgFigures.accuracy(
            outcome.test().accuracy(), interval.low(), interval.high(), marks, alt(outcome, marks)),
        Worth.of(record, outcome),
        Worth.compared(outcome, result.published()),
        before.isPresent() ? List.of() : LayerFacts.of(result),
        (before.isPresent() ? result.diagnosis() : LayerFacts.diagnosis(result))
            .stream().map(spelt).toList(),
        ReadoutFacts.of(result),
        figures,
        confusion(record, outcome, gallery, id),
        surest,
        gallery,
        filters,
        filters.isEmpty() ? "" : scale(exhibit),
        looks,
        List.of(grey.sheet(), maps.sheet(), looking.sheet()),
        play,
        Diagnosis.isSaturated(outcome.health()),
        hashes(outcome));
  }

  private static List<SvgFigures.Mark> marks(
      RunRecord record, RunRecord.Layer outcome, OptionalDouble published) {
    List<SvgFigures.Mark> marks = new ArrayList<>();
    marks.add(
        new SvgFigures.Mark(
            "always the commonest " + record.dataset().noun(),
            "floor",
            outcome.floors().majority()));
    outcome
        .floors()
        .pixels()
        .ifPresent(
            value ->
                marks.add(
                    new SvgFigures.Mark("logistic regression on the pixels", "pixels", value)));
    published.ifPresent(value -> marks.add(new SvgFigures.Mark("published", "published", value)));
    return marks;
  }

  private static String alt(RunRecord.Layer outcome, List<SvgFigures.Mark> marks) {
    StringBuilder alt = new StringBuilder("On a scale from 0 to 1: test accuracy ");
    alt.append(accuracy(outcome.test().accuracy()));
    marks.forEach(
        mark -> alt.append(", ").append(mark.name()).append(' ').append(accuracy(mark.value())));
    return alt.append('.').toString();
  }

  private static Confusion confusion(
      RunRecord record, RunRecord.Layer outcome, List<Kind> gallery, String id) {
    Set<String> shown = gallery.stream().map(Kind::id).collect(Collectors.toSet());
    List<String> names = record.dataset().classNames();
    int[][] counts = outcome.confusion();
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      int all = IntStream.of(counts[k]).sum();
      List<Cell> cells = new ArrayList<>();
      for (int l = 0; l < names.size(); l++) {
        int n = counts[k][l];
        String kind = id + kind(k, l);
        cells.add(
            new Cell(
                n,
                all == 0 || n == 0 ? 0 : Math.clamp((long) Math.ceil(9.0 * n / all), 1, 9),
                shown.contains(kind) ? kind : "",
                k == l
                    ? names.get(k) + " classified correctly: " + n
                    : names.get(k) + " read as " + names.get(l) + ": " + n));
      }
      Double recall = outcome.recall().get(k);
      rows.add(
          new Row(
              names.get(k),
              cells,
              recall == null ? "–" : String.format(Locale.ROOT, "%.3f", recall)));
    }
    return new Confusion(names, record.dataset().noun(), rows);
  }

  private static String kind(int label, int read) {
    return "k" + label + "x" + read;
  }

  private static List<Kind> gallery(
      Exhibit exhibit, TileSheet tiles, List<String> names, RunRecord.Layer outcome, String id) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Mistakes.Mistake mistake : exhibit.mistakes().gallery()) {
      int n = outcome.confusion()[mistake.label()][mistake.read()];
      String label = names.get(mistake.label());
      String read = names.get(mistake.read());
      Kind kind =
          kinds.computeIfAbsent(
              id + kind(mistake.label(), mistake.read()),
              key ->
                  new Kind(
                      key,
                      "%s read as %s: %s".formatted(label, read, Words.count(n, "image", "images")),
                      n,
                      new ArrayList<>()));
      kind.tiles.add(
          new Tile(
              tiles.show(
                  tiles.add(mistake.pixels()),
                  String.format(
                      Locale.ROOT, "test image %d, %s read as %s", mistake.image(), label, read)),
              ""));
    }
    return kinds.values().stream().map(Kind::counted).toList();
  }

  private static List<Sure> surest(Exhibit exhibit, TileSheet tiles, List<String> names) {
    List<Mistakes.Mistake> mistakes = exhibit.mistakes().confident();
    double most =
        mistakes.stream()
            .mapToDouble(m -> Math.max(Math.abs(m.forRead()), Math.abs(m.forLabel())))
            .max()
            .orElse(1);
    List<Sure> surest = new ArrayList<>();
    for (Mistakes.Mistake mistake : mistakes) {
      String label = names.get(mistake.label());
      String read = names.get(mistake.read());
      String sentence =
          String.format(
              Locale.ROOT,
              "Test image %,d: a %s, read as %s%s",
              mistake.image(),
              label,
              read,
              mistake.probability().isPresent()
                  ? " with probability " + Words.percent(mistake.probability().getAsDouble())
                  : "");
      surest.add(
          new Sure(
              new Tile(
                  tiles.show(
                      tiles.add(mistake.pixels()),
                      String.format(Locale.ROOT, "test image %d", mistake.image())),
                  ""),
              sentence,
              SvgFigures.evidence(read, mistake.forRead(), label, mistake.forLabel(), most)));
    }
    return surest;
  }

  private static List<Tile> filters(Exhibit exhibit, TileSheet tiles) {
    float[] weights = exhibit.filters();
    int pixels = exhibit.showing().image().length;
    int shown = shownFilters(exhibit);
    double[] range = range(exhibit);
    double low = range[0] < 0 ? -Math.max(range[1], -range[0]) : 0;
    double high = range[0] < 0 ? -low : range[1];
    List<Tile> filters = new ArrayList<>();
    for (int j = 0; j < shown; j++) {
      int connected = 0;
      for (int i = 0; i < pixels; i++) {
        connected += weights[j * pixels + i] != 0 ? 1 : 0;
      }
      filters.add(
          new Tile(
              tiles.show(
                  tiles.add(weights, j * pixels, low, high),
                  String.format(Locale.ROOT, "weights of neuron %d, of %,d pixels", j, connected)),
              Integer.toString(j)));
    }
    return filters;
  }

  private static int shownFilters(Exhibit exhibit) {
    int pixels = exhibit.showing().image().length;
    return Math.min(exhibit.filters().length / pixels, Math.clamp(120_000L / pixels, 4, 32));
  }

  /** The smallest and the largest weight that is shown, and 0. */
  private static double[] range(Exhibit exhibit) {
    double low = 0;
    double high = 0;
    for (int i = 0; i < shownFilters(exhibit) * exhibit.showing().image().length; i++) {
      low = Math.min(low, exhibit.filters()[i]);
      high = Math.max(high, exhibit.filters()[i]);
    }
    return new double[] {low, high};
  }

  private static String scale(Exhibit exhibit) {
    double[] range = range(exhibit);
    String most = Words.number(Math.max(range[1], -range[0]));
    return range[0] < 0
        ? "On one scale: red is positive, up to %s, white zero, blue negative, down to −%s."
            .formatted(most, most)
        : "On one scale: black is 0, white the largest, %s.".formatted(most);
  }

  private static List<Tile> looks(Exhibit exhibit, TileSheet tiles, List<String> names) {
    double high = 0;
    for (float value : exhibit.looks()) {
      high = Math.max(high, Math.abs(value));
    }
    int pixels = exhibit.looks().length / names.size();
    List<Tile> looks = new ArrayList<>();
    for (int k = 0; pixels > 0 && k < names.size(); k++) {
      looks.add(
          new Tile(
              tiles.show(
                  tiles.add(exhibit.looks(), k * pixels, -high, high),
                  "pixels for (red) and against (blue) " + names.get(k)),
              names.get(k)));
    }
    return looks;
  }

  private static Map<String, String> hashes(RunRecord.Layer outcome) {
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("seed", Numbers.text(outcome.seed()));
    hashes.put("weights", outcome.weightsSha256());
    hashes.put("gains", outcome.gains().sha256());
    hashes.put("counts of the training images", outcome.train().countsSha256());
    hashes.put("counts of the test images", outcome.test().countsSha256());
    return hashes;
  }
}
