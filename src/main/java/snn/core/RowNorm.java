package snn.core;

import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * How large the signed weights of a neuron are. What a neuron sees of an image is the projection on
 * its weights, so their norm sets the size of its currents whatever their pattern.
 *
 * @param wNorm Euclidean norm of a neuron's weights, before connections are left out; a smaller one
 *     would leave the grid of {@link RandomLinear}
 */
public record RowNorm(
    @Param(help = "Norm of a neuron's weights", unit = "W", preset = "4.0", min = 1e-20, max = 1e6)
        double wNorm)
    implements Part {

  /**
   * Checks the range.
   *
   * @throws snn.InvalidParameterException if it is outside
   */
  public RowNorm {
    Parts.check(RowNorm.class, wNorm);
  }

  /** Scales the weights of a neuron to the norm; weights that are all 0 stay 0. */
  public void scale(double[] weights) {
    double squares = 0;
    for (double weight : weights) {
      squares += weight * weight;
    }
    if (squares == 0) {
      return;
    }
    double scale = wNorm / Math.sqrt(squares);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= scale;
    }
  }
}
