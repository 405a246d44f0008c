package snn.picture;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.FieldPosition;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

/** What mattered in a search: held-out accuracy against each parameter. */
public final class SearchFigure {

  private static final double PANEL_INCHES = 2.6;

  private SearchFigure() {}

  /**
   * A parameter.
   *
   * @param name under the panel
   * @param logarithmic whether its axis is
   * @param choices names of its values, which are 0, 1, …; empty where they are numbers
   */
  public record Panel(String name, boolean logarithmic, List<String> choices) {}

  /**
   * Trials that learnt from equally many images.
   *
   * @param name in the legend
   * @param places of the trials' values, [panels][trials]
   * @param accuracies held out, [trials]
   */
  public record Trials(String name, double[][] places, double[] accuracies) {}

  /**
   * Draws a panel a parameter, side by side, a dot a trial; 390 pixels a panel, 600 high.
   *
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, String title, List<Panel> panels, List<Trials> trials)
      throws IOException {
    Png.write(
        file,
        1.4 + PANEL_INCHES * panels.size(),
        4,
        (g2, area) -> {
          Range accuracies =
              ChartStyle.padded(
                  ChartStyle.rangeOf(
                      trials.stream().map(Trials::accuracies).toArray(double[][]::new)));
          CombinedRangeXYPlot all =
              new CombinedRangeXYPlot(ChartStyle.axis("Held-out accuracy", accuracies, 8));
          all.setGap(10);
          for (int p = 0; p < panels.size(); p++) {
            all.add(panel(panels.get(p), p, trials));
          }
          ChartStyle.draw(g2, area, title, all);
        });
  }

  private static XYPlot panel(Panel panel, int p, List<Trials> trials) {
    DefaultXYDataset data = new DefaultXYDataset();
    XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
    for (int s = 0; s < trials.size(); s++) {
      data.addSeries(
          trials.get(s).name, new double[][] {trials.get(s).places[p], trials.get(s).accuracies});
      dots.setSeriesPaint(s, ChartStyle.tab10(s));
      dots.setSeriesShape(s, ChartStyle.MARKER);
      // One legend for all panels.
      dots.setSeriesVisibleInLegend(s, p == 0);
    }
    Range places =
        ChartStyle.rangeOf(trials.stream().map(some -> some.places[p]).toArray(double[][]::new));
    return ChartStyle.plot(data, axis(panel, places), null, dots);
  }

  private static ValueAxis axis(Panel panel, Range places) {
    if (!panel.choices.isEmpty()) {
      SymbolAxis axis = new SymbolAxis(panel.name, panel.choices.toArray(String[]::new));
      axis.setGridBandsVisible(false);
      axis.setRange(-0.5, panel.choices.size() - 0.5);
      return ChartStyle.styled(axis);
    }
    if (panel.logarithmic) {
      LogAxis axis = ChartStyle.styled(new LogAxis(panel.name));
      axis.setNumberFormatOverride(new TwoDigits());
      double margin = Math.pow(places.getUpperBound() / places.getLowerBound(), 0.05);
      axis.setRange(places.getLowerBound() / margin, places.getUpperBound() * margin);
      axis.setSmallestValue(places.getLowerBound() / margin / 10);
      return axis;
    }
    return ChartStyle.axis(panel.name, ChartStyle.padded(places), 4);
  }

  /** Half decades are no round numbers. */
  private static final class TwoDigits extends DecimalFormat {
    private static final long serialVersionUID = 1L;

    @Override
    public StringBuffer format(double value, StringBuffer text, FieldPosition place) {
      return text.append(
          new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString());
    }
  }
}
