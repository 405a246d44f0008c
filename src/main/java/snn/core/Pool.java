package snn.core;

import snn.InvalidParameterException;
import snn.data.ImageShape;
import snn.part.Param;
import snn.part.Part;
import snn.part.Parts;

/**
 * Sum pooling: a feature is the sum of the spikes of k · k neurons that have one filter at
 * neighbouring places of the image, one pixel apart. So it depends less on where in the image a
 * pattern lies.
 *
 * <p>Source: K. Fukushima, "Neocognitron", Biological Cybernetics 36, 1980, for cells that answer
 * alike at neighbouring places; T. Serre et al., "Robust object recognition with cortex-like
 * mechanisms", IEEE PAMI 29, 2007, for fixed Gabor filters below them.
 *
 * @param pool k, side of the square of places; 1 where every neuron is a feature of its own
 */
public record Pool(
    @Param(
            help =
                "Side of the square of neighbouring places whose neurons have one filter and are"
                    + " read as one; 1 reads every neuron for itself",
            unit = "N",
            preset = "1",
            min = 1,
            max = Pool.MAX)
        int pool)
    implements Part {

  /** Largest k: k · k neurons are still fewer than the largest 16-bit sum of counts. */
  static final int MAX = 64;

  /** No pooling: every neuron is a feature of its own. */
  public static final Pool NONE = new Pool(1);

  /**
   * Checks the range.
   *
   * @throws InvalidParameterException if it is outside
   */
  public Pool {
    Parts.check(Pool.class, pool);
  }

  /** Number of neurons in a pool, k · k. */
  public int neurons() {
    return pool * pool;
  }

  /**
   * One of the k · k places of a filter.
   *
   * @param pool the pool that it belongs to
   * @param down lines below the first place
   * @param right columns to the right of it
   */
  public record Place(Pool pool, int down, int right) {

    /** The only place of {@link Pool#NONE}. */
    public static final Place ONLY = NONE.place(0);

    /** Rows and columns of the image that the patch of the first place must leave free, k − 1. */
    public int reach() {
      return pool.pool - 1;
    }
  }

  /** Place {@code i} of the square, line by line. */
  Place place(int i) {
    return new Place(this, i / pool, i % pool);
  }

  /**
   * Checks that all places are in an image, and that the features can be summed.
   *
   * @throws InvalidParameterException if not
   */
  public void requireFits(WeightLaw law, Feature feature, int largestCount, ImageShape shape) {
    if (pool == 1) {
      return;
    }
    if (!law.isLocal()) {
      throw new InvalidParameterException(
          "pool",
          "must be 1 for {weights} %s, whose neurons see the whole image and so have no neighbours,"
                  .formatted(WeightLaw.KIND.nameOf(law))
              + " found "
              + pool);
    }
    if (feature == Feature.FIRST_SPIKE) {
      throw new InvalidParameterException(
          "pool",
          "must be 1 where {readout_of} is first_spike, since a sum of steps tells nothing, found "
              + pool);
    }
    int side = Math.min(shape.rows(), shape.columns());
    int largest = Math.max(1, side - law.largestSide() + 1);
    if (pool > largest) {
      throw new InvalidParameterException(
          "pool",
          "must be at most %s for patches of %s pixels in images of %s, found %s"
              .formatted(largest, law.largestSide(), shape, pool));
    }
    if ((long) largestCount * neurons() > MOST) {
      throw new InvalidParameterException(
          "pool",
          "must be smaller: %s neurons of up to %s spikes each make more than %s, found %s"
              .formatted(neurons(), largestCount, MOST, pool));
    }
  }

  /** Largest sum of counts, which are 16-bit numbers. */
  private static final int MOST = 0xffff;
}
