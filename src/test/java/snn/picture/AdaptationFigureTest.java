package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptationFigureTest {

  private static final int BLUE = ChartStyle.tab10(0).getRGB() & 0xffffff;
  private static final int ORANGE = ChartStyle.tab10(1).getRGB() & 0xffffff;

  @TempDir private Path folder;

  @Test
  void ratesAreAboveGains() throws IOException {
    Picture picture = draw(7, 25);
    assertThat(picture.size()).isEqualTo("1200 x 750");
    assertThat(picture.pixelsPerMetreX()).isEqualTo(5906);
    // Left of the legend.
    Picture panels = new Picture(picture.image().getSubimage(0, 0, 950, 750), 0, 0);
    Rectangle rate = panels.bounds(rgb -> rgb == BLUE);
    Rectangle gain = panels.bounds(rgb -> rgb == ORANGE);
    Rectangle band = panels.bounds(AdaptationFigureTest::isPaleOrange);
    assertThat(rate.getMaxY()).isLessThan(375);
    assertThat(gain.getMinY()).isGreaterThan(375);
    assertThat(band.getMinY()).isLessThan(gain.getMinY());
    assertThat(band.getMaxY()).isGreaterThan(gain.getMaxY());
    assertThat(rate.x).isEqualTo(gain.x);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 2345})
  void anyNumberOfBatchesIsDrawn(int batches) throws IOException {
    assertThat(draw(batches, 10).size()).isEqualTo("1200 x 750");
  }

  /**
   * One batch of millions that sticks out is a column of pixels, where it is and as high as it is.
   */
  @Test
  void ofManyBatchesNothingIsLost() throws IOException {
    int batches = 4_000_000;
    int odd = 1_234_567;
    double[] rate = fill(batches, 25);
    double[] gain = fill(batches, 1);
    double[] max = fill(batches, 1.5);
    rate[odd] = 100;
    gain[odd] = 5;
    Arrays.fill(max, odd - 10_000, odd, 9);
    Path file = folder.resolve("adaptation.png");
    AdaptationFigure.write(file, "title", rate, gain, gain, max, 25);
    Picture panels = new Picture(Picture.read(file).image().getSubimage(0, 0, 950, 750), 0, 0);
    Rectangle rates = panels.bounds(rgb -> rgb == BLUE);
    Rectangle gains = panels.bounds(rgb -> rgb == ORANGE);
    assertThat(rates.height).isGreaterThan(200);
    assertThat(gains.height).isBetween(100, 200);
    assertThat(panels.bounds(AdaptationFigureTest::isPaleOrange).height)
        .isGreaterThan(gains.height);
    int x = rates.x + Math.round((float) rates.width * odd / batches);
    assertThat(IntStream.rangeClosed(x - 2, x + 2).map(at -> panels.rgb(at, rates.y + 20)))
        .contains(BLUE);
  }

  @Test
  void sameInputSameBytes() throws IOException {
    draw(5, 10);
    Path again = folder.resolve("again.png");
    AdaptationFigure.write(again, "title", fill(5, 25), fill(5, 1), fill(5, 0.5), fill(5, 1.5), 10);
    assertThat(again).hasSameBinaryContentAs(folder.resolve("adaptation.png"));
  }

  @Test
  void lengthsMustAgree() {
    Path file = folder.resolve("adaptation.png");
    assertThatThrownBy(
            () ->
                AdaptationFigure.write(
                    file, "title", fill(3, 1), fill(3, 1), fill(2, 1), fill(3, 1), 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 3 rates, 3 mean, 2 smallest and 3 largest gains");
    assertThat(file).doesNotExist();
  }

  private static boolean isPaleOrange(int rgb) {
    return (rgb >> 16) > 230 && (rgb & 0xff) > 150 && (rgb & 0xff) < 210;
  }

  private static double[] fill(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  private Picture draw(int batches, double targetHz) throws IOException {
    Path file = folder.resolve("adaptation.png");
    AdaptationFigure.write(
        file,
        "title",
        fill(batches, 25),
        fill(batches, 1),
        fill(batches, 0.5),
        fill(batches, 1.5),
        targetHz);
    return Picture.read(file);
  }
}
