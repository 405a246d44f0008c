package snn.experiment;

import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * The parameters of random draws.
 *
 * @param batchSize images in a batch of adaptation, and in a step of the progress bars; results
 *     depend on it through adaptation only
 * @param seed of weights, spikes and the order of adaptation
 */
public record Draws(
    @Param(
            help = "Images per batch. Changes results through homeostasis only",
            unit = "N",
            preset = "128",
            min = 1,
            max = Integer.MAX_VALUE)
        int batchSize,
    @Param(help = "Seed of weights and spikes", unit = "N", preset = "42") long seed)
    implements Part {

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public Draws {
    Parts.check(Draws.class, batchSize, seed);
  }
}
