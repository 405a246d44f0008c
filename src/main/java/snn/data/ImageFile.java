package snn.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import snn.Headless;
import snn.Reason;

/**
 * A PNG or JPEG file as grey levels 0 … 255: grey as it is, 16 bits by their upper 8, colour as
 * {@link Grey}, what is transparent over black, the background of these sets.
 *
 * <p>The first bytes tell the format. Sizes are read, and refused, before anything is unpacked; of
 * a PNG the decoder sees what makes the picture and nothing else, each piece checked by its CRC.
 */
public final class ImageFile {

  /** Of a file: some times an image of 256x256 pixels that nothing made smaller. */
  private static final int MAX_BYTES = 4 << 20;

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  /** Header, palette, transparency, pixels, end. */
  private static final Set<String> CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  /** Length, name and CRC of a chunk. */
  private static final int AROUND_CHUNK = 12;

  private ImageFile() {}

  /** What is wrong with the bytes. */
  private static final class DamageException extends IOException {
    private static final long serialVersionUID = 1L;

    DamageException(String fault) {
      super(fault);
    }
  }

  /**
   * The shape of the image in a file.
   *
   * @throws DataException as {@link #read}
   */
  static ImageShape shape(Path file) {
    return decode(file, Advice.OWN, ImageFile::shape);
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
        reader -> {
          ImageShape found = shape(reader);
          if (!found.equals(wanted)) {
            throw new DataException(
                "%s must have %s pixels, found %s; scale it first".formatted(file, wanted, found));
          }
          byte[] pixels = new byte[wanted.pixels()];
          grey(reader, pixels, 0);
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
        reader -> {
          ImageShape found = shape(reader);
          if (!found.equals(shape)) {
            throw Advice.OWN.unfit(
                file,
                "all images must be of one size, found %s pixels here and %s in %s"
                    .formatted(found, shape, of));
          }
          grey(reader, pixels, offset);
          return null;
        });
  }

  private static void grey(ImageReader reader, byte[] pixels, int offset) throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
    grey(reader.read(0), pixels, offset);
    // A JPEG that is cut off is filled with grey otherwise.
    for (String warning : warnings) {
      if (warning.contains("Premature") || warning.contains("Corrupt")) {
        throw new DamageException(warning);
      }
    }
  }

  private static ImageShape shape(ImageReader reader) throws IOException {
    int rows = reader.getHeight(0);
    int columns = reader.getWidth(0);
    if (!ImageShape.isAllowed(rows, columns)) {
      throw new TooLargeException(rows, columns);
    }
    return new ImageShape(rows, columns);
  }

  /** An image that no experiment would take. */
  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(int rows, int columns) {
      super(ImageShape.refusal(rows, columns));
    }
  }

  /** Asks a reader that has the file. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(ImageReader reader) throws IOException;
  }

  private static <T> T decode(Path file, Advice advice, Question<T> question) {
    byte[] bytes = bytes(file, advice);
    boolean png = startsWith(bytes, PNG);
    if (!png && !startsWith(bytes, JPEG)) {
      throw advice.unfit(file, "it is neither a PNG nor a JPEG image");
    }
    Headless.set();
    ImageReader reader = ImageIO.getImageReadersByFormatName(png ? "png" : "jpeg").next();
    try (MemoryCacheImageInputStream stream =
        new MemoryCacheImageInputStream(
            new ByteArrayInputStream(png ? whatMakesThePicture(bytes) : bytes))) {
      reader.setInput(stream, true, true);
      return question.ask(reader);
    } catch (TooLargeException e) {
      throw advice.unfit(file, e.getMessage());
    } catch (IOException | RuntimeException e) {
      if (e instanceof DataException known) {
        throw known;
      }
      // ImageIO throws whatever its arithmetic meets.
      throw new DamagedFileException(
          "%s is damaged, or an image of a kind that Java does not read: %s; save it as a grey PNG,"
                  .formatted(file, reason(e))
              + " or leave it out",
          e);
    } finally {
      reader.dispose();
    }
  }

  private static String reason(Exception e) {
    return e instanceof IOException io ? Reason.of(io) : e.toString();
  }

  private static byte[] bytes(Path file, Advice advice) {
    if (!Files.isRegularFile(file)) {
      throw advice.unreadable(
          file,
          Files.isDirectory(file)
              ? "it is a folder"
              : Files.exists(file) ? "it is no regular file" : "no such file",
          null);
    }
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw advice.unfit(
            file,
            String.format(
                Locale.ROOT,
                "an image of at most 256x256 pixels takes at most %d bytes, found %d",
                MAX_BYTES,
                size));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw advice.unreadable(file, Reason.of(e), e);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] beginning) {
    return bytes.length >= beginning.length
        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
  }

  /** A PNG without comments, profiles and the like, which may be bombs of their own. */
  private static byte[] whatMakesThePicture(byte[] png) throws DamageException {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    picture.writeBytes(PNG);
    ByteBuffer bytes = ByteBuffer.wrap(png);
    String name = "";
    for (int at = PNG.length; !name.equals("IEND"); ) {
      if (png.length - at < AROUND_CHUNK) {
        throw new DamageException("it ends too early");
      }
      int length = bytes.getInt(at);
      name = new String(png, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (length < 0 || length > png.length - at - AROUND_CHUNK) {
        throw new DamageException("it ends too early");
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, 4 + length);
      if ((int) crc.getValue() != bytes.getInt(at + 8 + length)) {
        throw new DamageException("its checksums are wrong");
      }
      if (CHUNKS.contains(name)) {
        picture.write(png, at, AROUND_CHUNK + length);
      }
      at += AROUND_CHUNK + length;
    }
    return picture.toByteArray();
  }

  /**
   * Grey levels, row by row. Java's own conversion of grey to RGB takes grey for light and
   * brightens it, so that grey is read from the raster.
   */
  private static void grey(BufferedImage image, byte[] pixels, int offset) {
    ColorModel colours = image.getColorModel();
    boolean grey =
        colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(colours instanceof IndexColorModel)
            && colours.getComponentSize(0) >= Byte.SIZE;
    Raster raster = image.getRaster();
    int shift = colours.getComponentSize(0) - Byte.SIZE;
    int at = offset;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int level;
        int alpha;
        if (grey) {
          level = raster.getSample(x, y, 0) >> shift;
          alpha = colours.hasAlpha() ? raster.getSample(x, y, 1) >> shift : 255;
        } else {
          int rgb = image.getRGB(x, y);
          level = Grey.of(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
          alpha = rgb >>> 24;
        }
        pixels[at++] = (byte) ((level * alpha + 127) / 255);
      }
    }
  }
}
