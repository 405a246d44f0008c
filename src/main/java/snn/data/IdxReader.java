package snn.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.ZipException;
import snn.Reason;
import snn.Sha256;

/**
 * Reads IDX files, the format of MNIST: an {@link IdxHeader}, then the numbers of all items.
 *
 * <p>Gzip is recognised by its first two bytes, whatever the file's name. Memory is taken as bytes
 * arrive, never because a header promises them, and no more is unpacked than the header declares:
 * neither a forged count nor a gzip bomb costs more than the file really holds.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 *
 * @param advice what to do about a file that cannot be used
 */
record IdxReader(Advice advice) {

  private static final int GZIP = 0x1f8b;

  /** The content of a file. */
  sealed interface Content {
    /** The file that was read. */
    Path file();

    /** SHA-256 of header and data, unpacked, in lower-case hexadecimal digits. */
    String sha256();

    /** Size of header and data, unpacked. */
    long bytes();
  }

  /**
   * Images as a file holds them.
   *
   * @param file that was read
   * @param shape of an image
   * @param data 0 … 255 as unsigned bytes, [images, N], row-major; grey
   * @param sha256 of header and data, unpacked, in lower-case hexadecimal digits
   * @param bytes size of header and data, unpacked
   */
  record Images(Path file, ImageShape shape, byte[] data, String sha256, long bytes)
      implements Content {
    /** Number of images. */
    int count() {
      return data.length / shape.pixels();
    }

    /** Transposes all images, which must be squares, in place. */
    void transpose() {
      int side = shape.rows();
      for (int from = 0; from < data.length; from += shape.pixels()) {
        for (int row = 0; row < side; row++) {
          for (int column = 0; column < row; column++) {
            int here = from + row * side + column;
            int there = from + column * side + row;
            byte pixel = data[here];
            data[here] = data[there];
            data[there] = pixel;
          }
        }
      }
    }
  }

  /**
   * Labels as a file holds them.
   *
   * @param file that was read
   * @param values in the order of the images
   * @param sha256 of header and data, unpacked, in lower-case hexadecimal digits
   * @param bytes size of header and data, unpacked
   */
  record Labels(Path file, int[] values, String sha256, long bytes) implements Content {}

  /** Header, the bytes after it, and the hash of both. */
  private record Bytes(IdxHeader header, byte[] data, String sha256) {
    long size() {
      return (long) header.ownBytes() + data.length;
    }
  }

  /**
   * The header of a file alone.
   *
   * @throws DataException as when all of it is read
   */
  IdxHeader header(Path file, IdxKind kind) {
    return open(file, in -> IdxHeader.read(in, kind));
  }

  /**
   * The images of a file; colour becomes {@link Grey}.
   *
   * @throws DamagedFileException if it is cut off, or holds more than it declares
   * @throws DataException if the file cannot be read, or is no IDX file of images
   */
  Images images(Path file) {
    Bytes bytes = read(file, IdxKind.IMAGES);
    return new Images(
        file, bytes.header.shape(), bytes.header.grey(bytes.data), bytes.sha256, bytes.size());
  }

  /**
   * The labels of a file.
   *
   * @throws DamagedFileException if it is cut off, or holds more than it declares
   * @throws DataException if the file cannot be read, or is no IDX file of such labels
   */
  Labels labels(Path file, IdxKind kind) {
    Bytes bytes = read(file, kind);
    return new Labels(file, bytes.header.labels(bytes.data), bytes.sha256, bytes.size());
  }

  /**
   * The labels of a file, all of which must be in {@code first} … {@code last}.
   *
   * @throws DamagedFileException if it is cut off, or holds more than it declares
   * @throws DataException if the file cannot be read, is no IDX file of such labels, or has others
   */
  Labels labels(Path file, IdxKind kind, int first, int last) {
    Labels labels = labels(file, kind);
    for (int i = 0; i < labels.values.length; i++) {
      int label = labels.values[i];
      if (label < first || label > last) {
        throw advice.unfit(
            file,
            "labels must be in %s … %s, found %s, the label of image %s"
                .formatted(first, last, label, i));
      }
    }
    return labels;
  }

  private Bytes read(Path file, IdxKind kind) {
    return open(
        file,
        in -> {
          MessageDigest digest = Sha256.digest();
          InputStream digested = new DigestInputStream(in, digest);
          IdxHeader header = IdxHeader.read(digested, kind);
          int declared = declaredBytes(header, file, kind);
          byte[] data = digested.readNBytes(declared);
          if (data.length < declared || in.read() >= 0) {
            throw damaged(
                file,
                "%s %s need %s bytes after the header, found %s"
                    .formatted(
                        header.count(),
                        kind.items(),
                        declared,
                        data.length < declared ? Integer.toString(data.length) : "more"));
          }
          return new Bytes(header, data, Sha256.hex(digest));
        });
  }

  /** Reads from unpacked bytes. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(InputStream in) throws IOException, IdxHeader.InvalidException;
  }

  private <T> T open(Path file, Reading<T> reading) {
    advice.requireRegular(file);
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = isGzip(bytes) ? new Gunzip(bytes) : bytes) {
      return reading.from(in);
    } catch (IdxHeader.InvalidException e) {
      throw e.isDamage() ? damaged(file, e.getMessage()) : advice.unfit(file, e.getMessage());
    } catch (EOFException | ZipException e) {
      throw new DamagedFileException(
          "%s is damaged: broken or cut-off gzip (%s)".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw advice.unreadable(file, Reason.of(e), e);
    } catch (OutOfMemoryError e) {
      // A valid file of up to a million images need not fit in memory.
      throw new DataException(
          "%s does not fit into the %s MB of memory; give more: SNN_JAVA_OPTS=-Xmx8g"
              .formatted(file, Runtime.getRuntime().maxMemory() >> 20),
          e);
    }
  }

  private int declaredBytes(IdxHeader header, Path file, IdxKind kind) {
    if (header.bytes() > Integer.MAX_VALUE - 8) {
      throw advice.unfit(
          file,
          "%s %s of %s pixels are more than an array holds"
              .formatted(header.count(), kind.items(), header.shape()));
    }
    return (int) header.bytes();
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
   * @param first the label of class 0
   * @throws DataException if there is not one label for each image
   */
  LabelledImages part(Images images, Labels labels, int first) {
    if (images.count() != labels.values.length) {
      throw new DataException(
          ("%s holds %s images and %s %s labels, so that they are of different datasets; put two"
                  + " files there that belong together, or %s")
              .formatted(
                  images.file, images.count(), labels.file, labels.values.length, advice.other()));
    }
    byte[] classes = new NumberedClasses(first, Dataset.MAX_CLASSES).classes(labels.values);
    return new LabelledImages(images.data, classes, images.shape);
  }

  private static DamagedFileException damaged(Path file, String fault) {
    return new DamagedFileException("%s is damaged: %s".formatted(file, fault), null);
  }
}
