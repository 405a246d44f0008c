package snn.core;

import snn.part.Param;
import snn.part.Parts;

/**
 * The brighter, the earlier: a pixel of intensity x in (0, 1] spikes once, at step rint((1 − x) ·
 * (T − 1)). A black one is silent. Nothing is drawn.
 *
 * <p>It is snnTorch's {@code spikegen.latency(x, num_steps=T, linear=True, normalize=True)} but for
 * black pixels, which there spike at the last step.
 *
 * @param numSteps T
 * @param dtMs length of a time step in ms
 */
public record LatencyEncoding(
    @Param(
            help = "Time steps per image",
            unit = "N",
            preset = "100",
            min = 1,
            max = Encoding.MAX_STEPS)
        int numSteps,
    @Param(
            help = "Length of a time step",
            unit = "MS",
            preset = "1.0",
            above = 0,
            max = Encoding.MAX_DT_MS)
        double dtMs)
    implements Encoding {

  private static final double WHITE = 255;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public LatencyEncoding {
    Parts.check(LatencyEncoding.class, numSteps, dtMs);
  }

  private int step(int level) {
    return (int) Math.rint((1 - level / WHITE) * (numSteps - 1));
  }

  @Override
  public boolean spikes(long key, int level, int step) {
    return level > 0 && step == step(level);
  }

  @Override
  public double probability(int level) {
    return level > 0 ? 1.0 / numSteps : 0;
  }

  @Override
  public void encode(PixelKeys key, byte[] levels, int first, SpikeTrains trains) {
    for (int i = 0; i < trains.inputs(); i++) {
      int level = levels[first + i] & 0xff;
      if (level > 0) {
        trains.addSpike(i, step(level));
      }
    }
  }
}
