package snn.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import snn.Numbers;
import snn.Words;
import snn.experiment.Outcome;
import snn.readout.Minimum;
import snn.record.Series;

/**
 * The pictures of a page, as SVG that takes part in its light and in pointing; each says in words
 * what it shows, with its numbers.
 */
public final class SvgFigures {

  private static final double WIDTH = 480;
  private static final double LEFT = 76;
  private static final double RIGHT = WIDTH - 26;

  /** Largest number of points of a line; a screen shows no more. */
  private static final int MOST_POINTS = 600;

  /** Where a potential is so many times the threshold, a spike hardly changes it. */
  private static final double FAR_ABOVE = 5;

  /** Height of a mark's row. */
  private static final double ROW = 17;

  /** Above the first row of an overview. */
  private static final double TOP = 6;

  /** Height of a row of an overview: a line of text, and marks below it. */
  private static final double PITCH = 36;

  /** So many letters of a name fit beside an accuracy. */
  private static final int MOST_LETTERS = 56;

  /** Smallest distance of ticks that stand at the data, in coordinates. */
  private static final double CLOSEST = 34;

  /** Narrowest bin of a histogram of rates, in Hz; chance alone fills narrower ones unevenly. */
  private static final double NARROWEST = 1;

  private SvgFigures() {}

  /**
   * A picture with what belongs to it.
   *
   * @param name of what it shows, one word
   * @param title above it
   * @param picture the picture
   * @param caption below it
   * @param legend what its lines are, in the order of their colours; empty where there is one
   */
  public record Figure(
      String name, String title, String picture, String caption, List<String> legend) {}

  /**
   * Input spikes, spikes of the first neurons and the layer's rate, above one another.
   *
   * @param name of the image's class
   * @param hidden how many neurons there are, in words
   */
  public static Figure raster(Showing showing, String name, String hidden) {
    String image = image(name);
    int neurons = showing.spikes().length;
    int pixels = showing.image().length;
    int steps = showing.steps();
    int inputSpikes = Arrays.stream(showing.inputs()).mapToInt(step -> step.length).sum();
    double mean = Arrays.stream(showing.rateHz()).average().orElse(0);
    double highest = Arrays.stream(showing.rateHz()).max().orElse(0);
    String alt =
        ("%s, over %s time steps: %s input spikes of %s pixels above, spikes of %s neurons in"
                + " the middle, and below the mean rate of all neurons, %s Hz on average and at"
                + " most %s Hz.")
            .formatted(
                image,
                steps,
                inputSpikes,
                pixels,
                neurons,
                Words.number(mean),
                Words.number(highest));
    Svg svg = new Svg(WIDTH, 470, alt);
    drawRaster(svg, showing, neurons, pixels, steps);
    return new Figure(
        "raster",
        "Spikes of one image",
        svg.picture(),
        ("%s. %sAbove: input spikes, pixels row by row from the top. Middle: spikes of the first %s"
                + " of %s neurons. Below: the rate of the whole layer.")
            .formatted(image, beginning(showing), neurons, hidden),
        List.of());
  }

  private static String image(String name) {
    return "The first training image, a " + name;
  }

  private static void drawRaster(Svg svg, Showing showing, int neurons, int pixels, int steps) {
    Scale time = new Scale(-0.5, Math.max(1, steps) - 0.5, LEFT, RIGHT, false);

    // Pixel 0 is at the top.
    Scale pixel = new Scale(pixels - 0.5, -0.5, 110, 10, false);
    new Panel(svg, time, pixel).axes("", "pixel", 6, 4);
    StringBuilder marks = new StringBuilder();
    for (int t = 0; t < steps; t++) {
      for (int i : showing.inputs()[t]) {
        marks.append('M').append(Svg.number(time.at(t))).append(' ');
        marks.append(Svg.number(pixel.at(i) - 1)).append("v2");
      }
    }
    svg.path("spikes input", marks);

    Scale neuron = new Scale(-0.5, neurons - 0.5, 320, 125, false);
    new Panel(svg, time, neuron).axes("", "neuron", 6, 5);
    StringBuilder spikes = new StringBuilder();
    double half = Math.min(8, 0.4 * 195 / neurons);
    for (int j = 0; j < neurons; j++) {
      boolean[] row = showing.spikes()[j];
      Panel.strokes(spikes, time, neuron.at(j), half, t -> row[t], steps);
    }
    svg.path("spikes", spikes);

    Scale rate =
        Scale.over(
            DoubleStream.concat(DoubleStream.of(0), Arrays.stream(showing.rateHz())),
            425,
            335,
            false);
    double[] at = IntStream.range(0, steps).asDoubleStream().toArray();
    new Panel(svg, time, rate)
        .axes("time step", "rate (Hz)", 6, 3)
        .line("s0", at, showing.rateHz());
  }

  private static String beginning(Showing showing) {
    return showing.steps() == showing.allSteps()
        ? ""
        : "The first %s of %s time steps. ".formatted(showing.steps(), showing.allSteps());
  }

  /** Membrane potentials of a few neurons, with their threshold and spikes. */
  public static Figure potentials(Showing showing, String name) {
    int neurons = showing.potentials().length;
    int steps = showing.steps();
    double threshold = showing.threshold();
    double[][] lines = new double[neurons][];
    List<String> legend = new ArrayList<>();
    List<String> spikes = new ArrayList<>();
    for (int j = 0; j < neurons; j++) {
      float[] potential = showing.potentials()[j];
      lines[j] = IntStream.range(0, steps).mapToDouble(t -> potential[t] / threshold).toArray();
      boolean[] spiked = showing.spikes()[j];
      long count = IntStream.range(0, steps).filter(t -> spiked[t]).count();
      legend.add("neuron %s: %s %s".formatted(j, count, count == 1 ? "spike" : "spikes"));
      spikes.add(Long.toString(count));
    }
    double highest = Arrays.stream(lines).flatMapToDouble(Arrays::stream).max().orElse(0);
    String alt =
        ("Membrane potentials of %s neurons over %s time steps, at most %s times the threshold."
                + " Spikes: %s.")
            .formatted(neurons, steps, Words.number(highest), String.join(", ", spikes));
    Svg svg = new Svg(WIDTH, 300, alt);
    drawPotentials(svg, showing, lines);
    return new Figure(
        "potentials",
        "Membrane potentials",
        svg.picture(),
        image(name)
            + ". "
            + beginning(showing)
            + "In times the threshold, which is dashed. Marks on top: spikes, a row for each"
            + " neuron. A potential falls by the threshold when its neuron spikes."
            + (highest > FAR_ABOVE
                ? (" The input drives the potential to %s times the threshold, so that a neuron"
                        + " there spikes whenever it can.")
                    .formatted(Words.count(Math.round(highest)))
                : ""),
        legend);
  }

  /** Draws potentials in times the threshold, [neurons][steps], and their spikes above. */
  private static void drawPotentials(Svg svg, Showing showing, double[][] lines) {
    int steps = showing.steps();
    double[] at = IntStream.range(0, steps).asDoubleStream().toArray();
    Scale time = new Scale(-0.5, Math.max(1, steps) - 0.5, LEFT, RIGHT, false);
    Scale potential =
        Scale.over(
            DoubleStream.concat(
                DoubleStream.of(1), Arrays.stream(lines).flatMapToDouble(Arrays::stream)),
            250,
            30,
            true);
    Panel panel = new Panel(svg, time, potential).axes("time step", "potential / threshold", 6, 6);
    for (int j = 0; j < lines.length; j++) {
      svg.group("series", "data-series", Integer.toString(j));
      panel.line("s" + j, at, lines[j]);
      StringBuilder ticks = new StringBuilder();
      boolean[] spiked = showing.spikes()[j];
      Panel.strokes(ticks, time, 8 + 2.2 * j, 2, t -> spiked[t], steps);
      svg.path("line s" + j, ticks);
      svg.end();
    }
    svg.line("threshold", LEFT, potential.at(1), RIGHT, potential.at(1));
  }

  /** How many spikes neurons have. */
  public static Figure counts(Exhibit exhibit) {
    long[] pairs = exhibit.counts();
    int bins = Math.min(pairs.length, 60);
    double width = (double) pairs.length / bins;
    double all = Arrays.stream(pairs).sum();
    double[] edges = IntStream.rangeClosed(0, bins).mapToDouble(i -> i * width - 0.5).toArray();
    double[] shares = new double[bins];
    String[] titles = new String[bins];
    double mean = 0;
    for (int count = 0; count < pairs.length; count++) {
      shares[Math.min(bins - 1, (int) (count / width))] += 100 * pairs[count] / all;
      mean += count * pairs[count] / all;
    }
    int largest = 0;
    for (int i = 0; i < bins; i++) {
      int from = (int) Math.ceil(i * width);
      int to = (int) Math.ceil((i + 1) * width) - 1;
      titles[i] =
          "%s spikes: %s of the counts"
              .formatted(
                  from == to ? "" + from : from + " to " + to, Words.percent(shares[i] / 100));
      largest = shares[i] > shares[largest] ? i : largest;
    }
    String alt =
        ("Spike counts, which can be 0 to %s; %s on average. The commonest: %s. At the ceiling"
                + " of %s: %s.")
            .formatted(
                pairs.length - 1,
                Words.number(mean),
                titles[largest],
                pairs.length - 1,
                Words.percent(pairs[pairs.length - 1] / all));
    return histogram(
        new Figure(
            "counts", "Spike counts", null, "Of all neurons on all test images; " + alt, List.of()),
        edges,
        shares,
        titles,
        "spikes of a neuron on an image",
        "% of counts",
        alt);
  }

  /** How fast neurons fire. */
  public static Figure rates(Exhibit exhibit) {
    double[] rates = exhibit.rates().clone();
    Arrays.sort(rates);
    int bins = 30;
    double range = rates[rates.length - 1] - rates[0];
    double low = Math.max(0, rates[0] - Math.max(0, NARROWEST - range) / 2);
    double width = Math.max(NARROWEST, range) / bins;
    double[] edges = IntStream.rangeClosed(0, bins).mapToDouble(i -> low + i * width).toArray();
    double[] neurons = new double[bins];
    for (double rate : rates) {
      neurons[Math.min(bins - 1, (int) ((rate - low) / width))]++;
    }
    String[] titles =
        IntStream.range(0, bins)
            .mapToObj(
                i ->
                    "%s to %s Hz: %s"
                        .formatted(
                            Words.number(edges[i]),
                            Words.number(edges[i + 1]),
                            Words.count((int) neurons[i], "neuron", "neurons")))
            .toArray(String[]::new);
    String alt =
        "Mean rates of %s on the test images: from %s to %s Hz, median %s Hz%s."
            .formatted(
                Words.count(rates.length, "neuron", "neurons"),
                Words.number(rates[0]),
                Words.number(rates[rates.length - 1]),
                Words.number(rates[rates.length / 2]),
                range < NARROWEST
                    ? "; all within " + Words.number(significant(range)) + " Hz"
                    : "");
    return histogram(
        new Figure("rates", "Firing rates", null, alt, List.of()),
        edges,
        neurons,
        titles,
        "mean rate of a neuron (Hz)",
        "neurons",
        alt);
  }

  /** Rounded up to two digits. */
  private static double significant(double value) {
    if (value == 0) {
      return 0;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
    return Math.ceil(value / unit - 1e-9) * unit;
  }

  private static Figure histogram(
      Figure about,
      double[] edges,
      double[] heights,
      String[] titles,
      String xLabel,
      String yLabel,
      String alt) {
    Svg svg = new Svg(WIDTH, 240, alt);
    Scale x = new Scale(edges[0], edges[edges.length - 1], LEFT, RIGHT, false);
    double highest = Arrays.stream(heights).max().orElse(1);
    Scale y = new Scale(0, highest > 0 ? highest * 1.05 : 1, 190, 10, false);
    new Panel(svg, x, y).axes(xLabel, yLabel, 6, 5).bars("bar s0", edges, heights, titles);
    return new Figure(about.name, about.title, svg.picture(), about.caption, about.legend);
  }

  /** Loss and gradient against iterations. */
  public static Figure course(Minimum.Course course) {
    double[] loss = course.loss();
    double[] gradient = course.maxGradient();
    int last = loss.length - 1;
    String alt =
        String.format(
            Locale.ROOT,
            "Over %,d iterations the loss falls from %s to %s; the largest component of its"
                + " gradient goes from %s to %s.",
            last,
            Words.number(loss[0]),
            Words.number(loss[last]),
            Words.number(gradient[0]),
            Words.number(gradient[last]));
    Svg svg = new Svg(WIDTH, 330, alt);
    Scale x = new Scale(0, Math.max(1, last), LEFT, RIGHT, false);
    new Panel(svg, x, Scale.over(Arrays.stream(loss), 140, 10, true))
        .axes("", "loss", 6, 4)
        .line("s0", at(loss, 0), thinned(loss));
    new Panel(svg, x, Scale.ratios(Arrays.stream(gradient), 280, 155))
        .axes("iteration", "max |gradient|", 6, 4)
        .line("s1", at(gradient, 0), thinned(gradient));
    return new Figure("course", "Convergence of the readout", svg.picture(), alt, List.of());
  }

  /** Rate and gains while gains are adapted. */
  public static Figure adaptation(Outcome.Adapted adapted) {
    var course = adapted.course();
    double[] rate = course.meanRateHz();
    int batches = rate.length;
    String alt =
        ("Over %s batches the mean rate goes from %s to %s Hz, with a target of %s Hz; the mean"
                + " gain from %s to %s.")
            .formatted(
                batches,
                Words.number(rate[0]),
                Words.number(rate[batches - 1]),
                Words.number(adapted.rule().targetHz()),
                Words.number(course.meanGain()[0]),
                Words.number(course.meanGain()[batches - 1]));
    Svg svg = new Svg(WIDTH, 330, alt);
    Scale x = new Scale(0.5, batches + 0.5, LEFT, RIGHT, false);
    double target = adapted.rule().targetHz();
    Scale hz =
        Scale.over(
            DoubleStream.concat(Arrays.stream(rate), DoubleStream.of(target)), 140, 10, true);
    new Panel(svg, x, hz).axes("", "rate (Hz)", 6, 4).line("s0", at(rate, 1), thinned(rate));
    svg.line("threshold", LEFT, hz.at(target), RIGHT, hz.at(target));
    double[] mean = course.meanGain();
    int[] shown = extremes(mean);
    double[] low = IntStream.of(shown).mapToDouble(i -> course.minGain()[i]).toArray();
    double[] high = IntStream.of(shown).mapToDouble(i -> course.maxGain()[i]).toArray();
    Scale gains =
        Scale.over(DoubleStream.concat(Arrays.stream(low), Arrays.stream(high)), 280, 155, true);
    new Panel(svg, x, gains)
        .axes("batch", "gain", 6, 4)
        .band("s1", at(mean, 1), low, high)
        .line("s1", at(mean, 1), thinned(mean));
    return new Figure(
        "adaptation",
        "Adaptation of the gains",
        svg.picture(),
        alt
            + " A gain is a factor on all of a neuron’s weights. Dashed: the target."
            + (IntStream.range(0, low.length).anyMatch(i -> high[i] > low[i])
                ? " The band reaches from the smallest to the largest gain."
                : ""),
        List.of());
  }

  private static double[] at(double[] values, int first) {
    return IntStream.of(extremes(values)).mapToDouble(i -> i + first).toArray();
  }

  private static double[] thinned(double[] values) {
    return IntStream.of(extremes(values)).mapToDouble(i -> values[i]).toArray();
  }

  /** Indices of all values, or of the smallest and the largest of each of many equal parts. */
  private static int[] extremes(double[] values) {
    return Extremes.of(values, values.length <= MOST_POINTS ? values.length : MOST_POINTS / 2);
  }

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
  public static Figure overview(List<Row> rows) {
    double bottom = TOP + PITCH * rows.size();
    String told = rows.stream().map(Row::shown).collect(Collectors.joining(", "));
    Svg svg = new Svg(WIDTH, bottom + 24, "Test accuracies from 0 to 1: " + told);
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
    return new Figure(
        "overview",
        "Test accuracy of each run",
        svg.picture(),
        "Points: test accuracy, with its 95 % interval where that is wider."
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
    Scale x = new Scale(0, 1, 14, WIDTH - 14, false);
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
    Svg svg = new Svg(WIDTH, bottom + 24, alt.append('.').toString());
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
  public static Figure along(String xLabel, String yLabel, List<Series> lines, Beside beside) {
    List<String> told = new ArrayList<>();
    for (Series line : lines) {
      List<String> points = new ArrayList<>();
      for (int i = 0; i < line.x().length && i < 12; i++) {
        points.add(Words.number(line.y()[i]) + " at " + Words.number(line.x()[i]));
      }
      told.add((lines.size() > 1 ? line.name() + ": " : "") + String.join(", ", points));
    }
    String title = "%s against %s".formatted(yLabel, Words.noun(xLabel) + unit(xLabel));
    String alt = "%s. %s.".formatted(title, String.join("; ", told));
    Svg svg = new Svg(WIDTH, 300, alt);
    Scale x =
        Scale.over(lines.stream().flatMapToDouble(l -> Arrays.stream(l.x())), LEFT, RIGHT, true);
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
      svg.text("label", (LEFT + RIGHT) / 2, 285, "middle", xLabel).end();
    }
    List<String> caption = new ArrayList<>(List.of("Bars are 95 % intervals."));
    if (Double.isFinite(beside.floor)) {
      svg.line("threshold", LEFT, y.at(beside.floor), RIGHT, y.at(beside.floor));
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
    return new Figure(
        "along",
        title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
        svg.picture(),
        String.join(" ", caption),
        lines.size() > 1 ? lines.stream().map(Series::name).toList() : List.of());
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
