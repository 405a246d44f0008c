package snn.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import snn.core.Encoder;
import snn.core.Fixtures;
import snn.core.RateEncoding;
import snn.core.SpikeEvents;
import snn.core.SpikeStream;
import snn.data.LabelledImages;

class InputSpikesTest {

  private static final int STEPS = 11;
  private static final int SLICE = 4;

  /** Row by row in the order of time, then of images. */
  @Test
  void everySpikeHasItsPlaceInItsSlice() {
    LabelledImages images = Fixtures.digitLike(3, 1);
    Encoder encoder = new Encoder(new RateEncoding(STEPS, 1, 300), 5, Fixtures.PIXELS);
    InputSpikes input = new InputSpikes(images.size(), Fixtures.PIXELS, STEPS, SLICE);
    TreeSet<Integer> expected = new TreeSet<>();
    for (int image = 0; image < images.size(); image++) {
      SpikeEvents events = encoder.encode(images, image, SpikeStream.TEST);
      input.set(image, events);
      for (int t = 0; t < STEPS; t++) {
        for (int e = events.offsets()[t]; e < events.offsets()[t + 1]; e++) {
          expected.add((t * 3 + image) * 784 + events.pixels()[e]);
        }
      }
    }

    assertThat(input.slices()).isEqualTo(3);
    assertThat(input.steps(1)).isEqualTo(SLICE);
    assertThat(input.steps(2)).isEqualTo(3);
    TreeSet<Integer> found = new TreeSet<>();
    for (int slice = 0; slice < input.slices(); slice++) {
      int[] places = new int[input.size(slice)];
      input.put(slice, IntBuffer.wrap(places));
      for (int place : places) {
        assertThat(place).isBetween(0, input.steps(slice) * 3 * 784 - 1);
        assertThat(found.add(slice * SLICE * 3 * 784 + place)).isTrue();
      }
    }
    assertThat(found).isEqualTo(expected);
  }
}
