package snn.core;

import static snn.InvalidParameterException.requireAbove;
import static snn.InvalidParameterException.requireIn;

import java.util.Arrays;
import snn.InvalidParameterException;
import snn.Numbers;

/**
 * Homeostatic gain control: after each batch every neuron's gain moves towards the one at which it
 * fires at the target rate.
 *
 * <pre>
 *  rate = (spikes, mean over the batch) / (T · dtMs / 1000)
 *  e    ← emaAlpha · e + (1 − emaAlpha) · rate                        e = 0 at first
 *  g    ← clamp(g · (1 + eta · (targetHz − e)), gMin, gMax)           g = 1 at first
 * </pre>
 *
 * <p>The factor can be negative; the clamp then leads to gMin.
 *
 * @param targetHz rate that each neuron is to reach, in Hz
 * @param eta learning rate per Hz
 * @param emaAlpha weight of the past in the moving average of the rate
 * @param gMin smallest gain
 * @param gMax largest gain
 * @param adaptEpochs passes over the training set
 */
public record Homeostasis(
    double targetHz, double eta, double emaAlpha, double gMin, double gMax, int adaptEpochs) {

  /** Default of {@link #targetHz}. */
  public static final double TARGET_HZ = 10.0;

  /** Default of {@link #eta}. */
  public static final double ETA = 0.01;

  /** Default of {@link #emaAlpha}. */
  public static final double EMA_ALPHA = 0.9;

  /** Default of {@link #gMin}. */
  public static final double G_MIN = 0.1;

  /** Default of {@link #gMax}. */
  public static final double G_MAX = 10.0;

  /** Default of {@link #adaptEpochs}. */
  public static final int ADAPT_EPOCHS = 1;

  /**
   * Checks the ranges.
   *
   * @throws InvalidParameterException if one is outside
   */
  public Homeostasis {
    requireIn("targetHz", targetHz, 0, 1e6);
    requireIn("eta", eta, 0, 1e6);
    requireIn("emaAlpha", emaAlpha, 0, 1);
    requireIn("gMin", gMin, 0, 1e6);
    requireAbove("gMax", gMax, 0, 1e6);
    requireIn("adaptEpochs", adaptEpochs, 0, 100_000);
    if (gMin > gMax) {
      throw new InvalidParameterException(
          "gMin",
          "must not be above the largest gain %s, found %s"
              .formatted(Numbers.python(gMax), Numbers.python(gMin)));
    }
  }

  /** Gains of {@code hidden} neurons before any batch. */
  public Gains initial(int hidden) {
    return new Gains(this, hidden);
  }

  /** The gains and moving averages of all neurons: the rule's state. */
  public static final class Gains {
    private final Homeostasis rule;
    private final double[] gain;
    private final double[] averageHz;

    private Gains(Homeostasis rule, int hidden) {
      this.rule = rule;
      this.gain = new double[hidden];
      this.averageHz = new double[hidden];
      Arrays.fill(gain, 1.0);
    }

    /**
     * One step of the rule.
     *
     * @param totals spikes per neuron, summed over the batch, [H]
     * @param batchSize images in the batch
     * @param seconds duration of an image, T · dtMs / 1000
     */
    public void update(long[] totals, int batchSize, double seconds) {
      for (int j = 0; j < gain.length; j++) {
        double rate = (double) totals[j] / batchSize / seconds;
        averageHz[j] = rule.emaAlpha * averageHz[j] + (1.0 - rule.emaAlpha) * rate;
        double moved = gain[j] * (1.0 + rule.eta * (rule.targetHz - averageHz[j]));
        gain[j] = Math.clamp(moved, rule.gMin, rule.gMax);
      }
    }

    /** g as the neurons use it, [H]. */
    public float[] values() {
      float[] values = new float[gain.length];
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) gain[j];
      }
      return values;
    }
  }

  /** Gains of a layer without homeostasis: 1, [H]. */
  public static float[] none(int hidden) {
    float[] ones = new float[hidden];
    Arrays.fill(ones, 1f);
    return ones;
  }
}
