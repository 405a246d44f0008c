package snn.core;

import java.util.Locale;

/** What a readout learns of a hidden neuron's spikes. */
public enum Feature {
  /** How many there are. */
  COUNTS("counts"),
  /**
   * The step of the first, counted from 0, and T where there is none: the number of steps before
   * it, as in time-to-first-spike codes.
   *
   * <p>Source: S. Thorpe, A. Delorme, R. Van Rullen, "Spike-based strategies for rapid processing",
   * 2001.
   */
  FIRST_SPIKE("first spikes"),
  /**
   * The square root of how many there are, in sixteenths: rint(16 · √count). Large counts vary more
   * from image to image than small ones; their roots vary alike, so that no neuron is heard for its
   * rate alone.
   *
   * <p>Source: F. J. Anscombe, "The transformation of Poisson, binomial and negative-binomial
   * data", Biometrika 35, 1948.
   */
  SQRT_COUNTS("square roots of counts");

  /** Parts of a square root that {@link #SQRT_COUNTS} tells apart. */
  public static final int SIXTEENTHS = 16;

  private final String plural;

  Feature(String plural) {
    this.plural = plural;
  }

  /** What many of them are called. */
  public String plural() {
    return plural;
  }

  /**
   * The largest value.
   *
   * @param largestCount of the spikes that it is made of
   */
  public int largest(int largestCount, int numSteps) {
    return switch (this) {
      case COUNTS -> largestCount;
      case FIRST_SPIKE -> numSteps;
      case SQRT_COUNTS -> root(largestCount);
    };
  }

  /** What {@link #SQRT_COUNTS} makes of a count. */
  static int root(int count) {
    return (int) Math.rint(SIXTEENTHS * Math.sqrt(count));
  }

  /** The name that users know: {@code first_spike}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
