import snn.SplitMix64;
import snn.core.RowNorm;
import snn.core.WeightLaw;
import snn.data.ImageShape;
import snn.part.Param;

/**
 * Each neuron sees a spot less its surround, as ganglion cells of the retina do: a difference of
 * two Gaussians at a random place, bright spots and dark ones in equal shares.
 *
 * <p>Source: R. W. Rodieck, "Quantitative analysis of cat retinal ganglion cell response to visual
 * stimuli", Vision Research 5, 1965.
 *
 * @param norm of a neuron's weights, as the program's laws have it: the flag --w_norm
 * @param sigma standard deviation of the centre, in pixels; the surround has twice as much
 */
public record CentreSurround(
    RowNorm norm,
    @Param(
            name = "centre_sigma",
            help = "Standard deviation of the centre of a spot",
            unit = "PIXELS",
            preset = "1.5",
            above = 0,
            max = 100)
        double sigma)
    implements WeightLaw {

  @Override
  public void fill(long key, ImageShape shape, double[] weights) {
    SplitMix64 random = new SplitMix64(key);
    double centreY = random.nextDouble() * (shape.rows() - 1);
    double centreX = random.nextDouble() * (shape.columns() - 1);
    double sign = random.nextInt(2) == 0 ? 1 : -1;
    for (int y = 0; y < shape.rows(); y++) {
      for (int x = 0; x < shape.columns(); x++) {
        double squared = (y - centreY) * (y - centreY) + (x - centreX) * (x - centreX);
        double centre = StrictMath.exp(-squared / (2 * sigma * sigma));
        double surround = StrictMath.exp(-squared / (8 * sigma * sigma)) / 4;
        weights[y * shape.columns() + x] = sign * (centre - surround);
      }
    }
    norm.scale(weights);
  }

  @Override
  public String words() {
    return "a spot less its surround, at a random place";
  }
}
