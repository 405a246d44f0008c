package snn.core;

import snn.SplitMix64;
import snn.data.LabelledImages;

/**
 * Draws the input spikes of images, one after the other, into a buffer of its own: each thread
 * needs one. Every draw is a pure function of (seed, stream, image, pixel, step), and does not
 * depend on batches, threads or the number of steps.
 */
public final class Encoder {

  private final Encoding encoding;
  private final long seed;
  private final SpikeTrains trains;

  /**
   * Creates an encoder whose draws follow from {@code seed}.
   *
   * @param inputs N, pixels of an image
   */
  public Encoder(Encoding encoding, long seed, int inputs) {
    this.encoding = encoding;
    this.seed = seed;
    this.trains = new SpikeTrains(encoding, inputs);
  }

  /**
   * The spikes of one image; valid until the next one is encoded.
   *
   * @param images where the image's pixels are
   * @param image its index, which is part of the key of its draws
   */
  public SpikeEvents encode(LabelledImages images, int image, SpikeStream stream) {
    long imageKey = SplitMix64.key(seed, SpikeStream.VERSION, stream.id(), image);
    trains.clear();
    encoding.encode(i -> pixelKey(imageKey, i), images.pixels(), image * trains.inputs(), trains);
    return trains.sorted();
  }

  private static long pixelKey(long imageKey, int pixel) {
    return SplitMix64.mix(imageKey + pixel * SplitMix64.GAMMA);
  }

  /** The key of a pixel's draws. */
  public static long key(long seed, SpikeStream stream, int image, int pixel) {
    return pixelKey(SplitMix64.key(seed, SpikeStream.VERSION, stream.id(), image), pixel);
  }
}
