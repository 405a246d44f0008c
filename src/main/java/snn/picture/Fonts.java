package snn.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import snn.Headless;

/** The fonts that figures are lettered with. */
public final class Fonts {

  private Fonts() {}

  /** Why figures have none, with what helps; empty where they have. */
  public static Optional<String> missing() {
    Headless.set();
    Graphics2D g2 = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      Png.requireFonts(g2);
      return Optional.empty();
    } catch (FigureException e) {
      return Optional.of(e.getMessage());
    } finally {
      g2.dispose();
    }
  }
}
