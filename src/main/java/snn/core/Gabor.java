package snn.core;

import snn.SplitMix64;
import snn.data.ImageShape;

/**
 * Each neuron looks at one edge: a random Gabor function on a random square patch of the image, 0
 * outside, scaled to a norm.
 *
 * <pre>
 *  a uniform in patchMin … patchMax, the patch's place uniform where it fits
 *  θ, φ uniform in [0, 2π)    λ uniform in [a/4, 2a)    σ uniform in [a/8, a)
 *
 *  u = x · cos θ + y · sin θ      v = y · cos θ − x · sin θ      (x, y) from the patch's centre
 *  w = exp(−(u² + v²) / 2σ²) · cos(2πu/λ + φ)
 * </pre>
 *
 * <p>They are drawn in that order: a, top, left, θ, φ, λ, σ.
 *
 * <p>Sources: J. P. Jones and L. A. Palmer, "An evaluation of the two-dimensional Gabor filter
 * model of simple receptive fields in cat striate cortex", J. Neurophysiol. 58, 1987; B. Illing, W.
 * Gerstner, J. Brea, "Biologically plausible deep learning — but how far can we go with shallow
 * networks?", Neural Networks 118, 2019, for localised random ones under a linear readout.
 *
 * @param norm Euclidean norm of a neuron's weights
 * @param patch sides and place of a neuron's patch
 */
public record Gabor(RowNorm norm, Patch patch) implements Patch.Law {

  @Override
  public void fill(long key, ImageShape shape, Pool.Place place, double[] weights) {
    SplitMix64 random = new SplitMix64(key);
    int a = patch.side(random);
    int top = patch.place(shape.rows() - place.reach(), a, random);
    int left = patch.place(shape.columns() - place.reach(), a, random);
    double orientation = 2 * Math.PI * random.nextDouble();
    double phase = 2 * Math.PI * random.nextDouble();
    double wavelength = between(a / 4.0, 2.0 * a, random);
    double sigma = between(a / 8.0, a, random);
    double cos = StrictMath.cos(orientation);
    double sin = StrictMath.sin(orientation);
    double centre = (a - 1) / 2.0;
    double[] inside = new double[a * a];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < a; j++) {
        double x = j - centre;
        double y = i - centre;
        double u = x * cos + y * sin;
        double v = y * cos - x * sin;
        inside[i * a + j] =
            StrictMath.exp(-(u * u + v * v) / (2 * sigma * sigma))
                * StrictMath.cos(2 * Math.PI * u / wavelength + phase);
      }
    }
    patch.put(inside, a, top + place.down(), left + place.right(), norm, shape, weights);
  }

  private static double between(double low, double high, SplitMix64 random) {
    return low + (high - low) * random.nextDouble();
  }
}
