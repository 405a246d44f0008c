package snn.picture;

import org.jfree.data.Range;

/**
 * From blue over white to red: white is zero, and numbers of the same size are as far from it.
 *
 * @param range symmetrical about zero
 */
record Diverging(Range range) implements Colours {

  /** Colours from zero to one end, at equal distances. */
  private static final int[] RED = {0xf7f7f7, 0xf0b89a, 0xcf5246, 0x6b0620};

  private static final int[] BLUE = {0xf7f7f7, 0x9fc6e2, 0x3f82bd, 0x0a2f62};

  /** The smallest that holds the values of another range. */
  static Diverging of(Range values) {
    double end = Math.max(Math.abs(values.getLowerBound()), Math.abs(values.getUpperBound()));
    return new Diverging(new Range(-end, end));
  }

  @Override
  public int rgb(double value) {
    int[] colours = value < 0 ? BLUE : RED;
    int last = colours.length - 1;
    // Not a number is no side: white.
    double place = Math.clamp(Math.abs(value) / range.getUpperBound(), 0.0, 1.0) * last;
    int from = Math.min((int) place, last - 1);
    double share = Double.isNaN(place) ? 0 : place - from;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = colours[from] >> shift & 0xff;
      int b = colours[from + 1] >> shift & 0xff;
      rgb |= (int) Math.round(a + share * (b - a)) << shift;
    }
    return rgb;
  }
}
