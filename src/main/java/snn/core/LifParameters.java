package snn.core;

import static snn.InvalidParameterException.requireIn;

import snn.SplitMix64;
import snn.part.Param;
import snn.part.Parts;
import snn.part.Spread;

/**
 * Leaky integrate-and-fire neurons with a refractory period, reset by subtraction.
 *
 * <pre>
 *  β = (float) exp(−dtMs / τ)      R = (int) (tRefMs / dtMs)      m[−1] = r[−1] = 0
 *  τ = tauMs, or of each neuron its own: exp(uniform(ln low, ln high))
 *
 *  I[t]     = g · Σ W[:, i] over the inputs i that spike at t
 *  reset[t] = vTh if m[t−1] &gt; vTh else 0
 *  m[t]     = ((β · m[t−1]) + I[t]) − reset[t]
 *  s[t]     = 1 if m[t] &gt; vTh and r[t−1] = 0 else 0
 *  r[t]     = R if s[t] = 1 else max(r[t−1] − 1, 0)
 * </pre>
 *
 * <p>All in float32, one rounding per written operation. A neuron is above threshold when its
 * potential is <em>strictly</em> greater. During the refractory period the membrane goes on
 * integrating and resetting; only the output spike is suppressed, so a neuron that is always above
 * threshold spikes every R + 1 steps.
 *
 * <p>Source: snnTorch's {@code Leaky(reset_mechanism="subtract", reset_delay=True)} with a
 * refractory counter around it.
 *
 * @param tauMs membrane time constant in ms, τ
 * @param dtMs length of a time step in ms
 * @param tRefMs refractory period in ms
 * @param vTh threshold, in units of the weights
 */
public record LifParameters(
    @Param(
            help =
                "Membrane time constant; 5..200 draws each neuron's own, uniform on a logarithmic"
                    + " scale",
            unit = "MS",
            preset = "20.0",
            above = 0,
            max = LifParameters.MAX)
        Spread tauMs,
    @Param(
            help = "Length of a time step",
            unit = "MS",
            preset = "1.0",
            above = 0,
            max = Encoding.MAX_DT_MS)
        double dtMs,
    @Param(
            help = "Refractory period",
            unit = "MS",
            preset = "2.0",
            min = 0,
            max = LifParameters.MAX)
        double tRefMs,
    @Param(
            help = "Firing threshold",
            unit = "V",
            preset = "1.0",
            above = 0,
            max = LifParameters.MAX)
        double vTh)
    implements Neuron {

  static final double MAX = 1e9;

  /** Numbers in a neuron's state: potential m, refractory counter r and decay β. */
  private static final int STATE = 3;

  /** Index of β in a neuron's state. */
  public static final int DECAY = 2;

  /** Id of the draws of τ in their random key, where spikes have the id of their stream. */
  private static final long TIME_CONSTANTS = 103;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public LifParameters {
    Parts.check(LifParameters.class, tauMs, dtMs, tRefMs, vTh);
    requireIn("t_ref_ms / dt_ms", tRefMs / dtMs, 0, Encoding.MAX_STEPS);
  }

  /** Neurons that all have the same time constant. */
  public LifParameters(double tauMs, double dtMs, double tRefMs, double vTh) {
    this(Spread.of(tauMs), dtMs, tRefMs, vTh);
  }

  /** β of a neuron: what is left of its membrane potential after one step. */
  public float decay(long seed, int neuron) {
    long key = SplitMix64.key(seed, SpikeStream.VERSION, TIME_CONSTANTS, neuron);
    return (float) StrictMath.exp(-dtMs / tauMs.at(SplitMix64.unit(key)));
  }

  /** Refractory period R: number of steps after a spike without another. */
  public int refractorySteps() {
    return (int) (tRefMs / dtMs);
  }

  /** {@link #vTh} rounded to float32, as the neurons compare with it. */
  @Override
  public float threshold() {
    return (float) vTh;
  }

  /** Largest number of spikes in T steps, ⌈T / (R + 1)⌉. */
  @Override
  public int largestCount(int numSteps) {
    return Math.ceilDiv(numSteps, refractorySteps() + 1);
  }

  @Override
  public int stateWidth() {
    return STATE;
  }

  @Override
  public float[] rest(long seed, int neuron) {
    return new float[] {0f, 0f, decay(seed, neuron)};
  }

  @Override
  public boolean step(float[] state, float current) {
    float m = state[0];
    float r = state[1];
    float reset = m > threshold() ? threshold() : 0f;
    float decayed = state[DECAY] * m;
    float charged = decayed + current;
    m = charged - reset;
    boolean spike = m > threshold() && r == 0f;
    r = spike ? refractorySteps() : Math.max(r - 1f, 0f);
    state[0] = m;
    state[1] = r;
    return spike;
  }

  @Override
  public boolean hasTensorKernel() {
    return true;
  }

  /** The same neurons with another membrane time constant. */
  public LifParameters withTauMs(double otherTauMs) {
    return new LifParameters(Spread.of(otherTauMs), dtMs, tRefMs, vTh);
  }
}
