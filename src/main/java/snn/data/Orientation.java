package snn.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a picture that a camera stored lying or mirrored is to be turned.
 *
 * <p>Source: CIPA DC-008 (Exif), tag 0x0112, which has numbers 1 … 8.
 *
 * @param swapped whether rows of the picture are columns of what is stored
 * @param rowsBackwards whether the stored rows are counted from the last one
 * @param columnsBackwards whether the stored columns are counted from the last one
 */
record Orientation(boolean swapped, boolean rowsBackwards, boolean columnsBackwards) {

  /** The picture is stored upright. */
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  private static final short TAG = 0x0112;

  /** Bytes of an entry of a directory. */
  private static final int ENTRY = 12;

  /** The orientation in EXIF data; upright where that is missing or invalid. */
  static Orientation of(ByteBuffer exif) {
    try {
      exif.order(exif.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int directory = exif.getInt(4);
      int entries = exif.getShort(directory) & 0xffff;
      for (int i = 0; i < entries; i++) {
        int at = directory + 2 + i * ENTRY;
        if (exif.getShort(at) == TAG) {
          return of(exif.getShort(at + 8));
        }
      }
    } catch (IndexOutOfBoundsException _) {
      // The EXIF data are truncated, which does not affect the picture itself.
    }
    return UPRIGHT;
  }

  private static Orientation of(int number) {
    return switch (number) {
      case 2 -> new Orientation(false, false, true);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, true, false);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /** The shape that a picture of a stored shape has. */
  ImageShape turned(ImageShape stored) {
    return swapped
        ? new ImageShape(/* rows= */ stored.columns(), /* columns= */ stored.rows())
        : stored;
  }

  /**
   * Puts a picture upright.
   *
   * @param levels [rows, columns] as they are stored
   * @param stored their shape
   * @param pixels where they go, row by row, from {@code offset} on
   */
  void turn(byte[] levels, ImageShape stored, byte[] pixels, int offset) {
    int width = turned(stored).columns();
    for (int i = 0; i < levels.length; i++) {
      int row = swapped ? i % width : i / width;
      int column = swapped ? i / width : i % width;
      int from = rowsBackwards ? stored.rows() - 1 - row : row;
      int beside = columnsBackwards ? stored.columns() - 1 - column : column;
      pixels[offset + i] = levels[from * stored.columns() + beside];
    }
  }
}
