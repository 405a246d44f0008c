package snn.core;

import snn.SplitMix64;
import snn.part.Param;
import snn.part.Parts;

/**
 * Regular trains: a pixel of intensity x in [0, 1] spikes at equal distances, with a random phase
 * or with the same for all pixels.
 *
 * <pre>
 *  p = clamp(x · fmaxHz · dtMs / 1000, 0, 1)      φ uniform in [0, 1), one a pixel and image; or ½
 *  a spike at step t where ⌊(t + 1) · p + φ⌋ &gt; ⌊t · p + φ⌋
 * </pre>
 *
 * <p>So it spikes as often as under rate coding, and differs from one draw to the next by its phase
 * alone: a comparison with {@link RateEncoding} shows what the noise of the input costs. With one
 * phase for all pixels nothing is drawn, and pixels of one intensity spike together, so that
 * weights that sum to 0 cancel even areas step by step.
 *
 * @param rate rate coding with the same mean number of spikes
 * @param phase where the first spike falls
 */
public record RegularEncoding(
    RateEncoding rate,
    @Param(
            help =
                "Where in its interval a pixel's first spike falls. random: anywhere, drawn for"
                    + " each pixel and image; half: in the middle for all, so that nothing is left"
                    + " to chance",
            preset = "random")
        Phase phase)
    implements Encoding {

  /** Where in its interval a pixel's first spike falls. */
  public enum Phase {
    /** Anywhere: φ is drawn. */
    RANDOM,
    /** In the middle: φ = ½. */
    HALF
  }

  public RegularEncoding {
    Parts.check(RegularEncoding.class, rate, phase);
  }

  @Override
  public int numSteps() {
    return rate.numSteps();
  }

  @Override
  public double dtMs() {
    return rate.dtMs();
  }

  @Override
  public double probability(int level) {
    return rate.probability(level);
  }

  @Override
  public boolean clips(int level) {
    return rate.clips(level);
  }

  @Override
  public boolean isDrawn() {
    return phase != Phase.HALF;
  }

  /** The phase φ of a pixel, a multiple of 2⁻⁵³. */
  private double phase(long key) {
    return phase == Phase.HALF
        ? 0.5
        : 1.0 - SplitMix64.unit(SplitMix64.mix(key + SplitMix64.GAMMA));
  }

  @Override
  public boolean spikes(long key, int level, int step) {
    double p = probability(level);
    double first = phase(key);
    return Math.floor((step + 1) * p + first) > Math.floor(step * p + first);
  }

  @Override
  public void encode(PixelKeys key, byte[] levels, int first, SpikeTrains trains) {
    for (int i = 0; i < trains.inputs(); i++) {
      double p = trains.probability(levels[first + i] & 0xff);
      if (p > 0) {
        draw(p, phase(key.of(i)), trains.add(i), trains);
      }
    }
  }

  private static void draw(double p, double phase, int train, SpikeTrains trains) {
    double before = Math.floor(phase);
    int step = 0;
    for (int w = 0; w < trains.words(); w++) {
      long spikes = 0;
      for (int bit = 0; bit < 64 && step < trains.numSteps(); bit++, step++) {
        double after = Math.floor((step + 1) * p + phase);
        spikes |= after > before ? 1L << bit : 0L;
        before = after;
      }
      trains.set(train, w, spikes);
    }
  }
}
