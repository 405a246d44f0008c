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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import snn.Reason;

/**
 * A CSV file with an image on each line: its label and its pixels, 0 … 255, row by row. Where the
 * first line has names, the label is in the column {@code label}; else it is the first number of
 * each line. Images are squares, unless the names of the pixels are of the form {@code 3x7}, row
 * and column from 1 on.
 */
final class CsvImages {

  private static final String LABEL = "label";

  /** Stands for the image that a fault is in. */
  private static final String IMAGE = "{image}";

  /** Of all images: what an array holds. */
  private static final long MOST_PIXELS = Integer.MAX_VALUE - 8;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Of the first line: names of 65,536 pixels, and then some. */
  private static final int LONGEST_LINE = 1 << 21;

  private static final Pattern NUMBER = Pattern.compile("\\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?\\s*");
  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]+)");
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,4})x([0-9]{1,4})");

  private CsvImages() {}

  /**
   * What a file holds.
   *
   * @param labels in the order of the images
   * @param pixels 0 … 255 as unsigned bytes, [images, N], row-major
   * @param shape of an image
   */
  record Content(int[] labels, byte[] pixels, ImageShape shape) {}

  /**
   * How much a file holds.
   *
   * @param images how many
   * @param shape of an image
   */
  record Extent(int images, ImageShape shape) {}

  /**
   * What the first line says.
   *
   * @param named whether it has names, and no image
   * @param columns how many there are
   * @param label which of them has the labels
   * @param shape of an image
   */
  private record Head(boolean named, int columns, int label, ImageShape shape) {}

  /**
   * Counts the images of a file.
   *
   * @throws DataException if it cannot be read, or its first line is not that of such a file
   */
  static Extent extent(Path file) {
    Head head = head(file);
    int lines = 0;
    try (InputStream in = open(file)) {
      byte[] chunk = new byte[1 << 16];
      boolean empty = true;
      for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
        for (int i = 0; i < n; i++) {
          boolean end = chunk[i] == '\n';
          lines += end && !empty ? 1 : 0;
          empty = end || (empty && chunk[i] == '\r');
        }
      }
      lines += empty ? 0 : 1;
    } catch (IOException e) {
      throw Advice.OWN.unreadable(file, Reason.of(e), e);
    }
    return new Extent(lines - (head.named ? 1 : 0), head.shape);
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it cannot be read, or is not such a file
   */
  static Content read(Path file) {
    Head head = head(file);
    List<Integer> labels = new ArrayList<>();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (BufferedReader reader = reader(file)) {
      byte[] image = new byte[head.shape.pixels()];
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        boolean names = head.named && number == 1;
        if (!names && !line.isBlank()) {
          labels.add(parse(number == 1 ? unmarked(line) : line, head, image));
          pixels.writeBytes(image);
          requireHolds(labels.size(), head.shape);
        }
      }
      if (labels.isEmpty()) {
        throw new FaultException("it has no images");
      }
      return new Content(
          labels.stream().mapToInt(label -> label).toArray(), pixels.toByteArray(), head.shape);
    } catch (FaultException e) {
      throw Advice.OWN.unfit(file, e.getMessage().replace(IMAGE, "image " + labels.size()));
    } catch (IOException e) {
      throw Advice.OWN.unreadable(file, Reason.of(e), e);
    }
  }

  /** What is wrong with a line. */
  private static final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    FaultException(String fault) {
      super(fault);
    }
  }

  private static void requireHolds(int images, ImageShape shape) throws FaultException {
    if (images > IdxHeader.MAX_COUNT || (long) images * shape.pixels() > MOST_PIXELS) {
      throw new FaultException(
          String.format(
              Locale.ROOT, "more than %d images of %s pixels are too many", images - 1, shape));
    }
  }

  /** Takes a line apart: pixels into {@code image}; gives the label. */
  private static int parse(String line, Head head, byte[] image) throws FaultException {
    int label = 0;
    int column = 0;
    int pixel = 0;
    for (int from = 0; from <= line.length(); column++) {
      int comma = line.indexOf(',', from);
      int to = comma < 0 ? line.length() : comma;
      if (column == head.label) {
        label = number(line, from, to, column, Integer.MIN_VALUE, Integer.MAX_VALUE);
      } else if (pixel < image.length) {
        image[pixel++] = (byte) number(line, from, to, column, 0, 255);
      }
      from = to + 1;
    }
    if (column != head.columns) {
      throw new FaultException(
          String.format(
              Locale.ROOT, "%s has %d columns and must have %d", IMAGE, column, head.columns));
    }
    return label;
  }

  /** The whole number in a part of a line. */
  private static int number(String line, int from, int to, int column, int least, int most)
      throws FaultException {
    try {
      int number = Integer.parseInt(line, from, to, 10);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      String bare = bare(line.substring(from, to));
      if (!bare.equals(line.substring(from, to))) {
        return number(bare, 0, bare.length(), column, least, most);
      }
    }
    String found = line.substring(from, to).strip();
    throw new FaultException(
        String.format(
            Locale.ROOT,
            "%s must be whole numbers%s, found '%s' in column %d of %s",
            least < 0 ? "labels" : "pixels",
            least < 0 ? "" : " 0 … 255",
            found.length() > 20 ? found.substring(0, 20) + " …" : found,
            column + 1,
            IMAGE));
  }

  /** A cell without quotes and the space around it, and without decimals that are 0. */
  private static String bare(String cell) {
    return cell.strip().replace("\"", "").replaceFirst("\\.0+$", "");
  }

  private static Head head(Path file) {
    String line = line(file);
    List<String> cells = Arrays.stream(line.split(",", -1)).map(CsvImages::bare).toList();
    if (cells.size() < 2) {
      throw Advice.OWN.unfit(
          file,
          "the first line must have a label and pixels with commas between, found '%s'"
              .formatted(line.length() > 60 ? line.substring(0, 60) + " …" : line));
    }
    boolean named = !cells.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
    if (!named) {
      return new Head(false, cells.size(), 0, square(file, cells.size() - 1, ""));
    }
    int label =
        IntStream.range(0, cells.size())
            .filter(i -> cells.get(i).equalsIgnoreCase(LABEL))
            .findFirst()
            .orElseThrow(
                () ->
                    Advice.OWN.unfit(
                        file,
                        "it has no column %s, there is %s; call the column of the classes so"
                            .formatted(LABEL, Listing.some(cells))));
    List<String> pixels = new ArrayList<>(cells);
    pixels.remove(label);
    return new Head(true, cells.size(), label, shape(file, pixels));
  }

  private static ImageShape shape(Path file, List<String> names) {
    Matcher last = PLACE.matcher(names.getLast());
    if (!last.matches() || !PLACE.matcher(names.getFirst()).matches()) {
      return square(file, names.size(), missing(names));
    }
    int rows = Integer.parseInt(last.group(1));
    int columns = Integer.parseInt(last.group(2));
    if (!ImageShape.isAllowed(rows, columns)) {
      throw shape(file, rows, columns);
    }
    for (int i = 0; i < rows * columns; i++) {
      String name = String.format(Locale.ROOT, "%dx%d", i / columns + 1, i % columns + 1);
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
    int side = (int) Math.round(Math.sqrt(pixels));
    if (side * side != pixels) {
      throw Advice.OWN.unfit(
          file,
          String.format(
              Locale.ROOT, "%d columns of pixels make no square image%s", pixels, missing));
    }
    if (!ImageShape.isAllowed(side, side)) {
      throw shape(file, side, side);
    }
    return new ImageShape(side, side);
  }

  private static DataException shape(Path file, int rows, int columns) {
    return Advice.OWN.unfit(file, ImageShape.refusal(rows, columns));
  }

  /** Which of names with numbers, pixel0 and so on, are not there, in words. */
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

  private static String line(Path file) {
    try (BufferedReader reader = reader(file)) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0 && c != '\n' && c != '\r'; c = reader.read()) {
        if (line.length() == LONGEST_LINE) {
          throw Advice.OWN.unfit(file, "its first line does not end");
        }
        line.append((char) c);
      }
      return unmarked(line.toString());
    } catch (IOException e) {
      throw Advice.OWN.unreadable(file, Reason.of(e), e);
    }
  }

  private static String unmarked(String line) {
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8));
  }

  private static InputStream open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is no regular file");
    }
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    return Listing.lowerName(file).endsWith(".gz") ? new Gunzip(bytes) : bytes;
  }
}
