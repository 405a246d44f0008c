package snn.picture;

import java.util.HexFormat;
import org.jfree.data.Range;
import snn.ResourceText;

/**
 * matplotlib's default colours over a range of values.
 *
 * <p>Source: Smith, van der Walt, Firing: viridis, https://bids.github.io/colormap, CC0.
 *
 * @param range the values that the darkest and the lightest colour stand for; values beyond take
 *     the colour of the nearer end
 */
record Viridis(Range range) implements Colours {

  private static final int SHADES = 256;

  /** The colours from dark to light, as 0xRRGGBB. */
  private static final int[] TABLE =
      ResourceText.of(Viridis.class, "viridis.txt")
          .lines()
          .mapToInt(HexFormat::fromHexDigits)
          .toArray();

  @Override
  public int rgb(double value) {
    double fraction = (value - range.getLowerBound()) / range.getLength();
    return TABLE[Math.clamp((int) (fraction * SHADES), 0, SHADES - 1)];
  }
}
