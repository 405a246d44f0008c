package snn.core;

import java.util.Arrays;

/**
 * The spike trains of one image's pixels, and the same as events in the order of time. A reused
 * buffer.
 */
public final class SpikeTrains {

  /** Number of intensities that a pixel can have. */
  private static final int LEVELS = 256;

  /** Trains that are handled together, as many as a word has bits. */
  private static final int BLOCK = Long.SIZE;

  private static final int HALF = BLOCK / 2;

  private final SpikeEvents events;
  private final int wordsPerTrain;
  private final long lastWord;

  /** Spikes by train, a bit for each step: [words][N, rounded up to whole {@link #BLOCK}s]. */
  private final long[][] masks;

  private final int[] trainPixels;
  private final int planesPerGroup;

  /** Spikes by step: [groups of 64 trains][64 · words], a bit for each train. */
  private final long[] planes;

  private final double[] probabilities = new double[LEVELS];
  private int trains;

  /** Creates a buffer for images of {@code inputs} pixels. */
  SpikeTrains(Encoding encoding, int inputs) {
    int numSteps = encoding.numSteps();
    Arrays.setAll(probabilities, encoding::probability);
    events = new SpikeEvents(numSteps, inputs);
    wordsPerTrain = (numSteps + 63) / 64;
    lastWord = -1L >>> (wordsPerTrain * 64 - numSteps);
    masks = new long[wordsPerTrain][Math.ceilDiv(inputs, BLOCK) * BLOCK];
    trainPixels = new int[inputs];
    planesPerGroup = wordsPerTrain * Long.SIZE;
    planes = new long[masks[0].length / BLOCK * planesPerGroup];
  }

  /** Number of pixels of an image, N. */
  public int inputs() {
    return trainPixels.length;
  }

  /** Number of time steps, T. */
  public int numSteps() {
    return events.numSteps();
  }

  /** {@link Encoding#probability} of a level, from a table. */
  public double probability(int level) {
    return probabilities[level];
  }

  /** Words of 64 steps in a train. */
  public int words() {
    return wordsPerTrain;
  }

  /** Mask of the bits of word {@code w} of a train that stand for steps. */
  public long steps(int w) {
    return w == wordsPerTrain - 1 ? lastWord : -1L;
  }

  /**
   * Begins the train of one more pixel, in ascending order; its words must all be {@link #set}.
   *
   * @return the train's number
   */
  public int add(int pixel) {
    trainPixels[trains] = pixel;
    return trains++;
  }

  /** Sets word {@code w} of a train: bit j is step 64 w + j. */
  public void set(int train, int w, long spikes) {
    masks[w][train] = spikes;
  }

  /**
   * Word {@code w} of all trains, to be set as by {@link #set}. It is padded, so that vectors of up
   * to 64 words from the first train on do not reach beyond its end.
   */
  long[] all(int w) {
    return masks[w];
  }

  /** Number of trains so far. */
  int size() {
    return trains;
  }

  /** Adds the train of a pixel that spikes once; pixels must be added in ascending order. */
  public void addSpike(int pixel, int step) {
    int train = add(pixel);
    for (long[] words : masks) {
      words[train] = 0;
    }
    masks[step >> 6][train] = 1L << step;
  }

  void clear() {
    trains = 0;
  }

  /**
   * Turns spike trains by pixel into events by step: of 64 pixels and 64 steps at a time, the
   * matrix of bits is transposed, so that the spikes of a step are the bits of a few words.
   */
  SpikeEvents sorted() {
    int groups = Math.ceilDiv(trains, BLOCK);
    for (int group = 0; group < groups; group++) {
      for (int w = 0; w < wordsPerTrain; w++) {
        transpose(group, w);
      }
    }
    int[] offsets = events.offsets();
    int size = 0;
    for (int t = 0; t < events.numSteps(); t++) {
      offsets[t] = size;
      events.reserve(size, trains);
      int[] sorted = events.pixels();
      for (int group = 0; group < groups; group++) {
        int train = group * BLOCK;
        for (long rest = planes[group * planesPerGroup + t]; rest != 0; rest &= rest - 1) {
          sorted[size++] = trainPixels[train + Long.numberOfTrailingZeros(rest)];
        }
      }
    }
    offsets[events.numSteps()] = size;
    return events;
  }

  /**
   * Word {@code w} of 64 trains becomes 64 planes, bit i of which is the spike of train i at a
   * step. Source: H. Warren, "Hacker's Delight", 2nd edition, section 7-3.
   */
  private void transpose(int group, int w) {
    int first = group * planesPerGroup + w * Long.SIZE;
    int train = group * BLOCK;
    int rows = Math.min(BLOCK, trains - train);
    System.arraycopy(masks[w], train, planes, first, rows);
    Arrays.fill(planes, first + rows, first + BLOCK, 0L);
    long low = -1L >>> HALF;
    for (int half = HALF; half != 0; half >>= 1, low ^= low << half) {
      for (int block = first; block < first + BLOCK; block += 2 * half) {
        for (int i = block; i < block + half; i++) {
          long swap = ((planes[i] >>> half) ^ planes[i + half]) & low;
          planes[i + half] ^= swap;
          planes[i] ^= swap << half;
        }
      }
    }
  }
}
