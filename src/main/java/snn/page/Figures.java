package snn.page;

import io.pebbletemplates.pebble.extension.escaper.SafeString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import snn.Numbers;
import snn.experiment.Outcome;
import snn.readout.Minimum;

/** The pictures of a page. */
final class Figures {

  private static final double WIDTH = 560;
  private static final double LEFT = 62;
  private static final double RIGHT = WIDTH - 12;

  /** Of a line; more would not be seen. */
  private static final int MOST_POINTS = 600;

  private Figures() {}

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
      String name, String title, SafeString picture, String caption, List<String> legend) {}

  /** Input spikes, spikes of the first neurons and the layer's rate, above one another. */
  static Figure raster(Showing showing) {
    int neurons = showing.spikes().length;
    int pixels = showing.image().length;
    int steps = showing.steps();
    int inputSpikes = Arrays.stream(showing.inputs()).mapToInt(step -> step.length).sum();
    double mean = Arrays.stream(showing.rateHz()).average().orElse(0);
    double highest = Arrays.stream(showing.rateHz()).max().orElse(0);
    String alt =
        String.format(
            Locale.ROOT,
            "Over %d time steps: %d input spikes of %d pixels above, spikes of %d neurons in the"
                + " middle, and below the mean rate of all neurons, %s Hz on average and at most"
                + " %s Hz.",
            steps,
            inputSpikes,
            pixels,
            neurons,
            Svg.shown(mean),
            Svg.shown(highest));
    Svg svg = new Svg(WIDTH, 470, alt);
    Scale time = new Scale(-0.5, Math.max(1, steps) - 0.5, LEFT, RIGHT, false);

    Scale pixel = new Scale(-0.5, pixels - 0.5, 10, 110, false);
    new Panel(svg, time, new Scale(pixel.low(), pixel.high(), 110, 10, false))
        .axes("", "pixel", 10, 4);
    StringBuilder marks = new StringBuilder();
    for (int t = 0; t < steps; t++) {
      for (int i : showing.inputs()[t]) {
        marks.append('M').append(Svg.number(time.at(t))).append(' ');
        marks.append(Svg.number(120 - pixel.at(i) - 1)).append("v2");
      }
    }
    svg.path("spikes input", marks);

    Scale neuron = new Scale(-0.5, neurons - 0.5, 320, 125, false);
    new Panel(svg, time, neuron).axes("", "neuron", 10, 5);
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
        .axes("time step", "rate (Hz)", 10, 3)
        .line("s0", at, showing.rateHz());
    return new Figure(
        "raster",
        "Spikes of one image",
        svg.picture(),
        beginning(showing)
            + "Above: each mark is an input spike. Middle: each mark is a spike of a hidden neuron."
            + " Below: the rate of the whole layer.",
        List.of());
  }

  private static String beginning(Showing showing) {
    return showing.steps() == showing.allSteps()
        ? ""
        : String.format(
            Locale.ROOT, "The first %d of %d time steps. ", showing.steps(), showing.allSteps());
  }

  /** Membrane potentials of a few neurons, with their threshold and spikes. */
  static Figure potentials(Showing showing) {
    int neurons = showing.potentials().length;
    int steps = showing.steps();
    double[] at = IntStream.range(0, steps).asDoubleStream().toArray();
    double[][] lines = new double[neurons][];
    List<String> legend = new ArrayList<>();
    List<String> spikes = new ArrayList<>();
    for (int j = 0; j < neurons; j++) {
      float[] potential = showing.potentials()[j];
      lines[j] = IntStream.range(0, steps).mapToDouble(t -> potential[t]).toArray();
      boolean[] spiked = showing.spikes()[j];
      long count = IntStream.range(0, steps).filter(t -> spiked[t]).count();
      legend.add(String.format(Locale.ROOT, "neuron %d: %d spikes", j, count));
      spikes.add(Long.toString(count));
    }
    double threshold = showing.threshold();
    String alt =
        String.format(
            Locale.ROOT,
            "Membrane potentials of %d neurons over %d time steps; threshold %s. Spikes: %s.",
            neurons,
            steps,
            Svg.shown(threshold),
            String.join(", ", spikes));
    Svg svg = new Svg(WIDTH, 300, alt);
    Scale time = new Scale(-0.5, Math.max(1, steps) - 0.5, LEFT, RIGHT, false);
    Scale potential =
        Scale.over(
            DoubleStream.concat(
                DoubleStream.of(threshold), Arrays.stream(lines).flatMapToDouble(Arrays::stream)),
            250,
            30,
            true);
    Panel panel = new Panel(svg, time, potential).axes("time step", "potential", 10, 6);
    for (int j = 0; j < neurons; j++) {
      svg.group("series", "data-series", Integer.toString(j));
      panel.line("s" + j, at, lines[j]);
      StringBuilder ticks = new StringBuilder();
      boolean[] spiked = showing.spikes()[j];
      Panel.strokes(ticks, time, 8 + 2.2 * j, 2, t -> spiked[t], steps);
      svg.path("line s" + j, ticks);
      svg.end();
    }
    svg.line("threshold", LEFT, potential.at(threshold), RIGHT, potential.at(threshold));
    return new Figure(
        "potentials",
        "Membrane potentials",
        svg.picture(),
        beginning(showing)
            + "Dashed: the threshold. Marks on top: spikes, a row for each neuron. A potential"
            + " falls by the threshold when its neuron spikes.",
        legend);
  }

  /** How many spikes neurons have. */
  static Figure counts(Exhibit exhibit) {
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
          String.format(
              Locale.ROOT,
              "%s spikes: %s %% of the counts",
              from == to ? "" + from : from + " to " + to,
              Svg.shown(shares[i]));
      largest = shares[i] > shares[largest] ? i : largest;
    }
    String alt =
        String.format(
            Locale.ROOT,
            "Spike counts from 0 to %d; %s on average. The commonest: %s. At the ceiling of %d:"
                + " %s %%.",
            pairs.length - 1,
            Svg.shown(mean),
            titles[largest],
            pairs.length - 1,
            Svg.shown(100 * pairs[pairs.length - 1] / all));
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
  static Figure rates(Exhibit exhibit) {
    double[] rates = exhibit.rates().clone();
    Arrays.sort(rates);
    int bins = 30;
    double low = rates[0];
    double high = rates[rates.length - 1];
    double width = high > low ? (high - low) / bins : 1.0 / bins;
    double[] edges = IntStream.rangeClosed(0, bins).mapToDouble(i -> low + i * width).toArray();
    double[] neurons = new double[bins];
    for (double rate : rates) {
      neurons[Math.min(bins - 1, (int) ((rate - low) / width))]++;
    }
    String[] titles =
        IntStream.range(0, bins)
            .mapToObj(
                i ->
                    String.format(
                        Locale.ROOT,
                        "%s to %s Hz: %d neurons",
                        Svg.shown(edges[i]),
                        Svg.shown(edges[i + 1]),
                        (int) neurons[i]))
            .toArray(String[]::new);
    String alt =
        String.format(
            Locale.ROOT,
            "Mean rates of %d neurons: from %s to %s Hz, median %s Hz.",
            rates.length,
            Svg.shown(low),
            Svg.shown(high),
            Svg.shown(rates[rates.length / 2]));
    return histogram(
        new Figure("rates", "Firing rates", null, alt, List.of()),
        edges,
        neurons,
        titles,
        "mean rate of a neuron (Hz)",
        "neurons",
        alt);
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
    new Panel(svg, x, y).axes(xLabel, yLabel, 8, 5).bars("bar s0", edges, heights, titles);
    return new Figure(about.name, about.title, svg.picture(), about.caption, about.legend);
  }

  /** Loss and gradient against iterations. */
  static Figure course(Minimum.Course course) {
    double[] loss = course.loss();
    double[] gradient = course.maxGradient();
    int last = loss.length - 1;
    String alt =
        String.format(
            Locale.ROOT,
            "Over %d iterations the loss falls from %s to %s; the largest component of its gradient"
                + " goes from %s to %s.",
            last,
            Svg.shown(loss[0]),
            Svg.shown(loss[last]),
            Svg.shown(gradient[0]),
            Svg.shown(gradient[last]));
    Svg svg = new Svg(WIDTH, 330, alt);
    Scale x = new Scale(0, Math.max(1, last), LEFT, RIGHT, false);
    new Panel(svg, x, Scale.over(Arrays.stream(loss), 140, 10, true))
        .axes("", "loss", 8, 4)
        .line("s0", at(loss, 0), thinned(loss));
    new Panel(svg, x, Scale.ratios(Arrays.stream(gradient), 280, 155))
        .axes("iteration", "max |gradient|", 8, 4)
        .line("s1", at(gradient, 0), thinned(gradient));
    return new Figure("course", "The optimiser's course", svg.picture(), alt, List.of());
  }

  /** Rate and gains while gains are adapted. */
  static Figure adaptation(Outcome.Adapted adapted) {
    var course = adapted.course();
    double[] rate = course.meanRateHz();
    int batches = rate.length;
    String alt =
        String.format(
            Locale.ROOT,
            "Over %d batches the mean rate goes from %s to %s Hz, with a target of %s Hz; the mean"
                + " gain from %s to %s.",
            batches,
            Svg.shown(rate[0]),
            Svg.shown(rate[batches - 1]),
            Svg.shown(adapted.rule().targetHz()),
            Svg.shown(course.meanGain()[0]),
            Svg.shown(course.meanGain()[batches - 1]));
    Svg svg = new Svg(WIDTH, 330, alt);
    Scale x = new Scale(0.5, batches + 0.5, LEFT, RIGHT, false);
    double target = adapted.rule().targetHz();
    Scale hz =
        Scale.over(
            DoubleStream.concat(Arrays.stream(rate), DoubleStream.of(target)), 140, 10, true);
    new Panel(svg, x, hz).axes("", "rate (Hz)", 8, 4).line("s0", at(rate, 1), thinned(rate));
    svg.line("threshold", LEFT, hz.at(target), RIGHT, hz.at(target));
    double[] mean = course.meanGain();
    int[] shown = extremes(mean);
    double[] low = IntStream.of(shown).mapToDouble(i -> course.minGain()[i]).toArray();
    double[] high = IntStream.of(shown).mapToDouble(i -> course.maxGain()[i]).toArray();
    Scale gains =
        Scale.over(DoubleStream.concat(Arrays.stream(low), Arrays.stream(high)), 280, 155, true);
    new Panel(svg, x, gains)
        .axes("batch", "gain", 8, 4)
        .band("s1", at(mean, 1), low, high)
        .line("s1", at(mean, 1), thinned(mean));
    return new Figure(
        "adaptation",
        "Adaptation of the gains",
        svg.picture(),
        alt + " Dashed: the target. The band reaches from the smallest to the largest gain.",
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
    int parts = MOST_POINTS / 2;
    if (values.length <= MOST_POINTS) {
      return IntStream.range(0, values.length).toArray();
    }
    return IntStream.range(0, parts)
        .flatMap(
            part -> {
              int from = (int) ((long) part * values.length / parts);
              int to = (int) ((long) (part + 1) * values.length / parts);
              int smallest = from;
              int largest = from;
              for (int i = from; i < to; i++) {
                smallest = values[i] < values[smallest] ? i : smallest;
                largest = values[i] > values[largest] ? i : largest;
              }
              return IntStream.of(smallest, largest).sorted().distinct();
            })
        .toArray();
  }

  /** An accuracy between what to beat and what to reach; all from 0 to 1. */
  static SafeString accuracy(
      double accuracy, double low, double high, List<Mark> marks, String alt) {
    Svg svg = new Svg(WIDTH, 70 + 0.0, alt);
    Scale x = new Scale(0, 1, 14, WIDTH - 14, false);
    svg.group("axes");
    for (double tick : x.ticks(5)) {
      svg.line("grid", x.at(tick), 14, x.at(tick), 44);
      svg.text("tick", x.at(tick), 62, "middle", Svg.shown(tick));
    }
    svg.line("axis", x.from(), 44, x.to(), 44).end();
    for (Mark mark : marks) {
      svg.line("mark " + mark.kind, x.at(mark.value), 10, x.at(mark.value), 44);
      svg.dot("markdot " + mark.kind, x.at(mark.value), 10, 4, mark.name);
    }
    svg.line("whisker", x.at(low), 30, x.at(high), 30);
    svg.dot("point", x.at(accuracy), 30, 6, "test accuracy " + Numbers.accuracy(accuracy));
    return svg.picture();
  }

  /**
   * A number beside an accuracy.
   *
   * @param kind of it, one word
   */
  record Mark(String name, String kind, double value) {}

  /**
   * One line of a plot.
   *
   * @param halfWidth of the interval around each value
   */
  record Series(String name, double[] x, double[] y, double[] halfWidth) {}

  /** Values along an axis. */
  static Figure along(String xLabel, String yLabel, List<Series> lines) {
    List<String> told = new ArrayList<>();
    for (Series line : lines) {
      List<String> points = new ArrayList<>();
      for (int i = 0; i < line.x.length && i < 12; i++) {
        points.add(Svg.shown(line.y[i]) + " at " + Svg.shown(line.x[i]));
      }
      told.add((lines.size() > 1 ? line.name + ": " : "") + String.join(", ", points));
    }
    String alt = "%s against %s. %s.".formatted(yLabel, xLabel, String.join("; ", told));
    Svg svg = new Svg(WIDTH, 300, alt);
    Scale x =
        Scale.over(lines.stream().flatMapToDouble(l -> Arrays.stream(l.x)), LEFT, RIGHT, true);
    Scale y =
        Scale.over(
            lines.stream()
                .flatMapToDouble(
                    l ->
                        IntStream.range(0, l.y.length)
                            .mapToObj(
                                i ->
                                    new double[] {l.y[i] - l.halfWidth[i], l.y[i] + l.halfWidth[i]})
                            .flatMapToDouble(Arrays::stream)),
            250,
            12,
            true);
    Panel panel = new Panel(svg, x, y).axes(xLabel, yLabel, 8, 6);
    for (int n = 0; n < lines.size(); n++) {
      Series line = lines.get(n);
      String colour = "s" + n % 8;
      svg.group("series", "data-series", Integer.toString(n));
      panel.line(colour, line.x, line.y);
      for (int i = 0; i < line.x.length; i++) {
        double at = x.at(line.x[i]);
        if (line.halfWidth[i] > 0) {
          svg.line(
              "line " + colour,
              at,
              y.at(line.y[i] - line.halfWidth[i]),
              at,
              y.at(line.y[i] + line.halfWidth[i]));
        }
        svg.dot(
            "dot " + colour,
            at,
            y.at(line.y[i]),
            4,
            "%s: %s at %s".formatted(line.name, Svg.shown(line.y[i]), Svg.shown(line.x[i])));
      }
      svg.end();
    }
    return new Figure(
        "along",
        "%s against %s".formatted(yLabel, xLabel),
        svg.picture(),
        "Bars are 95 % intervals.",
        lines.size() > 1 ? lines.stream().map(Series::name).toList() : List.of());
  }
}
