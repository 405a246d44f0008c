package snn.core;

import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * The intensity x in [0, 1] at which a pixel is encoded.
 *
 * @param intensity the curve from a pixel's byte to x
 */
public record Intensity(
    @Param(
            help =
                "How bright a pixel counts. linear: its value over 255; sqrt: the square root of"
                    + " that, so that dark parts of an image are told apart, too",
            preset = "linear")
        Curve intensity)
    implements Part {

  /** Curves from a pixel's byte to its intensity. */
  public enum Curve {
    /** x = byte / 255. */
    LINEAR,
    /** x = √(byte / 255). */
    SQRT
  }

  /** The published curve. */
  public static final Intensity LINEAR = new Intensity(Curve.LINEAR);

  private static final double WHITE = 255;

  public Intensity {
    Parts.check(Intensity.class, intensity);
  }

  /**
   * The intensity x of a pixel.
   *
   * @param level 0 … 255
   */
  public double of(int level) {
    double linear = level / WHITE;
    return intensity == Curve.LINEAR ? linear : Math.sqrt(linear);
  }
}
