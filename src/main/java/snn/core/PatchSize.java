package snn.core;

import java.util.Locale;
import snn.InvalidParameterException;
import snn.SplitMix64;
import snn.data.ImageShape;
import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * How much of an image a neuron looks at: sides of a patch are uniform between two bounds.
 *
 * @param patchMin shortest side in pixels
 * @param patchMax longest side in pixels
 */
record PatchSize(
    @Param(
            help = "Shortest side of the patch of an image that a neuron looks at, in pixels",
            unit = "N",
            preset = "7",
            min = 1,
            max = Integer.MAX_VALUE)
        int patchMin,
    @Param(help = "Longest side of it", unit = "N", preset = "12", min = 1, max = Integer.MAX_VALUE)
        int patchMax)
    implements Part {

  /**
   * Checks the ranges.
   *
   * @throws InvalidParameterException if one is outside
   */
  PatchSize {
    Parts.check(PatchSize.class, patchMin, patchMax);
    if (patchMin > patchMax) {
      throw new InvalidParameterException(
          "patch_min",
          String.format(
              Locale.ROOT, "must be at most {patch_max}, %d, found %d", patchMax, patchMin));
    }
  }

  /**
   * Checks that every patch fits in an image.
   *
   * @throws InvalidParameterException if not
   */
  void requireFits(ImageShape shape) {
    int side = Math.min(shape.rows(), shape.columns());
    if (patchMax > side) {
      throw new InvalidParameterException(
          "patch_max",
          String.format(
              Locale.ROOT, "must be at most %d for images of %s, found %d", side, shape, patchMax));
    }
  }

  /** Draws a side. */
  int side(SplitMix64 random) {
    return patchMin + random.nextInt(patchMax - patchMin + 1);
  }
}
