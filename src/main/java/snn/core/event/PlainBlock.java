package snn.core.event;

import java.util.Arrays;
import snn.core.Neuron;
import snn.core.SpikeEvents;

/**
 * A block of neurons that have no kernel of their own here: currents, then the neuron's own step.
 */
final class PlainBlock implements Block {

  private static final int WIDTH = 64;

  private final Neuron neuron;
  private final int inputs;

  PlainBlock(Neuron neuron, int inputs) {
    this.neuron = neuron;
    this.inputs = inputs;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void advance(
      float[] weights,
      float[] gains,
      int block,
      SpikeEvents events,
      int from,
      int to,
      State state) {
    int first = block * WIDTH;
    int[] offsets = events.offsets();
    int[] pixels = events.pixels();
    float[] currents = new float[WIDTH];
    for (int t = from; t < to; t++) {
      Arrays.fill(currents, 0f);
      for (int e = offsets[t]; e < offsets[t + 1]; e++) {
        int row = (block * inputs + pixels[e]) * WIDTH;
        for (int j = 0; j < WIDTH; j++) {
          currents[j] += weights[row + j];
        }
      }
      for (int j = 0; j < WIDTH; j++) {
        currents[j] = gains[first + j] * currents[j];
      }
      neuron.step(state.memory(), currents, first, first + WIDTH, state.count());
    }
  }
}
