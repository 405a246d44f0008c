package snn.core;

import static snn.InvalidParameterException.requireAbove;
import static snn.InvalidParameterException.requireIn;

/**
 * Rate coding: a pixel of intensity x in [0, 1] spikes in each step with probability
 *
 * <pre>  p = clamp(x · fmaxHz · dtMs / 1000, 0, 1)</pre>
 *
 * <p>independently of all others. This Bernoulli process approximates a Poisson process of rate x ·
 * fmaxHz while p is small.
 *
 * @param numSteps T, time steps per image
 * @param dtMs length of a time step in ms
 * @param fmaxHz rate of a white pixel in Hz
 */
public record Encoding(int numSteps, double dtMs, double fmaxHz) {

  /** Default of {@link #numSteps}. */
  public static final int NUM_STEPS = 100;

  /** Default of {@link #fmaxHz}. */
  public static final double FMAX_HZ = 100.0;

  /** Largest number of steps: counts then fit 16 bits. */
  public static final int MAX_STEPS = 65_535;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public Encoding {
    requireIn("numSteps", numSteps, 1, MAX_STEPS);
    requireAbove("dtMs", dtMs, 0, 1e6);
    requireIn("fmaxHz", fmaxHz, 0, 1e9);
  }

  /** p of a pixel of intensity {@code level} / 255. */
  public double probability(int level) {
    return Math.min(1.0, level / 255.0 * fmaxHz * dtMs / 1000.0);
  }

  /** Duration of an image in seconds. */
  public double seconds() {
    return numSteps * dtMs / 1000.0;
  }
}
