package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AxisFigureTest {

  private static final double[] NO_BARS = {};
  private static final int BLUE = ChartStyle.tab10(0).getRGB() & 0xffffff;

  @TempDir private Path folder;

  @Test
  void positiveValuesStandOnALogarithmicAxis() throws IOException {
    Picture both = draw(values(1, 100), values(0.3, 0.9), NO_BARS);
    assertThat(both.size()).isEqualTo("750 x 600");
    assertThat(both.pixelsPerMetreX()).isEqualTo(5906);
    Rectangle line = line(both);
    // With a third point half way in logarithms, high up; its marker is in the middle.
    Picture three = draw(values(1, 10, 100), values(0.3, 0.9, 0.3), NO_BARS);
    Rectangle all = line(three);
    assertThat(all.x).isEqualTo(line.x);
    assertThat(all.width).isEqualTo(line.width);
    assertThat(three.rgb(all.x + all.width / 2, all.y + 6)).isEqualTo(BLUE);
  }

  @Test
  void otherValuesStandOnALinearAxis() throws IOException {
    Picture two = draw(values(-1, 3), values(0.3, 0.9), NO_BARS);
    Picture three = draw(values(-1, 1, 3), values(0.3, 0.9, 0.3), NO_BARS);
    Rectangle all = line(three);
    assertThat(all.width).isEqualTo(line(two).width);
    assertThat(three.rgb(all.x + all.width / 2, all.y + 6)).isEqualTo(BLUE);
  }

  @Test
  void tinyDifferencesLookTiny() throws IOException {
    assertThat(line(draw(values(5, 20), values(0.5, 0.501), NO_BARS)).height).isLessThan(40);
    assertThat(line(draw(values(5, 20), values(0.5, 0.6), NO_BARS)).height).isGreaterThan(300);
  }

  @Test
  void orderDoesNotMatter() throws IOException {
    Path sorted = folder.resolve("sorted.png");
    Path mixed = folder.resolve("mixed.png");
    AxisFigure.write(
        sorted, "title", "x", values(5, 20, 50), values(0.1, 0.2, 0.3), values(0.01, 0.02, 0.03));
    AxisFigure.write(
        mixed, "title", "x", values(50, 5, 20), values(0.3, 0.1, 0.2), values(0.03, 0.01, 0.02));
    assertThat(mixed).hasSameBinaryContentAs(sorted);
  }

  @Test
  void errorBarsReachBeyondTheMarkers() throws IOException {
    double[] tau = values(20);
    double[] accuracy = values(0.5);
    assertThat(line(draw(tau, accuracy, NO_BARS)).height).isBetween(10, 16);
    assertThat(line(draw(tau, accuracy, values(0.02))).height).isGreaterThan(200);
  }

  @Test
  void oddSweepsAreDrawn() throws IOException {
    for (double accuracy : new double[] {0, 1, Double.NaN}) {
      assertThat(draw(values(20), values(accuracy), values(0.01)).size()).isEqualTo("750 x 600");
    }
    draw(values(20, 20, 21, 22, 0.001, 1e6), values(0, 1, 0.5, 0.5, 0.5, 0.5), NO_BARS);
  }

  @Test
  void markersAtTheEndsAreWhole() throws IOException {
    for (double accuracy : new double[] {0, 1}) {
      assertThat(line(draw(values(20), values(accuracy), NO_BARS)).height).isBetween(10, 16);
    }
  }

  @Test
  void wrongInputIsRefused() {
    assertThatThrownBy(() -> draw(values(), values(), NO_BARS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> draw(values(5, 20), values(0.1), NO_BARS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 2 values, 1 accuracies and 0 error bars");
    assertThatThrownBy(() -> draw(values(5, 20), values(0.1, 0.2), values(0.1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> draw(values(Double.NaN), values(0.1), NO_BARS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a value must be finite, found NaN");
  }

  private static double[] values(double... values) {
    return values;
  }

  private static Rectangle line(Picture picture) {
    return picture.bounds(rgb -> rgb == BLUE);
  }

  private Picture draw(double[] tauMs, double[] accuracy, double[] halfWidth) throws IOException {
    Path file = folder.resolve("tau.png");
    AxisFigure.write(file, "title", "x", tauMs, accuracy, halfWidth);
    return Picture.read(file);
  }
}
