package snn.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import javax.imageio.ImageIO;

/** A PNG as a test looks at it. */
record Picture(BufferedImage image, int pixelsPerMetreX, int pixelsPerMetreY) {

  static final IntPredicate DARK = rgb -> (rgb >> 8 & 0xff) < 100;

  static Picture read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    // Latin 1 keeps a byte a character.
    int chunk = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("pHYs") + 4;
    ByteBuffer physical = ByteBuffer.wrap(bytes, chunk, 8);
    return new Picture(
        ImageIO.read(new ByteArrayInputStream(bytes)), physical.getInt(), physical.getInt());
  }

  String size() {
    return image.getWidth() + " x " + image.getHeight();
  }

  int rgb(int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  /** The smallest rectangle around all pixels of a colour; empty if there are none. */
  Rectangle bounds(IntPredicate colour) {
    Rectangle bounds = new Rectangle(-1, -1);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (colour.test(rgb(x, y))) {
          bounds.add(new Rectangle(x, y, 1, 1));
        }
      }
    }
    return bounds;
  }

  /** How many pixels have exactly this colour. */
  int countOf(int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += rgb(x, y) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  /** This picture where it differs from another, and white elsewhere. */
  Picture without(Picture other) {
    BufferedImage rest =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        rest.setRGB(x, y, rgb(x, y) == other.rgb(x, y) ? 0xffffff : rgb(x, y));
      }
    }
    return new Picture(rest, pixelsPerMetreX, pixelsPerMetreY);
  }
}
