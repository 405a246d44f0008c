package snn.core.event;

import java.util.Arrays;
import snn.core.LifParameters;
import snn.core.Neuron;

/**
 * Simulates a block of neurons through time steps. Each row of its weights belongs to one pixel.
 */
interface Block {

  /** The fastest kernel for these neurons. */
  static Block of(Neuron neuron) {
    return neuron instanceof LifParameters lif ? new LifBlock(lif) : new PlainBlock(neuron);
  }

  /** Neurons in a block, at most 64. */
  int width();

  /** Whether neurons that get no input stay at rest, and so do not spike. */
  boolean restsWithoutInput();

  /**
   * Takes one block from rest through steps 0 … {@code steps} − 1.
   *
   * @param inputs of the block, a band or all of the image
   * @param events input spikes, the block's lines chosen
   * @param gains padded, [blocks · width]
   * @param block which block
   */
  void advance(
      Wiring.Inputs inputs, LineEvents events, float[] gains, int block, int steps, State state);

  /**
   * What the input spikes of steps 0 … {@code steps} − 1 send to the neurons of a block, before
   * gains.
   *
   * @param inputs of the block, a band or all of the image
   * @param events input spikes, the block's lines chosen
   * @param currents to be filled, [steps, width]
   */
  void currents(Wiring.Inputs inputs, LineEvents events, int steps, float[] currents);

  /**
   * Input currents of all steps, for a block that sees few pixels: every step of every pixel is
   * multiplied, spike or not, which saves a search for spikes. Sums are exact, hence equal.
   *
   * @param inputs of the block, a window
   * @param rows of pixels that spike at all: the row of the block's weights and the train
   * @param used how many there are
   * @param currents to be filled, [T, width], T filled up to whole {@link TrainTable#AT_ONCE}
   */
  void currents(Wiring.Inputs inputs, TrainTable trains, int[] rows, int used, float[] currents);

  /**
   * Simulates one block in steps {@code from} … {@code to} − 1, given its currents.
   *
   * @param currents of all steps, [T, width]
   * @param spikes receives a mask of the neurons that spiked at each step, bit j for neuron j
   */
  void advanceWith(
      float[] currents, float[] gains, int block, int from, int to, State state, long[] spikes);

  /**
   * State of all neurons of a layer for one image, padded to whole blocks, [blocks · width] each.
   *
   * @param memory the neurons' states, [stateWidth][blocks · width], the membrane potential first;
   *     shared with other images, which a block goes through one after the other: a memory of its
   *     own for each image would not stay in the cache
   * @param count spikes so far
   * @param silence steps before the first spike, as set by {@link #setSilence}
   */
  record State(float[][] memory, float[] count, float[] silence) {
    /** The state of neurons that {@link #reset} has to put to rest, block by block. */
    State(float[][] memory) {
      this(memory, new float[memory[0].length], new float[memory[0].length]);
    }

    /**
     * Puts the neurons of a block to rest.
     *
     * @param rest states at rest, as {@code memory} has them
     * @param first the block's first neuron
     * @param width of the block
     */
    void reset(float[][] rest, int first, int width) {
      for (int s = 0; s < memory.length; s++) {
        System.arraycopy(rest[s], first, memory[s], first, width);
      }
      Arrays.fill(count, first, first + width, 0f);
    }

    /**
     * Finds when each neuron of a block spiked first.
     *
     * @param first the block's first neuron
     * @param width of the block
     * @param spikes of steps 0 … {@code steps} − 1, as {@link Block#advanceWith} leaves them
     */
    void setSilence(int first, int width, long[] spikes, int steps) {
      Arrays.fill(silence, first, first + width, steps);
      long silent = -1L;
      for (int t = 0; t < steps; t++) {
        for (long now = spikes[t] & silent; now != 0; now &= now - 1) {
          silence[first + Long.numberOfTrailingZeros(now)] = t;
        }
        silent &= ~spikes[t];
      }
    }

    float[] membrane() {
      return memory[0];
    }
  }
}
