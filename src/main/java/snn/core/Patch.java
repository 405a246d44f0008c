package snn.core;

import snn.InvalidParameterException;
import snn.SplitMix64;
import snn.data.ImageShape;
import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * The part of an image that a neuron looks at, and what is true of the weights in it: sides are
 * uniform between two bounds, and so is the place.
 *
 * @param patchMin shortest side in pixels
 * @param patchMax longest side in pixels
 * @param patchMargin pixels by which a patch may reach over the border of the image; what lies
 *     outside is black
 * @param meanFree whether the mean of the weights, over the whole patch, is taken away from each
 *     before they are scaled, so that an even area sends no current
 */
public record Patch(
    @Param(
            help = "Shortest side of the patch of an image that a neuron looks at, in pixels",
            unit = "N",
            preset = "7",
            min = 1,
            max = Integer.MAX_VALUE)
        int patchMin,
    @Param(
            help = "Longest side of that patch, in pixels",
            unit = "N",
            preset = "12",
            min = 1,
            max = Integer.MAX_VALUE)
        int patchMax,
    @Param(
            help =
                "Pixels by which the patch may reach over the border of the image, less than its"
                    + " shortest side",
            unit = "N",
            preset = "0",
            min = 0,
            max = Integer.MAX_VALUE)
        int patchMargin,
    @Param(
            help =
                "The mean of a neuron's weights is taken away before they are scaled, so that even"
                    + " areas of an image send it no current",
            preset = "false")
        boolean meanFree)
    implements Part {

  /**
   * Checks the ranges.
   *
   * @throws InvalidParameterException if one is outside
   */
  public Patch {
    Parts.check(Patch.class, patchMin, patchMax, patchMargin, meanFree);
    if (patchMin > patchMax) {
      throw new InvalidParameterException(
          "patch_min", "must be at most {patch_max}, %s, found %s".formatted(patchMax, patchMin));
    }
    if (patchMargin >= patchMin) {
      throw new InvalidParameterException(
          "patch_margin",
          ("must be less than {patch_min}, %s, so that every patch reaches into the image, found"
                  + " %s")
              .formatted(patchMin, patchMargin));
    }
    if (meanFree && patchMax == 1) {
      throw new InvalidParameterException(
          "mean_free",
          "needs patches of more than one pixel, whose only weight would be 0, found {patch_max}"
              + " 1");
    }
  }

  /** A law of weights of neurons that each look at a patch. */
  interface Law extends WeightLaw {
    /** Sides and place of a neuron's patch. */
    Patch patch();

    @Override
    default void requireFits(ImageShape shape) {
      patch().requireFits(shape);
    }

    @Override
    default boolean isLocal() {
      return true;
    }

    @Override
    default int largestSide() {
      return patch().patchMax();
    }

    @Override
    default void fill(long key, ImageShape shape, double[] weights) {
      fill(key, shape, Pool.Place.ONLY, weights);
    }

    @Override
    void fill(long key, ImageShape shape, Pool.Place place, double[] weights);
  }

  /** Patches inside the image, whose weights keep their mean. */
  public Patch(int patchMin, int patchMax) {
    this(patchMin, patchMax, 0, false);
  }

  /**
   * Checks that every patch fits in an image.
   *
   * @throws InvalidParameterException if not
   */
  public void requireFits(ImageShape shape) {
    int side = Math.min(shape.rows(), shape.columns());
    if (patchMax > side) {
      throw new InvalidParameterException(
          "patch_max",
          "must be at most %s for images of %s, found %s".formatted(side, shape, patchMax));
    }
  }

  /** Draws the side of a patch in pixels. */
  public int side(SplitMix64 random) {
    return patchMin + random.nextInt(patchMax - patchMin + 1);
  }

  /**
   * Draws the first row or column of a patch, uniformly among those where it fits.
   *
   * @param side of the image in pixels
   * @param of side of the patch in pixels
   */
  public int place(int side, int of, SplitMix64 random) {
    return random.nextInt(side - of + 1 + 2 * patchMargin) - patchMargin;
  }

  /**
   * Scales the weights of a patch and puts them into those of a neuron.
   *
   * @param inside the patch's, [height, width], row-major; changed
   * @param width of the patch
   * @param top the patch's first line in the image, and {@code left} its first column
   * @param weights receives those that lie in the image, [N]
   */
  public void put(
      double[] inside,
      int width,
      int top,
      int left,
      RowNorm norm,
      ImageShape shape,
      double[] weights) {
    if (meanFree) {
      double sum = 0;
      for (double weight : inside) {
        sum += weight;
      }
      double mean = sum / inside.length;
      for (int i = 0; i < inside.length; i++) {
        inside[i] -= mean;
      }
    }
    norm.scale(inside);
    int from = Math.max(0, -left);
    int to = Math.min(width, shape.columns() - left);
    for (int y = 0; y < inside.length / width; y++) {
      int row = top + y;
      if (row >= 0 && row < shape.rows()) {
        System.arraycopy(
            inside, y * width + from, weights, row * shape.columns() + left + from, to - from);
      }
    }
  }
}
