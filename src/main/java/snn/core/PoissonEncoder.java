package snn.core;

import java.util.Arrays;
import snn.SplitMix64;
import snn.data.LabelledImages;

/**
 * Draws the input spikes of images. Every draw is a pure function of (seed, stream, image, step,
 * pixel), and does not depend on batches, threads or the number of steps.
 *
 * <p>A pixel with probability p spikes at a step when a uniform real number u in [0, 1) of 63
 * random bits is less than p (rounded down to 63 bits). Both are compared bit by bit from the top,
 * for 64 steps at once: random word j holds bit j of the numbers u of 64 steps. A step is decided
 * at the first bit in which u and p differ, which takes two bits on average; all 64 are decided
 * after about seven words.
 */
public final class PoissonEncoder {

  private static final int TOP_BIT = 62;
  private static final long ALWAYS = Long.MIN_VALUE;

  private final Encoding encoding;
  private final long seed;

  /** p · 2⁶³ by pixel value; {@link #ALWAYS} where p = 1. */
  private final long[] thresholds = new long[256];

  /** Of a network whose draws follow from {@code seed}. */
  public PoissonEncoder(Encoding encoding, long seed) {
    this.encoding = encoding;
    this.seed = seed;
    for (int level = 0; level < thresholds.length; level++) {
      double p = encoding.probability(level);
      thresholds[level] = p == 1.0 ? ALWAYS : (long) (p * 0x1.0p63);
    }
  }

  /** How intensities become rates. */
  public Encoding encoding() {
    return encoding;
  }

  /**
   * Fills {@code events} with the spikes of one image. Not synchronised: each thread needs its own
   * scratch.
   *
   * @param images where the image's pixels are
   * @param image its index, which is part of the key of its draws
   */
  public void encode(LabelledImages images, int image, SpikeStream stream, Scratch scratch) {
    long imageKey = SplitMix64.key(seed, SpikeStream.VERSION, stream.id(), image);
    scratch.clear();
    int first = image * LabelledImages.PIXELS;
    byte[] pixels = images.pixels();
    for (int i = 0; i < LabelledImages.PIXELS; i++) {
      int level = pixels[first + i] & 0xff;
      if (thresholds[level] != 0) {
        drawTrain(SplitMix64.mix(imageKey + i * SplitMix64.GAMMA), thresholds[level], i, scratch);
      }
    }
    scratch.sortByStep();
  }

  /** The spike train of one pixel, as words of 64 steps. */
  private static void drawTrain(long pixelKey, long threshold, int pixel, Scratch scratch) {
    int words = scratch.wordsPerTrain;
    int at = scratch.trains * words;
    for (int w = 0; w < words; w++) {
      long undecided = w == words - 1 ? scratch.lastWord : -1L;
      long spikes = 0;
      if (threshold == ALWAYS) {
        spikes = undecided;
      } else {
        long counter = pixelKey + ((long) w << 6) * SplitMix64.GAMMA;
        for (int bit = TOP_BIT; undecided != 0 && bit >= 0; bit--) {
          counter += SplitMix64.GAMMA;
          long u = SplitMix64.mix(counter);
          // All ones where p has this bit: there u = 0 decides for a spike, else u = 1 against it.
          long p = -(threshold >>> bit & 1);
          spikes |= undecided & p & ~u;
          undecided &= ~(u ^ p);
        }
      }
      scratch.masks[at + w] = spikes;
    }
    scratch.trainPixels[scratch.trains++] = pixel;
  }

  /** One thread's memory for encoding, and the events that it leaves. */
  public static final class Scratch {
    private final SpikeEvents events;
    private final int wordsPerTrain;
    private final long lastWord;
    private final long[] masks;
    private final int[] trainPixels = new int[LabelledImages.PIXELS];
    private final int[] cursor;
    private int trains;

    /** For images of {@code numSteps} time steps. */
    public Scratch(int numSteps) {
      events = new SpikeEvents(numSteps);
      wordsPerTrain = (numSteps + 63) / 64;
      lastWord = -1L >>> (wordsPerTrain * 64 - numSteps);
      masks = new long[LabelledImages.PIXELS * wordsPerTrain];
      cursor = new int[wordsPerTrain * 64 + 1];
    }

    /** The events of the image that was encoded last. */
    public SpikeEvents events() {
      return events;
    }

    private void clear() {
      trains = 0;
    }

    /** Turns spike trains by pixel into events by step: a counting sort. */
    private void sortByStep() {
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
    }
  }
}
