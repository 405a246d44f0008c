package snn.core;

import java.util.Arrays;
import java.util.Set;
import snn.part.Param;
import snn.part.Parts;

/**
 * Gain control that converges: after each batch every neuron's gain is multiplied by a power of the
 * ratio of target to measured rate.
 *
 * <pre>
 *  rate = (spikes, mean over the batch) / (T · dtMs / 1000)
 *  g    ← clamp(g · ((targetHz + ½) / (rate + ½))^eta, gMin, gMax)    g = 1 at first
 * </pre>
 *
 * <p>A factor is positive whatever the rate, and takes a gain that is a hundred times too large to
 * its place in some six batches. From there on gains follow the chance of which images a batch has:
 * on MNIST at 10 Hz the rate of a batch of 128 swings by a quarter. So what is looked at, and what
 * stays, is a mean over the last W batches, {@value #WINDOW} or half of all where that is less:
 *
 * <pre>
 *  r̄        = mean over the W batches of a neuron's rate
 *  distance = mean over the neurons of |r̄ − targetHz|
 *  g        = clamp(ḡ · ((targetHz + ½) / (r̄ + ½))^eta, gMin, gMax)   at the end
 * </pre>
 *
 * <p>with ḡ the mean over the W batches of the gains under which they ran. Adaptation ends when W
 * batches have run since the first one in which the layer's mean rate was within 5 % of the target,
 * and their distance is within 5 % of it too.
 *
 * @param targetHz rate that each neuron is to reach, in Hz
 * @param eta exponent of that ratio
 * @param gMin smallest gain
 * @param gMax largest gain
 * @param adaptEpochs passes over the training set, at most
 */
public record LogRule(
    @Param(
            help = "Rate that every neuron is to reach",
            unit = "HZ",
            preset = "10.0",
            min = 0,
            max = 1e6)
        double targetHz,
    @Param(help = "Power of target over rate", unit = "ETA", preset = "0.3", min = 0, max = 1)
        double eta,
    @Param(help = "Smallest gain", unit = "G", preset = "0.001", min = 0, max = 1e6) double gMin,
    @Param(help = "Largest gain", unit = "G", preset = "10.0", above = 0, max = 1e6) double gMax,
    @Param(
            help = "Passes over the training images",
            unit = "N",
            preset = "1",
            min = 0,
            max = 100_000)
        int adaptEpochs)
    implements GainRule {

  /** Largest number of batches to average over, W. */
  private static final int WINDOW = 64;

  /** Tolerated distance of a layer from the target, as a share of the target. */
  private static final double NEAR = 0.05;

  /** Added to rates, in Hz, so that a silent neuron has a finite factor. */
  private static final double HALF = 0.5;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public LogRule {
    Parts.check(LogRule.class, targetHz, eta, gMin, gMax, adaptEpochs);
    GainRule.requireBounds(gMin, gMax);
  }

  @Override
  public Set<String> withoutEffect() {
    return adaptEpochs == 0
        ? Set.of("target_hz", "eta", "g_min", "g_max")
        : eta == 0 ? Set.of("target_hz") : Set.of();
  }

  @Override
  public boolean looks() {
    return true;
  }

  @Override
  public boolean isNear(double distanceHz) {
    return distanceHz <= NEAR * targetHz;
  }

  @Override
  public Gains start(int hidden, long batches) {
    return new Course(this, hidden, Math.clamp(batches / 2, 1, WINDOW));
  }

  /** The gains, and the rates and gains of the last W batches. */
  private static final class Course implements Gains {
    private final LogRule rule;
    private final double[] gain;

    /** Gains under which a batch ran, [W][H]. */
    private final double[][] gains;

    /** Rate of each neuron in that batch in Hz, [W][H]. */
    private final double[][] rates;

    private int batches;

    /** Number of batches since the layer's mean rate first was near the target. */
    private int sinceNear;

    Course(LogRule rule, int hidden, int window) {
      this.rule = rule;
      gain = new double[hidden];
      Arrays.fill(gain, 1.0);
      gains = new double[window][hidden];
      rates = new double[window][hidden];
    }

    @Override
    public void update(long[] totals, int batchSize, double seconds) {
      int at = batches++ % gains.length;
      double layer = 0;
      for (int j = 0; j < gain.length; j++) {
        double rate = (double) totals[j] / batchSize / seconds;
        rates[at][j] = rate;
        gains[at][j] = gain[j];
        gain[j] = moved(gain[j], rate);
        layer += rate;
      }
      if (sinceNear > 0 || rule.isNear(Math.abs(layer / gain.length - rule.targetHz))) {
        sinceNear++;
      }
    }

    private double moved(double from, double rate) {
      double factor = StrictMath.pow((rule.targetHz + HALF) / (rate + HALF), rule.eta);
      return Math.clamp(from * factor, rule.gMin, rule.gMax);
    }

    @Override
    public double distanceHz() {
      double sum = 0;
      for (int j = 0; j < gain.length; j++) {
        sum += Math.abs(mean(rates, j) - rule.targetHz);
      }
      return sum / gain.length;
    }

    /** Mean over the last W batches, or over all where there are fewer. */
    private double mean(double[][] values, int j) {
      int known = Math.min(batches, values.length);
      // Differences from the first value make the mean of equal values exact.
      double first = values[0][j];
      double more = 0;
      for (int b = 1; b < known; b++) {
        more += values[b][j] - first;
      }
      return first + more / known;
    }

    @Override
    public boolean arrived() {
      return sinceNear >= gains.length && rule.isNear(distanceHz());
    }

    @Override
    public void settle() {
      if (batches > 0) {
        for (int j = 0; j < gain.length; j++) {
          gain[j] = moved(mean(gains, j), mean(rates, j));
        }
      }
    }

    @Override
    public float[] values() {
      return GainRule.floats(gain);
    }
  }
}
