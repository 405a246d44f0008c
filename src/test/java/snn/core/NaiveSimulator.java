package snn.core;

import snn.Progress;
import snn.SplitMix64;
import snn.data.LabelledImages;

/**
 * The model written straight from its equations, one neuron, one input and one step at a time. Slow
 * and plain on purpose: every fast simulator is compared with it.
 */
public final class NaiveSimulator implements Simulator {

  private final Encoding encoding;
  private final long seed;
  private final RandomLinear weights;
  private final LifParameters lif;

  /** The same network as {@code new Network(new PoissonEncoder(encoding, seed), weights, lif)}. */
  public NaiveSimulator(Encoding encoding, long seed, RandomLinear weights, LifParameters lif) {
    this.encoding = encoding;
    this.seed = seed;
    this.weights = weights;
    this.lif = lif;
  }

  /** Whether a pixel spikes: u < p, u made of one bit of each of 63 random words. */
  public boolean inputSpike(
      LabelledImages images, int image, int pixel, int step, SpikeStream stream) {
    double p = encoding.probability(images.pixels()[image * 784 + pixel] & 0xff);
    long imageKey = SplitMix64.key(seed, SpikeStream.VERSION, stream.id(), image);
    long pixelKey = SplitMix64.mix(imageKey + pixel * SplitMix64.GAMMA);
    long u = 0;
    for (int bit = 0; bit < 63; bit++) {
      long word = SplitMix64.mix(pixelKey + (step / 64 * 64 + bit + 1) * SplitMix64.GAMMA);
      u = u << 1 | (word >>> (step % 64) & 1);
    }
    return p == 1.0 || u < (long) (p * 0x1.0p63);
  }

  @Override
  public SampleTrace trace(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    int steps = encoding.numSteps();
    int hidden = weights.hidden();
    float[] membrane = new float[steps * hidden];
    boolean[] spikes = new boolean[steps * hidden];
    float beta = (float) StrictMath.exp(-lif.dtMs() / lif.tauMs());
    int refractory = (int) (lif.tRefMs() / lif.dtMs());
    float vTh = (float) lif.vTh();
    float[] m = new float[hidden];
    int[] r = new int[hidden];
    for (int t = 0; t < steps; t++) {
      boolean[] in = new boolean[784];
      for (int i = 0; i < 784; i++) {
        in[i] = inputSpike(images, image, i, t, stream);
      }
      for (int j = 0; j < hidden; j++) {
        float sum = 0;
        for (int i = 783; i >= 0; i--) {
          if (in[i]) {
            sum += weights.weights()[j * 784 + i];
          }
        }
        float current = gains[j] * sum;
        float reset = m[j] > vTh ? vTh : 0f;
        float decayed = beta * m[j];
        float charged = decayed + current;
        m[j] = charged - reset;
        boolean spike = m[j] > vTh && r[j] == 0;
        r[j] = spike ? refractory : Math.max(r[j] - 1, 0);
        membrane[t * hidden + j] = m[j];
        spikes[t * hidden + j] = spike;
      }
    }
    return new SampleTrace(steps, hidden, membrane, spikes);
  }

  private int[] countsOf(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    SampleTrace trace = trace(images, image, stream, gains);
    int[] counts = new int[weights.hidden()];
    for (int t = 0; t < trace.numSteps(); t++) {
      for (int j = 0; j < counts.length; j++) {
        counts[j] += trace.spikedAt(t, j) ? 1 : 0;
      }
    }
    return counts;
  }

  @Override
  public SpikeCounts counts(
      LabelledImages images, SpikeStream stream, float[] gains, Progress.Task progress) {
    int hidden = weights.hidden();
    SpikeCounts counts =
        SpikeCounts.zeros(images.size(), hidden, SpikeCounts.largest(encoding.numSteps(), lif));
    for (int image = 0; image < images.size(); image++) {
      float[] row = new float[hidden];
      int[] exact = countsOf(images, image, stream, gains);
      for (int j = 0; j < hidden; j++) {
        row[j] = exact[j];
      }
      counts.setRow(image, row);
    }
    return counts;
  }

  @Override
  public long[] totals(LabelledImages images, int[] batch, SpikeStream stream, float[] gains) {
    long[] totals = new long[weights.hidden()];
    for (int image : batch) {
      int[] counts = countsOf(images, image, stream, gains);
      for (int j = 0; j < totals.length; j++) {
        totals[j] += counts[j];
      }
    }
    return totals;
  }

  @Override
  public void close() {}
}
