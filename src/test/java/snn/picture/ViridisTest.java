package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.jfree.data.Range;
import org.junit.jupiter.api.Test;

class ViridisTest {

  private final Viridis colours = new Viridis(new Range(-1, 3));

  @Test
  void endsAndMiddleAreTheKnownColours() {
    assertThat(colours.getPaint(-1)).isEqualTo(new Color(68, 1, 84));
    assertThat(colours.getPaint(3)).isEqualTo(new Color(253, 231, 37));
    assertThat(colours.getPaint(1)).isEqualTo(new Color(33, 145, 140));
  }

  @Test
  void valuesBeyondTakeTheColourOfTheNearerEnd() {
    assertThat(colours.rgb(-7)).isEqualTo(colours.rgb(-1));
    assertThat(colours.rgb(7)).isEqualTo(colours.rgb(3));
  }

  @Test
  void greenRisesAllTheWay() {
    int last = -1;
    for (int shade = 0; shade < 256; shade++) {
      int green = colours.getPaint(-1 + 4 * (shade + 0.5) / 256).getGreen();
      assertThat(green).isGreaterThanOrEqualTo(last);
      last = green;
    }
  }
}
