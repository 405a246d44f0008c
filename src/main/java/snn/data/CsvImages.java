package snn.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import snn.Reason;

/**
 * A CSV file with an image on each line: its label and its pixels, 0 … 255, row by row, with
 * commas, semicolons or tabs between. Numbers are whole, however they are written: 5, 5.0 and
 * 5.000e+00 are one. Empty lines, those of nothing but commas, and comments, which begin with a #,
 * are left out.
 *
 * <p>Where the first line has names, or a comment before it that has as many, the label is in the
 * column {@code label}, or what else is in {@link #LABELS}, and a first column that is called as
 * row numbers are is left out. Names that only count, as 0, 1, 2 … or V1, V2, V3 …, are no names:
 * then, and without a line of names, labels are in the first column, or in the last where the first
 * cannot hold them. Images are squares, unless the names of the pixels are of the form {@code 3x7},
 * row and column from 1 on, or a model says their shape.
 */
final class CsvImages {

  /** Names of a column of labels, in any case; the first of these that occurs is used. */
  private static final List<String> LABELS = List.of("label", "labels", "class", "target", "y");

  /** Names that pandas, R and Kaggle give a first column of row numbers, in any case. */
  private static final Pattern INDEX = Pattern.compile("|unnamed: 0|index|id|row");

  /** A column that has all values up to one beyond this holds pixels, not labels. */
  private static final int LIKELY = 100;

  /** Prefixes of column names that are mere numbers. */
  private static final Pattern COUNTED =
      Pattern.compile("(v|x|c|f|col|column|var|feature)?[ ._-]?");

  /** Placeholder in messages for the image with the fault. */
  private static final String IMAGE = "{image}";

  /** Largest number of pixels of all images, which must fit one array. */
  private static final long MOST_PIXELS = Integer.MAX_VALUE - 8;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Largest number of characters up to the end of the first row; names of 65,536 pixels fit. */
  private static final int LONGEST_LINE = 1 << 21;

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?");
  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]+)");
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,4})x([0-9]{1,4})");

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
   * The layout of the columns, as the first line tells it.
   *
   * @param named whether it has names, and no image
   * @param delimiter separator of cells
   * @param columns how many there are
   * @param index whether the first of them has row numbers
   * @param label which of them has the labels; -1 where none has
   * @param guessed whether the labels may be in the last one all the same
   * @param shape of an image
   */
  private record Head(
      boolean named,
      char delimiter,
      int columns,
      boolean index,
      int label,
      boolean guessed,
      ImageShape shape) {}

  /**
   * Counts the images of a file.
   *
   * @throws DataException if it cannot be read, or its first line is not that of such a file
   */
  static Extent extent(Path file) {
    Head head = head(file, Advice.OWN, Optional.empty());
    int lines = 0;
    try (BufferedReader reader = reader(file)) {
      for (String line = next(reader); line != null; line = next(reader)) {
        lines++;
      }
    } catch (IOException e) {
      throw Advice.OWN.unreadable(file, Reason.of(e), e);
    }
    return new Extent(lines - (head.named ? 1 : 0), head.shape);
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
    Head head = head(file, advice, wanted);
    List<Integer> labels = new ArrayList<>();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (BufferedReader reader = reader(file)) {
      byte[] image = new byte[head.shape.pixels()];
      if (head.named) {
        next(reader);
      }
      for (String line = next(reader); line != null; line = next(reader)) {
        labels.add(parse(line, head, image));
        pixels.writeBytes(image);
        requireHolds(labels.size(), head.shape);
      }
      if (labels.isEmpty()) {
        throw new FaultException("it has no images");
      }
      return new Content(
          labels.stream().mapToInt(label -> label).toArray(),
          pixels.toByteArray(),
          head.shape,
          head.guessed);
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
  private static int parse(String line, Head head, byte[] image) throws FaultException {
    int label = 0;
    int column = 0;
    int pixel = 0;
    for (int from = 0; from <= line.length(); column++) {
      int end = line.indexOf(head.delimiter, from);
      int to = end < 0 ? line.length() : end;
      if (column == head.columns && end < 0 && bare(line.substring(from)).isEmpty()) {
        // What follows a comma at the end of a line is no column.
        break;
      }
      if (column == head.label) {
        label = number(line, from, to, column, Integer.MIN_VALUE, Integer.MAX_VALUE);
      } else if (pixel < image.length && (column > 0 || !head.index)) {
        image[pixel++] = (byte) number(line, from, to, column, 0, 255);
      }
      from = to + 1;
    }
    if (column != head.columns) {
      throw new FaultException(
          "%s has %s columns and must have %s".formatted(IMAGE, column, head.columns));
    }
    return label;
  }

  /** The whole number in a part of a line. */
  private static int number(String line, int from, int to, int column, int least, int most)
      throws FaultException {
    int digits = 0;
    int i = from;
    for (; i < Math.min(to, from + 9) && line.charAt(i) >= '0' && line.charAt(i) <= '9'; i++) {
      digits = digits * 10 + line.charAt(i) - '0';
    }
    String bare = i > from && i == to ? "" : bare(line.substring(from, to));
    double number =
        i > from && i == to
            ? digits
            : NUMBER.matcher(bare).matches() ? Double.parseDouble(bare) : Double.NaN;
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

  /** A cell without quotes and the space around it. */
  private static String bare(String cell) {
    return cell.strip().replace("\"", "").strip();
  }

  /** The cells of a line; a comma at its end begins none. */
  private static List<String> cells(String line, char delimiter) {
    List<String> cells =
        Arrays.stream(line.split(Pattern.quote(String.valueOf(delimiter)), -1))
            .map(CsvImages::bare)
            .toList();
    return cells.size() > 1 && cells.getLast().isEmpty()
        ? cells.subList(0, cells.size() - 1)
        : cells;
  }

  /** The separator of a line's cells; where it is a semicolon, numbers may have decimal commas. */
  private static char delimiter(String line) {
    return line.indexOf(';') >= 0 ? ';' : line.strip().indexOf('\t') >= 0 ? '\t' : ',';
  }

  private static Head head(Path file, Advice advice, Optional<ImageShape> wanted) {
    List<String> begin = begin(file, advice);
    String line = begin.getLast();
    char delimiter = delimiter(line);
    List<String> cells = cells(line, delimiter);
    if (cells.size() < 2) {
      throw advice.unfit(
          file,
          ("the first line must have a label and pixels with commas, semicolons or tabs between,"
                  + " found '%s'")
              .formatted(line.length() > 60 ? line.substring(0, 60) + " …" : line));
    }
    boolean named = !cells.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
    List<String> names =
        named || counts(cells)
            ? cells
            : begin.subList(0, begin.size() - 1).stream()
                .map(comment -> cells(comment.replaceFirst("[\\s#]*", ""), delimiter))
                .filter(comment -> comment.size() == cells.size())
                .reduce(List.of(), (_, last) -> last);
    boolean index = !names.isEmpty() && INDEX.matcher(lower(names.getFirst())).matches();
    int first = index ? 1 : 0;
    List<String> own = names.isEmpty() ? cells : names.subList(first, names.size());
    boolean guessed = names.isEmpty() || counts(own);
    int label =
        guessed
            ? wanted.isPresent() && own.size() == wanted.get().pixels() ? -1 : 0
            : LABELS.stream()
                .mapToInt(name -> own.stream().map(CsvImages::lower).toList().indexOf(name))
                .filter(i -> i >= 0)
                .findFirst()
                .orElse(-1);
    if (wanted.isEmpty() && label < 0) {
      throw advice.unfit(
          file,
          "it has no column label, there is %s; call the column of the classes so"
              .formatted(Listing.some(own)));
    }
    List<String> pixels = new ArrayList<>(own);
    if (label >= 0) {
      pixels.remove(label);
    }
    return new Head(
        named || counts(cells),
        delimiter,
        cells.size(),
        index,
        label < 0 ? -1 : label + first,
        guessed && label >= 0,
        wanted.isEmpty() ? shape(file, pixels, guessed) : fitting(file, pixels, wanted.get()));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether names are only the numbers of their columns, from 0 or from 1 on. */
  private static boolean counts(List<String> names) {
    Matcher first = NUMBERED.matcher(lower(names.getFirst()));
    if (!first.matches()
        || !first.group(2).matches("[01]")
        || !COUNTED.matcher(first.group(1)).matches()) {
      return false;
    }
    int start = Integer.parseInt(first.group(2));
    return IntStream.range(0, names.size())
        .allMatch(i -> lower(names.get(i)).equals(first.group(1) + (start + i)));
  }

  /** Returns the shape of a model, after a check that an image has as many pixels. */
  private static ImageShape fitting(Path file, List<String> pixels, ImageShape wanted) {
    if (pixels.size() != wanted.pixels()) {
      throw Advice.SINGLE.unfit(
          file,
          ("it must have the %s pixels of an image of %s, as the model has learnt, and at most a"
                  + " column of labels, found %s columns of pixels")
              .formatted(wanted.pixels(), wanted, pixels.size()));
    }
    if (PLACE.matcher(pixels.getLast()).matches()
        && !pixels.getLast().equals(wanted.rows() + "x" + wanted.columns())) {
      throw Advice.SINGLE.unfit(
          file, "images must be of %s pixels, found %s".formatted(wanted, pixels.getLast()));
    }
    return wanted;
  }

  private static ImageShape shape(Path file, List<String> names, boolean guessed) {
    Matcher last = PLACE.matcher(names.getLast());
    if (!last.matches() || !PLACE.matcher(names.getFirst()).matches()) {
      return square(file, names.size(), guessed ? more(names.size()) : missing(names));
    }
    int rows = Integer.parseInt(last.group(1));
    int columns = Integer.parseInt(last.group(2));
    if (!ImageShape.isAllowed(rows, columns)) {
      throw shape(file, rows, columns);
    }
    for (int i = 0; i < rows * columns; i++) {
      String name = "%sx%s".formatted(i / columns + 1, i % columns + 1);
      if (i >= names.size() || !names.get(i).equals(name)) {
        throw Advice.OWN.unfit(
            file,
            "columns of pixels must be 1x1 … %s in this order, found no %s in its place"
                .formatted(last.group(), name));
      }
    }
    return new ImageShape(rows, columns);
  }

  private static ImageShape square(Path file, int pixels, String missing) {
    int side = side(pixels);
    if (side == 0) {
      throw Advice.OWN.unfit(
          file, "%s columns of pixels make no square image%s".formatted(pixels, missing));
    }
    if (!ImageShape.isAllowed(side, side)) {
      throw shape(file, side, side);
    }
    return new ImageShape(side, side);
  }

  /** A hint if images would be squares with one column more or less; else empty. */
  private static String more(int pixels) {
    if (side(pixels + 1) > 0) {
      return "; with the first, %s do: labels are missing before them".formatted(pixels + 1);
    }
    return side(pixels - 1) > 0
        ? ("; without the first, %s do: are there row numbers, as pandas writes without"
                + " index=False?")
            .formatted(pixels - 1)
        : "";
  }

  /** Side of a square of {@code pixels} pixels; 0 where there is none. */
  private static int side(int pixels) {
    int side = (int) Math.round(Math.sqrt(pixels));
    return side * side == pixels ? side : 0;
  }

  private static DataException shape(Path file, int rows, int columns) {
    return Advice.OWN.unfit(file, ImageShape.refusal(rows, columns));
  }

  /** The names that are missing from numbered ones such as pixel0, in words. */
  private static String missing(List<String> names) {
    Set<Integer> numbers = new TreeSet<>();
    String prefix = null;
    for (String name : names) {
      Matcher numbered = NUMBERED.matcher(name);
      if (!numbered.matches() || numbered.group(2).length() > 6) {
        return "";
      }
      if (prefix != null && !prefix.equals(numbered.group(1))) {
        return "";
      }
      prefix = numbered.group(1);
      numbers.add(Integer.parseInt(numbered.group(2)));
    }
    int first = numbers.stream().findFirst().orElse(0);
    String between = prefix;
    List<String> missing =
        IntStream.range(first, first + names.size())
            .filter(number -> !numbers.contains(number))
            .mapToObj(number -> between + number)
            .toList();
    return missing.isEmpty() ? "" : "; it lacks " + Listing.some(missing);
  }

  /** The lines up to and including the first that has content. */
  private static List<String> begin(Path file, Advice advice) {
    try (BufferedReader reader = reader(file)) {
      List<String> lines = new ArrayList<>();
      StringBuilder line = new StringBuilder();
      int length = 0;
      for (int c = reader.read(); ; c = reader.read()) {
        if (c >= 0 && c != '\n' && c != '\r') {
          if (length++ == LONGEST_LINE) {
            throw advice.unfit(file, "its first line does not end");
          }
          line.append((char) c);
          continue;
        }
        lines.add(unmarked(line.toString()));
        if (c < 0 || isContent(lines.getLast())) {
          return lines;
        }
        line.setLength(0);
      }
    } catch (IOException e) {
      throw advice.unreadable(file, Reason.of(e), e);
    }
  }

  /** The next line that has content; null at the end of the file. */
  private static String next(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    while (line != null && !isContent(unmarked(line))) {
      line = reader.readLine();
    }
    return line == null ? null : unmarked(line);
  }

  /** Whether a line has content: no comment, not empty, and not just separators of empty cells. */
  private static boolean isContent(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c > ' ' && c != ',' && c != ';' && c != '"') {
        return c != '#';
      }
    }
    return false;
  }

  private static String unmarked(String line) {
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8));
  }

  private static InputStream open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(Files.exists(file) ? "it is no regular file" : "no such file");
    }
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    return Listing.lowerName(file).endsWith(".gz") ? new Gunzip(bytes) : bytes;
  }
}
