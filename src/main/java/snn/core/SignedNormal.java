package snn.core;

import snn.data.ImageShape;
import snn.part.Param;
import snn.part.Parts;

/**
 * Signed weights: Normal(0, 1), then a neuron's weights scaled to norm wNorm. Currents have mean 0,
 * and a neuron fires at images that look like its weights.
 *
 * @param wNorm Euclidean norm of a neuron's weights, before connections are left out
 */
public record SignedNormal(
    @Param(help = "Norm of a neuron's weights", unit = "W", preset = "4.0", above = 0, max = 1e6)
        double wNorm)
    implements WeightLaw {

  /**
   * Checks the range.
   *
   * @throws snn.InvalidParameterException if it is outside
   */
  public SignedNormal {
    Parts.check(SignedNormal.class, wNorm);
  }

  @Override
  public void fill(long key, ImageShape shape, double[] weights) {
    WeightLaw.normals(key, weights);
    double squares = 0;
    for (double weight : weights) {
      squares += weight * weight;
    }
    double scale = wNorm / Math.sqrt(squares);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= scale;
    }
  }
}
