package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.core.SampleTrace;

class TraceFiguresTest {

  @TempDir private Path folder;

  @Test
  void spikeIsDarkWhereItBelongs() throws IOException {
    Picture right = raster(oneSpike(100, 60, 80, 10));
    Picture left = raster(oneSpike(100, 60, 20, 40));
    assertThat(right.size()).isEqualTo("1200 x 600");
    assertThat(right.pixelsPerMetreX()).isEqualTo(5906);
    Rectangle low = right.without(left).bounds(Picture.DARK);
    Rectangle high = left.without(right).bounds(Picture.DARK);
    assertThat(low.width).isBetween(3, 6);
    assertThat(low.height).isBetween(4, 9);
    // 60 of 100.5 steps, and 30 of 50 neurons, of a frame that fills most of the picture.
    assertThat(low.x - high.x).isBetween(590, 650);
    assertThat(low.y - high.y).isBetween(240, 290);
  }

  @Test
  void firstFiftyNeuronsOnly() throws IOException {
    Path first = folder.resolve("first.png");
    Path second = folder.resolve("second.png");
    TraceFigures.writeRaster(first, "title", oneSpike(13, 51, 5, 50));
    TraceFigures.writeRaster(second, "title", oneSpike(13, 51, 6, 50));
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void saturatedRasterStillShowsItsSteps() throws IOException {
    boolean[] spikes = new boolean[1000 * 50];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = i / 50 % 3 == 0;
    }
    Picture picture = raster(new SampleTrace(1000, 50, new float[spikes.length], spikes));
    int light = 0;
    for (int x = 300; x < 900; x++) {
      light += Picture.DARK.test(picture.rgb(x, 300)) ? 0 : 1;
    }
    assertThat(light).isBetween(300, 550);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 70", "1000, 3", "100, 1", "0, 4"})
  void oddShapesAreDrawn(int numSteps, int hidden) throws IOException {
    boolean[] spikes = new boolean[numSteps * hidden];
    SampleTrace silent = new SampleTrace(numSteps, hidden, new float[spikes.length], spikes);
    assertThat(raster(silent).size()).isEqualTo("1200 x 600");
    assertThat(voltage(silent, 1).size()).isEqualTo("1200 x 600");
    boolean[] all = new boolean[spikes.length];
    Arrays.fill(all, true);
    assertThat(raster(new SampleTrace(numSteps, hidden, silent.membrane(), all)).size())
        .isEqualTo("1200 x 600");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 11})
  void aLineForEachOfTheFirstEightNeurons(int hidden) throws IOException {
    float[] membrane = new float[20 * hidden];
    for (int i = 0; i < membrane.length; i++) {
      membrane[i] = i % hidden + 0.01f * i;
    }
    Picture picture =
        voltage(new SampleTrace(20, hidden, membrane, new boolean[membrane.length]), 0.5);
    assertThat(picture.size()).isEqualTo("1200 x 600");
    assertThat(picture.pixelsPerMetreX()).isEqualTo(5906);
    for (int neuron = 0; neuron < 10; neuron++) {
      int colour = ChartStyle.tab10(neuron).getRGB() & 0xffffff;
      // One of the ten is a grey, which the edges of letters have too, but few of them.
      assertThat(picture.countOf(colour) > 100)
          .as("neuron %d", neuron)
          .isEqualTo(neuron < Math.min(8, hidden));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1, 57.25f, -3, 1e9f, Float.NaN, Float.POSITIVE_INFINITY})
  void oddPotentialsAreDrawn(float potential) throws IOException {
    float[] membrane = new float[20 * 9];
    Arrays.fill(membrane, potential);
    Picture picture = voltage(new SampleTrace(20, 9, membrane, new boolean[20 * 9]), 1);
    assertThat(picture.size()).isEqualTo("1200 x 600");
  }

  @Test
  void oneStepIsDrawnAsMarkers() throws IOException {
    SampleTrace trace = new SampleTrace(1, 1, new float[] {0.5f}, new boolean[1]);
    int blue = ChartStyle.tab10(0).getRGB() & 0xffffff;
    Rectangle marks = voltage(trace, 1).bounds(rgb -> rgb == blue);
    // From the marker in the frame to the one in the legend at its right.
    assertThat(marks.width).isGreaterThan(300);
  }

  @Test
  void sameInputSameBytes() throws IOException {
    SampleTrace trace = oneSpike(30, 20, 7, 5);
    Path first = folder.resolve("first.png");
    Path second = folder.resolve("second.png");
    TraceFigures.writeRaster(first, "title", trace);
    TraceFigures.writeRaster(second, "title", trace);
    assertThat(second).hasSameBinaryContentAs(first);
    TraceFigures.writeVoltage(first, "title", trace, 1);
    TraceFigures.writeVoltage(second, "title", trace, 1);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  private static SampleTrace oneSpike(int numSteps, int hidden, int t, int neuron) {
    boolean[] spikes = new boolean[numSteps * hidden];
    spikes[t * hidden + neuron] = true;
    return new SampleTrace(numSteps, hidden, new float[spikes.length], spikes);
  }

  private Picture raster(SampleTrace trace) throws IOException {
    Path file = folder.resolve("raster.png");
    TraceFigures.writeRaster(file, "title", trace);
    return Picture.read(file);
  }

  private Picture voltage(SampleTrace trace, double threshold) throws IOException {
    Path file = folder.resolve("voltage.png");
    TraceFigures.writeVoltage(file, "title", trace, threshold);
    return Picture.read(file);
  }
}
