package snn.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import snn.data.LabelledImages;

class SpikeEventsTest {

  /** Two steps, of which the second has spikes of pixels 3 and 700. */
  @Test
  void denseHasAOneForEachEvent() {
    SpikeEvents events = new SpikeEvents(2);
    events.offsets()[2] = 2;
    events.pixels()[0] = 3;
    events.pixels()[1] = 700;
    byte[] expected = new byte[2 * LabelledImages.PIXELS];
    expected[LabelledImages.PIXELS + 3] = 1;
    expected[LabelledImages.PIXELS + 700] = 1;
    assertThat(events.dense()).isEqualTo(expected);
  }
}
