package snn.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

/** The weights of the first hidden neurons as pictures of what each of them looks at. */
public final class FilterFigure {

  private static final int ROWS = 4;
  private static final int COLUMNS = 8;

  private static final double WIDTH_INCHES = 12;
  private static final double HEIGHT_INCHES = 6;

  // In pixels, so that every weight is a square of the same size.
  private static final int PANEL = 168;
  private static final int LEFT = 75;
  private static final int TOP = 90;
  private static final int PITCH_X = PANEL + 22;
  private static final int PITCH_Y = PANEL + 35;
  private static final int BAR_LEFT = LEFT + COLUMNS * PITCH_X + 20;
  private static final int BAR_WIDTH = 30;
  private static final int BAR_HEIGHT = (ROWS - 1) * PITCH_Y + PANEL;

  private static final int BAR_SHADES = 256;

  private FilterFigure() {}

  /**
   * Draws the first 32 weight rows as pictures, eight side by side, on one colour scale: from blue
   * over white to red, with 0 white, where weights are of either sign; 1800 × 900 pixels.
   *
   * @param weights the layer's weights, [H, N], row-major
   * @param rows height of an image in pixels
   * @param columns width of an image in pixels
   * @throws IllegalArgumentException if the weights are not [H, rows · columns] with H at least 1
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, String title, float[] weights, int rows, int columns)
      throws IOException {
    int inputs = rows * columns;
    if (weights.length == 0 || weights.length % inputs != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%d weights are no rows of %d inputs", weights.length, inputs));
    }
    int panels = Math.min(weights.length / inputs, ROWS * COLUMNS);
    Png.write(
        file,
        WIDTH_INCHES,
        HEIGHT_INCHES,
        (g2, area) -> paint(g2, title, weights, panels, rows, columns));
  }

  private static void paint(
      Graphics2D g2, String title, float[] weights, int panels, int rows, int columns) {
    int inputs = rows * columns;
    // Whole pixels a weight, as large as fits; of more weights than pixels fewer than one each.
    int longer = Math.max(rows, columns);
    double scale = longer <= PANEL ? Math.floorDiv(PANEL, longer) : (double) PANEL / longer;
    Colours colours = colours(weights, panels * inputs);
    g2.setColor(Color.BLACK);
    g2.setFont(ChartStyle.TITLE);
    text(g2, title, LEFT + (COLUMNS * PITCH_X) / 2, TOP - 48);
    g2.setFont(ChartStyle.SMALL);
    for (int neuron = 0; neuron < panels; neuron++) {
      int x = LEFT + neuron % COLUMNS * PITCH_X;
      int y = TOP + neuron / COLUMNS * PITCH_Y;
      text(g2, "neuron " + neuron, x + PANEL / 2, y - 7);
      BufferedImage picture = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < inputs; i++) {
        picture.setRGB(i % columns, i / columns, colours.rgb(weights[neuron * inputs + i]));
      }
      int width = Math.max(1, (int) Math.round(scale * columns));
      int height = Math.max(1, (int) Math.round(scale * rows));
      Png.drawOver(g2, picture, x + (PANEL - width) / 2, y + (PANEL - height) / 2, width, height);
    }
    bar(g2, colours);
  }

  private static void bar(Graphics2D g2, Colours colours) {
    BufferedImage strip = new BufferedImage(1, BAR_SHADES, BufferedImage.TYPE_INT_RGB);
    Range range = colours.range();
    for (int i = 0; i < BAR_SHADES; i++) {
      double fraction = (i + 0.5) / BAR_SHADES;
      strip.setRGB(0, i, colours.rgb(range.getUpperBound() - fraction * range.getLength()));
    }
    Png.drawOver(g2, strip, BAR_LEFT, TOP, BAR_WIDTH, BAR_HEIGHT);
    Rectangle2D bar =
        new Rectangle2D.Double(
            Png.points(BAR_LEFT), Png.points(TOP), Png.points(BAR_WIDTH), Png.points(BAR_HEIGHT));
    ChartStyle.axis("Weight", range, 8)
        .draw(g2, bar.getMaxX(), bar, bar, RectangleEdge.RIGHT, null);
  }

  private static Colours colours(float[] weights, int length) {
    double[] shown = new double[length];
    for (int i = 0; i < length; i++) {
      shown[i] = weights[i];
    }
    Range range = ChartStyle.rangeOf(shown);
    if (range != null && range.getLowerBound() < 0) {
      return Diverging.of(range);
    }
    return new Viridis(range == null || range.getLength() == 0 ? ChartStyle.padded(range) : range);
  }

  /** Draws text whose baseline is centred at a pixel. */
  private static void text(Graphics2D g2, String text, int x, int y) {
    double width = g2.getFontMetrics().getStringBounds(text, g2).getWidth();
    g2.drawString(text, (float) (Png.points(x) - width / 2), (float) Png.points(y));
  }
}
