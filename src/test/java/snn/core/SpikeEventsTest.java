package snn.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpikeEventsTest {

  /** Two steps, of which the second has spikes of pixels 3 and 700. */
  @Test
  void denseHasAOneForEachEvent() {
    SpikeEvents events = new SpikeEvents(2, Fixtures.PIXELS);
    events.offsets()[2] = 2;
    events.pixels()[0] = 3;
    events.pixels()[1] = 700;
    byte[] expected = new byte[2 * Fixtures.PIXELS];
    expected[Fixtures.PIXELS + 3] = 1;
    expected[Fixtures.PIXELS + 700] = 1;
    assertThat(events.dense()).isEqualTo(expected);
  }
}
