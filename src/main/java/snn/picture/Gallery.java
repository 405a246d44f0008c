package snn.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import snn.Words;
import snn.data.DatasetIdentity;
import snn.record.RunRecord;

/**
 * The small pictures of a page on one outcome, with what stands beside them.
 *
 * @param surest mistakes, with the evidence for both classes
 * @param kinds of mistakes, with images of each
 * @param filters weights of the first neurons, or of a neuron of each of the first features
 * @param filtersTitle what they are
 * @param filtersScale what their colours mean; empty where there are none
 * @param looks what classes look for
 * @param sheets pictures that the others are cut out of
 */
public record Gallery(
    List<Sure> surest,
    List<Kind> kinds,
    List<Tile> filters,
    String filtersTitle,
    String filtersScale,
    List<Tile> looks,
    List<String> sheets) {

  /** The gallery of an outcome of which there is the record alone. */
  public static final Gallery NONE =
      new Gallery(List.of(), List.of(), List.of(), "", "", List.of(), List.of());

  /** Most weights that are shown, but for those of four neurons. */
  private static final long MOST_WEIGHTS = 120_000;

  private static final int MOST_FILTERS = 32;

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

  /** Id of the images of class {@code label} that are read as class {@code read}, in a page. */
  public static String kind(String id, int label, int read) {
    return id + "k" + label + "x" + read;
  }

  /**
   * Makes the pictures of an outcome.
   *
   * @param id of it in the page
   * @param filtered whether weights are shown
   */
  public static Gallery of(
      Exhibit exhibit,
      DatasetIdentity dataset,
      RunRecord.Layer outcome,
      String id,
      boolean filtered) {
    TileSheet grey = new TileSheet(id + "g", dataset.rows(), dataset.columns());
    TileSheet maps = new TileSheet(id + "m", dataset.rows(), dataset.columns());
    TileSheet looking = new TileSheet(id + "l", dataset.rows(), dataset.columns());
    List<String> names = dataset.classNames();
    List<Sure> surest = surest(exhibit, grey, names);
    List<Kind> kinds = kinds(exhibit, grey, names, outcome, id);
    List<Tile> filters = filtered ? filters(exhibit, maps) : List.of();
    return new Gallery(
        surest,
        kinds,
        filters,
        "Weights of the first %s %ss".formatted(filters.size(), exhibit.showing().unit()),
        filters.isEmpty() ? "" : scale(exhibit),
        looks(exhibit, looking, names),
        List.of(grey.sheet(), maps.sheet(), looking.sheet()));
  }

  private static List<Kind> kinds(
      Exhibit exhibit, TileSheet tiles, List<String> names, RunRecord.Layer outcome, String id) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Mistakes.Mistake mistake : exhibit.mistakes().gallery()) {
      int n = outcome.confusion()[mistake.label()][mistake.read()];
      String label = names.get(mistake.label());
      String read = names.get(mistake.read());
      Kind kind =
          kinds.computeIfAbsent(
              kind(id, mistake.label(), mistake.read()),
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
                  "test image %s, %s read as %s".formatted(mistake.image(), label, read)),
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
                  ? " with probability "
                      + Words.percent(mistake.probability().getAsDouble()).replace(' ', '\u00a0')
                  : "");
      surest.add(
          new Sure(
              new Tile(
                  tiles.show(
                      tiles.add(mistake.pixels()), "test image %s".formatted(mistake.image())),
                  ""),
              sentence,
              AccuracyCharts.evidence(read, mistake.forRead(), label, mistake.forLabel(), most)));
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
                  String.format(
                      Locale.ROOT,
                      "weights of %s %d, of %,d pixels",
                      exhibit.showing().unit(),
                      j,
                      connected)),
              Integer.toString(j)));
    }
    return filters;
  }

  private static int shownFilters(Exhibit exhibit) {
    int pixels = exhibit.showing().image().length;
    return Math.min(
        exhibit.filters().length / pixels, Math.clamp(MOST_WEIGHTS / pixels, 4, MOST_FILTERS));
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
}
