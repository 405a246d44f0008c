package snn.experiment;

import java.util.OptionalInt;
import snn.InvalidParameterException;
import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * The amount of work in a run.
 *
 * @param limit images of each part of the dataset at most; empty for all
 * @param repeats how many seeds are run, successive ones
 * @param floors whether {@link Floors#pixels} is told, too
 * @param information whether {@link snn.measure.Information} and {@link snn.measure.Cost} of the
 *     layer are measured too; records and saved features that do not say so have none
 */
public record Extent(
    @Param(
            help = "Use at most the first N training and the first N test images (default: all)",
            unit = "N",
            min = 1,
            max = Integer.MAX_VALUE)
        OptionalInt limit,
    @Param(
            help = "Run with N seeds, SEED to SEED + N - 1, and report mean and 95 % interval",
            unit = "N",
            preset = "1",
            min = 1,
            max = 100_000)
        int repeats,
    @Param(
            help =
                "Also report what logistic regression reads from the pixels themselves, without any"
                    + " layer; computed once for a set of images, and kept",
            preset = "true")
        boolean floors,
    @Param(
            help =
                "Also measure on a second draw of input spikes how much the layer tells of the"
                    + " images, in bits, and what an image costs",
            preset = "true")
        boolean information)
    implements Part {

  /**
   * Checks the ranges.
   *
   * @throws InvalidParameterException if one is outside
   */
  public Extent {
    Parts.check(Extent.class, limit, repeats, floors, information);
  }

  /** A copy with another number of seeds. */
  Extent repeated(int seeds) {
    return new Extent(limit, seeds, floors, information);
  }

  /** Largest number of images of each part of the dataset. */
  public int most() {
    return limit.orElse(Integer.MAX_VALUE);
  }

  void requireSeeds(long seed) {
    if (seed > Long.MAX_VALUE - repeats) {
      throw new InvalidParameterException(
          "seed", "must be at most %s, found %s".formatted(Long.MAX_VALUE - repeats, seed));
    }
  }
}
