package snn.experiment;

import snn.core.Feature;
import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * Parameters of a layer that belong to none of its parts.
 *
 * @param hidden H, number of hidden neurons
 * @param readoutOf what of their spikes is read
 */
public record Layer(
    @Param(help = "Hidden neurons", unit = "N", preset = "512", min = 1, max = Integer.MAX_VALUE)
        int hidden,
    @Param(
            help =
                "What is read of a neuron. counts: the number of its spikes; first_spike: the step"
                    + " of the first; sqrt_counts: the square root of the number, in sixteenths",
            preset = "counts")
        Feature readoutOf)
    implements Part {

  /**
   * Checks the range.
   *
   * @throws snn.InvalidParameterException if it is outside
   */
  public Layer {
    Parts.check(Layer.class, hidden, readoutOf);
  }
}
