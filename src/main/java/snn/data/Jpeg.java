package snn.data;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;

/**
 * A JPEG file, and what its numbers mean. Java's own conversion goes by an embedded profile, by the
 * colour library of the JDK and by a guess; here numbers become red, green and blue by the formulas
 * of the format, and by nothing else.
 *
 * <p>Source: ITU-T T.871 (JFIF) and T.872 (the marker of Adobe); the whole numbers, and what is
 * meant without these markers, are those of the Independent JPEG Group's library. CMYK is taken for
 * inverted, as Adobe stores it and as Pillow does.
 *
 * @param bytes the file without comments, profiles and the like
 * @param transformed whether colours are stored as brightness and two differences of colour
 * @param orientation that its EXIF tells
 * @param fill number of bytes between picture and end that are no sign of damage
 */
record Jpeg(byte[] bytes, boolean transformed, Orientation orientation, int fill)
    implements Picture {

  /** The first bytes of every such file. */
  static final byte[] MAGIC = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private static final int SCAN = 0xda;
  private static final int END = 0xd9;
  private static final int COMMENT = 0xfe;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;

  private static final String JFIF = "JFIF\0";
  private static final String EXIF = "Exif\0\0";
  private static final String ADOBE = "Adobe";

  /** Number of stray bytes that programs leave before the end; damaged pictures leave more. */
  private static final int FEW = 4;

  private static final Pattern EXTRANEOUS =
      Pattern.compile("([0-9]+) extraneous bytes before marker 0xd9");

  /** Offset in Adobe's marker at which it tells whether colours are transformed. */
  private static final int TRANSFORM = 11;

  /** Parses a file up to its first scan; faults are left to the decoder. */
  static Jpeg of(byte[] file) {
    ByteArrayOutputStream picture = new ByteArrayOutputStream(file.length);
    ByteBuffer bytes = ByteBuffer.wrap(file);
    Orientation orientation = Orientation.UPRIGHT;
    boolean jfif = false;
    int adobe = -1;
    String components = "";
    int at = 2;
    picture.write(file, 0, at);
    while (file.length - at >= 4 && file[at] == MAGIC[0]) {
      int marker = file[at + 1] & 0xff;
      if (marker == 0xff) {
        // Any number of fill bytes may come before a marker.
        at++;
        continue;
      }
      int next = at + 2 + (bytes.getShort(at + 2) & 0xffff);
      if (marker == SCAN || marker == END || next < at + 4 || next > file.length) {
        break;
      }
      byte[] content = Arrays.copyOfRange(file, at + 4, next);
      switch (marker) {
        case APP0 -> jfif |= begins(content, JFIF);
        case APP1 -> {
          if (begins(content, EXIF)) {
            orientation =
                Orientation.of(
                    ByteBuffer.wrap(content, EXIF.length(), content.length - EXIF.length())
                        .slice());
          }
        }
        case APP14 -> {
          if (begins(content, ADOBE) && content.length > TRANSFORM) {
            adobe = content[TRANSFORM] & 0xff;
          }
        }
        // The headers of pictures that Java decodes.
        case 0xc0, 0xc1, 0xc2 -> components = components(content);
        default -> {}
      }
      if (marker < APP1 || marker == APP14 || (marker > APP15 && marker != COMMENT)) {
        picture.write(file, at, next - at);
      }
      at = next;
    }
    picture.write(file, at, file.length - at);
    boolean cmyk = components.length() == 4;
    return new Jpeg(
        picture.toByteArray(),
        adobe > 0 || (!cmyk && (jfif || (adobe < 0 && !components.equals("RGB")))),
        orientation,
        Math.max(FEW, alike(file, at)));
  }

  /** Number of equal bytes just before the end marker, counted back to {@code scan} at most. */
  private static int alike(byte[] file, int scan) {
    int end = scan;
    while (end < file.length - 1 && (file[end] != MAGIC[0] || (file[end + 1] & 0xff) != END)) {
      end++;
    }
    int from = end;
    while (from > scan && file[from - 1] == file[end - 1]) {
      from--;
    }
    return end - from;
  }

  private static boolean begins(byte[] content, String name) {
    return new String(content, StandardCharsets.ISO_8859_1).startsWith(name);
  }

  /** The identifier, a letter or number, of each component of a picture. */
  private static String components(byte[] header) {
    StringBuilder names = new StringBuilder();
    for (int at = 6; at < header.length; at += 3) {
      names.append((char) header[at]);
    }
    return names.toString();
  }

  @Override
  public String format() {
    return "jpeg";
  }

  /** Truncated pictures are filled with grey; intact ones may leave some bytes over. */
  @Override
  public boolean isDamage(String warning) {
    Matcher extraneous = EXTRANEOUS.matcher(warning);
    return extraneous.find()
        ? Integer.parseInt(extraneous.group(1)) > fill
        : warning.contains("Premature") || warning.contains("Corrupt");
  }

  /** Grey levels of the stored numbers, which have one, three or four components. */
  @Override
  public byte[] grey(ImageReader reader) throws IOException {
    Raster stored = reader.readRaster(0, null);
    int[] numbers = stored.getPixels(0, 0, stored.getWidth(), stored.getHeight(), (int[]) null);
    int components = stored.getNumBands();
    if (components != 1 && components != 3 && components != 4) {
      throw new IOException("its colours have " + components + " components");
    }
    byte[] grey = new byte[numbers.length / components];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (components == 1 ? numbers[i] : colour(numbers, i * components, components));
    }
    return grey;
  }

  /** The grey level of three components, or of three and black. */
  private int colour(int[] numbers, int at, int components) {
    int red = numbers[at];
    int green = numbers[at + 1];
    int blue = numbers[at + 2];
    if (transformed) {
      int luma = red;
      int cb = green - 128;
      int cr = blue - 128;
      red = clip(luma + ((91_881 * cr + (1 << 15)) >> 16));
      green = clip(luma + ((-22_554 * cb - 46_802 * cr + (1 << 15)) >> 16));
      blue = clip(luma + ((116_130 * cb + (1 << 15)) >> 16));
    }
    if (components == 3) {
      return Grey.of(red, green, blue);
    }
    int black = numbers[at + 3];
    // The transformation of cyan, magenta and yellow begins with their opposites.
    int flip = transformed ? 255 : 0;
    return Grey.of(ink(red ^ flip, black), ink(green ^ flip, black), ink(blue ^ flip, black));
  }

  private static int clip(int level) {
    return Math.clamp(level, 0, 255);
  }

  /** A colour darkened by black ink; both are stored inverted, so that 255 is none. */
  private static int ink(int colour, int black) {
    return (colour * black + 127) / 255;
  }
}
