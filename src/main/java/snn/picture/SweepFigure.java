package snn.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import snn.record.Series;

/** A result against a flag, over many runs. */
public final class SweepFigure {

  private SweepFigure() {}

  /**
   * Draws the lines; 900 × 600 pixels.
   *
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, String x, String y, List<Series> lines) throws IOException {
    Png.write(
        file,
        6,
        4,
        (g2, area) ->
            ChartStyle.draw(g2, area, "%s against %s".formatted(y, x), plot(x, y, lines)));
  }

  private static XYPlot plot(String xLabel, String yLabel, List<Series> lines) {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    XYErrorRenderer renderer = ChartStyle.errorBars();
    Range xs = null;
    Range ys = null;
    for (Series line : lines) {
      YIntervalSeries points = new YIntervalSeries(line.name());
      for (int i = 0; i < line.x().length; i++) {
        double low = line.y()[i] - line.halfWidth()[i];
        double high = line.y()[i] + line.halfWidth()[i];
        points.add(line.x()[i], line.y()[i], low, high);
        ys = Range.combine(ys, ChartStyle.rangeOf(new double[] {low, high}));
      }
      xs = Range.combine(xs, ChartStyle.rangeOf(line.x()));
      ChartStyle.paintSeries(renderer, data.getSeriesCount());
      data.addSeries(points);
    }
    return ChartStyle.plot(
        data,
        ChartStyle.axis(xLabel, ChartStyle.padded(xs), 8),
        ChartStyle.axis(yLabel, ChartStyle.padded(ys), 8),
        renderer);
  }
}
