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
import java.util.Optional;
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

  /** Of an image. */
  private static final int MAX_SIDE = 256;

  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;
  private static final int GZIP = 0x1f8b;

  private IdxReader() {}

  /**
   * What a file holds.
   *
   * @param file that was read
   * @param shape of an image; 1x1 where the items are labels
   * @param data what comes after the header
   * @param sha256 of header and data, unpacked, in lower-case hexadecimal digits
   */
  record Content(Path file, ImageShape shape, byte[] data, String sha256) {}

  /**
   * What the head of a file says, checked.
   *
   * @param count of items
   * @param shape of an image; 1x1 where the items are labels
   */
  record Header(int count, ImageShape shape) {}

  /** The header of an image file alone; empty where it cannot be read as such. */
  static Optional<Header> header(Path file) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = isGzip(bytes) ? new Gunzip(bytes) : bytes) {
      return Optional.of(readHeader(in, file, IMAGES, "images"));
    } catch (IOException | DataException _) {
      return Optional.empty();
    }
  }

  /**
   * The pixels of an image file.
   *
   * @return 0 … 255 as unsigned bytes, [images, N], row-major
   * @throws DamagedFileException if it is cut off, or holds more than it declares
   * @throws DataException if the file cannot be read, or is no IDX file of images
   */
  static Content images(Path file) {
    return read(file, IMAGES, "images");
  }

  /**
   * The labels of a label file.
   *
   * @return classes from 0 on, [images]
   * @throws DamagedFileException if it is cut off, or holds more than it declares
   * @throws DataException if the file cannot be read, or is no IDX file of labels 0 … K − 1
   */
  static Content labels(Path file, int classes) {
    Content labels = read(file, LABELS, "labels");
    for (int i = 0; i < labels.data.length; i++) {
      int label = Byte.toUnsignedInt(labels.data[i]);
      if (label >= classes) {
        throw unfit(
            file,
            String.format(
                Locale.ROOT,
                "labels must be in 0 … %d, found %d, the label of image %d",
                classes - 1,
                label,
                i));
      }
    }
    return labels;
  }

  private static Content read(Path file, int magic, String items) {
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
      Header header = readHeader(in, file, magic, items);
      int count = header.count;
      int declared = declaredBytes(header, file, items);
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
      return new Content(file, header.shape, data, Sha256.hex(digest));
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

  private static int declaredBytes(Header header, Path file, String items) {
    long bytes = (long) header.count * header.shape.pixels();
    if (bytes > Integer.MAX_VALUE - 8) {
      throw unfit(
          file,
          String.format(
              Locale.ROOT,
              "%d %s of %s pixels are more than an array holds",
              header.count,
              items,
              header.shape));
    }
    return (int) bytes;
  }

  private static Header readHeader(InputStream in, Path file, int magic, String items)
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
      if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE) {
        throw unfit(
            file,
            String.format(
                Locale.ROOT,
                "images must have 1 … %d rows and columns, found %dx%d",
                MAX_SIDE,
                rows,
                columns));
      }
      return new Header(count, new ImageShape((int) rows, (int) columns));
    }
    return new Header(count, new ImageShape(1, 1));
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

  /**
   * Images and their labels.
   *
   * @throws DataException if there is not one label for each image
   */
  static LabelledImages part(Content images, Content labels) {
    int count = images.data.length / images.shape.pixels();
    if (count != labels.data.length) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s holds %d images and %s %d labels, so that they are of different datasets; put two"
                  + " files there that belong together, or give another folder with {data_dir}",
              images.file,
              count,
              labels.file,
              labels.data.length));
    }
    return new LabelledImages(images.data, labels.data, images.shape);
  }

  /** The refusal of images of another shape than they must have. */
  static DataException otherShape(Content images, ImageShape expected) {
    return new DataException(
        ("%s is not what this program reads: images must be %s pixels, found %s; {dataset} with the"
                + " name of their folder reads images of any shape, {dataset} strokes needs none")
            .formatted(images.file, expected, images.shape));
  }

  private static DataException unreadable(Path file, String reason, IOException e) {
    return new DataException(
        "%s cannot be read: %s; make it a file that can, or give another folder with {data_dir}"
            .formatted(file, reason),
        e);
  }

  private static DamagedFileException damaged(Path file, String fault) {
    return new DamagedFileException("%s is damaged: %s".formatted(file, fault), null);
  }

  /** Whole, but made for something else. */
  private static DataException unfit(Path file, String fault) {
    return new DataException(
        ("%s is not what this program reads: %s; give a folder of other files with {data_dir}, or"
                + " use {dataset} strokes")
            .formatted(file, fault));
  }
}
