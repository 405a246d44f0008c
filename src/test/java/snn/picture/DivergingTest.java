package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.jfree.data.Range;
import org.junit.jupiter.api.Test;

class DivergingTest {

  private static final Colours COLOURS = Diverging.of(new Range(-2, 1));

  private static int red(int rgb) {
    return rgb >> 16;
  }

  private static int blue(int rgb) {
    return rgb & 0xff;
  }

  @Test
  void zeroIsInTheMiddle() {
    assertThat(COLOURS.range()).isEqualTo(new Range(-2, 2));
    assertThat(COLOURS.rgb(0)).isEqualTo(0xf7f7f7);
    assertThat(COLOURS.rgb(-0.0)).isEqualTo(0xf7f7f7);
    assertThat(COLOURS.rgb(Double.NaN)).isEqualTo(0xf7f7f7);
  }

  @Test
  void negativeIsBlueAndPositiveRedAndBothDarkenTowardsTheEnds() {
    for (double size = 0.1; size <= 2; size += 0.1) {
      int positive = COLOURS.rgb(size);
      int negative = COLOURS.rgb(-size);
      assertThat(red(positive)).isGreaterThan(blue(positive));
      assertThat(blue(negative)).isGreaterThan(red(negative));
      assertThat(blue(positive)).isLessThanOrEqualTo(blue(COLOURS.rgb(size - 0.1)));
      assertThat(red(negative)).isLessThanOrEqualTo(red(COLOURS.rgb(0.1 - size)));
    }
    assertThat(COLOURS.rgb(2)).isEqualTo(COLOURS.rgb(9)).isEqualTo(0x6b0620);
    assertThat(COLOURS.rgb(-2))
        .isEqualTo(COLOURS.rgb(Double.NEGATIVE_INFINITY))
        .isEqualTo(0x0a2f62);
  }
}
