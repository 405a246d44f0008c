package snn.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A BMP file.
 *
 * <p>Source: Microsoft's documentation of {@code BITMAPV5HEADER}.
 *
 * @param bytes the file; a profile in it is not applied
 */
record Bmp(byte[] bytes) implements Picture {

  /** The first bytes of every such file. */
  static final byte[] MAGIC = {'B', 'M'};

  /** Offsets of the header's length, of the packing of pixels and of the colour space. */
  private static final int LENGTH = 14;

  private static final int PACKED = LENGTH + 16;
  private static final int COLOURS = LENGTH + 56;

  /** Values of the packing for files with a JPEG or PNG file in place of pixels. */
  private static final int JPEG = 4;

  private static final int PNG = 5;

  private static final int SRGB = 0x7352_4742;

  /** Refuses embedded files of other formats, and replaces a colour profile by sRGB. */
  static Bmp of(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() >= PACKED + Integer.BYTES) {
      int packed = bytes.getInt(PACKED);
      if (packed == JPEG || packed == PNG) {
        throw new IOException("there is a file of another format in it");
      }
    }
    if (bytes.limit() >= COLOURS + Integer.BYTES && bytes.getInt(LENGTH) > COLOURS - LENGTH) {
      bytes.putInt(COLOURS, SRGB);
    }
    return new Bmp(bytes.array());
  }

  @Override
  public String format() {
    return "bmp";
  }
}
