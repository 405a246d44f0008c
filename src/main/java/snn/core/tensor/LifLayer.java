package snn.core.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import snn.core.LifParameters;

/**
 * The hidden neurons of a chunk of images, and one time step of theirs. The equations are those of
 * {@link LifParameters}, in its order.
 *
 * <p>The refractory counter r is kept as the number of steps since the last spike, which is above R
 * exactly when r = 0; and the spikes as what they leave, the number of silent steps. Then a step
 * changes both in place by one array, which is true where a neuron is silent.
 */
final class LifLayer {

  /** β of each neuron, [H]; the caller closes it. */
  private final NDArray decay;

  private final NDArray threshold;
  private final NDArray refractorySteps;
  private final NDArray one;

  /** Membrane potential m, [B, H]. */
  private final NDArray membrane;

  /** Steps since the last spike, [B, H]; at rest R, so that the next step may spike. */
  private final NDArray sinceSpike;

  private final NDArray silentSteps;

  /** Steps before the first spike, [B, H], if {@link #extendSilence} follows each step. */
  private final NDArray silence;

  /** What the next step subtracts from the potential, [B, H]. */
  private NDArray reset;

  private int steps;

  /**
   * Creates neurons at rest.
   *
   * @param manager owns the state
   * @param decay β of each neuron, [H]
   * @param shape [B, H]
   */
  LifLayer(NDManager manager, LifParameters lif, NDArray decay, Shape shape) {
    this.decay = decay;
    threshold = manager.create(lif.threshold());
    refractorySteps = manager.create((float) lif.refractorySteps());
    one = manager.create(1f);
    membrane = manager.zeros(shape);
    sinceSpike = manager.full(shape, (float) lif.refractorySteps());
    silentSteps = manager.zeros(shape);
    silence = manager.zeros(shape);
    reset = manager.zeros(shape);
  }

  /**
   * Takes one step.
   *
   * @param current I[t], [B, H]
   */
  void step(NDArray current) {
    membrane.muli(decay);
    membrane.addi(current);
    membrane.subi(reset);
    reset.close();
    sinceSpike.addi(one);
    try (NDArray above = membrane.gt(threshold);
        NDArray refractory = sinceSpike.lte(refractorySteps);
        NDArray silent = above.lte(refractory)) {
      reset = above.mul(threshold);
      sinceSpike.muli(silent);
      silentSteps.addi(silent);
    }
    steps++;
  }

  /** Updates {@link #silence}; to be called after each step where that is needed. */
  void extendSilence() {
    try (NDArray quiet = silentSteps.eq((float) steps)) {
      silence.addi(quiet);
    }
  }

  /** Steps before the first spike, [B, H]. */
  NDArray silence() {
    return silence;
  }

  /** The membrane potential, [B, H]. */
  NDArray membrane() {
    return membrane;
  }

  /** Spikes since the beginning, [B, H]; a new array. */
  NDArray counts() {
    NDArray counts = silentSteps.neg();
    try (NDArray all = counts.getManager().create((float) steps)) {
      counts.addi(all);
    }
    return counts;
  }
}
