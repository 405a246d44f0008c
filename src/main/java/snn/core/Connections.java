package snn.core;

import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * Which inputs a neuron is connected to: each with the same probability, independently of all
 * others and of the weight that it then has. So it masks any {@link WeightLaw}.
 *
 * @param pConnect probability of a connection; 1 for a dense layer
 */
public record Connections(
    @Param(
            help = "Probability that an input is connected",
            unit = "P",
            preset = "1.0",
            above = 0,
            max = 1)
        double pConnect)
    implements Part {

  /** Every input is connected. */
  public static final Connections DENSE = new Connections(1.0);

  /**
   * Checks the range.
   *
   * @throws snn.InvalidParameterException if it is outside
   */
  public Connections {
    Parts.check(Connections.class, pConnect);
  }

  /** Sets the weights of a neuron's unconnected inputs to 0. */
  void mask(long key, double[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (WeightLaw.unit(key, i) > pConnect) {
        weights[i] = 0.0;
      }
    }
  }
}
