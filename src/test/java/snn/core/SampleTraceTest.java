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

  /** Of a pool of 3 x 3 the neuron in row 1 and column 1, of one of 2 x 2 the last. */
  @Test
  void poolsHaveANeuronInTheMiddle() {
    float[] potentials = new float[2 * 36];
    boolean[] spikes = new boolean[potentials.length];
    for (int i = 0; i < potentials.length; i++) {
      potentials[i] = i;
      spikes[i] = i % 9 == 4;
    }
    SampleTrace trace = new SampleTrace(2, 36, potentials, spikes);
    SampleTrace nine = trace.middles(new Pool(3));
    assertThat(nine.hidden()).isEqualTo(4);
    assertThat(nine.membrane()).containsExactly(4, 13, 22, 31, 40, 49, 58, 67);
    assertThat(nine.spikes()).containsOnly(true);
    assertThat(trace.middles(new Pool(2)).membrane()).startsWith(3, 7, 11);
    assertThat(trace.middles(Pool.NONE)).isSameAs(trace);
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
