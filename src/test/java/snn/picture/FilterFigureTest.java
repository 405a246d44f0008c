package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterFigureTest {

  private static final int LIGHTEST = 0xfde725;
  private static final int DARKEST = 0x440154;

  @TempDir private Path folder;

  @Test
  void weightsAreSquaresOfTheirColour() throws IOException {
    float[] weights = new float[33 * 784];
    Arrays.fill(weights, 0.5f);
    // Neuron 10 is the third of the second row; row 2 and column 5 of its picture.
    weights[10 * 784 + 2 * 28 + 5] = 1;
    weights[10 * 784 + 2 * 28 + 6] = 0;
    // Neuron 32 is not shown, and does not count in the colour scale.
    weights[32 * 784] = 100;
    Picture picture = draw(weights);

    assertThat(picture.size()).isEqualTo("1800 x 900");
    assertThat(picture.pixelsPerMetreX()).isEqualTo(5906);
    Picture panels = picture.without(draw(new float[33 * 784]));
    Rectangle light = panelBounds(panels, LIGHTEST);
    Rectangle dark = panelBounds(panels, DARKEST);
    assertThat(light.getSize()).isEqualTo(new Dimension(6, 6));
    assertThat(dark).isEqualTo(new Rectangle(light.x + 6, light.y, 6, 6));
    assertThat(picture.rgb(light.x - 1, light.y)).isEqualTo(0x21918c);

    Rectangle first = panelBounds(draw(one(0)), LIGHTEST);
    Rectangle second = panelBounds(draw(one(9 * 784)), LIGHTEST);
    int right = second.x - first.x;
    int down = second.y - first.y;
    assertThat(light.x).isEqualTo(first.x + 2 * right + 5 * 6);
    assertThat(light.y).isEqualTo(first.y + down + 2 * 6);
  }

  /** One weight is negative: blue, where without it no colour is. */
  @Test
  void weightsOfEitherSignAreBlueAndRed() throws IOException {
    float[] weights = new float[33 * 784];
    weights[10 * 784 + 2 * 28 + 5] = -1;
    assertThat(panelBounds(draw(weights), 0x0a2f62).getSize()).isEqualTo(new Dimension(6, 6));
    weights[10 * 784 + 2 * 28 + 5] = 1;
    weights[10 * 784 + 2 * 28 + 9] = -1;
    assertThat(panelBounds(draw(weights), 0x6b0620).getSize()).isEqualTo(new Dimension(6, 6));
  }

  @Test
  void fewerNeuronsAreFewerPanels() throws IOException {
    Picture five = draw(new float[5 * 784]);
    Picture six = draw(new float[6 * 784]);
    Rectangle sixth = six.without(five).bounds(Picture.DARK.or(rgb -> rgb == 0x21918c));
    assertThat(sixth.width).isEqualTo(168);
    assertThat(sixth.height).isBetween(168, 200);
  }

  @Test
  void oddWeightsAreDrawn() throws IOException {
    float[] weights = new float[784];
    weights[3] = Float.NaN;
    weights[4] = Float.NEGATIVE_INFINITY;
    weights[5] = 1;
    assertThat(panelBounds(draw(weights), LIGHTEST).getSize()).isEqualTo(new Dimension(6, 6));
  }

  @Test
  void sameInputSameBytes() throws IOException {
    draw(one(77));
    assertThat(folder.resolve("filters.png"))
        .satisfies(
            file -> {
              Path again = folder.resolve("again.png");
              FilterFigure.write(again, "title", one(77), 28, 28);
              assertThat(again).hasSameBinaryContentAs(file);
            });
  }

  @Test
  void shapesMustAgree() {
    assertThatThrownBy(() -> draw(new float[785]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("785 weights are no rows of 784 inputs");
    assertThatThrownBy(() -> draw(new float[0])).isInstanceOf(IllegalArgumentException.class);
  }

  /** As large as fits, every weight a square. */
  @Test
  void otherShapesKeepTheirProportions() throws IOException {
    Path file = folder.resolve("wide.png");
    float[] weights = new float[10 * 30];
    weights[3 * 30 + 7] = 1;
    FilterFigure.write(file, "title", weights, 10, 30);
    Picture picture = Picture.read(file);
    assertThat(panelBounds(picture, LIGHTEST).getSize()).isEqualTo(new Dimension(5, 5));
    assertThat(panelBounds(picture, DARKEST).getSize()).isEqualTo(new Dimension(150, 50));
  }

  /** 33 neurons, all weights 0 but one. */
  private static float[] one(int index) {
    float[] weights = new float[33 * 784];
    weights[index] = 1;
    return weights;
  }

  /** Bounds left of the colour bar. */
  private static Rectangle panelBounds(Picture picture, int colour) {
    return new Picture(picture.image().getSubimage(0, 0, 1590, 900), 0, 0)
        .bounds(rgb -> rgb == colour);
  }

  private Picture draw(float[] weights) throws IOException {
    Path file = folder.resolve("filters.png");
    FilterFigure.write(file, "title", weights, 28, 28);
    return Picture.read(file);
  }
}
