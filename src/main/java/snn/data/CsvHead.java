package snn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The columns of a CSV file of images, as the first line tells them.
 *
 * <p>Where the first line has names, or a comment before it that has as many, the label is in the
 * column {@code label}, or what else is in {@link #LABELS}, and a first column that is called as
 * row numbers are is left out. Names that only count, as 0, 1, 2 … or V1, V2, V3 …, are no names:
 * then, and without a line of names, labels are in the first column, or in the last where the first
 * cannot hold them. Images are squares, unless the names of the pixels are of the form {@code 3x7},
 * row and column from 1 on, or a model says their shape.
 *
 * @param named whether it has names, and no image
 * @param delimiter separator of cells
 * @param columns how many there are
 * @param index whether the first of them has row numbers
 * @param label which of them has the labels; -1 where none has
 * @param guessed whether the labels may be in the last one all the same
 * @param shape of an image
 */
record CsvHead(
    boolean named,
    char delimiter,
    int columns,
    boolean index,
    int label,
    boolean guessed,
    ImageShape shape) {

  /** Names of a column of labels, in any case; the first of these that occurs is used. */
  private static final List<String> LABELS = List.of("label", "labels", "class", "target", "y");

  /** Names that pandas, R and Kaggle give a first column of row numbers, in any case. */
  private static final Pattern INDEX = Pattern.compile("|unnamed: 0|index|id|row");

  /** Prefixes of column names that are mere numbers. */
  private static final Pattern COUNTED =
      Pattern.compile("(v|x|c|f|col|column|var|feature)?[ ._-]?");

  /** A number, however it is written. */
  static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?");

  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]+)");
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,4})x([0-9]{1,4})");

  /**
   * Decides which column is what.
   *
   * @param wanted shape that the images must have; empty where there must be labels
   * @throws DataException if the first line is not that of such a file
   */
  static CsvHead of(Path file, Advice advice, Optional<ImageShape> wanted) {
    List<String> begin = CsvLines.begin(file, advice);
    String line = begin.getLast();
    char delimiter = CsvLines.delimiter(line);
    List<String> cells = CsvLines.cells(line, delimiter);
    if (cells.size() < 2) {
      throw advice.unfit(
          file,
          ("the first line must have a label and pixels with commas, semicolons or tabs between,"
                  + " found '%s'")
              .formatted(line.length() > 60 ? line.substring(0, 60) + " …" : line));
    }
    boolean named =
        !cells.stream()
            .allMatch(cell -> NUMBER.matcher(CsvLines.number(cell, delimiter)).matches());
    List<String> names =
        named || counts(cells)
            ? cells
            : begin.subList(0, begin.size() - 1).stream()
                .map(comment -> CsvLines.cells(comment.replaceFirst("[\\s#]*", ""), delimiter))
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
                .mapToInt(name -> own.stream().map(CsvHead::lower).toList().indexOf(name))
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
    return new CsvHead(
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
}
