package snn.core;

import snn.InvalidParameterException;
import snn.Numbers;
import snn.data.ImageShape;
import snn.part.Param;
import snn.part.Parts;

/**
 * Excitatory weights: max(Normal(wMean, wStd²), 0).
 *
 * @param wMean mean before rectification
 * @param wStd standard deviation before rectification
 */
public record Excitatory(
    @Param(
            help = "Mean of the normal weights, before negative ones become 0",
            unit = "W",
            preset = "0.5",
            min = -1e6,
            max = 1e6)
        double wMean,
    @Param(
            help = "Standard deviation of the normal weights",
            unit = "W",
            preset = "0.1",
            min = 0,
            max = 1e6)
        double wStd)
    implements WeightLaw {

  /** The larger of mean and deviation must not be nearer to 0, unless both are 0. */
  static final double SMALLEST = 1e-20;

  /**
   * Checks the ranges. Weights far below {@link #SMALLEST} would leave the grid of {@link
   * RandomLinear}.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public Excitatory {
    Parts.check(Excitatory.class, wMean, wStd);
    double size = Math.max(Math.abs(wMean), wStd);
    if (size > 0 && size < SMALLEST) {
      throw new InvalidParameterException(
          Math.abs(wMean) >= wStd ? "w_mean" : "w_std",
          "must be 0 or at least %s in size, or weights are too small for float32; scale {v_th} with them, found %s"
              .formatted(
                  Numbers.python(SMALLEST),
                  Numbers.python(Math.abs(wMean) >= wStd ? wMean : wStd)));
    }
  }

  @Override
  public void fill(long key, ImageShape shape, double[] weights) {
    WeightLaw.normals(key, weights);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.max(wMean + wStd * weights[i], 0.0);
    }
  }
}
