package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.data.ImageShape;
import snn.data.LabelledImages;
import snn.experiment.Outcome;

class MisreadFigureTest {

  @TempDir private Path folder;

  private Picture draw(List<Outcome.Misread> misread, LabelledImages images, List<String> names)
      throws IOException {
    Path file = folder.resolve("misread.png");
    MisreadFigure.write(file, "title", misread, images, names);
    return Picture.read(file);
  }

  /** Where the picture of an image with one light pixel differs from that of a black one. */
  private Rectangle light(int place) throws IOException {
    List<Outcome.Misread> misread = new ArrayList<>();
    for (int i = 0; i <= place; i++) {
      misread.add(new Outcome.Misread(i == place ? 17 : i, 0, 1, 0.9));
    }
    byte[] pixels = new byte[20 * 6];
    ImageShape shape = new ImageShape(2, 3);
    List<String> names = List.of("zero", "one");
    Picture dark = draw(misread, new LabelledImages(pixels.clone(), new byte[20], shape), names);
    pixels[17 * 6 + 4] = (byte) 0xab;
    return draw(misread, new LabelledImages(pixels, new byte[20], shape), names)
        .without(dark)
        .bounds(rgb -> rgb == 0xababab);
  }

  /** A pixel is a square of its level, in the picture of its place. */
  @Test
  void imagesAreDrawnInOrder() throws IOException {
    Rectangle first = light(0);
    assertThat(first.getSize()).isEqualTo(new Dimension(56, 56));
    // The tenth is the second of the second row.
    assertThat(light(9))
        .isEqualTo(new Rectangle(first.x + 190, first.y + 220, first.width, first.height));
  }

  @Test
  void noMistakesAndLongNamesAreDrawn() throws IOException {
    LabelledImages images = new LabelledImages(new byte[4], new byte[1], new ImageShape(2, 2));
    assertThat(draw(List.of(), images, List.of("a", "b")).size()).isEqualTo("1648 x 325");
    String endless = "x".repeat(200);
    Picture picture = draw(List.of(new Outcome.Misread(0, 0, 1, 1)), images, List.of(endless, "b"));
    Rectangle text =
        picture.without(draw(List.of(), images, List.of("a", "b"))).bounds(Picture.DARK);
    assertThat(text.width).isLessThanOrEqualTo(190);
  }

  /** A picture a class, however many: 26 of them in eight columns. */
  @Test
  void readoutsOfAnyNumberOfClassesAreDrawn() throws IOException {
    Path file = folder.resolve("readout.png");
    float[] projected = new float[26 * 6];
    projected[25 * 6] = 1;
    projected[25 * 6 + 1] = -1;
    List<String> names = new ArrayList<>(Collections.nCopies(26, "letter"));
    FilterFigure.writeReadout(file, "title", projected, new ImageShape(2, 3), names);
    Picture picture = Picture.read(file);
    assertThat(picture.size()).isEqualTo("1800 x 900");
    assertThat(picture.rgb(75 + 190 + 28, 90 + 3 * 203 + 60)).isEqualTo(0x6b0620);
    assertThat(picture.rgb(75 + 190 + 28 + 56, 90 + 3 * 203 + 60)).isEqualTo(0x0a2f62);
  }
}
