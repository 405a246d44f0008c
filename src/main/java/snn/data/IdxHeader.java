package snn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The head of an IDX file, checked: a magic number, then a length for each dimension, big-endian
 * 32-bit integers all of them.
 *
 * @param magic the first four bytes
 * @param count of items
 * @param shape of an image; 1 x columns of a row of labels
 * @param channels of a pixel; 1 of a label
 * @param channelsFirst whether an image is [channels, rows, columns], not [rows, columns, channels]
 */
record IdxHeader(int magic, int count, ImageShape shape, int channels, boolean channelsFirst) {

  /** More images than any set of this family has; a count above is a broken header. */
  static final int MAX_COUNT = 1_000_000;

  /** Columns of QMNIST's labels. */
  private static final int QMNIST_COLUMNS = 8;

  private static final int COLOURS = 3;

  /** A fault of a header. */
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean damage;

    private InvalidException(boolean damage, String fault) {
      super(fault);
      this.damage = damage;
    }

    /** Whether the file is damaged, rather than of another format. */
    boolean isDamage() {
      return damage;
    }
  }

  private static InvalidException damaged(String fault) {
    return new InvalidException(true, fault);
  }

  private static InvalidException unfit(String fault) {
    return new InvalidException(false, fault);
  }

  /** Reads the header, and no byte beyond it. */
  static IdxHeader read(InputStream in, IdxKind kind) throws IOException, InvalidException {
    byte[] first = in.readNBytes(Integer.BYTES);
    if (first.length == 0) {
      throw damaged("it is empty");
    }
    int least = kind.isOfImages() ? 4 : 2;
    if (first.length < Integer.BYTES) {
      throw tooShort(least, first.length);
    }
    int magic = ByteBuffer.wrap(first).getInt();
    int dimensions = kind.has(magic) ? magic & 0xff : least - 1;
    byte[] rest = in.readNBytes(Integer.BYTES * dimensions);
    if (rest.length < Integer.BYTES * dimensions) {
      throw tooShort(1 + dimensions, Integer.BYTES + rest.length);
    }
    if (!kind.has(magic)) {
      throw unfit(
          "IDX %s begin with %s, found %s%s"
              .formatted(kind.items(), kind.begin(), IdxKind.hex(magic), kind.confused(magic)));
    }
    long[] lengths = new long[dimensions];
    ByteBuffer header = ByteBuffer.wrap(rest);
    for (int i = 0; i < dimensions; i++) {
      lengths[i] = Integer.toUnsignedLong(header.getInt());
    }
    if (lengths[0] < 1 || lengths[0] > MAX_COUNT) {
      throw damaged(
          "the number of %s must be in 1 … %s, found %s"
              .formatted(kind.items(), MAX_COUNT, lengths[0]));
    }
    return kind.isOfImages() ? ofImages(magic, lengths) : ofLabels(magic, lengths);
  }

  private static InvalidException tooShort(int numbers, int found) {
    return damaged("the header needs %s bytes, found %s".formatted(Integer.BYTES * numbers, found));
  }

  private static IdxHeader ofImages(int magic, long[] lengths) throws InvalidException {
    boolean four = lengths.length == 4;
    boolean channelsFirst = four && !isChannels(lengths[3]) && isChannels(lengths[1]);
    long channels = !four ? 1 : lengths[channelsFirst ? 1 : 3];
    long rows = lengths[channelsFirst ? 2 : 1];
    long columns = lengths[channelsFirst ? 3 : 2];
    if (!isChannels(channels)) {
      throw unfit(
          "images must have 1 or 3 channels, found %s x %s x %s numbers each"
              .formatted(lengths[1], lengths[2], lengths[3]));
    }
    if (!ImageShape.isAllowed(rows, columns)) {
      throw unfit(ImageShape.refusal(rows, columns));
    }
    return new IdxHeader(
        magic,
        (int) lengths[0],
        new ImageShape((int) rows, (int) columns),
        (int) channels,
        channelsFirst);
  }

  private static boolean isChannels(long length) {
    return length == 1 || length == COLOURS;
  }

  private static IdxHeader ofLabels(int magic, long[] lengths) throws InvalidException {
    long columns = lengths.length == 1 ? 1 : lengths[1];
    if (columns != 1 && columns != QMNIST_COLUMNS) {
      throw unfit(
          "labels must have 1 column, or %s as those of QMNIST, found %s"
              .formatted(QMNIST_COLUMNS, columns));
    }
    return new IdxHeader(magic, (int) lengths[0], new ImageShape(1, (int) columns), 1, false);
  }

  /** Size of a number in bytes. */
  int width() {
    return switch (magic >> 8) {
      case 0x0c -> Integer.BYTES;
      case 0x0b -> Short.BYTES;
      default -> 1;
    };
  }

  /** Size of the header in bytes. */
  int ownBytes() {
    return Integer.BYTES * (1 + (magic & 0xff));
  }

  /** Bytes that come after the header. */
  long bytes() {
    return (long) count * shape.pixels() * channels * width();
  }

  /** The first number of each row of labels. */
  int[] labels(byte[] data) {
    ByteBuffer numbers = ByteBuffer.wrap(data);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int at = i * shape.columns() * width();
      labels[i] =
          switch (magic >> 8) {
            case 0x0c -> numbers.getInt(at);
            case 0x0b -> numbers.getShort(at);
            case 0x09 -> numbers.get(at);
            default -> Byte.toUnsignedInt(numbers.get(at));
          };
    }
    return labels;
  }

  /** The grey levels of images, [count, N]; the array itself where they are grey. */
  byte[] grey(byte[] data) {
    if (channels == 1) {
      return data;
    }
    int pixels = shape.pixels();
    int step = channelsFirst ? 1 : channels;
    int plane = channelsFirst ? pixels : 1;
    byte[] grey = new byte[count * pixels];
    for (int i = 0; i < grey.length; i++) {
      int red = i / pixels * pixels * channels + i % pixels * step;
      grey[i] =
          (byte) Grey.of(data[red] & 0xff, data[red + plane] & 0xff, data[red + 2 * plane] & 0xff);
    }
    return grey;
  }
}
