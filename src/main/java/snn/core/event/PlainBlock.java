package snn.core.event;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import snn.core.Neuron;

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
  public boolean restsWithoutInput() {
    return false;
  }

  @Override
  public void advance(
      Wiring.Inputs inputs, LineEvents events, float[] gains, int block, int steps, State state) {
    float[] currents = new float[WIDTH];
    for (int t = 0; t < steps; t++) {
      currents(inputs, events, t, currents, 0);
      step(currents, 0, gains, block, state, currents);
    }
  }

  @Override
  public void currents(Wiring.Inputs inputs, LineEvents events, int steps, float[] currents) {
    for (int t = 0; t < steps; t++) {
      currents(inputs, events, t, currents, t * WIDTH);
    }
  }

  @Override
  public void currents(
      Wiring.Inputs inputs, TrainTable trains, int[] rows, int used, float[] currents) {
    int length = trains.length();
    Arrays.fill(currents, 0, length * WIDTH, 0f);
    for (int q = 0; q < used; q++) {
      for (int t = 0; t < length; t++) {
        if (trains.spikes()[rows[2 * q + 1] * length + t] != 0f) {
          add(inputs, rows[2 * q], currents, t * WIDTH);
        }
      }
    }
  }

  @Override
  public void advanceWith(
      float[] currents, float[] gains, int block, int from, int to, State state, long[] spikes) {
    float[] scratch = new float[WIDTH];
    float[] before = new float[WIDTH];
    int first = block * WIDTH;
    for (int t = from; t < to; t++) {
      System.arraycopy(state.count(), first, before, 0, WIDTH);
      step(currents, t * WIDTH, gains, block, state, scratch);
      long spiked = 0;
      for (int j = 0; j < WIDTH; j++) {
        spiked |= state.count()[first + j] > before[j] ? 1L << j : 0L;
      }
      spikes[t] = spiked;
    }
  }

  private static void currents(
      Wiring.Inputs inputs, LineEvents events, int t, float[] currents, int at) {
    Arrays.fill(currents, at, at + WIDTH, 0f);
    for (int e = events.from()[t]; e < events.to()[t]; e++) {
      add(inputs, events.pixels()[e] - inputs.firstPixel(), currents, at);
    }
  }

  private static void add(Wiring.Inputs inputs, int row, float[] currents, int at) {
    long first = (long) row * WIDTH;
    for (int j = 0; j < WIDTH; j++) {
      currents[at + j] += inputs.weights().getAtIndex(ValueLayout.JAVA_FLOAT, first + j);
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
