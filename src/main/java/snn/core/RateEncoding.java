package snn.core;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
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
 * @param intensity of a pixel, x
 */
public record RateEncoding(
    TimeSteps time,
    @Param(help = "Firing rate of a white pixel", unit = "HZ", preset = "100.0", min = 0, max = 1e9)
        double fmaxHz,
    Intensity intensity)
    implements Encoding {

  private static final int BITS = 63;
  private static final int TOP_BIT = BITS - 1;
  private static final long ALWAYS = Long.MIN_VALUE;

  /** The factors of {@link SplitMix64#mix}. */
  private static final long MIX_1 = 0xbf58476d1ce4e5b9L;

  private static final long MIX_2 = 0x94d049bb133111ebL;

  private static final VectorSpecies<Long> LONGS = VectorWidths.LONGS;

  /** Bits drawn between two checks whether all steps are decided; divides 63. */
  private static final int STRIDE = 3;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public RateEncoding {
    Parts.check(RateEncoding.class, time, fmaxHz, intensity);
  }

  /** Rate coding over {@code numSteps} steps of {@code dtMs} ms, with linear intensities. */
  public RateEncoding(int numSteps, double dtMs, double fmaxHz) {
    this(new TimeSteps(numSteps, dtMs), fmaxHz, Intensity.LINEAR);
  }

  @Override
  public int numSteps() {
    return time.numSteps();
  }

  @Override
  public double dtMs() {
    return time.dtMs();
  }

  /** Spike probability p per step of a pixel of intensity {@code level} / 255. */
  @Override
  public double probability(int level) {
    return Math.min(1.0, unclipped(level));
  }

  private double unclipped(int level) {
    return intensity.of(level) * fmaxHz * dtMs() / 1000.0;
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
    int length = LONGS.loopBound(trains.inputs() + LONGS.length() - 1);
    long[] keys = new long[length];
    long[] thresholds = new long[length];
    for (int i = 0; i < trains.inputs(); i++) {
      double p = trains.probability(levels[first + i] & 0xff);
      long threshold = p == 1.0 ? ALWAYS : threshold(p);
      if (threshold != 0) {
        int train = trains.add(i);
        keys[train] = key.of(i);
        thresholds[train] = threshold;
      }
    }
    for (int w = 0; w < trains.words(); w++) {
      long[] words = trains.all(w);
      for (int train = 0; train < trains.size(); train += LONGS.length()) {
        draw(keys, thresholds, train, w, trains.steps(w), words);
      }
    }
  }

  /** Word {@code w} of as many spike trains as a vector has lanes. */
  private static void draw(
      long[] keys, long[] thresholds, int train, int w, long steps, long[] words) {
    LongVector threshold = LongVector.fromArray(LONGS, thresholds, train);
    LongVector counter =
        LongVector.fromArray(LONGS, keys, train).add(((long) w << 6) * SplitMix64.GAMMA);
    LongVector undecided = LongVector.broadcast(LONGS, steps);
    LongVector spikes = undecided.blend(0L, threshold.compare(VectorOperators.NE, ALWAYS));
    undecided = undecided.blend(0L, threshold.compare(VectorOperators.EQ, ALWAYS));
    undecided = undecided.blend(0L, threshold.compare(VectorOperators.EQ, 0L));
    for (int bit = TOP_BIT;
        bit >= 0 && undecided.reduceLanes(VectorOperators.OR) != 0;
        bit -= STRIDE) {
      for (int b = bit; b > bit - STRIDE; b--) {
        counter = counter.add(SplitMix64.GAMMA);
        // SplitMix64.mix
        LongVector u = counter;
        u = u.lanewise(VectorOperators.XOR, u.lanewise(VectorOperators.LSHR, 30));
        u = u.mul(MIX_1);
        u = u.lanewise(VectorOperators.XOR, u.lanewise(VectorOperators.LSHR, 27));
        u = u.mul(MIX_2);
        u = u.lanewise(VectorOperators.XOR, u.lanewise(VectorOperators.LSHR, 31));
        // All ones where p has this bit: there u = 0 decides for a spike, else u = 1 against it.
        LongVector p = threshold.lanewise(VectorOperators.LSHR, b).and(1L).neg();
        LongVector decided = u.lanewise(VectorOperators.XOR, p).and(undecided);
        spikes = spikes.or(decided.and(p));
        undecided = undecided.lanewise(VectorOperators.XOR, decided);
      }
    }
    spikes.intoArray(words, train);
  }
}
