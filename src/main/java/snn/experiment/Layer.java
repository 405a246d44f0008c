package snn.experiment;

import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * What of a layer is no part of its own.
 *
 * @param hidden H, number of hidden neurons
 */
public record Layer(
    @Param(help = "Hidden neurons", unit = "N", preset = "512", min = 1, max = Integer.MAX_VALUE)
        int hidden)
    implements Part {

  /**
   * Checks the range.
   *
   * @throws snn.InvalidParameterException if it is outside
   */
  public Layer {
    Parts.check(Layer.class, hidden);
  }
}
