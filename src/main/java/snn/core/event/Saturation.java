package snn.core.event;

import java.util.Arrays;
import java.util.Optional;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.SpikeEvents;

/**
 * Proves spikes without simulation where the input is so strong that no neuron of a layer ever
 * falls to its threshold again: each then spikes whenever its refractory period lets it.
 *
 * <p>The proof is a neuron below all others: with each pixel's smallest weight to any of them, the
 * smallest of their gains, and a reset in every step,
 *
 * <pre>  m[t] = ((β · m[t−1]) + g · Σ min W[:, i]) − vTh</pre>
 *
 * <p>Rounding is monotone and sums of weights are exact, so its potential is at most that of every
 * neuron, in float32 as on paper; while it is above threshold, so are they.
 */
final class Saturation {

  /** Each pixel's smallest weight, none of them negative, [N]. */
  private final float[] least;

  private final float decay;
  private final float threshold;
  private final int period;

  private Saturation(float[] least, LifParameters lif, long seed) {
    this.least = least;
    decay = lif.decay(seed, 0);
    threshold = lif.threshold();
    period = lif.refractorySteps() + 1;
  }

  /**
   * The proof for a layer; empty where nothing can be proved: neurons of another kind or with time
   * constants of their own, inhibition, or no pixel that reaches all neurons.
   */
  static Optional<Saturation> of(Network network) {
    if (!(network.neuron() instanceof LifParameters lif) || !lif.tauMs().isOne()) {
      return Optional.empty();
    }
    int inputs = network.weights().inputs();
    float[] rows = network.weights().weights();
    float[] least = Arrays.copyOf(rows, inputs);
    for (int row = inputs; row < rows.length; row += inputs) {
      for (int i = 0; i < inputs; i++) {
        least[i] = Math.min(least[i], rows[row + i]);
      }
    }
    float smallest = Float.MAX_VALUE;
    float largest = 0;
    for (float weight : least) {
      smallest = Math.min(smallest, weight);
      largest = Math.max(largest, weight);
    }
    return smallest >= 0 && largest > 0
        ? Optional.of(new Saturation(least, lif, network.seed()))
        : Optional.empty();
  }

  /**
   * The first step such that in it and all later ones every neuron is above threshold; T where none
   * is known.
   *
   * @param gain smallest gain of the layer, at least 0
   */
  int from(SpikeEvents events, float gain) {
    int[] offsets = events.offsets();
    int[] pixels = events.pixels();
    int from = 0;
    float m = 0;
    for (int t = 0; t < events.numSteps(); t++) {
      float current = 0;
      for (int e = offsets[t]; e < offsets[t + 1]; e++) {
        current += least[pixels[e]];
      }
      float decayed = decay * m;
      float charged = decayed + gain * current;
      m = charged - threshold;
      if (!(m > threshold)) {
        from = t + 1;
      }
    }
    return from;
  }

  /**
   * Adds the spikes of steps {@code from} … {@code to} − 1, in which all neurons are above
   * threshold, to the counts of a block. Nothing else of the state is updated.
   *
   * @param state as {@link LifBlock} leaves it after step {@code from} − 1
   * @param first the block's first neuron
   * @param width of the block
   */
  void fire(Block.State state, int first, int width, int from, int to) {
    float[] readyAt = state.memory()[1];
    float[] count = state.count();
    // ⌈steps left / period⌉: for whole numbers below 2¹⁷ float32 does not round across one.
    float end = to + (period - 1f);
    for (int j = first; j < first + width; j++) {
      float left = end - Math.max(from, readyAt[j]);
      count[j] += (float) (int) (Math.max(0f, left) / period);
    }
  }
}
