package snn.core;

import static snn.InvalidParameterException.requireAbove;
import static snn.InvalidParameterException.requireIn;

/**
 * Leaky integrate-and-fire neurons with a refractory period, reset by subtraction.
 *
 * <pre>
 *  β = (float) exp(−dtMs / tauMs)      R = (int) (tRefMs / dtMs)      m[−1] = r[−1] = 0
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
 * @param tauMs membrane time constant in ms
 * @param dtMs length of a time step in ms
 * @param tRefMs refractory period in ms
 * @param vTh threshold, in units of the weights
 */
public record LifParameters(double tauMs, double dtMs, double tRefMs, double vTh) {

  /** Default of {@link #tauMs}. */
  public static final double TAU_MS = 20.0;

  /** Default of {@link #dtMs}. */
  public static final double DT_MS = 1.0;

  /** Default of {@link #tRefMs}. */
  public static final double T_REF_MS = 2.0;

  /** Default of {@link #vTh}. */
  public static final double V_TH = 1.0;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public LifParameters {
    requireAbove("tauMs", tauMs, 0, 1e9);
    requireAbove("dtMs", dtMs, 0, 1e6);
    requireIn("tRefMs", tRefMs, 0, 1e9);
    requireAbove("vTh", vTh, 0, 1e9);
    requireIn("tRefMs / dtMs", tRefMs / dtMs, 0, Encoding.MAX_STEPS);
  }

  /** β: what is left of the membrane potential after one step. */
  public float decay() {
    return (float) StrictMath.exp(-dtMs / tauMs);
  }

  /** R: steps after a spike in which no other can be given out. */
  public int refractorySteps() {
    return (int) (tRefMs / dtMs);
  }

  /** {@link #vTh} as the neurons compare with it. */
  public float threshold() {
    return (float) vTh;
  }

  /** The same neurons with another membrane time constant. */
  public LifParameters withTauMs(double otherTauMs) {
    return new LifParameters(otherTauMs, dtMs, tRefMs, vTh);
  }
}
