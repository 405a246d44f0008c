package snn.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG files as bytes, such as no program writes. */
final class PngFixtures {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Signature and first chunk, which is the header. */
  private static final int HEADER_END = 33;

  private PngFixtures() {}

  /** A file of these header fields and these bytes of filtered rows, whether they fit or not. */
  static byte[] png(int columns, int rows, int depth, int colour, byte[] pixels) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(columns).putInt(rows);
    header.put((byte) depth).put((byte) colour).put(new byte[3]);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    file.writeBytes(chunk("IHDR", header.array()));
    file.writeBytes(chunk("IDAT", deflate(pixels, Deflater.DEFAULT_COMPRESSION)));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  /** The same file with one more chunk after the header. */
  static byte[] withChunk(byte[] png, String name, byte[] content) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(png, 0, HEADER_END);
    file.writeBytes(chunk(name, content));
    file.write(png, HEADER_END, png.length - HEADER_END);
    return file.toByteArray();
  }

  static byte[] deflate(byte[] bytes, int level) {
    Deflater deflater = new Deflater(level);
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 12];
    while (!deflater.finished()) {
      packed.write(part, 0, deflater.deflate(part));
    }
    deflater.end();
    return packed.toByteArray();
  }

  private static byte[] chunk(String name, byte[] content) {
    byte[] named = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(named);
    crc.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(named)
        .put(content)
        .putInt((int) crc.getValue())
        .array();
  }
}
