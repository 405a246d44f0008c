package snn.picture;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYZDataset;
import snn.Words;

/** Which classes are taken for which. */
public final class ConfusionFigure {

  /** Largest number of classes whose counts are legible in their cells. */
  private static final int COUNTED = 20;

  /** Beside a row of more classes, in points; each has so much height in inches. */
  private static final Font TINY = ChartStyle.SMALL.deriveFont(6f);

  private static final double ROW_INCHES = 0.12;

  /** Room around the matrix for title, axes and names, in inches. */
  private static final double AROUND_INCHES = 1.2;

  /** Characters of a class' name on an axis. */
  private static final int NAME = 16;

  private ConfusionFigure() {}

  /**
   * Draws a square per pair of classes. Of up to 20 classes it is coloured by its count, which
   * stands in it; 900 × 810 pixels. Of more it is coloured by the square root of its count, so that
   * the few of a mistake are not lost beside the many that are right; 18 × 18 pixels for each class
   * and at least as large as the other.
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
          "expected counts of %s classes, found %s".formatted(classes, counts.length));
    }
    for (int k = 0; k < classes; k++) {
      if (counts[k].length != classes) {
        throw new IllegalArgumentException(
            "expected %s counts of class %s, found %s".formatted(classes, k, counts[k].length));
      }
      for (int predicted = 0; predicted < classes; predicted++) {
        int cell = k * classes + predicted;
        cells[0][cell] = predicted;
        cells[1][cell] = k;
        cells[2][cell] = counts[k][predicted];
      }
    }
    double rows = classes <= COUNTED ? 0 : AROUND_INCHES + ROW_INCHES * classes;
    Png.write(
        file,
        Math.max(6, rows),
        Math.max(5.4, rows),
        (g2, area) -> ChartStyle.draw(g2, area, title, plot(cells, names, noun)));
  }

  private static XYPlot plot(double[][] cells, List<String> names, String noun) {
    boolean counted = names.size() <= COUNTED;
    if (!counted) {
      Arrays.setAll(cells[2], cell -> Math.sqrt(cells[2][cell]));
    }
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
    for (int cell = 0; counted && cell < cells[0].length; cell++) {
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
    boolean counted = classes <= COUNTED;
    Range range = new Range(-0.5, classes - 0.5);
    if (counted
        && IntStream.range(0, classes).allMatch(k -> names.get(k).equals(Integer.toString(k)))) {
      return ChartStyle.countAxis(label, range, 10);
    }
    List<String> shown = names.stream().map(name -> Words.shortened(name, NAME)).toList();
    SymbolAxis axis = new SymbolAxis(label, shown.toArray(String[]::new));
    axis.setGridBandsVisible(false);
    axis.setRange(range);
    int widest = shown.stream().mapToInt(String::length).max().orElse(0);
    axis.setVerticalTickLabels(label.startsWith("Predicted") && widest > (counted ? 2 : 1));
    ChartStyle.styled(axis);
    if (!counted) {
      axis.setTickUnit(new NumberTickUnit(1));
      axis.setTickLabelFont(TINY);
    }
    return axis;
  }
}
