package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleTraceTest {

  @Test
  void rowsAreSteps() {
    boolean[] spikes = {false, false, false, false, false, true};
    SampleTrace trace = new SampleTrace(2, 3, new float[] {0, 1, 2, 10, 11, 12}, spikes);
    assertThat(trace.membraneAt(0, 2)).isEqualTo(2f);
    assertThat(trace.membraneAt(1, 0)).isEqualTo(10f);
    assertThat(trace.spikedAt(1, 2)).isTrue();
    assertThat(trace.spikedAt(1, 1)).isFalse();
  }

  @Test
  void aWrongShapeIsRejected() {
    assertThatThrownBy(() -> new SampleTrace(2, 3, new float[5], new boolean[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 steps and 3 neurons")
        .hasMessageContaining("5 potentials");
    assertThatThrownBy(() -> new SampleTrace(2, 3, new float[6], new boolean[7]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 spikes");
  }
}
