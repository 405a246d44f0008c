package snn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as results and data files carry it. */
public final class Sha256 {

  /** Number of floats that are digested at a time. */
  private static final int CHUNK = 4096;

  private Sha256() {}

  /** A fresh digest, for bytes that come in parts. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** SHA-256 of {@code bytes} as 64 lower-case hexadecimal digits. */
  public static String hex(byte[] bytes) {
    MessageDigest digest = digest();
    digest.update(bytes);
    return hex(digest);
  }

  /** SHA-256 of {@code values} as little-endian float32, as 64 lower-case hexadecimal digits. */
  public static String hex(float[] values) {
    MessageDigest digest = digest();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      int length = Math.min(CHUNK, values.length - from);
      chunk.asFloatBuffer().put(values, from, length);
      digest.update(chunk.array(), 0, length * Float.BYTES);
    }
    return hex(digest);
  }

  /** Finishes {@code digest}; returns it as 64 lower-case hexadecimal digits. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
