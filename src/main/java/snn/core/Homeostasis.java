package snn.core;

import java.util.Arrays;
import java.util.Set;
import snn.part.Param;
import snn.part.Parts;

/**
 * The published homeostatic gain control: after each batch every neuron's gain moves towards the
 * one at which it fires at the target rate.
 *
 * <pre>
 *  rate = (spikes, mean over the batch) / (T · dtMs / 1000)
 *  e    ← emaAlpha · e + (1 − emaAlpha) · rate                        e = 0 at first
 *  g    ← clamp(g · (1 + eta · (targetHz − e)), gMin, gMax)           g = 1 at first
 * </pre>
 *
 * <p>The factor can be negative; the clamp then leads to gMin. {@link LogRule} converges instead.
 *
 * @param targetHz rate that each neuron is to reach, in Hz
 * @param eta learning rate per Hz
 * @param emaAlpha weight of the past in the moving average of the rate
 * @param gMin smallest gain
 * @param gMax largest gain
 * @param adaptEpochs passes over the training set
 */
public record Homeostasis(
    @Param(
            help = "Rate that every neuron is to reach",
            unit = "HZ",
            preset = "10.0",
            min = 0,
            max = 1e6)
        double targetHz,
    @Param(
            help = "Learning rate of the gains per Hz",
            unit = "ETA",
            preset = "0.01",
            min = 0,
            max = 1e6)
        double eta,
    @Param(
            help = "Weight of the past in the average rate",
            unit = "ALPHA",
            preset = "0.9",
            min = 0,
            max = 1)
        double emaAlpha,
    @Param(help = "Smallest gain", unit = "G", preset = "0.1", min = 0, max = 1e6) double gMin,
    @Param(help = "Largest gain", unit = "G", preset = "10.0", above = 0, max = 1e6) double gMax,
    @Param(
            help = "Passes over the training images",
            unit = "N",
            preset = "1",
            min = 0,
            max = 100_000)
        int adaptEpochs)
    implements GainRule {

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public Homeostasis {
    Parts.check(Homeostasis.class, targetHz, eta, emaAlpha, gMin, gMax, adaptEpochs);
    GainRule.requireBounds(gMin, gMax);
  }

  @Override
  public Set<String> withoutEffect() {
    return adaptEpochs == 0
        ? Set.of("target_hz", "eta", "ema_alpha", "g_min", "g_max")
        : eta == 0 ? Set.of("target_hz", "ema_alpha") : Set.of();
  }

  @Override
  public Gains start(int hidden, long batches) {
    return new Averages(this, hidden);
  }

  /** The gains and moving averages of all neurons: the rule's state. */
  private static final class Averages implements Gains {
    private final Homeostasis rule;
    private final double[] gain;
    private final double[] averageHz;

    Averages(Homeostasis rule, int hidden) {
      this.rule = rule;
      this.gain = new double[hidden];
      this.averageHz = new double[hidden];
      Arrays.fill(gain, 1.0);
    }

    @Override
    public void update(long[] totals, int batchSize, double seconds) {
      for (int j = 0; j < gain.length; j++) {
        double rate = (double) totals[j] / batchSize / seconds;
        averageHz[j] = rule.emaAlpha * averageHz[j] + (1.0 - rule.emaAlpha) * rate;
        double moved = gain[j] * (1.0 + rule.eta * (rule.targetHz - averageHz[j]));
        gain[j] = Math.clamp(moved, rule.gMin, rule.gMax);
      }
    }

    @Override
    public float[] values() {
      return GainRule.floats(gain);
    }
  }

  /** Gains of a layer without homeostasis: 1, [H]. */
  public static float[] ones(int hidden) {
    float[] ones = new float[hidden];
    Arrays.fill(ones, 1f);
    return ones;
  }
}
