package snn.core.event;

import java.util.Arrays;
import snn.core.SpikeEvents;

/**
 * The input spikes of one image as numbers, 1 where a pixel spikes at a step and else 0: a train
 * for each pixel that spikes at all. A reused buffer.
 */
final class TrainTable {

  /** Steps that a kernel takes at once: trains are as long as whole groups of them. */
  static final int AT_ONCE = 4;

  private final int numSteps;

  /** T, rounded up to whole groups by steps without a spike. */
  private final int length;

  /** The train of each pixel, −1 where it has none, [N]. */
  private final int[] trainOf;

  private float[] spikes = {};

  TrainTable(int numSteps, int inputs) {
    this.numSteps = numSteps;
    length = Math.ceilDiv(numSteps, AT_ONCE) * AT_ONCE;
    trainOf = new int[inputs];
  }

  /** Fills the table with the events of an image. */
  void set(SpikeEvents events) {
    Arrays.fill(trainOf, -1);
    int[] pixels = events.pixels();
    int trains = 0;
    for (int e = 0; e < events.size(); e++) {
      if (trainOf[pixels[e]] < 0) {
        trainOf[pixels[e]] = trains++;
      }
    }
    int size = Math.multiplyExact(trains, length);
    if (spikes.length < size) {
      spikes = new float[size];
    }
    Arrays.fill(spikes, 0, size, 0f);
    for (int t = 0; t < numSteps; t++) {
      for (int e = events.offsets()[t]; e < events.offsets()[t + 1]; e++) {
        spikes[trainOf[pixels[e]] * length + t] = 1f;
      }
    }
  }

  /**
   * Looks up the trains of some pixels.
   *
   * @param pixels indices of the pixels
   * @param rows receives, for each of them that spikes, its place in the list and its train; as
   *     long as two for each, and two more
   * @return how many spike
   */
  int select(int[] pixels, int[] rows) {
    int used = 0;
    for (int q = 0; q < pixels.length; q++) {
      int train = trainOf[pixels[q]];
      rows[2 * used] = q;
      rows[2 * used + 1] = train;
      // Adds 1 where there is a train, without a branch that could be mispredicted.
      used += ~train >>> 31;
    }
    return used;
  }

  /** Number of steps of a train, with those added to fill a group. */
  int length() {
    return length;
  }

  /** The table, [trains, length]. */
  float[] spikes() {
    return spikes;
  }
}
