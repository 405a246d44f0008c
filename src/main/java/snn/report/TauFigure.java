package snn.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import snn.Numbers;

/** Test accuracy against the membrane time constant. */
public final class TauFigure {

  /** Less than this from bottom to top would make noise look like an effect. */
  private static final double LEAST_SPAN = 0.05;

  private TauFigure() {}

  /**
   * Draws the accuracies over a logarithmic axis whose ticks are the time constants; 750 × 600
   * pixels.
   *
   * @param tauMs time constants in ms, positive, in any order; one may occur twice
   * @param accuracy fraction of test images classified rightly, per time constant
   * @param halfWidth half of each error bar, per time constant, drawn between 0 and 1; empty for no
   *     bars
   * @throws IllegalArgumentException if there are no time constants, one is not positive, or the
   *     lengths differ
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(
      Path file, String title, double[] tauMs, double[] accuracy, double[] halfWidth)
      throws IOException {
    if (tauMs.length == 0
        || accuracy.length != tauMs.length
        || (halfWidth.length != 0 && halfWidth.length != tauMs.length)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "found %d time constants, %d accuracies and %d error bars",
              tauMs.length,
              accuracy.length,
              halfWidth.length));
    }
    for (double tau : tauMs) {
      if (!(tau > 0 && tau < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a time constant must be positive, found " + tau);
      }
    }
    Png.write(
        file,
        5,
        4,
        (g2, area) -> ChartStyle.draw(g2, area, title, plot(tauMs, accuracy, halfWidth)));
  }

  private static XYPlot plot(double[] tauMs, double[] accuracy, double[] halfWidth) {
    YIntervalSeries points = new YIntervalSeries("accuracy");
    Range values = null;
    for (int i = 0; i < tauMs.length; i++) {
      double half = halfWidth.length == 0 ? 0 : halfWidth[i];
      double low = Math.max(0, accuracy[i] - half);
      double high = Math.min(1, accuracy[i] + half);
      points.add(tauMs[i], accuracy[i], low, high);
      values = Range.combine(values, ChartStyle.rangeOf(new double[] {low, high}));
    }
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    data.addSeries(points);

    XYErrorRenderer renderer = ChartStyle.errorBars();
    renderer.setDrawYError(halfWidth.length != 0);
    ChartStyle.paintSeries(renderer, 0);

    return ChartStyle.plot(
        data,
        ChartStyle.styled(new TauAxis(tauMs)),
        ChartStyle.axis("Test accuracy", accuracyRange(values), 8),
        renderer);
  }

  /** Around the values, wide enough to be honest, and hardly beyond what an accuracy can be. */
  private static Range accuracyRange(Range values) {
    if (values == null) {
      return new Range(0, 1);
    }
    double span = Math.max(LEAST_SPAN, 1.2 * values.getLength());
    // So far beyond 0 and 1 that a marker there is not cut.
    double beyond = 0.03 * span;
    double low = values.getCentralValue() - span / 2;
    double high = low + span;
    if (high > 1 + beyond) {
      low -= high - (1 + beyond);
      high = 1 + beyond;
    }
    return new Range(Math.max(low, -beyond), Math.max(high, span - beyond));
  }

  /** A logarithmic axis with a tick at each time constant, and at no other value. */
  private static final class TauAxis extends LogAxis {

    private static final long serialVersionUID = 1L;

    private final double[] ticks;

    TauAxis(double[] tauMs) {
      super(label());
      ticks = Arrays.stream(tauMs).sorted().distinct().toArray();
      double least = ticks[0];
      double most = ticks[ticks.length - 1];
      double air = least == most ? 2 : Math.pow(most / least, 0.08);
      setRange(least / air, most * air);
    }

    private static String label() {
      String symbol = "τₘ";
      boolean known = new Font(Font.SANS_SERIF, Font.PLAIN, 10).canDisplayUpTo(symbol) < 0;
      return "Membrane time constant " + (known ? symbol : "tau_m") + " (ms)";
    }

    @Override
    public List<ValueTick> refreshTicks(
        Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
      List<ValueTick> result = new ArrayList<>();
      double free = Double.NEGATIVE_INFINITY;
      for (double tau : ticks) {
        String label = Numbers.python(tau).replaceFirst("\\.0$", "");
        double half = g2.getFontMetrics(getTickLabelFont()).stringWidth(label) / 2.0;
        double centre = valueToJava2D(tau, dataArea, edge);
        // Where labels would overlap, the tick stays and the label goes.
        boolean fits = centre - half > free;
        if (fits) {
          free = centre + half + 4;
        }
        result.add(
            new NumberTick(tau, fits ? label : "", TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
      }
      return result;
    }
  }
}
