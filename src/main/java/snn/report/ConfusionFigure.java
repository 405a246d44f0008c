package snn.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYZDataset;

/** Which digits are taken for which. */
public final class ConfusionFigure {

  /** Of more classes, counts would not be legible in their cells. */
  private static final int COUNTED = 20;

  private ConfusionFigure() {}

  /**
   * Draws a square per pair of classes, coloured by its count and, where there are few, with the
   * count in it; 900 × 810 pixels.
   *
   * @param counts images per true class (row) and predicted class (column), [K, K]
   * @param names of the classes, [K]
   * @param noun what the classes are, in a word
   * @throws IllegalArgumentException if the counts are not [K, K]
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, String title, int[][] counts, List<String> names, String noun)
      throws IOException {
    int classes = names.size();
    double[][] cells = new double[3][classes * classes];
    if (counts.length != classes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "expected counts of %d classes, found %d", classes, counts.length));
    }
    for (int k = 0; k < classes; k++) {
      if (counts[k].length != classes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "expected %d counts of class %d, found %d",
                classes,
                k,
                counts[k].length));
      }
      for (int predicted = 0; predicted < classes; predicted++) {
        int cell = k * classes + predicted;
        cells[0][cell] = predicted;
        cells[1][cell] = k;
        cells[2][cell] = counts[k][predicted];
      }
    }
    Png.write(
        file, 6, 5.4, (g2, area) -> ChartStyle.draw(g2, area, title, plot(cells, names, noun)));
  }

  private static XYPlot plot(double[][] cells, List<String> names, String noun) {
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("counts", cells);
    Viridis colours = new Viridis(Range.combine(new Range(0, 1), ChartStyle.rangeOf(cells[2])));
    XYBlockRenderer blocks = new XYBlockRenderer();
    blocks.setBlockAnchor(RectangleAnchor.CENTER);
    blocks.setPaintScale(colours);

    ValueAxis truth = axis("True " + noun, names);
    truth.setInverted(true);
    XYPlot plot = ChartStyle.plot(data, axis("Predicted " + noun, names), truth, blocks);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    for (int cell = 0; names.size() <= COUNTED && cell < cells[0].length; cell++) {
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

  private static ValueAxis axis(String label, List<String> names) {
    int classes = names.size();
    Range range = new Range(-0.5, classes - 0.5);
    if (IntStream.range(0, classes).allMatch(k -> names.get(k).equals(Integer.toString(k)))) {
      return ChartStyle.countAxis(label, range, 10);
    }
    SymbolAxis axis = new SymbolAxis(label, names.toArray(String[]::new));
    axis.setGridBandsVisible(false);
    axis.setRange(range);
    axis.setVerticalTickLabels(
        label.startsWith("Predicted") && names.stream().anyMatch(name -> name.length() > 2));
    return ChartStyle.styled(axis);
  }
}
