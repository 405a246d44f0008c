package snn.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jfree.data.Range;
import snn.data.ImageShape;
import snn.experiment.Model;

/** Weights as pictures: of what the first hidden neurons look at, or the readout of each class. */
public final class FilterFigure {

  private static final int ROWS = 4;
  private static final int COLUMNS = 8;

  private FilterFigure() {}

  /**
   * Draws the first 32 weight rows as pictures, eight side by side, on one colour scale: from blue
   * over white to red, with 0 white, where weights are of either sign; 1800 × 900 pixels.
   *
   * @param weights the layer's weights, [H, N], row-major
   * @param rows height of an image in pixels
   * @param columns width of an image in pixels
   * @throws IllegalArgumentException if the weights are not [H, rows · columns] with H at least 1
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, String title, float[] weights, int rows, int columns)
      throws IOException {
    int inputs = rows * columns;
    if (weights.length == 0 || weights.length % inputs != 0) {
      throw new IllegalArgumentException(
          "%s weights are no rows of %s inputs".formatted(weights.length, inputs));
    }
    int panels = Math.min(weights.length / inputs, ROWS * COLUMNS);
    write(
        file,
        title,
        weights,
        new ImageShape(rows, columns),
        IntStream.range(0, panels).mapToObj(neuron -> "neuron " + neuron).toList(),
        new PictureGrid(ROWS, COLUMNS, 1));
  }

  /**
   * Draws for each class what its readout looks for in an image, on one colour scale: red where
   * light speaks for the class, blue where it speaks against it.
   *
   * @param projected see {@link Model#projected}, [K, N], row-major
   * @param names of the classes, [K]
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void writeReadout(
      Path file, String title, float[] projected, ImageShape shape, List<String> names)
      throws IOException {
    write(file, title, projected, shape, names, PictureGrid.holding(names.size(), 1));
  }

  private static void write(
      Path file,
      String title,
      float[] weights,
      ImageShape shape,
      List<String> captions,
      PictureGrid grid)
      throws IOException {
    int inputs = shape.pixels();
    Colours colours = colours(weights, captions.size() * inputs);
    List<PictureGrid.Panel> panels = new ArrayList<>();
    for (int panel = 0; panel < captions.size(); panel++) {
      int[] rgb = new int[inputs];
      for (int i = 0; i < inputs; i++) {
        rgb[i] = colours.rgb(weights[panel * inputs + i]);
      }
      panels.add(new PictureGrid.Panel(List.of(captions.get(panel)), rgb));
    }
    grid.write(file, title, panels, shape, Optional.of(colours));
  }

  private static Colours colours(float[] weights, int length) {
    double[] shown = new double[length];
    for (int i = 0; i < length; i++) {
      shown[i] = weights[i];
    }
    Range range = ChartStyle.rangeOf(shown);
    if (range != null && range.getLowerBound() < 0) {
      return Diverging.of(range);
    }
    return new Viridis(range == null || range.getLength() == 0 ? ChartStyle.padded(range) : range);
  }
}
