package snn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG file: header, palette, transparency and pixels, each checked by its CRC, and no other
 * chunk.
 *
 * <p>Source: Portable Network Graphics Specification, W3C.
 *
 * @param bytes of these chunks
 * @param orientation that its EXIF tells
 */
record Png(byte[] bytes, Orientation orientation) implements Picture {

  /** The first bytes of every such file. */
  static final byte[] MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private static final Set<String> CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  /** Length, name and CRC of a chunk. */
  private static final int AROUND_CHUNK = 12;

  /** Parses a file. */
  static Png of(byte[] file) throws IOException {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    picture.writeBytes(MAGIC);
    Orientation orientation = Orientation.UPRIGHT;
    ByteBuffer bytes = ByteBuffer.wrap(file);
    String name = "";
    for (int at = MAGIC.length; !name.equals("IEND"); ) {
      if (file.length - at < AROUND_CHUNK) {
        throw new IOException("it ends too early");
      }
      int length = bytes.getInt(at);
      name = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (length < 0 || length > file.length - at - AROUND_CHUNK) {
        throw new IOException("it ends too early");
      }
      CRC32 crc = new CRC32();
      crc.update(file, at + 4, 4 + length);
      if ((int) crc.getValue() != bytes.getInt(at + 8 + length)) {
        throw new IOException("its checksums are wrong");
      }
      if (CHUNKS.contains(name)) {
        picture.write(file, at, AROUND_CHUNK + length);
      } else if (name.equals("eXIf")) {
        orientation = Orientation.of(bytes.slice(at + 8, length));
      }
      at += AROUND_CHUNK + length;
    }
    return new Png(picture.toByteArray(), orientation);
  }

  @Override
  public String format() {
    return "png";
  }
}
