package snn.core;

import snn.data.ImageShape;

/**
 * Signed weights: Normal(0, 1), then a neuron's weights scaled to a norm. Currents have mean 0, and
 * a neuron fires at images that look like its weights.
 *
 * @param norm of a neuron's weights
 */
public record SignedNormal(RowNorm norm) implements WeightLaw {

  @Override
  public void fill(long key, ImageShape shape, double[] weights) {
    WeightLaw.normals(key, weights);
    norm.scale(weights);
  }
}
