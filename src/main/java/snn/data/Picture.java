package snn.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageReader;

/** A file of one of the formats of images, before it is decoded. */
interface Picture {

  /** The file's format, told by its first bytes; empty where it has none that is read. */
  static Optional<Picture> of(byte[] file) throws IOException {
    if (begins(file, Png.MAGIC)) {
      return Optional.of(Png.of(file));
    }
    if (begins(file, Jpeg.MAGIC)) {
      return Optional.of(Jpeg.of(file));
    }
    if (begins(file, Gif.MAGIC)) {
      return Optional.of(new Gif(file));
    }
    return begins(file, Bmp.MAGIC) ? Optional.of(Bmp.of(file)) : Optional.empty();
  }

  private static boolean begins(byte[] file, byte[] magic) {
    return file.length >= magic.length
        && Arrays.equals(file, 0, magic.length, magic, 0, magic.length);
  }

  /** The format's name in ImageIO. */
  String format();

  /**
   * The parts of the file that a decoder needs, without comments, profiles and the like, which may
   * be decompression bombs.
   */
  byte[] bytes();

  /** How the picture that is stored is to be turned. */
  default Orientation orientation() {
    return Orientation.UPRIGHT;
  }

  /**
   * Grey levels of the picture as it is stored.
   *
   * @param reader that has the bytes
   * @return [rows, columns], unsigned bytes
   */
  default byte[] grey(ImageReader reader) throws IOException {
    return Grey.of(reader.read(0));
  }

  /** Whether a warning of the decoder means that the picture is damaged. */
  default boolean isDamage(String warning) {
    return false;
  }
}
