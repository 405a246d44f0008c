package snn.data;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import snn.Reason;

/**
 * A CSV file with an image on each line: its label and its pixels, 0 … 255, row by row, with
 * commas, semicolons or tabs between. Numbers are whole, however they are written: 5, 5.0 and
 * 5.000e+00 are one, and 5,0 where no comma separates cells. The text is UTF-8, or UTF-16 if a byte
 * order mark says so. Empty lines, those of nothing but commas, and comments, which begin with a #,
 * are left out.
 *
 * <p>{@link CsvHead} says which column is what.
 */
final class CsvImages {

  /** A column that has all values up to one beyond this holds pixels, not labels. */
  private static final int LIKELY = 100;

  /** Placeholder in messages for the image with the fault. */
  private static final String IMAGE = "{image}";

  /** Largest number of pixels of all images, which must fit one array. */
  private static final long MOST_PIXELS = Integer.MAX_VALUE - 8;

  private CsvImages() {}

  /**
   * What a file holds.
   *
   * @param labels in the order of the images; 0 where the file has none
   * @param pixels 0 … 255 as unsigned bytes, [images, N], row-major
   * @param shape of an image
   * @param guessed whether the labels were read from the first column because nothing says where
   *     they are
   */
  record Content(int[] labels, byte[] pixels, ImageShape shape, boolean guessed) {

    /**
     * Whether labels are in the last column rather than the first, which has a single value while
     * the last has several.
     *
     * @param most the largest label that there can be
     */
    boolean isLabelledLast(int most) {
      BitSet last = last();
      return guessed
          && Arrays.stream(labels).distinct().count() == 1
          && labels[0] >= 0
          && labels[0] <= 255
          && last.cardinality() > 1
          && last.length() - 1 <= most;
    }

    /**
     * A copy with labels from the last column.
     *
     * @param file that was read
     * @throws DataException if the values of the first column are no pixels
     */
    Content labelledLast(Path file) {
      int size = shape.pixels();
      int[] last = new int[labels.length];
      byte[] shifted = new byte[pixels.length];
      for (int i = 0; i < last.length; i++) {
        if (labels[i] < 0 || labels[i] > 255) {
          throw Advice.OWN.unfit(
              file,
              ("pixels must be whole numbers 0 … 255, found '%s' in the first column of image"
                      + " %s")
                  .formatted(labels[i], i));
        }
        last[i] = pixels[(i + 1) * size - 1] & 0xff;
        shifted[i * size] = (byte) labels[i];
        System.arraycopy(pixels, i * size, shifted, i * size + 1, size - 1);
      }
      return new Content(last, shifted, shape, false);
    }

    /**
     * A notice of where labels were found; empty where that is certain. The last column could hold
     * labels, too, where its values are 0 … k or 1 … k without a gap, and not so many as pixels
     * have.
     *
     * @param file that was read
     * @param most the largest label that there can be
     */
    Optional<String> notice(Path file, int most) {
      BitSet last = last();
      int least = last.nextSetBit(0);
      int largest = last.length() - 1;
      boolean both =
          guessed
              && least <= 1
              && largest > least
              && largest - least + 1 == last.cardinality()
              && largest <= Math.min(most, LIKELY);
      if (!both && !isLabelledLast(most)) {
        return Optional.empty();
      }
      return Optional.of(
          isLabelledLast(most)
              ? ("%s: labels are read from the last column, for the first has one value alone; if"
                      + " they are elsewhere, put a line of names first, with label for their"
                      + " column")
                  .formatted(file)
              : ("%s: labels are read from the first column, but the last, which holds %s … %s,"
                      + " could have them, too; if so, put a line of names first, with label for"
                      + " the last")
                  .formatted(file, least, largest));
    }

    /** The values of the last column. */
    private BitSet last() {
      BitSet values = new BitSet(256);
      for (int i = shape.pixels() - 1; i < pixels.length; i += shape.pixels()) {
        values.set(pixels[i] & 0xff);
      }
      return values;
    }
  }

  /**
   * How much a file holds.
   *
   * @param images how many
   * @param shape of an image
   */
  record Extent(int images, ImageShape shape) {}

  /**
   * Counts the images of a file.
   *
   * @throws DataException if it cannot be read, or its first line is not that of such a file
   */
  static Extent extent(Path file) {
    CsvHead head = CsvHead.of(file, Advice.OWN, Optional.empty());
    int lines = 0;
    try (BufferedReader reader = CsvLines.reader(file)) {
      for (String line = CsvLines.next(reader); line != null; line = CsvLines.next(reader)) {
        lines++;
      }
    } catch (IOException e) {
      throw Advice.OWN.unreadable(file, Reason.of(e), e);
    }
    return new Extent(lines - (head.named() ? 1 : 0), head.shape());
  }

  /**
   * Reads a file of labelled images.
   *
   * @throws DataException if it cannot be read, or is not such a file
   */
  static Content read(Path file) {
    return read(file, Advice.OWN, Optional.empty());
  }

  /**
   * Reads a file of images with labels or without; where it has some, they are left out.
   *
   * @param shape that the images must have
   * @param classes how many the labels tell apart
   * @param notices hears where labels were found, if that is not plain
   * @return grey levels 0 … 255 as unsigned bytes, [images, N], row-major
   * @throws DataException if it cannot be read, is not such a file, or of another shape
   */
  static byte[] pixels(Path file, ImageShape shape, int classes, Consumer<String> notices) {
    Content content = read(file, Advice.SINGLE, Optional.of(shape));
    content.notice(file, classes).ifPresent(notices);
    return (content.isLabelledLast(classes) ? content.labelledLast(file) : content).pixels;
  }

  /** Whether a file is of this kind, by its name. */
  static boolean isCsv(Path file) {
    return Listing.lowerName(file).matches("[^.].*\\.csv(\\.gz)?");
  }

  private static Content read(Path file, Advice advice, Optional<ImageShape> wanted) {
    CsvHead head = CsvHead.of(file, advice, wanted);
    List<Integer> labels = new ArrayList<>();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (BufferedReader reader = CsvLines.reader(file)) {
      byte[] image = new byte[head.shape().pixels()];
      if (head.named()) {
        CsvLines.next(reader);
      }
      for (String line = CsvLines.next(reader); line != null; line = CsvLines.next(reader)) {
        labels.add(parse(line, head, image));
        pixels.writeBytes(image);
        requireHolds(labels.size(), head.shape());
      }
      if (labels.isEmpty()) {
        throw new FaultException("it has no images");
      }
      return new Content(
          labels.stream().mapToInt(label -> label).toArray(),
          pixels.toByteArray(),
          head.shape(),
          head.guessed());
    } catch (FaultException e) {
      throw advice.unfit(file, e.getMessage().replace(IMAGE, "image " + labels.size()));
    } catch (IOException e) {
      throw advice.unreadable(file, Reason.of(e), e);
    }
  }

  /** A fault of a line. */
  private static final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    FaultException(String fault) {
      super(fault);
    }
  }

  private static void requireHolds(int images, ImageShape shape) throws FaultException {
    if (images > IdxHeader.MAX_COUNT || (long) images * shape.pixels() > MOST_PIXELS) {
      throw new FaultException(
          "more than %s images of %s pixels are too many".formatted(images - 1, shape));
    }
  }

  /** Parses a line: stores pixels into {@code image}, and returns the label. */
  private static int parse(String line, CsvHead head, byte[] image) throws FaultException {
    int label = 0;
    int column = 0;
    int pixel = 0;
    for (int from = 0; from <= line.length(); column++) {
      int end = line.indexOf(head.delimiter(), from);
      int to = end < 0 ? line.length() : end;
      if (column == head.columns() && end < 0 && CsvLines.bare(line.substring(from)).isEmpty()) {
        // What follows a comma at the end of a line is no column.
        break;
      }
      if (column == head.label()) {
        label = number(line, from, to, head, column, Integer.MIN_VALUE, Integer.MAX_VALUE);
      } else if (pixel < image.length && (column > 0 || !head.index())) {
        image[pixel++] = (byte) number(line, from, to, head, column, 0, 255);
      }
      from = to + 1;
    }
    if (column != head.columns()) {
      throw new FaultException(
          "%s has %s columns and must have %s".formatted(IMAGE, column, head.columns()));
    }
    return label;
  }

  /** The whole number in a part of a line. */
  private static int number(
      String line, int from, int to, CsvHead head, int column, int least, int most)
      throws FaultException {
    int digits = 0;
    int i = from;
    for (; i < Math.min(to, from + 9) && line.charAt(i) >= '0' && line.charAt(i) <= '9'; i++) {
      digits = digits * 10 + line.charAt(i) - '0';
    }
    String bare =
        i > from && i == to ? "" : CsvLines.number(line.substring(from, to), head.delimiter());
    double number =
        i > from && i == to
            ? digits
            : CsvHead.NUMBER.matcher(bare).matches() ? Double.parseDouble(bare) : Double.NaN;
    if (number >= least && number <= most && number == Math.rint(number)) {
      return (int) number;
    }
    String found = line.substring(from, to).strip();
    throw new FaultException(
        "%s must be whole numbers%s, found '%s' in column %s of %s%s"
            .formatted(
                least < 0 ? "labels" : "pixels",
                least < 0 ? "" : " 0 … 255",
                found.length() > 30 ? found.substring(0, 30) + " …" : found,
                column + 1,
                IMAGE,
                Double.isNaN(number) ? "" : remedy(number, least < 0)));
  }

  private static String remedy(double number, boolean label) {
    if (label) {
      return " (number the classes 0, 1, 2 …)";
    }
    return number > 0 && number < 1
        ? " (multiply pixels of 0 … 1 by 255, and round them)"
        : " (bring pixels to 0 … 255, and round them)";
  }
}
