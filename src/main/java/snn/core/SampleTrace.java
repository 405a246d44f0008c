package snn.core;

import snn.InvalidParameterException;

/**
 * What the hidden layer did on one image, step by step; for figures.
 *
 * @param numSteps T
 * @param hidden H
 * @param membrane membrane potential after each step, [T, H], row-major
 * @param spikes output spikes, [T, H], row-major
 */
public record SampleTrace(int numSteps, int hidden, float[] membrane, boolean[] spikes) {

  /**
   * Checks the shapes; keeps the arrays, which must not be changed afterwards.
   *
   * @throws IllegalArgumentException if an array is not [T, H]
   */
  public SampleTrace {
    if (membrane.length != numSteps * hidden || spikes.length != numSteps * hidden) {
      throw new IllegalArgumentException(
          "a trace of %s steps and %s neurons cannot hold %s potentials and %s spikes"
              .formatted(numSteps, hidden, membrane.length, spikes.length));
    }
  }

  /**
   * Checks that a trace can be held.
   *
   * @throws InvalidParameterException if it is more than an array holds
   */
  public static void requireFits(int numSteps, int neurons) {
    if ((long) numSteps * neurons > Integer.MAX_VALUE - 8) {
      throw new InvalidParameterException(
          "num_steps",
          "must be at most %s for %s neurons or pixels, found %s"
              .formatted((Integer.MAX_VALUE - 8) / neurons, neurons, numSteps));
    }
  }

  /** About how much memory a trace takes, in bytes, with the input spikes beside it. */
  public static double bytes(int numSteps, int hidden, int inputs) {
    return numSteps * ((Float.BYTES + 1.0) * hidden + inputs);
  }

  /** Membrane potential of {@code neuron} after step {@code t}. */
  public float membraneAt(int t, int neuron) {
    return membrane[t * hidden + neuron];
  }

  /** Whether {@code neuron} spiked at step {@code t}. */
  public boolean spikedAt(int t, int neuron) {
    return spikes[t * hidden + neuron];
  }
}
