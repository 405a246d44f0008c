package snn.core;

import java.util.Arrays;

/**
 * The input spikes of one image, sparse and in the order of time: the pixels that spike at step t
 * are {@code pixels[offsets[t]] … pixels[offsets[t + 1] − 1]}, ascending. A reused buffer.
 */
public final class SpikeEvents {

  private final int[] offsets;
  private final int inputs;
  private int[] pixels = new int[1 << 12];

  /** An empty buffer for {@code numSteps} time steps of images of {@code inputs} pixels. */
  public SpikeEvents(int numSteps, int inputs) {
    this.inputs = inputs;
    offsets = new int[numSteps + 1];
  }

  /** Number of time steps, T. */
  public int numSteps() {
    return offsets.length - 1;
  }

  /** Where each step's events begin, [T + 1]; the last entry is the number of all events. */
  public int[] offsets() {
    return offsets;
  }

  /** Input indices 0 … N − 1 of the events; what lies behind the last event has no meaning. */
  public int[] pixels() {
    return pixels;
  }

  /** Number of input spikes of the image. */
  public int size() {
    return offsets[numSteps()];
  }

  /** The spikes as a dense array, 1 where a pixel spikes, [T, N], row-major. */
  public byte[] dense() {
    byte[] spikes = new byte[numSteps() * inputs];
    for (int t = 0; t < numSteps(); t++) {
      for (int e = offsets[t]; e < offsets[t + 1]; e++) {
        spikes[t * inputs + pixels[e]] = 1;
      }
    }
    return spikes;
  }

  /** Makes room for {@code more} events after the first {@code size}, which are kept. */
  void reserve(int size, int more) {
    if (pixels.length - size < more) {
      pixels = Arrays.copyOf(pixels, Math.max(size + more, 2 * pixels.length));
    }
  }
}
