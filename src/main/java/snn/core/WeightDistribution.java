package snn.core;

import static snn.InvalidParameterException.requireAbove;
import static snn.InvalidParameterException.requireIn;

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

  /** Default of {@link #pConnect} for the sparse layer. */
  public static final double P_CONNECT = 0.05;

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public WeightDistribution {
    requireIn("wMean", wMean, -1e6, 1e6);
    requireIn("wStd", wStd, 0, 1e6);
    requireAbove("pConnect", pConnect, 0, 1);
  }

  /** A connection between every input and every neuron. */
  public static WeightDistribution dense(double wMean, double wStd) {
    return new WeightDistribution(wMean, wStd, 1.0);
  }
}
