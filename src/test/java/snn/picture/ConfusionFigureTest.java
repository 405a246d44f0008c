package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.data.Dataset;

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
    ConfusionFigure.write(again, "title", new int[10][10], Dataset.numbered(10), "digit");
    assertThat(again).hasSameBinaryContentAs(folder.resolve("confusion.png"));
  }

  /** In cells as small as those of 62 classes a count could not be read. */
  @Test
  void manyClassesAreCellsOfColourOnly() throws IOException {
    int classes = 62;
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "c" + k).toList();
    int[][] counts = new int[classes][classes];
    counts[31][17] = 500;
    Path file = folder.resolve("many.png");
    ConfusionFigure.write(file, "title", counts, names, "class");
    Picture picture = Picture.read(file);
    Rectangle all = picture.bounds(rgb -> rgb == DARKEST);
    Rectangle cell = picture.bounds(rgb -> rgb == LIGHTEST);
    assertThat((cell.getCenterX() - all.x) / all.width * classes).isBetween(17.2, 17.8);
    assertThat((cell.getCenterY() - all.y) / all.height * classes).isBetween(31.2, 31.8);
    assertThat(crop(picture, all, 2).countOf(0xffffff)).isZero();
    // A line of its own for each name.
    assertThat(all.height / (double) classes).isGreaterThan(15);
    assertThat(linesLeftOf(picture, all)).isEqualTo(classes);
  }

  /** Runs of rows that have ink, in the strip where the names stand. */
  private static int linesLeftOf(Picture picture, Rectangle all) {
    int lines = 0;
    boolean ink = false;
    for (int y = all.y; y < all.y + all.height; y++) {
      boolean now = false;
      for (int x = all.x - 30; x < all.x - 12; x++) {
        now |= (picture.image().getRGB(x, y) & 0xff) < 0x80;
      }
      lines += now && !ink ? 1 : 0;
      ink = now;
    }
    return lines;
  }

  @Test
  void otherShapesAreRefused() {
    assertThatThrownBy(() -> draw(new int[9][10]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected counts of 10 classes, found 9");
    assertThatThrownBy(() -> draw(new int[10][11]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 10 counts of class 0, found 11");
  }

  /** The inside of a cell, without its border. */
  private static Picture crop(Picture picture, Rectangle cell) {
    return crop(picture, cell, 8);
  }

  private static Picture crop(Picture picture, Rectangle cell, int border) {
    return new Picture(
        picture
            .image()
            .getSubimage(
                cell.x + border,
                cell.y + border,
                cell.width - 2 * border,
                cell.height - 2 * border),
        0,
        0);
  }

  private Picture draw(int[][] counts) throws IOException {
    Path file = folder.resolve("confusion.png");
    ConfusionFigure.write(file, "title", counts, Dataset.numbered(10), "digit");
    return Picture.read(file);
  }
}
