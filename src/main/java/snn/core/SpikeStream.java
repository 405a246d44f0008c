package snn.core;

import snn.InvalidParameterException;

/**
 * The purpose for which spikes are drawn. Streams with different ids are independent, so an image's
 * spikes in adaptation differ from those in feature extraction.
 *
 * @param id part of the key of every draw
 */
public record SpikeStream(long id) {

  /**
   * Raised whenever the same (seed, stream, image) would give other spikes or other weights than
   * before, and whenever {@link snn.SplitMix64} would draw anything else in another way: the order
   * of adaptation, held-out images, the steps of saga, strokes.
   */
  public static final int VERSION = 1;

  /** Features of the training images. */
  public static final SpikeStream TRAIN = new SpikeStream(1);

  /** Features of the test images. */
  public static final SpikeStream TEST = new SpikeStream(2);

  /** The training images a second time, with other spikes. */
  public static final SpikeStream TRAIN_AGAIN = new SpikeStream(3);

  /**
   * Id of the choice of neurons whose information is measured, where spikes have their stream's.
   */
  public static final long MEASURED_NEURONS = 120;

  /**
   * Id of the first epoch of adaptation. Lower ids are for single uses, also by {@link
   * RandomLinear} and for {@link #MEASURED_NEURONS}.
   */
  private static final long FIRST_EPOCH = 1_000;

  /** Pass number {@code epoch} ≥ 0 of homeostatic adaptation. */
  public static SpikeStream adaptation(int epoch) {
    InvalidParameterException.requireIn("epoch", epoch, 0, Integer.MAX_VALUE);
    return new SpikeStream(FIRST_EPOCH + epoch);
  }
}
