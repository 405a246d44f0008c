package snn.core;

import snn.SplitMix64;
import snn.part.Param;
import snn.part.Parts;

/**
 * Rate coding: a pixel of intensity x in [0, 1] spikes in each step with probability
 *
 * <pre>  p = clamp(x · fmaxHz · dtMs / 1000, 0, 1)</pre>
 *
 * <p>independently of all others. This Bernoulli process approximates a Poisson process of rate x ·
 * fmaxHz while p is small.
 *
 * <p>A pixel spikes at a step when a uniform real number u in [0, 1) of 63 random bits is less than
 * p (rounded down to 63 bits). Both are compared bit by bit from the top, for 64 steps at once:
 * random word j holds bit j of the numbers u of 64 steps. A step is decided at the first bit in
 * which u and p differ, which takes two bits on average; all 64 are decided after about seven
 * words.
 *
 * @param time for how long an image is shown
 * @param fmaxHz rate of a white pixel in Hz
 */
public record RateEncoding(
    TimeSteps time,
    @Param(help = "Firing rate of a white pixel", unit = "HZ", preset = "100.0", min = 0, max = 1e9)
        double fmaxHz)
    implements Encoding {

  private static final int BITS = 63;
  private static final int TOP_BIT = BITS - 1;
  private static final long ALWAYS = Long.MIN_VALUE;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public RateEncoding {
    Parts.check(RateEncoding.class, time, fmaxHz);
  }

  /** Shown for {@code numSteps} steps of {@code dtMs} ms. */
  public RateEncoding(int numSteps, double dtMs, double fmaxHz) {
    this(new TimeSteps(numSteps, dtMs), fmaxHz);
  }

  @Override
  public int numSteps() {
    return time.numSteps();
  }

  @Override
  public double dtMs() {
    return time.dtMs();
  }

  /** p of a pixel of intensity {@code level} / 255. */
  @Override
  public double probability(int level) {
    return Math.min(1.0, unclipped(level));
  }

  private double unclipped(int level) {
    return level / 255.0 * fmaxHz * dtMs() / 1000.0;
  }

  @Override
  public boolean clips(int level) {
    return unclipped(level) > 1.0;
  }

  @Override
  public boolean spikes(long key, int level, int step) {
    double p = probability(level);
    long u = 0;
    for (int bit = 0; bit < BITS; bit++) {
      long word = SplitMix64.mix(key + (step / 64 * 64 + bit + 1) * SplitMix64.GAMMA);
      u = u << 1 | (word >>> (step % 64) & 1);
    }
    return p == 1.0 || u < threshold(p);
  }

  /** p · 2⁶³, a whole number. */
  private static long threshold(double p) {
    return (long) (p * 0x1.0p63);
  }

  @Override
  public void encode(PixelKeys key, byte[] levels, int first, SpikeTrains trains) {
    for (int i = 0; i < trains.inputs(); i++) {
      double p = trains.probability(levels[first + i] & 0xff);
      long threshold = p == 1.0 ? ALWAYS : threshold(p);
      if (threshold != 0) {
        draw(key.of(i), threshold, trains.add(i), trains);
      }
    }
  }

  /** The spike train of one pixel, as words of 64 steps. */
  private static void draw(long key, long threshold, int train, SpikeTrains trains) {
    for (int w = 0; w < trains.words(); w++) {
      long undecided = trains.steps(w);
      long spikes = 0;
      if (threshold == ALWAYS) {
        spikes = undecided;
      } else {
        long counter = key + ((long) w << 6) * SplitMix64.GAMMA;
        for (int bit = TOP_BIT; undecided != 0 && bit >= 0; bit--) {
          counter += SplitMix64.GAMMA;
          long u = SplitMix64.mix(counter);
          // All ones where p has this bit: there u = 0 decides for a spike, else u = 1 against it.
          long p = -(threshold >>> bit & 1);
          spikes |= undecided & p & ~u;
          undecided &= ~(u ^ p);
        }
      }
      trains.set(train, w, spikes);
    }
  }
}
