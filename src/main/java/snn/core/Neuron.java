package snn.core;

import snn.part.Kind;
import snn.part.Part;

/**
 * A model of hidden neurons: how currents change them, in float32, one rounding per operation.
 *
 * <p>A neuron's state from one step to the next is a few numbers. The first is its membrane
 * potential. Where neurons of a layer differ, their own parameters are among them.
 */
public interface Neuron extends Part {

  /** All models of neurons. */
  Kind<Neuron> KIND =
      Kind.of(Neuron.class, "neuron", "What the hidden neurons are", "lif")
          .with("lif", LifParameters.class)
          .with("alif", AdaptiveLif.class);

  /** Length of a time step in ms. */
  double dtMs();

  /** The potential above which it spikes, when it is at rest; for figures. */
  float threshold();

  /** The largest number of spikes in {@code numSteps} steps. */
  int largestCount(int numSteps);

  /** How many numbers the state of a neuron has. */
  int stateWidth();

  /**
   * The state of a neuron at rest, a pure function of (seed, neuron).
   *
   * @param seed of the layer's draws
   * @return [stateWidth]
   */
  default float[] rest(long seed, int neuron) {
    return new float[stateWidth()];
  }

  /**
   * One step of one neuron, written from the equations.
   *
   * @param state of the neuron, [stateWidth]; changed
   * @param current I[t]
   * @return whether it spikes
   */
  boolean step(float[] state, float current);

  /**
   * The same step of neurons {@code from} … {@code to} − 1 of a layer; may be rewritten for speed.
   * {@code snn.core.event} has kernels of its own for some neurons.
   *
   * @param states of the layer's neurons, [stateWidth][H]; changed
   * @param currents I[t] of neuron {@code from} and those that follow
   * @param counts spikes so far, [H]; changed
   */
  default void step(float[][] states, float[] currents, int from, int to, float[] counts) {
    float[] state = new float[stateWidth()];
    for (int j = from; j < to; j++) {
      for (int s = 0; s < state.length; s++) {
        state[s] = states[s][j];
      }
      counts[j] += step(state, currents[j - from]) ? 1f : 0f;
      for (int s = 0; s < state.length; s++) {
        states[s][j] = state[s];
      }
    }
  }

  /** Whether tensor kernels for it exist; else it runs on the event backend only. */
  default boolean hasTensorKernel() {
    return false;
  }
}
