package snn.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import snn.Numbers;
import snn.Words;
import snn.record.Series;

/** Accuracies, one beside others or along an axis, as {@link SvgFigure}s. */
public final class AccuracyCharts {

  /** Height of a mark's row. */
  private static final double ROW = 17;

  /** Above the first row of an overview. */
  private static final double TOP = 6;

  /** Height of a row of an overview: a line of text, and marks below it. */
  private static final double PITCH = 36;

  /** How many letters of a name fit beside an accuracy. */
  private static final int MOST_LETTERS = 56;

  /** Smallest distance of ticks that stand at the data, in coordinates. */
  private static final double CLOSEST = 34;

  private AccuracyCharts() {}

  /**
   * An accuracy among others.
   *
   * @param name of its run
   * @param low end of its interval
   * @param high end of its interval
   * @param majority what always answering the commonest class reaches
   * @param pixels what a readout of the pixels themselves reaches, where that is known
   * @param published where an accuracy was
   */
  public record Row(
      String name,
      double accuracy,
      double low,
      double high,
      double majority,
      OptionalDouble pixels,
      OptionalDouble published) {

    private String shown() {
      return "%s (%s)".formatted(name, Numbers.accuracy(accuracy));
    }
  }

  /**
   * Several accuracies, each on a row of its own with its interval, on one axis from 0 to 1. What
   * needs no layer is a tick in the row, so that ticks of equal floors make one line.
   */
  public static SvgFigure overview(List<Row> rows) {
    double bottom = TOP + PITCH * rows.size();
    String told = rows.stream().map(Row::shown).collect(Collectors.joining(", "));
    Svg svg = new Svg(SvgFigure.WIDTH, bottom + 24, "Test accuracies from 0 to 1: " + told);
    Scale x = accuracies(svg, TOP, bottom);
    for (int i = 0; i < rows.size(); i++) {
      double top = TOP + PITCH * i;
      double majority = x.at(rows.get(i).majority);
      svg.line("commonest", majority, top, majority, top + PITCH);
      rows.get(i)
          .pixels
          .ifPresent(floor -> svg.line("no-layer", x.at(floor), top, x.at(floor), top + PITCH));
    }
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double top = TOP + PITCH * i;
      double middle = top + PITCH - 10;
      String name = Words.shortened(row.name, MOST_LETTERS);
      svg.text("row", x.from(), top + 13, "start", name + ": " + Numbers.accuracy(row.accuracy));
      svg.line("whisker", x.at(row.low), middle, x.at(row.high), middle);
      svg.dot("point", x.at(row.accuracy), middle, 5, row.shown());
      row.published.ifPresent(
          other ->
              svg.path(
                  "hollow",
                  "M%s %s%s".formatted(Svg.number(x.at(other)), Svg.number(middle), Mark.DIAMOND)));
    }
    return new SvgFigure(
        "overview",
        "Test accuracy of each run",
        svg.picture(),
        "Points: test accuracy, with its 95 % interval where that is wider than the mark."
            + (rows.stream().anyMatch(row -> row.published.isPresent())
                ? " Diamonds: published."
                : "")
            + (rows.stream().anyMatch(row -> row.pixels.isPresent())
                ? " Dashed: no layer at all, logistic regression on the pixels themselves."
                : "")
            + " Dotted: always answering the commonest class.",
        List.of());
  }

  /** Draws the axis of accuracies, from 0 to 1, with its grid between two heights. */
  private static Scale accuracies(Svg svg, double top, double bottom) {
    Scale x = new Scale(0, 1, 14, SvgFigure.WIDTH - 14, false);
    svg.group("axes");
    for (double tick : x.ticks(5)) {
      svg.line("grid", x.at(tick), top, x.at(tick), bottom);
      svg.text("tick", x.at(tick), bottom + 17, "middle", Words.number(tick));
    }
    svg.line("axis", x.from(), bottom, x.to(), bottom).end();
    return x;
  }

  /**
   * An accuracy and what to beat or to reach, from 0 to 1: a row each, so that none hides another.
   */
  public static String accuracy(double accuracy, double low, double high, List<Mark> marks) {
    double bottom = 28 + ROW * marks.size();
    StringBuilder alt = new StringBuilder("On a scale from 0 to 1: test accuracy ");
    alt.append(Numbers.accuracy(accuracy));
    marks.forEach(
        mark ->
            alt.append(", ").append(mark.name).append(' ').append(Numbers.accuracy(mark.value)));
    Svg svg = new Svg(SvgFigure.WIDTH, bottom + 24, alt.append('.').toString());
    Scale x = accuracies(svg, 4, bottom);
    svg.line("whisker", x.at(low), 14, x.at(high), 14);
    svg.dot("point", x.at(accuracy), 14, 6, "test accuracy " + Numbers.accuracy(accuracy));
    double row = 14;
    for (Mark mark : marks) {
      row += ROW;
      double at = x.at(mark.value);
      svg.path("marker " + mark.kind, "M" + Svg.number(at) + " " + Svg.number(row) + mark.shape());
    }
    return svg.picture();
  }

  /**
   * Two bars, left or right of a line at 0: the evidence for the class that was read wrongly above
   * that for the true one.
   *
   * @param most the largest evidence that has a place
   */
  public static String evidence(
      String read, double forRead, String label, double forLabel, double most) {
    String alt =
        "Evidence for %s %s, for %s %s"
            .formatted(read, Words.number(forRead), label, Words.number(forLabel));
    Svg svg = new Svg(160, 44, alt);
    Scale scale = new Scale(-most, most, 24, 136, false);
    evidence(svg, scale, 4, "wrong", read, forRead);
    evidence(svg, scale, 25, "right", label, forLabel);
    svg.line("axis", scale.at(0), 1, scale.at(0), 43);
    return svg.picture();
  }

  private static void evidence(
      Svg svg, Scale scale, double top, String kind, String name, double value) {
    double from = Math.min(scale.at(0), scale.at(value));
    String text = "%s: %s".formatted(name, Words.number(value));
    svg.bar("bar " + kind, from, top, Math.abs(scale.at(value) - scale.at(0)), 15, text);
    svg.text("tick", 2, top + 12, "start", name.length() > 3 ? name.substring(0, 3) : name);
  }

  /**
   * A number beside an accuracy.
   *
   * @param kind of it, one word
   */
  public record Mark(String name, String kind, double value) {
    private static final String DIAMOND = "m0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z";

    private String shape() {
      return switch (kind) {
        case "floor" -> "m-6 -5h12l-6 10z";
        case "pixels" -> "m-5 -5h10v10h-10z";
        default -> DIAMOND;
      };
    }
  }

  /**
   * What is drawn beside lines.
   *
   * @param floor a value to beat; NaN for none
   * @param name of the floor
   * @param published values at the first line's points, NaN where there is none; empty for none
   */
  public record Beside(double floor, String name, double[] published) {
    /** Nothing but the lines. */
    public static final Beside NOTHING = new Beside(Double.NaN, "", new double[0]);
  }

  /** Values along an axis. */
  public static SvgFigure along(String xLabel, String yLabel, List<Series> lines, Beside beside) {
    String title = "%s against %s".formatted(yLabel, Words.noun(xLabel) + unit(xLabel));
    String alt = "%s. %s.".formatted(title, told(lines));
    Svg svg = new Svg(SvgFigure.WIDTH, 300, alt);
    Scale x =
        Scale.over(
            lines.stream().flatMapToDouble(l -> Arrays.stream(l.x())),
            SvgFigure.LEFT,
            SvgFigure.RIGHT,
            true);
    Scale y = Scale.over(heights(lines, beside), 250, 12, true);
    double[] data = lines.getFirst().x().clone();
    Arrays.sort(data);
    boolean few = lines.size() == 1 && apart(data, x);
    Panel panel = new Panel(svg, x, y).axes(few ? "" : xLabel, yLabel, few ? 0 : 6, 6);
    if (few) {
      svg.group("axes");
      for (double at : data) {
        svg.line("grid", x.at(at), 250, x.at(at), 254);
        svg.text("tick", x.at(at), 267, "middle", Words.number(at));
      }
      svg.text("label", (SvgFigure.LEFT + SvgFigure.RIGHT) / 2, 285, "middle", xLabel).end();
    }
    List<String> caption = new ArrayList<>(List.of("Bars are 95 % intervals."));
    if (Double.isFinite(beside.floor)) {
      svg.line(
          "threshold", SvgFigure.LEFT, y.at(beside.floor), SvgFigure.RIGHT, y.at(beside.floor));
      caption.add("Dashed: %s, %s.".formatted(beside.name, Numbers.accuracy(beside.floor)));
    }
    for (int n = 0; n < lines.size(); n++) {
      draw(panel, svg, x, y, lines.get(n), n);
    }
    for (int i = 0; i < beside.published.length; i++) {
      if (Double.isFinite(beside.published[i])) {
        svg.path(
            "marker published",
            "M%s %s%s"
                .formatted(
                    Svg.number(x.at(lines.getFirst().x()[i])),
                    Svg.number(y.at(beside.published[i])),
                    Mark.DIAMOND));
      }
    }
    if (beside.published.length > 0) {
      caption.add("Diamonds: published.");
    }
    return new SvgFigure(
        "along",
        Words.capital(title),
        svg.picture(),
        String.join(" ", caption),
        lines.size() > 1 ? lines.stream().map(Series::name).toList() : List.of());
  }

  /** The first points of each line, for readers who do not see the chart. */
  private static String told(List<Series> lines) {
    List<String> told = new ArrayList<>();
    for (Series line : lines) {
      List<String> points = new ArrayList<>();
      for (int i = 0; i < line.x().length && i < 12; i++) {
        points.add(Words.number(line.y()[i]) + " at " + Words.number(line.x()[i]));
      }
      told.add((lines.size() > 1 ? line.name() + ": " : "") + String.join(", ", points));
    }
    return String.join("; ", told);
  }

  /** Draws the line of a number with its points and their intervals. */
  private static void draw(Panel panel, Svg svg, Scale x, Scale y, Series line, int n) {
    String colour = "s" + n % 8;
    svg.group("series", "data-series", Integer.toString(n));
    panel.line(colour, line.x(), line.y());
    for (int i = 0; i < line.x().length; i++) {
      double at = x.at(line.x()[i]);
      if (line.halfWidth()[i] > 0) {
        svg.line(
            "line " + colour,
            at,
            y.at(line.y()[i] - line.halfWidth()[i]),
            at,
            y.at(line.y()[i] + line.halfWidth()[i]));
      }
      svg.dot(
          "dot " + colour,
          at,
          y.at(line.y()[i]),
          4,
          "%s: %s at %s"
              .formatted(line.name(), Words.number(line.y()[i]), Words.number(line.x()[i])));
    }
    svg.end();
  }

  private static String unit(String label) {
    String unit = Words.unit(label);
    return unit.isEmpty() ? "" : " (" + unit.strip() + ")";
  }

  /** Whether all of them can stand at an axis. */
  private static boolean apart(double[] sorted, Scale x) {
    for (int i = 1; i < sorted.length; i++) {
      if (x.at(sorted[i]) - x.at(sorted[i - 1]) < CLOSEST) {
        return false;
      }
    }
    return true;
  }

  /** All that is to be seen, and so much around it that chance does not look like a trend. */
  private static DoubleStream heights(List<Series> lines, Beside beside) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double widest = 0;
    for (Series line : lines) {
      for (int i = 0; i < line.y().length; i++) {
        low = Math.min(low, line.y()[i] - line.halfWidth()[i]);
        high = Math.max(high, line.y()[i] + line.halfWidth()[i]);
        widest = Math.max(widest, 2 * line.halfWidth()[i]);
      }
    }
    double more = Math.max(0, 3 * widest - (high - low)) / 2;
    return DoubleStream.concat(
        DoubleStream.of(low - more, high + more, beside.floor), Arrays.stream(beside.published));
  }
}
