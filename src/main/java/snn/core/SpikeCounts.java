package snn.core;

import java.util.Arrays;
import java.util.function.IntFunction;
import snn.Sha256;

/**
 * Spikes per image and hidden neuron: the features. Kept as bytes where T/(R+1) lets them fit,
 * which it does at the defaults, else as 16-bit numbers; unsigned both. Counts that do not fit one
 * array are split into several arrays of whole rows.
 */
public final class SpikeCounts {

  /** Largest number of counts in one array. */
  public static final int ARRAY = Integer.MAX_VALUE - 8;

  private final int images;
  private final int hidden;

  /** Binary logarithm of the number of rows in an array; 31 where there is one array. */
  private final int shift;

  private final byte[][] bytes;
  private final short[][] shorts;

  private SpikeCounts(int images, int hidden, int shift, byte[][] bytes, short[][] shorts) {
    this.images = images;
    this.hidden = hidden;
    this.shift = shift;
    this.bytes = bytes;
    this.shorts = shorts;
  }

  /**
   * Counts that are all zero.
   *
   * @param images number of rows
   * @param hidden H, number of columns
   * @param largest no count is larger than this, at most 65,535
   */
  public static SpikeCounts zeros(int images, int hidden, int largest) {
    return zeros(images, hidden, largest, ARRAY);
  }

  /**
   * @param array largest number of counts in one array, at least H
   */
  static SpikeCounts zeros(int images, int hidden, int largest, int array) {
    int shift =
        (long) images * hidden <= array
            ? Integer.SIZE - 1
            : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(array / hidden);
    return largest <= 0xff
        ? new SpikeCounts(
            images, hidden, shift, arrays(images, hidden, shift, byte[]::new, byte[][]::new), null)
        : new SpikeCounts(
            images,
            hidden,
            shift,
            null,
            arrays(images, hidden, shift, short[]::new, short[][]::new));
  }

  private static <T> T[] arrays(
      int images, int hidden, int shift, IntFunction<T> array, IntFunction<T[]> of) {
    long rows = 1L << shift;
    T[] arrays = of.apply(Math.max(1, Math.toIntExact(Math.ceilDiv(images, rows))));
    Arrays.setAll(arrays, k -> array.apply((int) Math.min(rows, images - k * rows) * hidden));
    return arrays;
  }

  /** About how much memory counts take, in bytes. */
  public static double bytes(long images, int hidden, int largest) {
    return (double) images * hidden * (largest <= 0xff ? Byte.BYTES : Short.BYTES);
  }

  /**
   * Wraps existing counts without copying them.
   *
   * @param bytes unsigned, [images, H], row-major
   * @param hidden H, number of columns
   */
  public static SpikeCounts ofBytes(byte[] bytes, int hidden) {
    return new SpikeCounts(
        bytes.length / hidden, hidden, Integer.SIZE - 1, new byte[][] {bytes}, null);
  }

  /** Wraps unsigned 16-bit counts without copying them. */
  public static SpikeCounts ofShorts(short[] shorts, int hidden) {
    return new SpikeCounts(
        shorts.length / hidden, hidden, Integer.SIZE - 1, null, new short[][] {shorts});
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
    int at = at(image) + neuron;
    return bytes != null ? bytes(image)[at] & 0xff : shorts(image)[at] & 0xffff;
  }

  /** Stores a row. The values are whole numbers from 0 to the largest count. */
  public void setRow(int image, float[] counts) {
    int first = at(image);
    if (bytes != null) {
      byte[] array = bytes(image);
      for (int j = 0; j < hidden; j++) {
        array[first + j] = (byte) (int) counts[j];
      }
    } else {
      short[] array = shorts(image);
      for (int j = 0; j < hidden; j++) {
        array[first + j] = (short) (int) counts[j];
      }
    }
  }

  /**
   * Stores a row whose values lie in another order.
   *
   * @param neurons which neuron each of the first H values is of, [H] or longer
   */
  public void setRow(int image, float[] counts, int[] neurons) {
    int first = at(image);
    if (bytes != null) {
      byte[] array = bytes(image);
      for (int j = 0; j < hidden; j++) {
        array[first + neurons[j]] = (byte) (int) counts[j];
      }
    } else {
      short[] array = shorts(image);
      for (int j = 0; j < hidden; j++) {
        array[first + neurons[j]] = (short) (int) counts[j];
      }
    }
  }

  /** The rows of {@code images}, in that order. */
  public SpikeCounts select(int[] images) {
    SpikeCounts selected = zeros(images.length, hidden, fitBytes() ? 0xff : 0xffff);
    for (int i = 0; i < images.length; i++) {
      if (fitBytes()) {
        System.arraycopy(
            bytes(images[i]), at(images[i]), selected.bytes(i), selected.at(i), hidden);
      } else {
        System.arraycopy(
            shorts(images[i]), at(images[i]), selected.shorts(i), selected.at(i), hidden);
      }
    }
    return selected;
  }

  /** The rows of {@code images} and columns of {@code neurons}, in these orders. */
  public SpikeCounts select(int[] images, int[] neurons) {
    SpikeCounts selected = zeros(images.length, neurons.length, fitBytes() ? 0xff : 0xffff);
    for (int i = 0; i < images.length; i++) {
      int from = at(images[i]);
      int to = selected.at(i);
      for (int j = 0; j < neurons.length; j++) {
        if (fitBytes()) {
          selected.bytes(i)[to + j] = bytes(images[i])[from + neurons[j]];
        } else {
          selected.shorts(i)[to + j] = shorts(images[i])[from + neurons[j]];
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
    for (int i = 0; i < counts.length / hidden; i++) {
      int image = firstImage + i;
      System.arraycopy(counts, i * hidden, bytes(image), at(image), hidden);
    }
  }

  /** Whether the counts are kept as {@link #bytes}, else they are {@link #shorts}. */
  public boolean fitBytes() {
    return bytes != null;
  }

  /** Whether no count is larger than 32,767, so that signed 16-bit numbers hold them. */
  public boolean fitSignedShorts() {
    int any = 0;
    for (int k = 0; shorts != null && k < shorts.length; k++) {
      for (short count : shorts[k]) {
        any |= count;
      }
    }
    return any >= 0;
  }

  /**
   * The array in which the row of {@code image} lies from {@link #at} on, counts as unsigned bytes;
   * not to be changed. It holds all rows where they are at most {@link #ARRAY} counts.
   */
  public byte[] bytes(int image) {
    return bytes[image >>> shift];
  }

  /** Like {@link #bytes}, for counts that are kept as unsigned 16-bit numbers. */
  public short[] shorts(int image) {
    return shorts[image >>> shift];
  }

  /** Where in its array the row of {@code image} begins. */
  public int at(int image) {
    return (image & ((1 << shift) - 1)) * hidden;
  }

  /** SHA-256 of the counts, row-major, as bytes or little-endian 16-bit numbers. */
  public String sha256() {
    var digest = Sha256.digest();
    if (bytes != null) {
      for (byte[] array : bytes) {
        digest.update(array);
      }
    } else {
      for (short[] array : shorts) {
        for (short count : array) {
          digest.update((byte) count);
          digest.update((byte) (count >>> 8));
        }
      }
    }
    return Sha256.hex(digest);
  }
}
