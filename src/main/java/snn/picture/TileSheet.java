package snn.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Small pictures of one shape. All of them are one PNG, a pixel a pixel, of which each is cut out
 * where it is shown.
 */
public final class TileSheet {

  private static final int ACROSS = 16;

  private final String id;
  private final int rows;
  private final int columns;

  /** Colours as 0xRRGGBB, [pixels] each. */
  private final List<int[]> tiles = new ArrayList<>();

  private boolean coloured;

  /**
   * Begins without any.
   *
   * @param id of them in the page
   * @param rows height of each in pixels
   * @param columns width of each in pixels
   */
  public TileSheet(String id, int rows, int columns) {
    this.id = id;
    this.rows = rows;
    this.columns = columns;
  }

  /** Adds a grey picture and returns its number. */
  public int add(byte[] pixels) {
    int[] tile = new int[pixels.length];
    for (int i = 0; i < tile.length; i++) {
      tile[i] = (pixels[i] & 0xff) * 0x010101;
    }
    tiles.add(tile);
    return tiles.size() - 1;
  }

  /**
   * Adds values as colours and returns the picture's number: from blue over white to red where
   * {@code low} is negative, else from black to white.
   *
   * @param first index of the picture's first value
   */
  public int add(float[] values, int first, double low, double high) {
    int[] tile = new int[rows * columns];
    for (int i = 0; i < tile.length; i++) {
      tile[i] = low < 0 ? signed(values[first + i] / high) : grey(values[first + i], low, high);
    }
    coloured |= low < 0;
    tiles.add(tile);
    return tiles.size() - 1;
  }

  private static int grey(double value, double low, double high) {
    double share = high > low ? (value - low) / (high - low) : 0;
    return 0x010101 * (int) Math.round(255 * Math.clamp(share, 0.0, 1.0));
  }

  /** White at 0, red at 1, blue at −1. */
  private static int signed(double share) {
    int end = share < 0 ? 0x1f5fbf : 0xb3261e;
    double size = Math.clamp(Double.isNaN(share) ? 0 : Math.abs(share), 0.0, 1.0);
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int to = end >> shift & 0xff;
      rgb |= (int) Math.round(255 + size * (to - 255)) << shift;
    }
    return rgb;
  }

  /** All pictures, to be put into a page once, before they are shown. */
  public String sheet() {
    if (tiles.isEmpty()) {
      return "";
    }
    int down = Math.ceilDiv(tiles.size(), ACROSS);
    int across = Math.min(ACROSS, tiles.size());
    BufferedImage image =
        new BufferedImage(
            across * columns,
            down * rows,
            coloured ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    int[] line = new int[columns];
    for (int n = 0; n < tiles.size(); n++) {
      int left = n % ACROSS * columns;
      int top = n / ACROSS * rows;
      for (int r = 0; r < rows; r++) {
        System.arraycopy(tiles.get(n), r * columns, line, 0, columns);
        if (coloured) {
          image.setRGB(left, top + r, columns, 1, line, 0, columns);
        } else {
          // Through setRGB, greys would be taken for those of a screen.
          for (int c = 0; c < columns; c++) {
            image.getRaster().setSample(left + c, top + r, 0, line[c] & 0xff);
          }
        }
      }
    }
    return ("<svg class=\"sheet\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><image"
            + " id=\"%s\" width=\"%s\" height=\"%s\""
            + " href=\"data:image/png;base64,%s\"/></defs></svg>")
        .formatted(
            id, across * columns, down * rows, Base64.getEncoder().encodeToString(png(image)));
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Shows one of them. */
  public String show(int tile, String alt) {
    int left = tile % ACROSS * columns;
    int top = tile / ACROSS * rows;
    return ("<svg class=\"tile\" viewBox=\"%s %s %s %s\" role=\"img\" aria-label=\"%s\"><title>%s"
            + "</title><use href=\"#%s\"/></svg>")
        .formatted(left, top, columns, rows, Svg.escaped(alt), Svg.escaped(alt), id);
  }
}
