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
import snn.core.Cost;
import snn.core.Information;
import snn.core.LayerHealth;
import snn.readout.Evaluation;
import snn.report.RunRecord;

/**
 * What a page says about one outcome.
 *
 * @param id of it in the page
 * @param heading what tells it from others of the run; empty where it is alone
 * @param correct share of test images that are read rightly
 * @param interval around it, in words
 * @param marks numbers beside it, by name
 * @param scale picture of them
 * @param compared sentences that compare
 * @param layer sentences on what the layer did
 * @param diagnosis sentences on what is wrong with it
 * @param readout how the readout was fitted, in words
 * @param figures of it
 * @param confusion of test images
 * @param surest mistakes
 * @param gallery of mistakes
 * @param filters weights of the first neurons
 * @param looks what classes look for
 * @param sheets pictures that are cut out above
 * @param play data of the animation; empty where there is none
 * @param hashes of what came out
 */
public record OutcomeView(
    String id,
    String heading,
    String correct,
    String interval,
    Map<String, String> marks,
    SafeString scale,
    List<String> compared,
    List<String> layer,
    List<String> diagnosis,
    String readout,
    List<Figures.Figure> figures,
    Confusion confusion,
    List<Sure> surest,
    List<Kind> gallery,
    List<Tile> filters,
    List<Tile> looks,
    List<SafeString> sheets,
    SafeString play,
    Map<String, String> hashes) {

  /** A small picture and what stands below it. */
  public record Tile(SafeString picture, String caption) {}

  /** A mistake, and the evidence for the two classes. */
  public record Sure(Tile tile, String sentence, SafeString bars) {}

  /** Mistakes of a kind. */
  public record Kind(String id, String title, List<Tile> tiles) {}

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
      RunRecord record,
      RunRecord.Layer outcome,
      Exhibit exhibit,
      String id,
      UnaryOperator<String> spelt) {
    List<String> names = record.dataset().classNames();
    Evaluation.Interval interval = outcome.test().wilson();
    OptionalDouble published = Published.of(record, outcome);
    List<Figures.Mark> marks = marks(record, outcome, published);
    Map<String, String> told = new LinkedHashMap<>();
    marks.forEach(mark -> told.put(mark.name(), accuracy(mark.value())));
    Tiles grey = new Tiles(id + "g", record.dataset().rows(), record.dataset().columns());
    Tiles maps = new Tiles(id + "m", record.dataset().rows(), record.dataset().columns());
    Tiles looking = new Tiles(id + "l", record.dataset().rows(), record.dataset().columns());
    List<Figures.Figure> figures = new ArrayList<>();
    List<Sure> surest = List.of();
    List<Kind> gallery = List.of();
    List<Tile> filters = List.of();
    List<Tile> looks = List.of();
    SafeString play = new SafeString("");
    if (exhibit != null) {
      figures.add(Figures.raster(exhibit.showing()));
      figures.add(Figures.potentials(exhibit.showing()));
      if (exhibit.counts().length > 0) {
        figures.add(Figures.counts(exhibit));
        figures.add(Figures.rates(exhibit));
      }
      exhibit
          .adaptation()
          .filter(adapted -> adapted.course().meanRateHz().length > 0)
          .ifPresent(adapted -> figures.add(Figures.adaptation(adapted)));
      if (exhibit.course().loss().length > 1) {
        figures.add(Figures.course(exhibit.course()));
      }
      surest = surest(exhibit, grey, names);
      gallery = gallery(exhibit, grey, names, outcome, id);
      filters = filters(exhibit, maps);
      looks = looks(exhibit, looking, names);
      play = Play.data(record.dataset(), exhibit.showing());
    }
    return new OutcomeView(
        id,
        Findings.varied(outcome).strip(),
        accuracy(outcome.test().accuracy()),
        "%s … %s".formatted(accuracy(interval.low()), accuracy(interval.high())),
        told,
        Figures.accuracy(
            outcome.test().accuracy(), interval.low(), interval.high(), marks, alt(outcome, marks)),
        compared(record, outcome, published),
        layer(
            outcome,
            outcome
                .information()
                .or(() -> Optional.ofNullable(exhibit).flatMap(Exhibit::information)),
            outcome.cost().or(() -> Optional.ofNullable(exhibit).flatMap(Exhibit::cost))),
        exhibit == null ? List.of() : exhibit.diagnosis().stream().map(spelt).toList(),
        readout(outcome),
        figures,
        confusion(record, outcome, gallery, id),
        surest,
        gallery,
        filters,
        looks,
        List.of(grey.sheet(), maps.sheet(), looking.sheet()),
        play,
        hashes(outcome));
  }

  private static List<Figures.Mark> marks(
      RunRecord record, RunRecord.Layer outcome, OptionalDouble published) {
    List<Figures.Mark> marks = new ArrayList<>();
    marks.add(
        new Figures.Mark(
            "always the commonest " + Section.noun(record), "floor", outcome.floors().majority()));
    outcome
        .floors()
        .pixels()
        .ifPresent(
            value ->
                marks.add(new Figures.Mark("logistic regression on the pixels", "pixels", value)));
    published.ifPresent(value -> marks.add(new Figures.Mark("published", "published", value)));
    return marks;
  }

  private static String alt(RunRecord.Layer outcome, List<Figures.Mark> marks) {
    StringBuilder alt = new StringBuilder("On a scale from 0 to 1: test accuracy ");
    alt.append(accuracy(outcome.test().accuracy()));
    marks.forEach(
        mark -> alt.append(", ").append(mark.name()).append(' ').append(accuracy(mark.value())));
    return alt.append('.').toString();
  }

  private static List<String> compared(
      RunRecord record, RunRecord.Layer outcome, OptionalDouble published) {
    List<String> sentences = new ArrayList<>();
    double found = outcome.test().accuracy();
    Evaluation.Interval interval = outcome.test().wilson();
    double majority = outcome.floors().majority();
    sentences.add(
        String.format(
            Locale.ROOT,
            "Always answering the commonest %s would be right for %s of the test images: the"
                + " layer and its readout %s.",
            Section.noun(record),
            accuracy(majority),
            interval.low() > majority
                ? String.format(Locale.ROOT, "read %.4f more", found - majority)
                : interval.high() < majority
                    ? String.format(Locale.ROOT, "read %.4f less", majority - found)
                    : "do no better, as far as the interval tells"));
    outcome
        .floors()
        .pixels()
        .ifPresent(
            pixels ->
                sentences.add(
                    String.format(
                        Locale.ROOT,
                        "Logistic regression on the pixels themselves, without any layer, reads %s"
                            + " (difference %+.4f).",
                        accuracy(pixels),
                        found - pixels)));
    published.ifPresent(
        other ->
            sentences.add(
                String.format(
                    Locale.ROOT,
                    "The original scripts published %s: %s the interval (difference %+.4f).",
                    accuracy(other),
                    other >= interval.low() && other <= interval.high() ? "inside" : "outside",
                    found - other)));
    sentences.add(
        String.format(
            Locale.ROOT,
            "Of the training images it reads %s.",
            accuracy(outcome.train().accuracy())));
    return sentences;
  }

  private static List<String> layer(
      RunRecord.Layer outcome, Optional<Information> information, Optional<Cost> cost) {
    LayerHealth health = outcome.health();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "%.1f input spikes reached the layer at each step; a neuron answered an image with"
                + " %.1f spikes on average, of at most %d (%.1f Hz).",
            health.inputSpikesPerStep(),
            health.meanCount(),
            health.ceiling(),
            health.meanRateHz()));
    sentences.add(
        String.format(
            Locale.ROOT,
            "%.1f %% of the counts are at that ceiling; %.1f %% of the neurons never spike; %d have"
                + " the same count for every image.",
            100 * health.ceilingShare(),
            100 * health.silentShare(),
            health.constantNeurons()));
    if (outcome.gains().smallest() != 1 || outcome.gains().largest() != 1) {
      sentences.add(
          "Gains lie from %s to %s."
              .formatted(
                  Svg.shown(outcome.gains().smallest()), Svg.shown(outcome.gains().largest())));
    }
    information.ifPresent(
        known ->
            sentences.add(
                String.format(
                    Locale.ROOT,
                    "The counts of %d neurons tell %.1f bits of an image, in %d directions with"
                        + " more signal than noise; a second draw of input spikes repeats %.1f %%"
                        + " of their variance.",
                    known.neurons(),
                    known.bits(),
                    known.directions(),
                    100 * known.reliability())));
    cost.ifPresent(
        price ->
            sentences.add(
                String.format(
                    Locale.ROOT,
                    "An image costs %.0f synaptic operations and %d membrane updates.",
                    price.synapticOperations(),
                    price.membraneUpdates())));
    return sentences;
  }

  private static String readout(RunRecord.Layer outcome) {
    StringBuilder text = new StringBuilder();
    if (outcome.readout().get("options") instanceof Map<?, ?> options) {
      text.append("Readout: ");
      text.append(
          options.entrySet().stream()
              .map(option -> option.getKey() + " " + Section.text(option.getValue()))
              .collect(Collectors.joining(", ")));
      text.append(". ");
    }
    if (outcome.readout().get("minimum") instanceof Map<?, ?> minimum) {
      String stop =
          switch (String.valueOf(minimum.get("stop"))) {
            case "converged" -> "The readout's minimiser converged after ";
            case "iteration_limit" ->
                "The readout's minimiser was stopped, not converged, at the limit of ";
            default -> "The readout's minimiser made no further progress after ";
          };
      text.append(stop)
          .append(minimum.get("iterations"))
          .append(" iterations, at loss ")
          .append(Svg.shown(((Number) minimum.get("loss")).doubleValue()))
          .append(", max|gradient| ")
          .append(Svg.shown(((Number) minimum.get("max_gradient")).doubleValue()))
          .append('.');
    }
    return text.toString().strip();
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
                    ? names.get(k) + " read rightly: " + n
                    : names.get(k) + " read as " + names.get(l) + ": " + n));
      }
      Double recall = outcome.recall().get(k);
      rows.add(
          new Row(
              names.get(k),
              cells,
              recall == null ? "–" : String.format(Locale.ROOT, "%.3f", recall)));
    }
    return new Confusion(names, Section.noun(record), rows);
  }

  private static String kind(int label, int read) {
    return "k" + label + "x" + read;
  }

  private static List<Kind> gallery(
      Exhibit exhibit, Tiles tiles, List<String> names, RunRecord.Layer outcome, String id) {
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
                      String.format(
                          Locale.ROOT,
                          "%s read as %s: %d %s",
                          label,
                          read,
                          n,
                          n == 1 ? "image" : "images"),
                      new ArrayList<>()));
      kind.tiles.add(
          new Tile(
              tiles.show(
                  tiles.add(mistake.pixels()),
                  String.format(
                      Locale.ROOT, "test image %d, %s read as %s", mistake.image(), label, read)),
              ""));
    }
    return List.copyOf(kinds.values());
  }

  private static List<Sure> surest(Exhibit exhibit, Tiles tiles, List<String> names) {
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
              "Test image %d: a %s, read as %s%s",
              mistake.image(),
              label,
              read,
              mistake.probability().isPresent()
                  ? String.format(
                      Locale.ROOT, " with %.2f %%", 100 * mistake.probability().getAsDouble())
                  : "");
      Svg svg =
          new Svg(
              160,
              44,
              "Evidence for %s %s, for %s %s"
                  .formatted(
                      read, Svg.shown(mistake.forRead()), label, Svg.shown(mistake.forLabel())));
      Scale scale = new Scale(-most, most, 24, 136, false);
      evidence(svg, scale, 4, "wrong", read, mistake.forRead());
      evidence(svg, scale, 25, "right", label, mistake.forLabel());
      svg.line("axis", scale.at(0), 1, scale.at(0), 43);
      surest.add(
          new Sure(
              new Tile(
                  tiles.show(
                      tiles.add(mistake.pixels()),
                      String.format(Locale.ROOT, "test image %d", mistake.image())),
                  ""),
              sentence,
              svg.picture()));
    }
    return surest;
  }

  private static void evidence(
      Svg svg, Scale scale, double top, String kind, String name, double value) {
    double from = Math.min(scale.at(0), scale.at(value));
    String text = "%s: %s".formatted(name, Svg.shown(value));
    svg.bar("bar " + kind, from, top, Math.abs(scale.at(value) - scale.at(0)), 15, text);
    svg.text("tick", 2, top + 12, "start", name.length() > 3 ? name.substring(0, 3) : name);
  }

  private static List<Tile> filters(Exhibit exhibit, Tiles tiles) {
    float[] weights = exhibit.filters();
    int pixels = exhibit.showing().image().length;
    int shown = Math.min(weights.length / pixels, Math.clamp(120_000L / pixels, 4, 32));
    double low = 0;
    double high = 0;
    for (int i = 0; i < shown * pixels; i++) {
      low = Math.min(low, weights[i]);
      high = Math.max(high, weights[i]);
    }
    if (low < 0) {
      high = Math.max(high, -low);
    }
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
                  String.format(Locale.ROOT, "weights of neuron %d, of %d pixels", j, connected)),
              Integer.toString(j)));
    }
    return filters;
  }

  private static List<Tile> looks(Exhibit exhibit, Tiles tiles, List<String> names) {
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
    hashes.put("train counts", outcome.train().countsSha256());
    hashes.put("test counts", outcome.test().countsSha256());
    return hashes;
  }
}
