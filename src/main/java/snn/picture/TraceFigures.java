package snn.picture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;
import snn.core.SampleTrace;

/** What the hidden layer did on one image: its spikes and its membrane potentials. */
public final class TraceFigures {

  private static final int RASTER_NEURONS = 50;
  private static final int VOLTAGE_NEURONS = 8;
  private static final double WIDTH_INCHES = 8;
  private static final double HEIGHT_INCHES = 4;

  /** The frame of a raster in points, about; marks are measured with it. */
  private static final double FRAME_WIDTH = 510;

  private static final double FRAME_HEIGHT = 215;

  private TraceFigures() {}

  /**
   * Draws the spikes of the first 50 neurons, a mark each: time step across, neuron up; 1200 × 600
   * pixels.
   *
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void writeRaster(Path file, String title, SampleTrace trace) throws IOException {
    Png.write(
        file,
        WIDTH_INCHES,
        HEIGHT_INCHES,
        (g2, area) -> ChartStyle.draw(g2, area, title, raster(trace)));
  }

  /**
   * Draws the membrane potentials of the first 8 neurons against the time step, a line each, and
   * the threshold as a dashed line; 1200 × 600 pixels. Potentials that are not finite leave gaps.
   *
   * @param threshold v_th, in the unit of the potentials
   * @throws FigureException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void writeVoltage(Path file, String title, SampleTrace trace, double threshold)
      throws IOException {
    Png.write(
        file,
        WIDTH_INCHES,
        HEIGHT_INCHES,
        (g2, area) -> ChartStyle.draw(g2, area, title, voltage(trace, threshold)));
  }

  private static XYPlot raster(SampleTrace trace) {
    int neurons = Math.min(RASTER_NEURONS, trace.hidden());
    double[][] spikes = new double[2][trace.numSteps() * neurons];
    int count = 0;
    for (int neuron = 0; neuron < neurons; neuron++) {
      for (int t = 0; t < trace.numSteps(); t++) {
        if (trace.spikedAt(t, neuron)) {
          spikes[0][count] = t;
          spikes[1][count++] = neuron;
        }
      }
    }
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries(
        "spikes",
        new double[][] {Arrays.copyOf(spikes[0], count), Arrays.copyOf(spikes[1], count)});

    // A neuron that fires at every other step must still show white between its marks.
    double width = Math.clamp(0.5 * FRAME_WIDTH / trace.numSteps(), 0.5, 2);
    double height = Math.min(0.8 * FRAME_HEIGHT / neurons, 20);
    XYLineAndShapeRenderer marks = new XYLineAndShapeRenderer(false, true);
    marks.setSeriesShape(0, new Rectangle2D.Double(-width / 2, -height / 2, width, height));
    marks.setSeriesPaint(0, Color.BLACK);
    marks.setDrawOutlines(false);

    NumberAxis index = ChartStyle.countAxis("Neuron index", new Range(-0.5, neurons - 0.5), 6);
    XYPlot plot = ChartStyle.plot(data, timeAxis(trace), index, marks);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setNoDataMessage("no spikes");
    return plot;
  }

  private static XYPlot voltage(SampleTrace trace, double threshold) {
    int neurons = Math.min(VOLTAGE_NEURONS, trace.hidden());
    NumberAxis time = timeAxis(trace);
    DefaultXYDataset data = new DefaultXYDataset();
    XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
    Range values = new Range(threshold, threshold);
    for (int neuron = 0; neuron < neurons; neuron++) {
      double[][] line = new double[2][trace.numSteps()];
      for (int t = 0; t < trace.numSteps(); t++) {
        float potential = trace.membraneAt(t, neuron);
        line[0][t] = t;
        line[1][t] = Float.isFinite(potential) ? potential : Double.NaN;
      }
      values = Range.combine(values, ChartStyle.rangeOf(line[1]));
      data.addSeries("neuron " + neuron, line);
      lines.setSeriesPaint(neuron, ChartStyle.tab10(neuron));
    }
    data.addSeries(
        "threshold",
        new double[][] {{time.getLowerBound(), time.getUpperBound()}, {threshold, threshold}});
    lines.setSeriesPaint(neurons, Color.BLACK);
    lines.setDrawSeriesLineAsPath(true);
    lines.setDefaultStroke(ChartStyle.LINE);
    lines.setAutoPopulateSeriesStroke(false);
    lines.setSeriesStroke(neurons, ChartStyle.DASHED);
    // A single step makes no line.
    lines.setDefaultShapesVisible(trace.numSteps() == 1);
    lines.setSeriesShapesVisible(neurons, false);
    lines.setAutoPopulateSeriesShape(false);
    lines.setDefaultShape(ChartStyle.MARKER);
    lines.setLegendLine(ChartStyle.LEGEND_LINE);
    return ChartStyle.plot(
        data, time, ChartStyle.axis("Membrane potential", ChartStyle.padded(values), 7), lines);
  }

  /** A little to the left of step 0, so that a mark there is whole. */
  private static NumberAxis timeAxis(SampleTrace trace) {
    return ChartStyle.countAxis("Time step", new Range(-0.5, Math.max(1, trace.numSteps())), 10);
  }
}
