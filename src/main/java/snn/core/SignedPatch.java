package snn.core;

import snn.SplitMix64;
import snn.data.ImageShape;

/**
 * Signed weights on a random rectangle of the image: Normal(0, 1) inside, 0 outside, then a
 * neuron's weights scaled to a norm. Height and width are drawn first, then a place where the
 * rectangle fits, all uniform.
 *
 * <p>Source: M. D. McDonnell et al., "Fast, simple and accurate handwritten digit classification by
 * training shallow neural network classifiers with the 'extreme learning machine' algorithm", PLoS
 * ONE 10(8), 2015, for random rectangles as receptive fields.
 *
 * @param norm of a neuron's weights
 * @param patch the rectangle
 */
public record SignedPatch(RowNorm norm, Patch patch) implements Patch.Law {

  @Override
  public void fill(long key, ImageShape shape, Pool.Place place, double[] weights) {
    SplitMix64 random = new SplitMix64(key);
    int height = patch.side(random);
    int width = patch.side(random);
    int top = patch.place(shape.rows() - place.reach(), height, random);
    int left = patch.place(shape.columns() - place.reach(), width, random);
    double[] inside = new double[height * width];
    WeightLaw.normals(random.nextLong(), inside);
    patch.put(inside, width, top + place.down(), left + place.right(), norm, shape, weights);
  }
}
