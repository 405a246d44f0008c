package snn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Small IDX files, as bytes. */
final class IdxFixtures {

  static final int IMAGES = 0x00000803;
  static final int LABELS = 0x00000801;

  private IdxFixtures() {}

  /** An image file of {@code n} images of noise, which gzip cannot make smaller. */
  static byte[] images(int n) {
    return idx(pixels(n), IMAGES, n, 28, 28);
  }

  /** What {@link #images} holds after the header. */
  static byte[] pixels(int n) {
    byte[] pixels = new byte[n * 784];
    new SplittableRandom(784).nextBytes(pixels);
    return pixels;
  }

  /** A label file. */
  static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return idx(bytes, LABELS, labels.length);
  }

  /** A file of these header fields and this body, whether they fit or not. */
  static byte[] idx(byte[] body, int... header) {
    ByteBuffer file = ByteBuffer.allocate(4 * header.length + body.length);
    for (int field : header) {
      file.putInt(field);
    }
    return file.put(body).array();
  }

  static byte[] gzip(byte[] bytes) {
    return gzip(bytes, 0);
  }

  /** {@code bytes} and {@code mebibytes} of zeros, packed without ever being in memory. */
  static byte[] gzip(byte[] bytes, int mebibytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < mebibytes; i++) {
        out.write(zeros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
