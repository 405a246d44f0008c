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
  FIRST_SPIKE("first spikes");

  private final String plural;

  Feature(String plural) {
    this.plural = plural;
  }

  /** What many of them are called. */
  public String plural() {
    return plural;
  }

  /** The largest value. */
  public int largest(Neuron neuron, int numSteps) {
    return this == COUNTS ? neuron.largestCount(numSteps) : numSteps;
  }

  /** The name that users know: {@code first_spike}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
