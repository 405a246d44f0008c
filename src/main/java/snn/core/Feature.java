package snn.core;

import java.util.Locale;

/** The quantity, of a hidden neuron's spikes, that a readout learns from. */
public enum Feature {
  /** Number of spikes. */
  COUNTS("counts"),
  /**
   * Step of the first spike, counted from 0, and T where there is none, as in time-to-first-spike
   * codes.
   *
   * <p>Source: S. Thorpe, A. Delorme, R. Van Rullen, "Spike-based strategies for rapid processing",
   * 2001.
   */
  FIRST_SPIKE("first spikes"),
  /**
   * Square root of the number of spikes, in sixteenths: rint(16 · √count). Large counts vary more
   * from image to image than small ones; their roots vary alike, so that no neuron dominates by its
   * rate alone.
   *
   * <p>Source: F. J. Anscombe, "The transformation of Poisson, binomial and negative-binomial
   * data", Biometrika 35, 1948.
   */
  SQRT_COUNTS("square roots of counts");

  /** Factor by which {@link #SQRT_COUNTS} scales square roots before rounding. */
  public static final int SIXTEENTHS = 16;

  private final String plural;

  Feature(String plural) {
    this.plural = plural;
  }

  /** The plural of the feature's name, for texts. */
  public String plural() {
    return plural;
  }

  /**
   * The largest value.
   *
   * @param largestCount largest number of spikes that it is computed from
   */
  public int largest(int largestCount, int numSteps) {
    return switch (this) {
      case COUNTS -> largestCount;
      case FIRST_SPIKE -> numSteps;
      case SQRT_COUNTS -> root(largestCount);
    };
  }

  /** The value of {@link #SQRT_COUNTS} for a count. */
  static int root(int count) {
    return (int) Math.rint(SIXTEENTHS * Math.sqrt(count));
  }

  /** The name that users know: {@code first_spike}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
