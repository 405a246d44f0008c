package snn.picture;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import snn.Numbers;

/** Test accuracy against the parameter that varied. */
public final class AxisFigure {

  /** Less than this from bottom to top would make noise look like an effect. */
  private static final double LEAST_SPAN = 0.05;

  private AxisFigure() {}

  /**
   * Draws the accuracies over an axis whose ticks are the values, logarithmic where all of them are
   * positive; 750 × 600 pixels.
   *
   * @param label of the axis
   * @param values of the parameter, finite, in any order; one may occur twice
   * @param accuracy fraction of test images classified rightly, per value
   * @param halfWidth half of each error bar, per value, drawn between 0 and 1; empty for no bars
   * @throws IllegalArgumentException if there are no values, one is not finite, or the lengths
   *     differ
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(
      Path file, String title, String label, double[] values, double[] accuracy, double[] halfWidth)
      throws IOException {
    if (values.length == 0
        || accuracy.length != values.length
        || (halfWidth.length != 0 && halfWidth.length != values.length)) {
      throw new IllegalArgumentException(
          "found %s values, %s accuracies and %s error bars"
              .formatted(values.length, accuracy.length, halfWidth.length));
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a value must be finite, found " + value);
      }
    }
    Png.write(
        file,
        5,
        4,
        (g2, area) -> ChartStyle.draw(g2, area, title, plot(label, values, accuracy, halfWidth)));
  }

  private static XYPlot plot(String label, double[] values, double[] accuracy, double[] halfWidth) {
    YIntervalSeries points = new YIntervalSeries("accuracy");
    Range shown = null;
    for (int i = 0; i < values.length; i++) {
      double half = halfWidth.length == 0 ? 0 : halfWidth[i];
      double low = Math.max(0, accuracy[i] - half);
      double high = Math.min(1, accuracy[i] + half);
      points.add(values[i], accuracy[i], low, high);
      shown = Range.combine(shown, ChartStyle.rangeOf(new double[] {low, high}));
    }
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    data.addSeries(points);

    XYErrorRenderer renderer = ChartStyle.errorBars();
    renderer.setDrawYError(halfWidth.length != 0);
    ChartStyle.paintSeries(renderer, 0);

    return ChartStyle.plot(
        data,
        ChartStyle.styled(axis(label, values)),
        ChartStyle.axis("Test accuracy", accuracyRange(shown), 8),
        renderer);
  }

  /** Around the values, wide enough to be honest, and hardly beyond what an accuracy can be. */
  private static Range accuracyRange(Range values) {
    if (values == null) {
      return new Range(0, 1);
    }
    double span = Math.max(LEAST_SPAN, 1.2 * values.getLength());
    // The axis reaches so far beyond 0 and 1 that a marker there is not cut.
    double beyond = 0.03 * span;
    double low = values.getCentralValue() - span / 2;
    double high = low + span;
    if (high > 1 + beyond) {
      low -= high - (1 + beyond);
      high = 1 + beyond;
    }
    return new Range(Math.max(low, -beyond), Math.max(high, span - beyond));
  }

  /** What of a text the machine's fonts have. */
  private static String displayable(String text) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
    return text.codePoints()
        .filter(font::canDisplay)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static ValueAxis axis(String text, double[] values) {
    double[] ticks = Arrays.stream(values).sorted().distinct().toArray();
    String label = displayable(text);
    double least = ticks[0];
    double most = ticks[ticks.length - 1];
    if (least <= 0) {
      NumberAxis axis =
          new NumberAxis(label) {
            @Override
            public List<ValueTick> refreshTicks(
                Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
              return ticks(this, ticks, g2, area, edge);
            }
          };
      double air = least == most ? 1 : 0.08 * (most - least);
      axis.setRange(least - air, most + air);
      return axis;
    }
    LogAxis axis =
        new LogAxis(label) {
          @Override
          public List<ValueTick> refreshTicks(
              Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return ticks(this, ticks, g2, area, edge);
          }
        };
    double air = least == most ? 2 : Math.pow(most / least, 0.08);
    axis.setRange(least / air, most * air);
    return axis;
  }

  /** A tick at each value, and at no other. */
  private static List<ValueTick> ticks(
      ValueAxis axis, double[] values, Graphics2D g2, Rectangle2D area, RectangleEdge edge) {
    List<ValueTick> result = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      String label = Numbers.python(value).replaceFirst("\\.0$", "");
      double half = g2.getFontMetrics(axis.getTickLabelFont()).stringWidth(label) / 2.0;
      double centre = axis.valueToJava2D(value, area, edge);
      // Where labels would overlap, the tick stays and the label goes.
      boolean fits = centre - half > free;
      if (fits) {
        free = centre + half + 4;
      }
      result.add(
          new NumberTick(value, fits ? label : "", TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
    }
    return result;
  }
}
