package snn.core;

import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * The time for which an image is shown.
 *
 * @param numSteps T, time steps per image
 * @param dtMs length of a time step in ms
 */
public record TimeSteps(
    @Param(
            help = "Time steps per image",
            unit = "N",
            preset = "100",
            min = 1,
            max = Encoding.MAX_STEPS)
        int numSteps,
    @Param(
            help = "Length of a time step",
            unit = "MS",
            preset = "1.0",
            above = 0,
            max = Encoding.MAX_DT_MS)
        double dtMs)
    implements Part {

  /**
   * Checks the ranges.
   *
   * @throws snn.InvalidParameterException if one is outside
   */
  public TimeSteps {
    Parts.check(TimeSteps.class, numSteps, dtMs);
  }
}
