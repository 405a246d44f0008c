package snn.core;

import java.util.Locale;
import snn.InvalidParameterException;
import snn.Sha256;

/**
 * Spikes per image and hidden neuron: the features. Kept as bytes where T/(R+1) lets them fit,
 * which it does at the defaults, else as 16-bit numbers; unsigned both.
 */
public final class SpikeCounts {

  private static final int MAX = Integer.MAX_VALUE - 8;

  private final int images;
  private final int hidden;
  private final byte[] bytes;
  private final short[] shorts;

  private SpikeCounts(int images, int hidden, byte[] bytes, short[] shorts) {
    this.images = images;
    this.hidden = hidden;
    this.bytes = bytes;
    this.shorts = shorts;
  }

  /**
   * All zero.
   *
   * @param images number of rows
   * @param hidden H, number of columns
   * @param largest no count is larger than this, at most 65,535
   * @throws InvalidParameterException if there are more counts than an array holds
   */
  public static SpikeCounts zeros(int images, int hidden, int largest) {
    requireFits(images, hidden);
    int size = images * hidden;
    return largest <= 0xff
        ? new SpikeCounts(images, hidden, new byte[size], null)
        : new SpikeCounts(images, hidden, null, new short[size]);
  }

  /**
   * Checks that so many counts can be held.
   *
   * @throws InvalidParameterException if there are more than an array holds
   */
  public static void requireFits(int images, int hidden) {
    if ((long) images * hidden > MAX) {
      throw new InvalidParameterException(
          "hidden",
          String.format(
              Locale.ROOT,
              "must be at most %d for %d images, found %d",
              MAX / images,
              images,
              hidden));
    }
  }

  /** About how much memory counts take, in bytes. */
  public static double bytes(long images, int hidden, int largest) {
    return (double) images * hidden * (largest <= 0xff ? Byte.BYTES : Short.BYTES);
  }

  /**
   * Counts that are there already, not copied.
   *
   * @param bytes unsigned, [images, H], row-major
   * @param hidden H, number of columns
   */
  public static SpikeCounts ofBytes(byte[] bytes, int hidden) {
    return new SpikeCounts(bytes.length / hidden, hidden, bytes, null);
  }

  /** The same with counts beyond a byte, unsigned too. */
  public static SpikeCounts ofShorts(short[] shorts, int hidden) {
    return new SpikeCounts(shorts.length / hidden, hidden, null, shorts);
  }

  /** Number of rows. */
  public int images() {
    return images;
  }

  /** H, number of columns. */
  public int hidden() {
    return hidden;
  }

  /** Spikes of {@code neuron} for {@code image}. */
  public int get(int image, int neuron) {
    int at = image * hidden + neuron;
    return bytes != null ? bytes[at] & 0xff : shorts[at] & 0xffff;
  }

  /** Stores a row. The values are whole numbers from 0 to the largest count. */
  public void setRow(int image, float[] counts) {
    int first = image * hidden;
    if (bytes != null) {
      for (int j = 0; j < hidden; j++) {
        bytes[first + j] = (byte) (int) counts[j];
      }
    } else {
      for (int j = 0; j < hidden; j++) {
        shorts[first + j] = (short) (int) counts[j];
      }
    }
  }

  /** The rows of {@code images}, in that order. */
  public SpikeCounts select(int[] images) {
    SpikeCounts selected = zeros(images.length, hidden, fitBytes() ? 0xff : 0xffff);
    for (int i = 0; i < images.length; i++) {
      if (fitBytes()) {
        System.arraycopy(bytes, images[i] * hidden, selected.bytes, i * hidden, hidden);
      } else {
        System.arraycopy(shorts, images[i] * hidden, selected.shorts, i * hidden, hidden);
      }
    }
    return selected;
  }

  /** The same of some neurons only, in that order. */
  public SpikeCounts select(int[] images, int[] neurons) {
    SpikeCounts selected = zeros(images.length, neurons.length, fitBytes() ? 0xff : 0xffff);
    for (int i = 0, at = 0; i < images.length; i++) {
      for (int j = 0; j < neurons.length; j++, at++) {
        int from = images[i] * hidden + neurons[j];
        if (fitBytes()) {
          selected.bytes[at] = bytes[from];
        } else {
          selected.shorts[at] = shorts[from];
        }
      }
    }
    return selected;
  }

  /**
   * Stores whole rows, where the counts {@link #fitBytes}.
   *
   * @param counts unsigned, [rows, H], row-major
   */
  public void setRows(int firstImage, byte[] counts) {
    System.arraycopy(counts, 0, bytes, firstImage * hidden, counts.length);
  }

  /** Whether the counts are kept as {@link #bytes}, else they are {@link #shorts}. */
  public boolean fitBytes() {
    return bytes != null;
  }

  /** The counts as unsigned bytes, [images, H], row-major; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The counts as unsigned 16-bit numbers, [images, H], row-major; not to be changed. */
  public short[] shorts() {
    return shorts;
  }

  /** SHA-256 of the counts, row-major, as bytes or little-endian 16-bit numbers. */
  public String sha256() {
    var digest = Sha256.digest();
    if (bytes != null) {
      digest.update(bytes);
    } else {
      for (short count : shorts) {
        digest.update((byte) count);
        digest.update((byte) (count >>> 8));
      }
    }
    return Sha256.hex(digest);
  }
}
