package snn.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import snn.data.LabelledImages;
import snn.experiment.Outcome;

/** Test images that are misread: what is confidently taken for what. */
public final class MisreadFigure {

  private static final int COLUMNS = 8;

  private MisreadFigure() {}

  /**
   * Draws images, eight side by side. Each has its class and the one that was read above it, and
   * below these its index and how probable the readout found its answer.
   *
   * @param misread which, in order; none leave a title alone
   * @param images of which these are some
   * @param names of the classes
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(
      Path file,
      String title,
      List<Outcome.Misread> misread,
      LabelledImages images,
      List<String> names)
      throws IOException {
    int size = images.shape().pixels();
    List<PictureGrid.Panel> panels = new ArrayList<>();
    for (Outcome.Misread one : misread) {
      int[] rgb = new int[size];
      for (int i = 0; i < size; i++) {
        rgb[i] = 0x010101 * (images.pixels()[one.image() * size + i] & 0xff);
      }
      panels.add(
          new PictureGrid.Panel(
              List.of(
                  "%s, read as %s".formatted(names.get(one.label()), names.get(one.read())),
                  String.format(Locale.ROOT, "image %d: %.4f", one.image(), one.probability())),
              rgb));
    }
    int rows = Math.max(1, Math.ceilDiv(misread.size(), COLUMNS));
    new PictureGrid(rows, COLUMNS, 2).write(file, title, panels, images.shape(), Optional.empty());
  }
}
