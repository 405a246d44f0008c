package snn.core;

/**
 * Latency coding: a pixel of intensity x in (0, 1] spikes once, at step rint((1 − x) · (T − 1)).
 * Black pixels are silent. Nothing is random.
 *
 * <p>With linear intensities it is snnTorch's {@code spikegen.latency(x, num_steps=T, linear=True,
 * normalize=True)} but for black pixels, which there spike at the last step.
 *
 * @param time for how long an image is shown
 * @param intensity of a pixel, x
 */
public record LatencyEncoding(TimeSteps time, Intensity intensity) implements Encoding {

  @Override
  public int numSteps() {
    return time.numSteps();
  }

  @Override
  public double dtMs() {
    return time.dtMs();
  }

  @Override
  public boolean isDrawn() {
    return false;
  }

  private int step(int level) {
    return (int) Math.rint((1 - intensity.of(level)) * (numSteps() - 1));
  }

  @Override
  public boolean spikes(long key, int level, int step) {
    return level > 0 && step == step(level);
  }

  @Override
  public double probability(int level) {
    return level > 0 ? 1.0 / numSteps() : 0;
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
