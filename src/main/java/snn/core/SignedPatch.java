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
 * @param size of the rectangle
 */
public record SignedPatch(RowNorm norm, PatchSize size) implements WeightLaw {

  @Override
  public void requireFits(ImageShape shape) {
    size.requireFits(shape);
  }

  @Override
  public void fill(long key, ImageShape shape, double[] weights) {
    SplitMix64 random = new SplitMix64(key);
    int height = size.side(random);
    int width = size.side(random);
    int top = random.nextInt(shape.rows() - height + 1);
    int left = random.nextInt(shape.columns() - width + 1);
    double[] inside = new double[height * width];
    WeightLaw.normals(random.nextLong(), inside);
    for (int y = 0; y < height; y++) {
      System.arraycopy(inside, y * width, weights, (top + y) * shape.columns() + left, width);
    }
    norm.scale(weights);
  }
}
