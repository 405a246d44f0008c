package snn.core.event;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import snn.core.LifParameters;
import snn.core.Neuron;
import snn.core.SpikeEvents;

/** Takes a block of neurons through time steps. */
interface Block {

  /** The fastest for these neurons. */
  static Block of(Neuron neuron) {
    return neuron instanceof LifParameters lif ? new LifBlock(lif) : new PlainBlock(neuron);
  }

  /** Neurons in a block. */
  int width();

  /**
   * Steps {@code from} … {@code to} − 1 of one block.
   *
   * @param weights of the block, [N, width] in float32
   * @param gains padded, [blocks · width]
   * @param block which block
   */
  void advance(
      MemorySegment weights,
      float[] gains,
      int block,
      SpikeEvents events,
      int from,
      int to,
      State state);

  /**
   * What the input spikes of steps 0 … {@code steps} − 1 send to the neurons of a block, before
   * gains.
   *
   * @param weights as for {@link #advance}
   * @param currents to be filled, [steps, width]
   */
  void currents(MemorySegment weights, SpikeEvents events, int steps, float[] currents);

  /** The same as {@link #advance}, through all steps, of neurons that receive currents. */
  void advanceWith(float[] currents, float[] gains, int block, int steps, State state);

  /**
   * State of all neurons of a layer, padded to whole blocks, [blocks · width] each.
   *
   * @param memory what neurons remember, [stateWidth][blocks · width], the membrane potential first
   * @param count spikes so far
   * @param silence steps before the first spike, where {@link #extendSilence} was told of each
   */
  record State(float[][] memory, float[] count, float[] silence) {
    /** At rest. */
    State(float[][] rest) {
      this(
          Arrays.stream(rest).map(float[]::clone).toArray(float[][]::new),
          new float[rest[0].length],
          new float[rest[0].length]);
    }

    /** Puts all neurons to rest. */
    void reset(float[][] rest) {
      for (int s = 0; s < memory.length; s++) {
        System.arraycopy(rest[s], 0, memory[s], 0, rest[s].length);
      }
      Arrays.fill(count, 0f);
      Arrays.fill(silence, 0f);
    }

    /** After a step, neurons {@code from} … {@code to} − 1. */
    void extendSilence(int from, int to) {
      for (int j = from; j < to; j++) {
        silence[j] += count[j] == 0f ? 1f : 0f;
      }
    }

    float[] membrane() {
      return memory[0];
    }
  }
}
