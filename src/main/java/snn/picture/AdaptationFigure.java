package snn.picture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** How homeostasis changes firing rates and gains, batch by batch. */
public final class AdaptationFigure {

  private static final int RATE_COLOUR = 0;
  private static final int GAIN_COLOUR = 1;
  private static final float BAND_ALPHA = 0.25f;

  /** Largest number of bins of batches; the picture has fewer columns of pixels. */
  private static final int MOST_BINS = 2000;

  private AdaptationFigure() {}

  /**
   * Draws two panels over the batches, which count from 1: above the firing rate and its target,
   * below the mean gain in a band from the smallest to the largest; 1200 × 750 pixels. Of many
   * batches that share a column of pixels the extremes are drawn, which looks the same.
   *
   * @param meanRateHz firing rate averaged over neurons and images, in Hz, per batch
   * @param meanGain gain averaged over neurons, per batch
   * @param minGain smallest gain of a neuron, per batch
   * @param maxGain largest gain of a neuron, per batch
   * @param targetHz the rate that the rule aims at, in Hz
   * @throws IllegalArgumentException if the lengths differ
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(
      Path file,
      String title,
      double[] meanRateHz,
      double[] meanGain,
      double[] minGain,
      double[] maxGain,
      double targetHz)
      throws IOException {
    int batches = meanRateHz.length;
    if (meanGain.length != batches || minGain.length != batches || maxGain.length != batches) {
      throw new IllegalArgumentException(
          "found %s rates, %s mean, %s smallest and %s largest gains"
              .formatted(batches, meanGain.length, minGain.length, maxGain.length));
    }
    Png.write(
        file,
        8,
        5,
        (g2, area) -> {
          NumberAxis batch =
              ChartStyle.countAxis("Batch", new Range(0.5, Math.max(1, batches) + 0.5), 10);
          CombinedDomainXYPlot both = new CombinedDomainXYPlot(batch);
          both.setGap(10);
          both.add(ratePanel(batch, meanRateHz, targetHz));
          both.add(gainPanel(batch, meanGain, minGain, maxGain));
          ChartStyle.draw(g2, area, title, both);
        });
  }

  private static XYPlot ratePanel(NumberAxis batch, double[] meanRateHz, double targetHz) {
    DefaultXYDataset data = new DefaultXYDataset();
    int[] drawn = extremes(meanRateHz);
    data.addSeries(
        "mean rate",
        new double[][] {
          IntStream.of(drawn).mapToDouble(i -> i + 1).toArray(),
          IntStream.of(drawn).mapToDouble(i -> meanRateHz[i]).toArray()
        });
    data.addSeries(
        "target",
        new double[][] {{batch.getLowerBound(), batch.getUpperBound()}, {targetHz, targetHz}});
    XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
    lines.setDrawSeriesLineAsPath(true);
    lines.setSeriesPaint(0, ChartStyle.tab10(RATE_COLOUR));
    lines.setSeriesStroke(0, ChartStyle.LINE);
    lines.setSeriesShape(0, ChartStyle.MARKER);
    lines.setSeriesShapesVisible(0, isSingle(meanRateHz));
    lines.setSeriesPaint(1, Color.BLACK);
    lines.setSeriesStroke(1, ChartStyle.DASHED);
    lines.setLegendLine(ChartStyle.LEGEND_LINE);
    Range rates = ChartStyle.rangeOf(meanRateHz, new double[] {targetHz});
    return ChartStyle.plot(
        data, batch, ChartStyle.axis("Firing rate (Hz)", ChartStyle.padded(rates), 5), lines);
  }

  private static XYPlot gainPanel(
      NumberAxis batch, double[] meanGain, double[] minGain, double[] maxGain) {
    YIntervalSeries series = new YIntervalSeries("mean gain");
    int batches = meanGain.length;
    for (int i : extremes(meanGain)) {
      int bin = binOf(i, batches);
      int from = Extremes.first(bin, bins(batches), batches);
      int to = Extremes.first(bin + 1, bins(batches), batches);
      double smallest = Arrays.stream(minGain, from, to).min().orElseThrow();
      double largest = Arrays.stream(maxGain, from, to).max().orElseThrow();
      series.add(i + 1, meanGain[i], smallest, largest);
    }
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    data.addSeries(series);
    DeviationRenderer band = new DeviationRenderer(true, isSingle(meanGain));
    band.setSeriesShape(0, ChartStyle.MARKER);
    Color colour = ChartStyle.tab10(GAIN_COLOUR);
    band.setSeriesPaint(0, colour);
    band.setSeriesFillPaint(0, colour);
    band.setSeriesStroke(0, ChartStyle.LINE);
    band.setAlpha(BAND_ALPHA);
    Range gains = ChartStyle.rangeOf(meanGain, minGain, maxGain);
    XYPlot plot =
        ChartStyle.plot(data, batch, ChartStyle.axis("Gain", ChartStyle.padded(gains), 5), band);
    plot.setFixedLegendItems(gainLegend(colour));
    return plot;
  }

  private static int[] extremes(double[] values) {
    return Extremes.of(values, bins(values.length));
  }

  /** How many bins so many batches have; where there are few, each has a bin of its own. */
  private static int bins(int batches) {
    return Math.min(MOST_BINS, batches);
  }

  private static int binOf(int batch, int batches) {
    int bins = bins(batches);
    // The inverse of a division that rounds down.
    return (int) (((long) batch * bins + bins - 1) / batches);
  }

  /** Whether there is nothing to draw a line to. */
  private static boolean isSingle(double[] values) {
    return values.length == 1;
  }

  /** JFreeChart's own legend names the line only. */
  private static LegendItemCollection gainLegend(Color colour) {
    LegendItemCollection items = new LegendItemCollection();
    items.add(
        new LegendItem(
            "mean gain", null, null, null, ChartStyle.LEGEND_LINE, ChartStyle.LINE, colour));
    Rectangle2D square = new Rectangle2D.Double(-9, -4, 18, 8);
    Color pale =
        new Color(
            colour.getRed(), colour.getGreen(), colour.getBlue(), Math.round(255 * BAND_ALPHA));
    items.add(new LegendItem("min–max gain", null, null, null, square, pale));
    return items;
  }
}
