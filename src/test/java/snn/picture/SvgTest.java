package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SvgTest {

  @Test
  void whateverIsTextIsEscaped() {
    String odd = "<script>\"&'";
    String picture =
        new Svg(3, 2, odd)
            .group("g", "data-series", odd)
            .text("t", 1, 1, "end", odd)
            .end()
            .bar("b", 0, 0, 1, 1, odd)
            .picture();
    assertThat(picture)
        .doesNotContain("<script>")
        .contains("aria-label=\"&lt;script&gt;&quot;&amp;&#39;\"")
        .contains("<title>&lt;script&gt;&quot;&amp;&#39;</title>");
  }

  @Test
  void ticksAreRoundAndWithin() {
    assertThat(new Scale(-0.03, 0.31, 0, 10, false).ticks(4)).containsExactly(0, 0.1, 0.2, 0.3);
    assertThat(new Scale(0.02, 300, 0, 10, true).ticks(9)).containsExactly(0.1, 1, 10, 100);
    assertThat(Scale.over(DoubleStream.of(7, Double.NaN, 7), 0, 10, true).at(7)).isEqualTo(5);
    assertThat(Scale.over(DoubleStream.empty(), 0, 10, true).ticks(4)).isNotEmpty();
    assertThat(new Scale(1, 100, 0, 10, true).at(10)).isEqualTo(5);
    assertThat(new Scale(0, 1, 0, 10, false).ticks(0)).isEmpty();
    // From the top down.
    assertThat(new Scale(9.5, -0.5, 10, 0, false).ticks(2)).containsExactly(0, 5);
    assertThat(new Scale(9.5, -0.5, 10, 0, false).at(-0.5)).isZero();
  }

  @Test
  void ticksThatAreCloseDiffer() {
    double[] close = {339.82, 339.84, 339.86};
    assertThat(Svg.tick(339.82, close)).isEqualTo("339.82");
    assertThat(Svg.tick(0.2, new double[] {0, 0.2})).isEqualTo("0.2");
    assertThat(Svg.ratio(1e-4)).isEqualTo("10⁻⁴");
    assertThat(Svg.ratio(0.1)).isEqualTo("0.1");
  }

  @Test
  void aLineHasGapsWhereThereIsNothing() {
    Svg svg = new Svg(10, 10, "");
    new Panel(svg, new Scale(0, 4, 0, 4, false), new Scale(0, 1, 1, 0, false))
        .line("s0", new double[] {0, 1, 2, 3}, new double[] {0, Double.NaN, 1, 0.5});
    assertThat(svg.picture()).contains("d=\"M0 1M2 0L3 0.5\"");
  }
}
