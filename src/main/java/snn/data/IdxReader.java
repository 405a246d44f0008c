package snn.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Locale;
import java.util.zip.ZipException;
import snn.Reason;
import snn.Sha256;

/**
 * Reads IDX files, the format of MNIST: a header of big-endian 32-bit integers (magic, count and,
 * for images, rows and columns), then one unsigned byte per pixel or label.
 *
 * <p>Gzip is recognised by its first two bytes, whatever the file's name. Memory is taken as bytes
 * arrive, never because a header promises them, and no more is unpacked than the header declares:
 * neither a forged count nor a gzip bomb costs more than the file really holds.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
final class IdxReader {

  /** More images than any set of this family has; a count above is a broken header. */
  static final int MAX_COUNT = 1_000_000;

  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;
  private static final int GZIP = 0x1f8b;

  private IdxReader() {}

  /**
   * What a file holds.
   *
   * @param file that was read
   * @param data what comes after the header
   * @param sha256 of header and data, unpacked, in lower-case hexadecimal digits
   */
  record Content(Path file, byte[] data, String sha256) {}

  /**
   * The pixels of an image file.
   *
   * @return 0 … 255 as unsigned bytes, [images, 784], row-major
   * @throws DamagedFileException if it is cut off, or holds more than it declares
   * @throws DataException if the file cannot be read, or is no IDX file of 28x28 images
   */
  static Content images(Path file) {
    return read(file, IMAGES, "images", LabelledImages.PIXELS);
  }

  /**
   * The labels of a label file.
   *
   * @return 0 … 9, [images]
   * @throws DamagedFileException if it is cut off, or holds more than it declares
   * @throws DataException if the file cannot be read, or is no IDX file of labels 0 … 9
   */
  static Content labels(Path file) {
    Content labels = read(file, LABELS, "labels", 1);
    for (int i = 0; i < labels.data.length; i++) {
      int label = Byte.toUnsignedInt(labels.data[i]);
      if (label >= LabelledImages.CLASSES) {
        throw unfit(
            file,
            String.format(
                Locale.ROOT,
                "labels must be digits 0 … 9, found %d, the label of image %d",
                label,
                i));
      }
    }
    return labels;
  }

  private static Content read(Path file, int magic, String items, int bytesPerItem) {
    if (!Files.exists(file)) {
      throw unreadable(file, "no such file", null);
    }
    // A pipe would wait for its writer, a device would never end.
    if (!Files.isRegularFile(file)) {
      throw unreadable(
          file, Files.isDirectory(file) ? "it is a folder" : "it is no regular file", null);
    }
    var digest = Sha256.digest();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = new DigestInputStream(isGzip(bytes) ? new Gunzip(bytes) : bytes, digest)) {
      int count = readHeader(in, file, magic, items);
      int declared = count * bytesPerItem;
      byte[] data = in.readNBytes(declared);
      if (data.length < declared) {
        throw damaged(
            file,
            String.format(
                Locale.ROOT,
                "%d %s need %d bytes after the header, found %d",
                count,
                items,
                declared,
                data.length));
      }
      if (in.read() >= 0) {
        throw damaged(
            file,
            String.format(
                Locale.ROOT,
                "%d %s need %d bytes after the header, found more",
                count,
                items,
                declared));
      }
      return new Content(file, data, Sha256.hex(digest));
    } catch (EOFException | ZipException e) {
      throw new DamagedFileException(
          "%s is damaged: broken or cut-off gzip (%s)".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw unreadable(file, Reason.of(e), e);
    } catch (OutOfMemoryError e) {
      // A million images may really be there, and need not fit.
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s does not fit into the %d MB of memory; give more: SNN_JAVA_OPTS=-Xmx8g",
              file,
              Runtime.getRuntime().maxMemory() >> 20),
          e);
    }
  }

  /** The number of items, checked. */
  private static int readHeader(InputStream in, Path file, int magic, String items)
      throws IOException {
    int length = magic == IMAGES ? 16 : 8;
    byte[] bytes = in.readNBytes(length);
    if (bytes.length == 0) {
      throw damaged(file, "it is empty");
    }
    if (bytes.length < length) {
      throw damaged(
          file,
          String.format(Locale.ROOT, "the header needs %d bytes, found %d", length, bytes.length));
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int foundMagic = header.getInt();
    if (foundMagic != magic) {
      throw unfit(
          file,
          String.format(
              Locale.ROOT,
              "IDX %s begin with 0x%08x, found 0x%08x%s",
              items,
              magic,
              foundMagic,
              swapped(magic, foundMagic)));
    }
    int count = header.getInt();
    if (count < 1 || count > MAX_COUNT) {
      throw damaged(
          file,
          String.format(
              Locale.ROOT,
              "the number of %s must be in 1 … %d, found %d",
              items,
              MAX_COUNT,
              Integer.toUnsignedLong(count)));
    }
    if (magic == IMAGES) {
      long rows = Integer.toUnsignedLong(header.getInt());
      long columns = Integer.toUnsignedLong(header.getInt());
      if (rows != LabelledImages.SIDE || columns != LabelledImages.SIDE) {
        throw unfit(
            file,
            String.format(Locale.ROOT, "images must be 28x28 pixels, found %dx%d", rows, columns));
      }
    }
    return count;
  }

  private static String swapped(int magic, int found) {
    if (magic == IMAGES && found == LABELS) {
      return ", as labels do";
    }
    return magic == LABELS && found == IMAGES ? ", as images do" : "";
  }

  private static boolean isGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    byte[] first = bytes.readNBytes(2);
    bytes.reset();
    return first.length == 2 && ByteBuffer.wrap(first).getChar() == GZIP;
  }

  private static DataException unreadable(Path file, String reason, IOException e) {
    return new DataException(
        "%s cannot be read: %s; make it a file that can, or give another folder with --data_dir"
            .formatted(file, reason),
        e);
  }

  private static DamagedFileException damaged(Path file, String fault) {
    return new DamagedFileException("%s is damaged: %s".formatted(file, fault), null);
  }

  /** Whole, but made for something else. */
  private static DataException unfit(Path file, String fault) {
    return new DataException(
        ("%s is not what this program reads: %s; give a folder of other files with --data_dir, or"
                + " use --dataset strokes")
            .formatted(file, fault));
  }
}
