package snn.core.event;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.core.Network;
import snn.core.RandomLinear;

/**
 * Which neurons of a layer make a block, and what a block sees of the image.
 *
 * <p>Where neurons look at small parts of the image, those that look at the same lines come
 * together, so that a block sees few lines, or even few pixels, and most input spikes pass it by.
 * This order is the simulator's own: {@link #neurons} leads back to the layer's.
 *
 * @param neurons the layer's neuron at each place of the blocks, [blocks · width]; −1 where there
 *     is none
 * @param isOwnOrder whether that is the layer's order
 * @param pooled neurons that are read as one, which follow one another in the layer
 * @param columns pixels of a line, as lines are counted in {@code blocks}: where no block sees a
 *     part of them, the whole image is one line
 * @param blocks the pixels that each block sees, and its weights
 */
record Wiring(int[] neurons, boolean isOwnOrder, int pooled, int columns, Inputs[] blocks) {

  /** Bytes of a cache line; vectors that are aligned to it straddle no two lines. */
  private static final int LINE = 64;

  /** Largest mean share of the image that neurons see for them to be reordered. */
  private static final double LOCAL = 0.5;

  /**
   * Pixels of the largest window. The time of a window grows with the pixels that spike at all,
   * that of a band with their spikes: in larger parts of an image most pixels rarely spike.
   */
  static final int WINDOW = 64;

  /**
   * What a block sees of the image: a band of whole lines, which may be all of them; or a window, a
   * few pixels that lie anywhere.
   *
   * @param isWindow whether it is a window
   * @param pixels of which it has weights, ascending
   * @param top the band's first line
   * @param height the band's lines
   * @param weights a row for each pixel, [pixels, width], 0 where there is no neuron. An array's
   *     elements would begin within a line of the cache, and half the vectors or all of them
   *     straddle two.
   */
  record Inputs(boolean isWindow, int[] pixels, int top, int height, MemorySegment weights) {

    /** The first pixel of the band. */
    int firstPixel() {
      return pixels[0];
    }
  }

  /**
   * Arranges a layer in blocks.
   *
   * @param width neurons in a block
   * @param memory allocates the weights
   */
  static Wiring of(Network network, int width, Arena memory, Workers workers) {
    RandomLinear layer = network.weights();
    int pooled = network.pool().neurons();
    int hidden = layer.hidden();
    int count = Math.ceilDiv(hidden, width);
    int[] neurons = Arrays.copyOf(order(layer, workers), count * width);
    Arrays.fill(neurons, hidden, neurons.length, -1);
    Inputs[] blocks = new Inputs[count];
    workers.forEach(
        count,
        (_, b) ->
            blocks[b] =
                inputs(layer, Arrays.copyOfRange(neurons, b * width, (b + 1) * width), memory));
    boolean isOwnOrder = IntStream.range(0, hidden).allMatch(j -> neurons[j] == j);
    int inputs = layer.inputs();
    if (Arrays.stream(blocks).anyMatch(b -> !b.isWindow && b.pixels.length < inputs)) {
      return new Wiring(neurons, isOwnOrder, pooled, layer.columns(), blocks);
    }
    for (int b = 0; b < count; b++) {
      blocks[b] = new Inputs(blocks[b].isWindow, blocks[b].pixels, 0, 1, blocks[b].weights);
    }
    return new Wiring(neurons, isOwnOrder, pooled, inputs, blocks);
  }

  /**
   * Values of neurons in the order of the blocks, 0 where there is no neuron.
   *
   * @param values by the layer's order
   */
  float[] padded(NeuronValue values) {
    float[] padded = new float[neurons.length];
    for (int j = 0; j < neurons.length; j++) {
      padded[j] = neurons[j] >= 0 ? values.of(neurons[j]) : 0f;
    }
    return padded;
  }

  @FunctionalInterface
  interface NeuronValue {
    float of(int neuron);
  }

  /**
   * Stores what a readout learns of one image: sums over neurons that are read as one.
   *
   * @param values of neurons, in the order of the blocks
   * @param sums scratch, [features]
   */
  void store(float[] values, FeatureMatrix features, int image, float[] sums) {
    if (pooled > 1) {
      Arrays.fill(sums, 0f);
      for (int j = 0; j < sums.length * pooled; j++) {
        sums[neurons[j] / pooled] += values[j];
      }
      features.setRow(image, sums);
    } else if (isOwnOrder) {
      features.setRow(image, values);
    } else {
      features.setRow(image, values, neurons);
    }
  }

  /** Whether any block sees a window. */
  boolean hasWindows() {
    return Arrays.stream(blocks).anyMatch(Inputs::isWindow);
  }

  private static Inputs inputs(RandomLinear layer, int[] neurons, Arena memory) {
    int inputs = layer.inputs();
    int columns = layer.columns();
    float[] weights = layer.weights();
    int[] seen =
        IntStream.range(0, inputs)
            .filter(
                i -> Arrays.stream(neurons).anyMatch(j -> j >= 0 && weights[j * inputs + i] != 0f))
            .toArray();
    boolean isWindow = seen.length <= WINDOW;
    int top = isWindow ? 0 : seen[0] / columns;
    int height = isWindow ? 0 : seen[seen.length - 1] / columns + 1 - top;
    int[] pixels =
        isWindow ? seen : IntStream.range(top * columns, (top + height) * columns).toArray();
    long width = neurons.length;
    MemorySegment segment = memory.allocate(Math.max(1, pixels.length) * width * Float.BYTES, LINE);
    for (int j = 0; j < width && neurons[j] >= 0; j++) {
      for (int q = 0; q < pixels.length; q++) {
        float weight = weights[neurons[j] * inputs + pixels[q]];
        segment.setAtIndex(ValueLayout.JAVA_FLOAT, q * width + j, weight);
      }
    }
    return new Inputs(isWindow, pixels, top, height, segment);
  }

  /** The order of neurons: the layer's own where they see much of the image, else by place. */
  private static int[] order(RandomLinear layer, Workers workers) {
    int hidden = layer.hidden();
    Rectangle[] seen = new Rectangle[hidden];
    workers.forEach(hidden, (_, j) -> seen[j] = Rectangle.of(layer, j));
    double pixels = Arrays.stream(seen).mapToDouble(Rectangle::pixels).sum();
    IntStream own = IntStream.range(0, hidden);
    if (pixels > LOCAL * hidden * layer.inputs()) {
      return own.toArray();
    }
    return own.boxed().sorted(Comparator.comparing(j -> seen[j])).mapToInt(j -> j).toArray();
  }

  /** The bounding box, in the image, of a neuron's weights that are not 0. */
  private record Rectangle(int top, int bottom, int left, int right)
      implements Comparable<Rectangle> {

    private static final Comparator<Rectangle> ORDER =
        Comparator.comparingInt(Rectangle::top)
            .thenComparingInt(Rectangle::bottom)
            .thenComparingInt(Rectangle::left)
            .thenComparingInt(Rectangle::right);

    static Rectangle of(RandomLinear layer, int neuron) {
      int columns = layer.columns();
      int top = Integer.MAX_VALUE;
      int bottom = -1;
      int left = columns;
      int right = -1;
      for (int i = 0; i < layer.inputs(); i++) {
        if (layer.weights()[neuron * layer.inputs() + i] != 0f) {
          top = Math.min(top, i / columns);
          bottom = i / columns;
          left = Math.min(left, i % columns);
          right = Math.max(right, i % columns);
        }
      }
      return bottom < 0 ? new Rectangle(0, -1, 0, -1) : new Rectangle(top, bottom, left, right);
    }

    int pixels() {
      return (bottom - top + 1) * (right - left + 1);
    }

    @Override
    public int compareTo(Rectangle other) {
      return ORDER.compare(this, other);
    }
  }
}
