package snn.core;

import java.util.Arrays;
import java.util.function.IntFunction;
import snn.Sha256;

/**
 * What a readout learns from, a row for each image and a column for each hidden neuron, pool of
 * neurons or pixel: whole numbers of any {@link Feature}, or grey levels where there is no layer.
 * Kept as bytes where the largest that there can be fits, as spike counts do at the defaults, else
 * as 16-bit numbers; unsigned both. Values that do not fit one array are split into several arrays
 * of whole rows.
 */
public final class FeatureMatrix {

  /** Largest number of values in one array. */
  public static final int ARRAY = Integer.MAX_VALUE - 8;

  private final int images;
  private final int hidden;

  /** Binary logarithm of the number of rows in an array; 31 where there is one array. */
  private final int shift;

  private final byte[][] bytes;
  private final short[][] shorts;

  private FeatureMatrix(int images, int hidden, int shift, byte[][] bytes, short[][] shorts) {
    this.images = images;
    this.hidden = hidden;
    this.shift = shift;
    this.bytes = bytes;
    this.shorts = shorts;
  }

  /**
   * Values that are all zero.
   *
   * @param images number of rows
   * @param hidden H, number of columns
   * @param largest no value is larger than this, at most 65,535
   */
  public static FeatureMatrix zeros(int images, int hidden, int largest) {
    return zeros(images, hidden, largest, ARRAY);
  }

  /**
   * @param array largest number of values in one array, at least H
   */
  static FeatureMatrix zeros(int images, int hidden, int largest, int array) {
    int shift =
        (long) images * hidden <= array
            ? Integer.SIZE - 1
            : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(array / hidden);
    return largest <= 0xff
        ? new FeatureMatrix(
            images, hidden, shift, arrays(images, hidden, shift, byte[]::new, byte[][]::new), null)
        : new FeatureMatrix(
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

  /** About how much memory the values take, in bytes. */
  public static double bytes(long images, int hidden, int largest) {
    return (double) images * hidden * (largest <= 0xff ? Byte.BYTES : Short.BYTES);
  }

  /**
   * Wraps existing values without copying them.
   *
   * @param bytes unsigned, [images, H], row-major
   * @param hidden H, number of columns
   */
  public static FeatureMatrix ofBytes(byte[] bytes, int hidden) {
    return new FeatureMatrix(
        bytes.length / hidden, hidden, Integer.SIZE - 1, new byte[][] {bytes}, null);
  }

  /** Wraps unsigned 16-bit values without copying them. */
  public static FeatureMatrix ofShorts(short[] shorts, int hidden) {
    return new FeatureMatrix(
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

  /** The value of {@code neuron} for {@code image}. */
  public int get(int image, int neuron) {
    int at = at(image) + neuron;
    return bytes != null ? bytes(image)[at] & 0xff : shorts(image)[at] & 0xffff;
  }

  /**
   * Copies a row, for loops over many values: one over {@link #get} asks at each how it is kept,
   * and takes five times as long in a process that has seen both ways.
   *
   * @param row receives the values, [H]
   * @return {@code row}
   */
  public int[] row(int image, int[] row) {
    int first = at(image);
    if (bytes != null) {
      byte[] array = bytes(image);
      for (int j = 0; j < hidden; j++) {
        row[j] = array[first + j] & 0xff;
      }
    } else {
      short[] array = shorts(image);
      for (int j = 0; j < hidden; j++) {
        row[j] = array[first + j] & 0xffff;
      }
    }
    return row;
  }

  /** Stores a row. The values are whole numbers from 0 to the largest that was named. */
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
  public FeatureMatrix select(int[] images) {
    FeatureMatrix selected = zeros(images.length, hidden, fitBytes() ? 0xff : 0xffff);
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
  public FeatureMatrix select(int[] images, int[] neurons) {
    FeatureMatrix selected = zeros(images.length, neurons.length, fitBytes() ? 0xff : 0xffff);
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
   * Stores whole rows, where the values {@link #fitBytes}.
   *
   * @param counts unsigned, [rows, H], row-major
   */
  public void setRows(int firstImage, byte[] counts) {
    for (int i = 0; i < counts.length / hidden; i++) {
      int image = firstImage + i;
      System.arraycopy(counts, i * hidden, bytes(image), at(image), hidden);
    }
  }

  /** Whether the values are kept as {@link #bytes}, else they are {@link #shorts}. */
  public boolean fitBytes() {
    return bytes != null;
  }

  /** Whether no value is larger than 32,767, so that signed 16-bit numbers hold them. */
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
