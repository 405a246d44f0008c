package snn.core.event;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import snn.core.Neuron;
import snn.core.SpikeEvents;

/**
 * A block of neurons that have no kernel of their own here: currents, then the neuron's own step.
 */
final class PlainBlock implements Block {

  private static final int WIDTH = 64;

  private final Neuron neuron;

  PlainBlock(Neuron neuron) {
    this.neuron = neuron;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void advance(
      MemorySegment weights,
      float[] gains,
      int block,
      SpikeEvents events,
      int from,
      int to,
      State state) {
    float[] currents = new float[WIDTH];
    for (int t = from; t < to; t++) {
      currents(weights, events, t, currents, 0);
      step(currents, 0, gains, block, state, currents);
    }
  }

  @Override
  public void currents(MemorySegment weights, SpikeEvents events, int steps, float[] currents) {
    for (int t = 0; t < steps; t++) {
      currents(weights, events, t, currents, t * WIDTH);
    }
  }

  @Override
  public void advanceWith(float[] currents, float[] gains, int block, int steps, State state) {
    float[] scratch = new float[WIDTH];
    for (int t = 0; t < steps; t++) {
      step(currents, t * WIDTH, gains, block, state, scratch);
    }
  }

  private void currents(
      MemorySegment weights, SpikeEvents events, int t, float[] currents, int at) {
    Arrays.fill(currents, at, at + WIDTH, 0f);
    for (int e = events.offsets()[t]; e < events.offsets()[t + 1]; e++) {
      long row = (long) events.pixels()[e] * WIDTH;
      for (int j = 0; j < WIDTH; j++) {
        currents[at + j] += weights.getAtIndex(ValueLayout.JAVA_FLOAT, row + j);
      }
    }
  }

  private void step(
      float[] currents, int at, float[] gains, int block, State state, float[] scratch) {
    int first = block * WIDTH;
    for (int j = 0; j < WIDTH; j++) {
      scratch[j] = gains[first + j] * currents[at + j];
    }
    neuron.step(state.memory(), scratch, first, first + WIDTH, state.count());
  }
}
