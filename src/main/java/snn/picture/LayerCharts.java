package snn.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import snn.Words;
import snn.experiment.Outcome;
import snn.readout.Minimum;

/** What a layer did, and how its readout was fitted, as {@link SvgFigure}s. */
public final class LayerCharts {

  /** Largest number of points of a line; a screen shows no more. */
  private static final int MOST_POINTS = 600;

  /** Where a potential is so many times the threshold, a spike hardly changes it. */
  private static final double FAR_ABOVE = 5;

  /** Narrowest bin of a histogram of rates, in Hz; chance alone fills narrower ones unevenly. */
  private static final double NARROWEST = 1;

  private LayerCharts() {}

  /**
   * Input spikes, spikes of the first neurons and the layer's rate, above one another.
   *
   * @param name of the image's class
   */
  public static SvgFigure raster(Showing showing, String name) {
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
    Svg svg = new Svg(SvgFigure.WIDTH, 470, alt);
    drawRaster(svg, showing, neurons, pixels, steps);
    return new SvgFigure(
        "raster",
        "Spikes of one image",
        svg.picture(),
        ("%s. %sAbove: input spikes, pixels row by row from the top. Middle: spikes of %s"
                + " neurons%s. Below: the mean rate of all of them.")
            .formatted(
                image,
                beginning(showing),
                (showing.pooled() == 1 ? "the first %s of %s" : "%s of %s")
                    .formatted(neurons, Words.count(showing.neurons())),
                showing.pooled() == 1
                    ? ""
                    : ", the one in the middle of each of the first features"),
        List.of());
  }

  private static String image(String name) {
    return "The first training image, a " + name;
  }

  private static void drawRaster(Svg svg, Showing showing, int neurons, int pixels, int steps) {
    Scale time = new Scale(-0.5, Math.max(1, steps) - 0.5, SvgFigure.LEFT, SvgFigure.RIGHT, false);

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
  public static SvgFigure potentials(Showing showing, String name) {
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
    Svg svg = new Svg(SvgFigure.WIDTH, 300, alt);
    drawPotentials(svg, showing, lines);
    return new SvgFigure(
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
    Scale time = new Scale(-0.5, Math.max(1, steps) - 0.5, SvgFigure.LEFT, SvgFigure.RIGHT, false);
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
    svg.line("threshold", SvgFigure.LEFT, potential.at(1), SvgFigure.RIGHT, potential.at(1));
  }

  /** How many spikes neurons have. */
  public static SvgFigure counts(Exhibit exhibit) {
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
        "counts",
        "Spike counts",
        "Of all %ss on all test images; %s".formatted(exhibit.showing().unit(), alt),
        edges,
        shares,
        titles,
        exhibit.showing().pooled() == 1
            ? "spikes of a neuron on an image"
            : "spikes of a feature’s neurons on an image",
        "% of counts",
        alt);
  }

  /** How fast neurons fire. */
  public static SvgFigure rates(Exhibit exhibit) {
    String unit = exhibit.showing().unit();
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
                            Words.count((int) neurons[i], unit, unit + "s")))
            .toArray(String[]::new);
    String alt =
        "Mean rates of %s on the test images: from %s to %s Hz, median %s Hz%s."
            .formatted(
                Words.count(rates.length, unit, unit + "s"),
                Words.number(rates[0]),
                Words.number(rates[rates.length - 1]),
                Words.number(rates[rates.length / 2]),
                range < NARROWEST
                    ? "; all within " + Words.number(significant(range)) + " Hz"
                    : "");
    return histogram(
        "rates",
        "Firing rates",
        alt,
        edges,
        neurons,
        titles,
        "mean rate of a neuron (Hz)",
        unit + "s",
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

  private static SvgFigure histogram(
      String name,
      String title,
      String caption,
      double[] edges,
      double[] heights,
      String[] titles,
      String xLabel,
      String yLabel,
      String alt) {
    Svg svg = new Svg(SvgFigure.WIDTH, 240, alt);
    Scale x = new Scale(edges[0], edges[edges.length - 1], SvgFigure.LEFT, SvgFigure.RIGHT, false);
    double highest = Arrays.stream(heights).max().orElse(1);
    Scale y = new Scale(0, highest > 0 ? highest * 1.05 : 1, 190, 10, false);
    new Panel(svg, x, y).axes(xLabel, yLabel, 6, 5).bars("bar s0", edges, heights, titles);
    return new SvgFigure(name, title, svg.picture(), caption, List.of());
  }

  /** Loss and gradient against iterations. */
  public static SvgFigure course(Minimum.Course course) {
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
    Svg svg = new Svg(SvgFigure.WIDTH, 330, alt);
    Scale x = new Scale(0, Math.max(1, last), SvgFigure.LEFT, SvgFigure.RIGHT, false);
    new Panel(svg, x, Scale.over(Arrays.stream(loss), 140, 10, true))
        .axes("", "loss", 6, 4)
        .line("s0", at(loss, 0), thinned(loss));
    new Panel(svg, x, Scale.ratios(Arrays.stream(gradient), 280, 155))
        .axes("iteration", "max |gradient|", 6, 4)
        .line("s1", at(gradient, 0), thinned(gradient));
    return new SvgFigure("course", "Convergence of the readout", svg.picture(), alt, List.of());
  }

  /** Rate and gains while gains are adapted. */
  public static SvgFigure adaptation(Outcome.Adapted adapted) {
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
    Svg svg = new Svg(SvgFigure.WIDTH, 330, alt);
    Scale x = new Scale(0.5, batches + 0.5, SvgFigure.LEFT, SvgFigure.RIGHT, false);
    double target = adapted.rule().targetHz();
    Scale hz =
        Scale.over(
            DoubleStream.concat(Arrays.stream(rate), DoubleStream.of(target)), 140, 10, true);
    new Panel(svg, x, hz).axes("", "rate (Hz)", 6, 4).line("s0", at(rate, 1), thinned(rate));
    svg.line("threshold", SvgFigure.LEFT, hz.at(target), SvgFigure.RIGHT, hz.at(target));
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
    return new SvgFigure(
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
}
