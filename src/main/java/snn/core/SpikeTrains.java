package snn.core;

import java.util.Arrays;

/**
 * The spike trains of one image's pixels, and the same as events in the order of time. A reused
 * buffer.
 */
public final class SpikeTrains {

  /** Intensities of a pixel. */
  private static final int LEVELS = 256;

  private final SpikeEvents events;
  private final int wordsPerTrain;
  private final long lastWord;
  private final long[] masks;
  private final int[] trainPixels;
  private final int[] cursor;
  private final double[] probabilities = new double[LEVELS];
  private int trains;

  /** For images of {@code inputs} pixels. */
  SpikeTrains(Encoding encoding, int inputs) {
    int numSteps = encoding.numSteps();
    Arrays.setAll(probabilities, encoding::probability);
    events = new SpikeEvents(numSteps, inputs);
    wordsPerTrain = (numSteps + 63) / 64;
    lastWord = -1L >>> (wordsPerTrain * 64 - numSteps);
    masks = new long[inputs * wordsPerTrain];
    trainPixels = new int[inputs];
    cursor = new int[wordsPerTrain * 64 + 1];
  }

  /** N, pixels of an image. */
  public int inputs() {
    return trainPixels.length;
  }

  /** T. */
  public int numSteps() {
    return events.numSteps();
  }

  /** {@link Encoding#probability} of a level, from a table. */
  double probability(int level) {
    return probabilities[level];
  }

  /** Words of 64 steps in a train. */
  int words() {
    return wordsPerTrain;
  }

  /** The steps that word {@code w} of a train has, a bit each. */
  long steps(int w) {
    return w == wordsPerTrain - 1 ? lastWord : -1L;
  }

  /**
   * Begins the train of one more pixel, in ascending order; its words must all be {@link #set}.
   *
   * @return the train's number
   */
  int add(int pixel) {
    trainPixels[trains] = pixel;
    return trains++;
  }

  /** Sets word {@code w} of a train: bit j is step 64 w + j. */
  void set(int train, int w, long spikes) {
    masks[train * wordsPerTrain + w] = spikes;
  }

  /** The only spike of a pixel, which comes after those of lower pixels. */
  void addSpike(int pixel, int step) {
    int train = add(pixel);
    Arrays.fill(masks, train * wordsPerTrain, (train + 1) * wordsPerTrain, 0L);
    masks[train * wordsPerTrain + (step >> 6)] = 1L << step;
  }

  void clear() {
    trains = 0;
  }

  /** Turns spike trains by pixel into events by step: a counting sort. */
  SpikeEvents sorted() {
    Arrays.fill(cursor, 0);
    for (int at = 0; at < trains * wordsPerTrain; at++) {
      int step0 = at % wordsPerTrain * 64 + 1;
      for (long rest = masks[at]; rest != 0; rest &= rest - 1) {
        cursor[step0 + Long.numberOfTrailingZeros(rest)]++;
      }
    }
    for (int t = 0; t < events.numSteps(); t++) {
      cursor[t + 1] += cursor[t];
    }
    int[] offsets = events.offsets();
    System.arraycopy(cursor, 0, offsets, 0, offsets.length);
    events.reserve(events.size());
    int[] sorted = events.pixels();
    for (int train = 0, at = 0; train < trains; train++) {
      int pixel = trainPixels[train];
      for (int w = 0; w < wordsPerTrain; w++, at++) {
        for (long rest = masks[at]; rest != 0; rest &= rest - 1) {
          sorted[cursor[(w << 6) + Long.numberOfTrailingZeros(rest)]++] = pixel;
        }
      }
    }
    return events;
  }
}
