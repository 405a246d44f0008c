package snn.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;
import snn.data.ImageShape;

/**
 * A figure of small pictures side by side, each under its caption; every pixel is a square of the
 * same size, of whole pixels of the figure.
 *
 * @param rows of pictures
 * @param columns of pictures
 * @param lines of a caption
 */
record PictureGrid(int rows, int columns, int lines) {

  private static final int PANEL = 168;
  private static final int LEFT = 75;
  private static final int PITCH_X = PANEL + 22;
  private static final int LINE = 17;

  /** Least number of columns, so that title and colour bar have room. */
  private static final int NARROWEST = 4;

  /** What a colour bar takes, with its numbers. */
  private static final int BAR = 205;

  private static final int BAR_WIDTH = 30;
  private static final int BAR_SHADES = 256;
  private static final String CUT = "…";

  /**
   * A picture.
   *
   * @param caption as many lines as the grid has room for
   * @param rgb colours of its pixels as 0xRRGGBB, row-major
   */
  record Panel(List<String> caption, int[] rgb) {}

  /** A grid with room for so many pictures, about twice as wide as high. */
  static PictureGrid holding(int pictures, int lines) {
    int columns = Math.max(1, (int) Math.ceil(Math.sqrt(2.0 * pictures)));
    return new PictureGrid(Math.max(1, Math.ceilDiv(pictures, columns)), columns, lines);
  }

  private int top() {
    return 73 + LINE * lines;
  }

  private int pitchY() {
    return PANEL + 18 + LINE * lines;
  }

  private int barLeft() {
    return LEFT + columns * PITCH_X + 20;
  }

  private double widthInches(boolean withBar) {
    int right = withBar ? BAR : LEFT - (PITCH_X - PANEL);
    return (LEFT + Math.max(columns, NARROWEST) * PITCH_X + right) / (double) Png.DPI;
  }

  private double heightInches() {
    return (top() + rows * pitchY() - 2) / (double) Png.DPI;
  }

  /**
   * Draws the pictures; 1800 × 900 pixels where there are four rows of eight.
   *
   * @param panels no more than there is room for
   * @param shape of every picture
   * @param bar colours that stand for weights, to be explained at the right
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  void write(Path file, String title, List<Panel> panels, ImageShape shape, Optional<Colours> bar)
      throws IOException {
    Png.write(
        file,
        widthInches(bar.isPresent()),
        heightInches(),
        (g2, area) -> {
          g2.setColor(Color.BLACK);
          g2.setFont(ChartStyle.TITLE);
          text(g2, title, LEFT + (Math.max(columns, NARROWEST) * PITCH_X) / 2, 42);
          g2.setFont(ChartStyle.SMALL);
          for (int i = 0; i < panels.size(); i++) {
            paint(
                g2,
                panels.get(i),
                shape,
                LEFT + i % columns * PITCH_X,
                top() + i / columns * pitchY());
          }
          bar.ifPresent(colours -> bar(g2, colours));
        });
  }

  private void paint(Graphics2D g2, Panel panel, ImageShape shape, int x, int y) {
    for (int line = 0; line < panel.caption.size(); line++) {
      int above = LINE * (panel.caption.size() - 1 - line);
      text(g2, fitting(g2, panel.caption.get(line)), x + PANEL / 2, y - 7 - above);
    }
    // Whole pixels a weight, as large as fits; of more weights than pixels fewer than one each.
    int longer = Math.max(shape.rows(), shape.columns());
    double scale = longer <= PANEL ? Math.floorDiv(PANEL, longer) : (double) PANEL / longer;
    BufferedImage picture =
        new BufferedImage(shape.columns(), shape.rows(), BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, shape.columns(), shape.rows(), panel.rgb, 0, shape.columns());
    int width = Math.max(1, (int) Math.round(scale * shape.columns()));
    int height = Math.max(1, (int) Math.round(scale * shape.rows()));
    Png.drawOver(g2, picture, x + (PANEL - width) / 2, y + (PANEL - height) / 2, width, height);
  }

  /** The beginning of a text that does not run into that of the next picture. */
  private static String fitting(Graphics2D g2, String text) {
    String cut = text;
    while (width(g2, cut) > Png.points(PITCH_X - 4)) {
      cut = cut.substring(0, cut.length() - 1 - (cut.equals(text) ? 0 : CUT.length())) + CUT;
    }
    return cut;
  }

  private void bar(Graphics2D g2, Colours colours) {
    BufferedImage strip = new BufferedImage(1, BAR_SHADES, BufferedImage.TYPE_INT_RGB);
    Range range = colours.range();
    for (int i = 0; i < BAR_SHADES; i++) {
      double fraction = (i + 0.5) / BAR_SHADES;
      strip.setRGB(0, i, colours.rgb(range.getUpperBound() - fraction * range.getLength()));
    }
    int height = (rows - 1) * pitchY() + PANEL;
    Png.drawOver(g2, strip, barLeft(), top(), BAR_WIDTH, height);
    Rectangle2D bar =
        new Rectangle2D.Double(
            Png.points(barLeft()), Png.points(top()), Png.points(BAR_WIDTH), Png.points(height));
    ChartStyle.axis("Weight", range, 8)
        .draw(g2, bar.getMaxX(), bar, bar, RectangleEdge.RIGHT, null);
  }

  /** Draws text whose baseline is centred at a pixel. */
  private static void text(Graphics2D g2, String text, int x, int y) {
    g2.drawString(text, (float) (Png.points(x) - width(g2, text) / 2), (float) Png.points(y));
  }

  private static double width(Graphics2D g2, String text) {
    return g2.getFontMetrics().getStringBounds(text, g2).getWidth();
  }
}
