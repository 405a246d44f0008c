package snn.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.XYDataset;

/** How the charts look: matplotlib's sizes and colours, in points. */
final class ChartStyle {

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 8);

  static final Stroke LINE = new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  static final Stroke DASHED =
      new BasicStroke(
          1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4.4f, 2}, 0);

  static final Shape MARKER = new Ellipse2D.Double(-3, -3, 6, 6);

  /** What a legend shows of a line; long enough for three dashes. */
  static final Line2D LEGEND_LINE = new Line2D.Double(-9, 0, 9, 0);

  private static final Stroke THIN = new BasicStroke(0.8f);
  private static final Color GRID = new Color(0xe6e6e6);
  private static final int[] TAB10 = {
    0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22,
    0x17becf
  };

  /** Beyond these plain digits get long. */
  private static final double LARGE = 1e6;

  private static final double SMALL_STEP = 1e-4;

  private ChartStyle() {}

  /** Colour {@code index} of matplotlib's cycle, for 0 to 9. */
  static Color tab10(int index) {
    return new Color(TAB10[index]);
  }

  /**
   * Draws a plot with its title, and with a legend at its right unless that would be empty or of
   * one entry.
   */
  static void draw(Graphics2D g2, Rectangle2D area, String title, Plot plot) {
    JFreeChart chart = new JFreeChart(null, TITLE, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(6, 6, 6, 10));
    TextTitle heading = new TextTitle(title, TITLE);
    heading.setPaint(Color.BLACK);
    heading.setPadding(2, 0, 4, 0);
    chart.setTitle(heading);
    if (plot.getLegendItems().getItemCount() > 1) {
      LegendTitle legend = new LegendTitle(plot);
      legend.setPosition(RectangleEdge.RIGHT);
      legend.setItemFont(LABEL);
      legend.setItemPaint(Color.BLACK);
      legend.setFrame(BlockBorder.NONE);
      chart.addLegend(legend);
    }
    chart.draw(g2, area);
  }

  /** An empty frame, white with a light grid. */
  static XYPlot plot(XYDataset data, ValueAxis x, ValueAxis y, XYItemRenderer renderer) {
    XYPlot plot = new XYPlot(data, x, y, renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlinePaint(Color.BLACK);
    plot.setOutlineStroke(THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setDomainGridlinePaint(GRID);
    plot.setDomainGridlineStroke(THIN);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(THIN);
    plot.setNoDataMessageFont(LABEL);
    plot.setNoDataMessagePaint(Color.GRAY);
    return plot;
  }

  /** Points joined by a line, with an error bar each; its series are yet to be painted. */
  static XYErrorRenderer errorBars() {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setErrorStroke(LINE);
    renderer.setDefaultLinesVisible(true);
    return renderer;
  }

  /** Gives a series its colour in matplotlib's cycle, which its error bars share. */
  static void paintSeries(XYErrorRenderer renderer, int series) {
    renderer.setSeriesPaint(series, tab10(series % TAB10.length));
    renderer.setSeriesStroke(series, LINE);
    renderer.setSeriesShape(series, MARKER);
  }

  /** An axis over {@code range} with at most {@code intervals} + 1 ticks at round values. */
  static NumberAxis axis(String label, Range range, int intervals) {
    return axis(label, range, tickStep(range, intervals));
  }

  /** An axis of counts: no tick falls between two whole numbers. */
  static NumberAxis countAxis(String label, Range range, int intervals) {
    return axis(label, range, Math.max(1, tickStep(range, intervals)));
  }

  private static NumberAxis axis(String label, Range range, double step) {
    NumberAxis axis = styled(new NumberAxis(label));
    axis.setRange(range);
    axis.setTickUnit(new Ticks(step, format(range, step)));
    return axis;
  }

  static <A extends ValueAxis> A styled(A axis) {
    axis.setLabelFont(LABEL);
    axis.setLabelPaint(Color.BLACK);
    axis.setTickLabelFont(LABEL);
    axis.setTickLabelPaint(Color.BLACK);
    axis.setTickMarkPaint(Color.BLACK);
    axis.setTickMarkStroke(THIN);
    axis.setTickMarkOutsideLength(3.5f);
    axis.setAxisLinePaint(Color.BLACK);
    axis.setAxisLineStroke(THIN);
    return axis;
  }

  /** The range from the smallest to the largest finite value; null if there is none. */
  static Range rangeOf(double[]... series) {
    Range range = null;
    for (double[] values : series) {
      for (double value : values) {
        if (Double.isFinite(value)) {
          range = Range.expandToInclude(range, value);
        }
      }
    }
    return range;
  }

  /**
   * {@code range} with a twentieth of air at both ends; around a single value, enough to see it; 0
   * to 1 for null.
   */
  static Range padded(Range range) {
    if (range == null) {
      return new Range(0, 1);
    }
    double air = range.getLength() / 20;
    if (air == 0) {
      air = Math.max(0.5, Math.abs(range.getCentralValue()) / 20);
    }
    return new Range(range.getLowerBound() - air, range.getUpperBound() + air);
  }

  private static double tickStep(Range range, int intervals) {
    double atLeast = range.getLength() / intervals;
    double decade = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * decade >= atLeast) {
        return factor * decade;
      }
    }
    return 10 * decade;
  }

  /** A format with as many decimals as tell the ticks apart. */
  private static DecimalFormat format(Range range, double step) {
    double largest = Math.max(Math.abs(range.getLowerBound()), Math.abs(range.getUpperBound()));
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String pattern =
        largest >= LARGE || step < SMALL_STEP
            ? "0.###E00"
            : decimals == 0 ? "0" : "0." + "0".repeat(decimals);
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setExponentSeparator("e");
    return new DecimalFormat(pattern, symbols);
  }

  /** Ticks at multiples of a step. */
  private static final class Ticks extends NumberTickUnit {

    private static final long serialVersionUID = 1L;

    Ticks(double step, DecimalFormat format) {
      super(step, format);
    }

    @Override
    public String valueToString(double value) {
      // JFreeChart adds steps up, which may end at -1e-17; that would read "-0.0".
      String text = super.valueToString(Math.rint(value / getSize()) * getSize() + 0.0);
      return text.equals("0e00") ? "0" : text.replaceFirst("e(?=\\d)", "e+");
    }
  }
}
