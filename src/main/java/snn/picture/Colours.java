package snn.picture;

import java.awt.Color;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.data.Range;

/** A colour for each of a range of values; values beyond take the colour of the nearer end. */
interface Colours extends PaintScale {

  /** The values that the first and the last colour stand for. */
  Range range();

  /** The colour of {@code value} as 0xRRGGBB. */
  int rgb(double value);

  @Override
  default Color getPaint(double value) {
    return new Color(rgb(value));
  }

  @Override
  default double getLowerBound() {
    return range().getLowerBound();
  }

  @Override
  default double getUpperBound() {
    return range().getUpperBound();
  }
}
