package snn.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip, also hostile gzip: broken input ends in a {@link ZipException} or an {@link
 * java.io.EOFException}, never in another way.
 *
 * <p>{@link GZIPInputStream} calls itself for each further member of a file, so that some ten
 * thousand empty members overflow the stack. Here such nesting is limited.
 */
final class Gunzip extends GZIPInputStream {
  private static final int MAX_NESTED = 100;
  private int nested;

  Gunzip(InputStream in) throws IOException {
    super(in, 1 << 16);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (nested == MAX_NESTED) {
      throw new ZipException("too many empty gzip members");
    }
    nested++;
    try {
      return super.read(buffer, offset, length);
    } finally {
      nested--;
    }
  }
}
