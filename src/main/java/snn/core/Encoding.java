package snn.core;

import snn.part.Kind;
import snn.part.Part;

/**
 * How an image becomes spike trains, one per pixel. A spike is a pure function of (seed, stream,
 * image, pixel, step).
 */
public interface Encoding extends Part {

  /** All encodings. */
  Kind<Encoding> KIND =
      Kind.of(Encoding.class, "encoding", "How intensities become input spikes", "rate")
          .with("rate", RateEncoding.class)
          .with("regular", RegularEncoding.class)
          .with("latency", LatencyEncoding.class);

  /** Largest number of steps: counts then fit 16 bits. */
  int MAX_STEPS = 65_535;

  /** Largest length of a time step in ms. */
  double MAX_DT_MS = 1e6;

  /** Number of time steps per image, T. */
  int numSteps();

  /** Length of a time step in ms. */
  double dtMs();

  /** Duration of an image in seconds. */
  default double seconds() {
    return numSteps() * dtMs() / 1000.0;
  }

  /**
   * The encoding as it is defined: whether a pixel spikes.
   *
   * @param key of the pixel's draws
   * @param level intensity of the pixel, 0 … 255
   * @param step 0 … T − 1
   */
  boolean spikes(long key, int level, int step);

  /** Expected spikes of a pixel of intensity {@code level} / 255 in a step, mean over all steps. */
  double probability(int level);

  /**
   * Whether a pixel of intensity {@code level} / 255 would have to spike more often than it can.
   */
  default boolean clips(int level) {
    return false;
  }

  /**
   * Whether anything is left to chance: if not, an image has the same spikes under every seed and
   * in every draw, and nothing can be told from the difference of two.
   */
  default boolean isDrawn() {
    return true;
  }

  /**
   * Fast equivalent of {@link #spikes}: fills {@code trains} with all pixels that spike. By default
   * it asks for every pixel and step, which is slow where there are many.
   *
   * @param key of a pixel's draws, by pixel
   * @param levels intensities of all images' pixels, unsigned
   * @param first where the image's pixels begin
   */
  default void encode(PixelKeys key, byte[] levels, int first, SpikeTrains trains) {
    for (int i = 0; i < trains.inputs(); i++) {
      int train = trains.add(i);
      long drawn = key.of(i);
      for (int w = 0; w < trains.words(); w++) {
        long spikes = 0;
        for (int t = w * Long.SIZE; t < Math.min(numSteps(), (w + 1) * Long.SIZE); t++) {
          spikes |= spikes(drawn, levels[first + i] & 0xff, t) ? 1L << t : 0;
        }
        trains.set(train, w, spikes);
      }
    }
  }

  /** Keys of the draws of an image's pixels. */
  @FunctionalInterface
  interface PixelKeys {
    /** The key of pixel {@code i}. */
    long of(int i);
  }
}
