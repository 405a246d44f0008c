package snn.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import snn.AtomicFiles;
import snn.Headless;

/** Paints a picture measured in points and writes it as a PNG of 150 dpi. */
final class Png {

  static final int DPI = 150;
  static final int POINTS_PER_INCH = 72;

  private static final String PIXELS_PER_METRE = Long.toString(Math.round(DPI / 0.0254));

  /**
   * Held while a picture is painted. AWT keeps caches that all pictures share, and once, on a busy
   * machine, one that was painted beside others came out with other bytes than alone.
   */
  private static final Object PAINTING = new Object();

  private Png() {}

  /**
   * Paints on white and writes the file, whole or not at all.
   *
   * @param painter gets the whole picture as an area in points, the origin at the top left, to
   *     paint on; all use of AWT belongs in it, for AWT settles at its first use whether it is
   *     headless
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  static void write(
      Path file,
      double widthInches,
      double heightInches,
      BiConsumer<Graphics2D, Rectangle2D> painter)
      throws IOException {
    Headless.set();
    int width = (int) Math.round(widthInches * DPI);
    int height = (int) Math.round(heightInches * DPI);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g2 = image.createGraphics();
    try {
      requireFonts(g2);
      g2.setColor(Color.WHITE);
      g2.fillRect(0, 0, width, height);
      g2.scale((double) DPI / POINTS_PER_INCH, (double) DPI / POINTS_PER_INCH);
      g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g2.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g2.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      g2.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      Rectangle2D area =
          new Rectangle2D.Double(
              0, 0, widthInches * POINTS_PER_INCH, heightInches * POINTS_PER_INCH);
      synchronized (PAINTING) {
        painter.accept(g2, area);
      }
    } finally {
      g2.dispose();
    }
    byte[] png = encode(image);
    AtomicFiles.write(file, out -> out.write(png));
  }

  /**
   * Meets the font system before anything else does: where it is broken, each Java release and each
   * distribution fails in its own way, and often inside a static initialiser.
   */
  static void requireFonts(Graphics2D g2) {
    try {
      g2.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 10)).stringWidth("0");
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new FigureException(
          "figures need fonts and Java found none (%s); install the packages: fontconfig fonts-dejavu-core"
              .formatted(e),
          e);
    }
  }

  /**
   * Draws a picture over whole pixels, nearest neighbour; fills them with the colour that is set
   * where there is none.
   */
  static void drawOver(Graphics2D g2, BufferedImage picture, int x, int y, int w, int h) {
    AffineTransform inPoints = g2.getTransform();
    g2.setTransform(new AffineTransform());
    if (picture == null) {
      g2.fillRect(x, y, w, h);
    } else {
      boolean smaller = w < picture.getWidth() || h < picture.getHeight();
      g2.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION,
          smaller
              ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
              : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
      g2.drawImage(picture, x, y, w, h, null);
    }
    g2.setTransform(inPoints);
  }

  /** The length of so many pixels in points. */
  static double points(int pixels) {
    return (double) pixels * POINTS_PER_INCH / DPI;
  }

  /**
   * Encodes in memory, since ImageIO hides why a file cannot be written, and makes temporary files.
   */
  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(png)) {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
      addResolution(metadata);
      writer.setOutput(stream);
      writer.write(new IIOImage(image, null, metadata));
    } finally {
      writer.dispose();
    }
    return png.toByteArray();
  }

  private static void addResolution(IIOMetadata metadata) throws IIOInvalidTreeException {
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode physical = new IIOMetadataNode("pHYs");
    physical.setAttribute("pixelsPerUnitXAxis", PIXELS_PER_METRE);
    physical.setAttribute("pixelsPerUnitYAxis", PIXELS_PER_METRE);
    physical.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(format);
    root.appendChild(physical);
    metadata.mergeTree(format, root);
  }
}
