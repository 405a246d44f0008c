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

  /**
   * The trace of one neuron of each pool, the one in its middle; this trace, where no neurons are
   * read as one. All neurons of a pool have one filter, and the first pools are often dark corners.
   */
  public SampleTrace middles(Pool pool) {
    if (pool.neurons() == 1) {
      return this;
    }
    int pools = hidden / pool.neurons();
    int middle = pool.pool() / 2 * (pool.pool() + 1);
    float[] potentials = new float[numSteps * pools];
    boolean[] fired = new boolean[numSteps * pools];
    for (int t = 0; t < numSteps; t++) {
      for (int p = 0; p < pools; p++) {
        int neuron = p * pool.neurons() + middle;
        potentials[t * pools + p] = membraneAt(t, neuron);
        fired[t * pools + p] = spikedAt(t, neuron);
      }
    }
    return new SampleTrace(numSteps, pools, potentials, fired);
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
