package snn.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYZDataset;

/** Which digits are taken for which. */
public final class ConfusionFigure {

  private static final int DIGITS = 10;

  private ConfusionFigure() {}

  /**
   * Draws a square per pair of digits, coloured by its count and with the count in it; 900 × 810
   * pixels.
   *
   * @param counts images per true digit (row) and predicted digit (column), [10, 10]
   * @throws IllegalArgumentException if the counts are not [10, 10]
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, String title, int[][] counts) throws IOException {
    double[][] cells = new double[3][DIGITS * DIGITS];
    if (counts.length != DIGITS) {
      throw new IllegalArgumentException("expected counts of 10 digits, found " + counts.length);
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      if (counts[digit].length != DIGITS) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "expected 10 counts of digit %d, found %d",
                digit,
                counts[digit].length));
      }
      for (int predicted = 0; predicted < DIGITS; predicted++) {
        int cell = digit * DIGITS + predicted;
        cells[0][cell] = predicted;
        cells[1][cell] = digit;
        cells[2][cell] = counts[digit][predicted];
      }
    }
    Png.write(file, 6, 5.4, (g2, area) -> ChartStyle.draw(g2, area, title, plot(cells)));
  }

  private static XYPlot plot(double[][] cells) {
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("counts", cells);
    Viridis colours = new Viridis(Range.combine(new Range(0, 1), ChartStyle.rangeOf(cells[2])));
    XYBlockRenderer blocks = new XYBlockRenderer();
    blocks.setBlockAnchor(RectangleAnchor.CENTER);
    blocks.setPaintScale(colours);

    NumberAxis digit = digitAxis("True digit");
    digit.setInverted(true);
    XYPlot plot = ChartStyle.plot(data, digitAxis("Predicted digit"), digit, blocks);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    for (int cell = 0; cell < cells[0].length; cell++) {
      double count = cells[2][cell];
      XYTextAnnotation text =
          new XYTextAnnotation(Integer.toString((int) count), cells[0][cell], cells[1][cell]);
      text.setFont(ChartStyle.LABEL);
      // Viridis gets lighter all the way; black is the easier to read above its middle.
      text.setPaint(count > colours.range().getCentralValue() ? Color.BLACK : Color.WHITE);
      plot.addAnnotation(text);
    }
    return plot;
  }

  private static NumberAxis digitAxis(String label) {
    return ChartStyle.countAxis(label, new Range(-0.5, DIGITS - 0.5), DIGITS);
  }
}
