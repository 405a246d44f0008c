package snn.core;

import static snn.InvalidParameterException.requireAbove;
import static snn.InvalidParameterException.requireIn;

import snn.InvalidParameterException;

/**
 * What the weights are drawn from: max(Normal(wMean, wStd²), 0), each kept with probability
 * pConnect and otherwise 0.
 *
 * @param wMean mean before rectification
 * @param wStd standard deviation before rectification
 * @param pConnect probability of a connection; 1 for a dense layer
 */
public record WeightDistribution(double wMean, double wStd, double pConnect) {

  /** Default of {@link #wMean}. */
  public static final double W_MEAN = 0.5;

  /** Default of {@link #wStd}. */
  public static final double W_STD = 0.1;

  /** The larger of mean and deviation must not be nearer to 0, unless both are 0. */
  static final double SMALLEST = 1e-20;

  /** Default of {@link #pConnect} for the sparse layer. */
  public static final double P_CONNECT = 0.05;

  /**
   * Checks the ranges. Weights far below {@link #SMALLEST} would leave the grid of {@link
   * RandomLinear}.
   *
   * @throws InvalidParameterException if one is outside
   */
  public WeightDistribution {
    requireIn("wMean", wMean, -1e6, 1e6);
    requireIn("wStd", wStd, 0, 1e6);
    requireAbove("pConnect", pConnect, 0, 1);
    double size = Math.max(Math.abs(wMean), wStd);
    if (size > 0 && size < SMALLEST) {
      throw tooSmall(wMean, wStd);
    }
  }

  /** The refusal of weights that are too small. */
  InvalidParameterException tooSmall() {
    return tooSmall(wMean, wStd);
  }

  private static InvalidParameterException tooSmall(double wMean, double wStd) {
    boolean mean = Math.abs(wMean) >= wStd;
    return new InvalidParameterException(
        mean ? "wMean" : "wStd",
        "must be 0 or at least %s in size, or weights are too small for float32; scale v_th with"
                .formatted(SMALLEST)
            + " them, found "
            + (mean ? wMean : wStd));
  }

  /** A connection between every input and every neuron. */
  public static WeightDistribution dense(double wMean, double wStd) {
    return new WeightDistribution(wMean, wStd, 1.0);
  }
}
