package snn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfusionFigureTest {

  private static final int LIGHTEST = 0xfde725;
  private static final int DARKEST = 0x440154;

  @TempDir private Path folder;

  @Test
  void trueDigitsGoDownAndPredictedDigitsGoRight() throws IOException {
    int[][] counts = new int[10][10];
    counts[2][7] = 1135;
    Picture picture = draw(counts);
    assertThat(picture.size()).isEqualTo("900 x 810");
    assertThat(picture.pixelsPerMetreX()).isEqualTo(5906);
    Rectangle all = picture.bounds(rgb -> rgb == DARKEST);
    Rectangle cell = picture.bounds(rgb -> rgb == LIGHTEST);
    assertThat((cell.getCenterX() - all.x) / all.width * 10).isBetween(7.3, 7.7);
    assertThat((cell.getCenterY() - all.y) / all.height * 10).isBetween(2.3, 2.7);
    assertThat(cell.getWidth() / all.width).isBetween(0.09, 0.11);
  }

  @Test
  void countsStandOutAgainstTheirCell() throws IOException {
    int[][] counts = new int[10][10];
    counts[0][0] = 8;
    Picture picture = draw(counts);
    Rectangle light = picture.bounds(rgb -> rgb == LIGHTEST);
    Picture inLight = crop(picture, light);
    assertThat(inLight.bounds(Picture.DARK).height).isBetween(10, 20);
    light.translate(light.width, 0);
    assertThat(crop(picture, light).bounds(rgb -> rgb == 0xffffff).height).isBetween(10, 20);
  }

  @Test
  void emptyMatrixIsDrawn() throws IOException {
    assertThat(draw(new int[10][10]).countOf(DARKEST)).isGreaterThan(900 * 810 / 2);
  }

  @Test
  void sameInputSameBytes() throws IOException {
    draw(new int[10][10]);
    Path again = folder.resolve("again.png");
    ConfusionFigure.write(again, "title", new int[10][10]);
    assertThat(again).hasSameBinaryContentAs(folder.resolve("confusion.png"));
  }

  @Test
  void otherShapesAreRefused() {
    assertThatThrownBy(() -> draw(new int[9][10]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected counts of 10 digits, found 9");
    assertThatThrownBy(() -> draw(new int[10][11]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 10 counts of digit 0, found 11");
  }

  /** The inside of a cell, without its border. */
  private static Picture crop(Picture picture, Rectangle cell) {
    return new Picture(
        picture.image().getSubimage(cell.x + 8, cell.y + 8, cell.width - 16, cell.height - 16),
        0,
        0);
  }

  private Picture draw(int[][] counts) throws IOException {
    Path file = folder.resolve("confusion.png");
    ConfusionFigure.write(file, "title", counts);
    return Picture.read(file);
  }
}
