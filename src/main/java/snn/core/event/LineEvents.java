package snn.core.event;

import java.util.Arrays;
import snn.core.SpikeEvents;

/**
 * The input spikes of one image, sorted by step and, within a step, by line of the image: those of
 * lines l … l + h − 1 at step t are {@code pixels[starts[t · lines + l]] … pixels[starts[t · lines
 * + l + h] − 1]}. A reused buffer.
 */
final class LineEvents {

  private final int lines;

  /** The line of each pixel, [N]. */
  private final int[] lineOf;

  /** Index at which the events of each line of each step begin, [T · lines + 1]. */
  private final int[] starts;

  /** Where the events of a band begin and end at each step, [T] both. */
  private final int[] from;

  private final int[] to;

  private int[] pixels = {};

  /** Creates a buffer for images of {@code inputs} pixels in lines of {@code columns}. */
  LineEvents(int numSteps, int inputs, int columns) {
    lines = inputs / columns;
    lineOf = new int[inputs];
    Arrays.setAll(lineOf, i -> i / columns);
    starts = new int[Math.multiplyExact(numSteps, lines) + 1];
    from = new int[numSteps];
    to = new int[numSteps];
  }

  /** Indexes the events of an image, which ascend by pixel in a step; they are not copied. */
  void set(SpikeEvents events) {
    pixels = events.pixels();
    int[] offsets = events.offsets();
    if (lines == 1) {
      System.arraycopy(offsets, 0, from, 0, from.length);
      System.arraycopy(offsets, 1, to, 0, to.length);
      return;
    }
    Arrays.fill(starts, 0);
    for (int t = 0; t < events.numSteps(); t++) {
      int first = t * lines + 1;
      for (int e = offsets[t]; e < offsets[t + 1]; e++) {
        starts[first + lineOf[pixels[e]]]++;
      }
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
  }

  /**
   * Chooses the lines {@code top} … {@code top + height − 1}, for {@link #from} and {@link #to};
   * where there is one line only, it is chosen already.
   */
  void choose(int top, int height) {
    if (lines == 1) {
      return;
    }
    for (int t = 0, first = top; t < from.length; t++, first += lines) {
      from[t] = starts[first];
      to[t] = starts[first + height];
    }
  }

  int[] pixels() {
    return pixels;
  }

  /** Where the chosen events of each step begin among {@link #pixels}, [T]. */
  int[] from() {
    return from;
  }

  /** Where the chosen events of each step end, exclusive, [T]. */
  int[] to() {
    return to;
  }
}
