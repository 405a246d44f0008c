package snn.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import snn.Words;
import snn.data.LabelledImages;

/** The first images of each class, side by side. */
public final class ContactSheet {

  /** Images of a class. */
  private static final int COLUMNS = 10;

  // In pixels. A picture is at most so high and wide; a larger one is drawn smaller.
  private static final int CELL = 64;
  private static final int PITCH = CELL + 6;
  private static final int TOP = 60;
  private static final int MARGIN = 20;

  /** Room on the left for the names of the classes, in pixels. */
  private static final int LEFT = 200;

  /** Characters of a name. */
  private static final int NAME = 16;

  private static final Color PAPER = new Color(0xd0d0d0);

  private ContactSheet() {}

  /**
   * Draws a row for each class, with its name and its first ten images; 920 pixels wide, 70 high
   * for each class.
   *
   * @param images of which the first are drawn
   * @param names of the classes, [K]
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, String title, LabelledImages images, List<String> names)
      throws IOException {
    int width = LEFT + COLUMNS * PITCH + MARGIN;
    int height = TOP + names.size() * PITCH + MARGIN;
    Png.write(
        file,
        (double) width / Png.DPI,
        (double) height / Png.DPI,
        (g2, _) -> paint(g2, title, images, names));
  }

  private static void paint(
      Graphics2D g2, String title, LabelledImages images, List<String> names) {
    g2.setColor(Color.BLACK);
    g2.setFont(ChartStyle.TITLE);
    g2.drawString(title, (float) Png.points(MARGIN), (float) Png.points(TOP - 24));
    g2.setFont(ChartStyle.LABEL);
    for (int k = 0; k < names.size(); k++) {
      g2.drawString(
          Words.shortened(names.get(k), NAME),
          (float) Png.points(MARGIN),
          (float) Png.points(TOP + k * PITCH + CELL / 2 + 7));
    }
    int[] drawn = new int[names.size()];
    for (int i = 0; i < images.size(); i++) {
      int k = images.label(i);
      if (drawn[k] < COLUMNS) {
        picture(g2, images, i, LEFT + drawn[k]++ * PITCH, TOP + k * PITCH);
      }
    }
  }

  private static void picture(Graphics2D g2, LabelledImages images, int i, int x, int y) {
    int rows = images.shape().rows();
    int columns = images.shape().columns();
    BufferedImage picture = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    for (int p = 0; p < rows * columns; p++) {
      int level = images.pixels()[i * rows * columns + p] & 0xff;
      picture.setRGB(p % columns, p / columns, level << 16 | level << 8 | level);
    }
    int longer = Math.max(rows, columns);
    double scale = longer <= CELL ? Math.floorDiv(CELL, longer) : (double) CELL / longer;
    int width = Math.max(1, (int) Math.round(scale * columns));
    int height = Math.max(1, (int) Math.round(scale * rows));
    // A frame, so that black images end somewhere.
    g2.setColor(PAPER);
    Png.drawOver(
        g2, null, x + (CELL - width) / 2 - 1, y + (CELL - height) / 2 - 1, width + 2, height + 2);
    Png.drawOver(g2, picture, x + (CELL - width) / 2, y + (CELL - height) / 2, width, height);
  }
}
