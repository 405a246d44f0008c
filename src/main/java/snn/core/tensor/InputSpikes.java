package snn.core.tensor;

import java.nio.IntBuffer;
import snn.core.SpikeEvents;

/**
 * The input spikes of some images, sparse, as a device takes them: cut into slices of time, each
 * spike the index of its place in the slice's dense spikes, [steps · images, N] row-major, whose
 * rows are in the order of time.
 */
final class InputSpikes {

  private final int images;
  private final int inputs;
  private final int numSteps;
  private final int sliceSteps;

  /** Places of the spikes of each image, in the order of time. */
  private final int[][] places;

  /** Index at which the places of each slice begin, [images][slices + 1]. */
  private final int[][] begins;

  /**
   * Creates a buffer without spikes.
   *
   * @param inputs N, pixels of an image
   * @param sliceSteps time steps in a slice; the last one may have fewer
   */
  InputSpikes(int images, int inputs, int numSteps, int sliceSteps) {
    this.images = images;
    this.inputs = inputs;
    this.numSteps = numSteps;
    this.sliceSteps = sliceSteps;
    places = new int[images][];
    begins = new int[images][];
  }

  /** Stores the spikes of an image; safe for threads that store different images. */
  void set(int image, SpikeEvents events) {
    int[] offsets = events.offsets();
    int[] pixels = events.pixels();
    int[] place = new int[events.size()];
    int[] begin = new int[slices() + 1];
    for (int t = 0; t < numSteps; t++) {
      int row = t % sliceSteps * images + image;
      for (int e = offsets[t]; e < offsets[t + 1]; e++) {
        place[e] = row * inputs + pixels[e];
      }
      begin[t / sliceSteps + 1] = offsets[t + 1];
    }
    places[image] = place;
    begins[image] = begin;
  }

  int images() {
    return images;
  }

  int slices() {
    return Math.ceilDiv(numSteps, sliceSteps);
  }

  /** Time steps of a slice. */
  int steps(int slice) {
    return Math.min(sliceSteps, numSteps - slice * sliceSteps);
  }

  /** Number of spikes in a slice. */
  int size(int slice) {
    int size = 0;
    for (int[] begin : begins) {
      size += begin[slice + 1] - begin[slice];
    }
    return size;
  }

  /** Appends a slice's places to {@code target}. */
  void put(int slice, IntBuffer target) {
    for (int image = 0; image < images; image++) {
      int begin = begins[image][slice];
      target.put(places[image], begin, begins[image][slice + 1] - begin);
    }
  }
}
