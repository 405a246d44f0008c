package snn.core;

import java.util.Locale;

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
          String.format(
              Locale.ROOT,
              "a trace of %d steps and %d neurons cannot hold %d potentials and %d spikes",
              numSteps,
              hidden,
              membrane.length,
              spikes.length));
    }
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
