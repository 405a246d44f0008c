package snn.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import snn.Headless;
import snn.Reason;

/**
 * A PNG, JPEG, GIF or BMP file as grey levels 0 … 255: grey as it is, 16 bits by their upper 8,
 * colour as {@link Grey}, what is transparent over black, the background of these sets. Pictures
 * are turned upright as EXIF tells.
 *
 * <p>The first bytes tell the format. Sizes are read, and refused, before anything is unpacked; the
 * decoder sees what makes the picture and nothing else, each piece of a PNG checked by its CRC.
 */
public final class ImageFile {

  /** Largest size of a file in bytes, several times an uncompressed image of 256x256 pixels. */
  private static final int MAX_BYTES = 4 << 20;

  /** The formats that are read, in words. */
  static final String FORMATS = "PNG, JPEG, GIF or BMP";

  /** Endings of the names of such files. */
  private static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".bmp");

  private ImageFile() {}

  /**
   * The images in a folder, by the ends of their names.
   *
   * @param others receives all other files, except those that systems create
   * @throws DataException if there are none
   */
  static List<Path> in(Path folder, Listing listing, List<Path> others) {
    List<Path> images = new ArrayList<>();
    for (Path entry : listing.visible(folder)) {
      boolean image = ENDINGS.contains(Listing.ending(entry)) && !Files.isDirectory(entry);
      (image ? images : others).add(entry);
    }
    if (images.isEmpty()) {
      throw new DataException(
          "%s has no images, files that end in %s, there is %s; put some there, or leave it out"
              .formatted(
                  folder, String.join(", ", ENDINGS), listing.contents(folder, List.of(folder))));
    }
    return images;
  }

  /**
   * The shape of the image in a file.
   *
   * @throws DataException as {@link #read}
   */
  static ImageShape shape(Path file) {
    return decode(file, Advice.OWN, Opened::shape);
  }

  /**
   * Reads an image that belongs to no set.
   *
   * @param wanted the shape that it must have
   * @return grey levels 0 … 255 as unsigned bytes, row-major
   * @throws DataException if it cannot be read, is no such image, or of another shape
   */
  public static byte[] grey(Path file, ImageShape wanted) {
    return decode(
        file,
        Advice.SINGLE,
        opened -> {
          ImageShape found = opened.shape();
          if (!found.equals(wanted)) {
            throw new DataException(
                "%s must have %s pixels, found %s; scale it first".formatted(file, wanted, found));
          }
          byte[] pixels = new byte[wanted.pixels()];
          opened.read(pixels, 0);
          return pixels;
        });
  }

  /**
   * Reads an image.
   *
   * @param shape that it must have
   * @param of a file that has that shape
   * @param pixels where the levels go, from {@code offset} on
   * @throws DataException if the file cannot be read, is damaged, no such image, or of another
   *     shape
   */
  static void read(Path file, ImageShape shape, Path of, byte[] pixels, int offset) {
    decode(
        file,
        Advice.OWN,
        opened -> {
          ImageShape found = opened.shape();
          if (!found.equals(shape)) {
            throw Advice.OWN.unfit(
                file,
                "all images must be of one size, found %s pixels here and %s in %s"
                    .formatted(found, shape, of));
          }
          opened.read(pixels, offset);
          return null;
        });
  }

  /** A picture, and the reader that decodes it. */
  private record Opened(Picture picture, ImageReader reader) {

    ImageShape shape() throws IOException {
      return picture.orientation().turned(stored());
    }

    private ImageShape stored() throws IOException {
      int rows = reader.getHeight(0);
      int columns = reader.getWidth(0);
      if (!ImageShape.isAllowed(rows, columns)) {
        throw new TooLargeException(rows, columns);
      }
      return new ImageShape(rows, columns);
    }

    void read(byte[] pixels, int offset) throws IOException {
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
      picture.orientation().turn(picture.grey(reader), stored(), pixels, offset);
      for (String warning : warnings) {
        if (picture.isDamage(warning)) {
          throw new IOException(warning);
        }
      }
    }
  }

  /** An image has more rows or columns than are allowed. */
  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(int rows, int columns) {
      super(ImageShape.refusal(rows, columns));
    }
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask(Opened opened) throws IOException;
  }

  private static <T> T decode(Path file, Advice advice, Question<T> question) {
    byte[] bytes = bytes(file, advice);
    Headless.set();
    try {
      Picture picture =
          Picture.of(bytes)
              .orElseThrow(() -> advice.unfit(file, "it is no %s image".formatted(FORMATS)));
      return ask(question, picture);
    } catch (TooLargeException e) {
      throw advice.unfit(file, e.getMessage());
    } catch (IOException | RuntimeException e) {
      if (e instanceof DataException known) {
        throw known;
      }
      // ImageIO throws arbitrary runtime exceptions for damaged files.
      throw new DamagedFileException(
          "%s is damaged, or an image of a kind that Java does not read: %s; save it as a grey PNG,"
                  .formatted(file, reason(e))
              + " or leave it out",
          e);
    }
  }

  private static <T> T ask(Question<T> question, Picture picture) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(picture.format()).next();
    try (MemoryCacheImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
      reader.setInput(stream, true, true);
      return question.ask(new Opened(picture, reader));
    } finally {
      reader.dispose();
    }
  }

  private static String reason(Exception e) {
    return e instanceof IOException io ? Reason.of(io) : e.toString();
  }

  private static byte[] bytes(Path file, Advice advice) {
    advice.requireRegular(file);
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw advice.unfit(
            file,
            "an image of at most 256x256 pixels takes at most %s bytes, found %s"
                .formatted(MAX_BYTES, size));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw advice.unreadable(file, Reason.of(e), e);
    }
  }
}
