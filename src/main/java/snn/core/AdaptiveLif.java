package snn.core;

import snn.part.Param;
import snn.part.Parts;

/**
 * Leaky integrate-and-fire neurons with an adaptive threshold: each spike raises it by a step, and
 * it falls back exponentially. So a neuron that fires often finds it harder to fire.
 *
 * <pre>
 *  β = (float) exp(−dtMs / τ)      δ = (float) exp(−dtMs / tauThetaMs)      R = (int) (tRefMs / dtMs)
 *  m[−1] = r[−1] = θ[0] = 0
 *
 *  a[t]     = vTh + θ[t]                                              the threshold at t
 *  I[t]     = g · Σ W[:, i] over the inputs i that spike at t
 *  reset[t] = a[t−1] if m[t−1] &gt; a[t−1] else 0
 *  m[t]     = ((β · m[t−1]) + I[t]) − reset[t]
 *  s[t]     = 1 if m[t] &gt; a[t] and r[t−1] = 0 else 0
 *  r[t]     = R if s[t] = 1 else max(r[t−1] − 1, 0)
 *  θ[t+1]   = δ · θ[t], plus thetaStep if s[t] = 1
 * </pre>
 *
 * <p>All in float32, one rounding per written operation. With thetaStep = 0 they are {@link
 * LifParameters}. Event backend only.
 *
 * <p>Source: G. Bellec et al., "Long short-term memory and learning-to-learn in networks of spiking
 * neurons", NeurIPS 2018, for the threshold.
 *
 * @param lif the neurons at rest
 * @param tauThetaMs time constant with which the threshold falls back, in ms
 * @param thetaStep by how much a spike raises the threshold
 */
public record AdaptiveLif(
    LifParameters lif,
    @Param(
            help = "Time constant of an adaptive threshold",
            unit = "MS",
            preset = "100.0",
            above = 0,
            max = LifParameters.MAX)
        double tauThetaMs,
    @Param(
            help = "By how much a spike raises an adaptive threshold",
            unit = "V",
            preset = "0.5",
            min = 0,
            max = LifParameters.MAX)
        double thetaStep)
    implements Neuron {

  /** Numbers in a neuron's state: m, r, θ, what the next step subtracts, and β. */
  private static final int STATE = 5;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public AdaptiveLif {
    Parts.check(AdaptiveLif.class, lif, tauThetaMs, thetaStep);
  }

  @Override
  public double dtMs() {
    return lif.dtMs();
  }

  private float thresholdDecay() {
    return (float) StrictMath.exp(-dtMs() / tauThetaMs);
  }

  @Override
  public float threshold() {
    return lif.threshold();
  }

  @Override
  public int largestCount(int numSteps) {
    return lif.largestCount(numSteps);
  }

  @Override
  public int stateWidth() {
    return STATE;
  }

  @Override
  public float[] rest(long seed, int neuron) {
    return new float[] {0f, 0f, 0f, 0f, lif.decay(seed, neuron)};
  }

  @Override
  public boolean step(float[] state, float current) {
    float m = state[0];
    float r = state[1];
    float theta = state[2];
    float reset = state[3];
    float threshold = threshold() + theta;
    float decayed = state[4] * m;
    float charged = decayed + current;
    m = charged - reset;
    boolean above = m > threshold;
    boolean spike = above && r == 0f;
    r = spike ? lif.refractorySteps() : Math.max(r - 1f, 0f);
    float fallen = thresholdDecay() * theta;
    theta = spike ? fallen + (float) thetaStep : fallen;
    state[0] = m;
    state[1] = r;
    state[2] = theta;
    state[3] = above ? threshold : 0f;
    return spike;
  }

  /** Written with constants outside the loop, so that the compiler vectorises it. */
  @Override
  public void step(float[][] states, float[] currents, int from, int to, float[] counts) {
    float[] m = states[0];
    float[] r = states[1];
    float[] theta = states[2];
    float[] reset = states[3];
    float[] beta = states[4];
    float delta = thresholdDecay();
    float vTh = threshold();
    float step = (float) thetaStep;
    float dead = lif.refractorySteps();
    for (int j = from; j < to; j++) {
      float threshold = vTh + theta[j];
      float potential = beta[j] * m[j] + currents[j - from] - reset[j];
      boolean above = potential > threshold;
      boolean spike = above && r[j] == 0f;
      float fallen = delta * theta[j];
      m[j] = potential;
      reset[j] = above ? threshold : 0f;
      r[j] = spike ? dead : Math.max(r[j] - 1f, 0f);
      theta[j] = spike ? fallen + step : fallen;
      counts[j] += spike ? 1f : 0f;
    }
  }
}
