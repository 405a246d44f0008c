package snn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Images without labels, from files of images, IDX files and CSV files. They have an order that
 * does not depend on how the files were given: that of their paths, in which numbers are ordered as
 * such ({@code 9.png} before {@code 10.png}), and within an IDX or CSV file that of the file.
 *
 * @param images of which every label is 0
 * @param names where each comes from: its file, and its index where that is an IDX or CSV file
 * @param leftOut all else in the folders
 */
public record ImageFiles(LabelledImages images, List<String> names, LeftOut leftOut) {

  private static final Pattern PARTS = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

  /**
   * Reads images.
   *
   * @param given files, and folders, whose images are meant as in {@link ClassFolders}
   * @param shape that all must have
   * @param classes how many labels in a CSV file tell apart
   * @param notices receives notices about the contents of files
   * @throws DataException if a file cannot be read, is no such image, or of another shape
   */
  public static ImageFiles read(
      List<Path> given, ImageShape shape, int classes, Consumer<String> notices) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    List<String> names = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (Path file : files(given, others)) {
      if (CsvImages.isCsv(file) || isIdx(file)) {
        byte[] images =
            CsvImages.isCsv(file)
                ? CsvImages.pixels(file, shape, classes, notices)
                : idx(file, shape);
        for (int i = 0; i < images.length / shape.pixels(); i++) {
          names.add("%s[%s]".formatted(file, i));
        }
        requireRoom(pixels.size(), images.length);
        pixels.writeBytes(images);
      } else {
        names.add(file.toString());
        requireRoom(pixels.size(), shape.pixels());
        pixels.writeBytes(ImageFile.grey(file, shape));
      }
    }
    return new ImageFiles(
        new LabelledImages(pixels.toByteArray(), new byte[names.size()], shape),
        names,
        new LeftOut(
            others.stream().distinct().toList(),
            "of a folder, %s files are read".formatted(ImageFile.FORMATS)));
  }

  private static void requireRoom(int bytes, int more) {
    if ((long) bytes + more > Integer.MAX_VALUE - 8) {
      throw new DataException("there are more images than an array holds; give fewer at a time");
    }
  }

  private static List<Path> files(List<Path> given, List<Path> others) {
    Listing listing = new Listing(Advice.SINGLE);
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      files.addAll(Files.isDirectory(path) ? ImageFile.in(path, listing, others) : List.of(path));
    }
    return files.stream()
        .map(Path::normalize)
        .distinct()
        .sorted(Comparator.comparing(Path::toString, ImageFiles::compareNaturally))
        .toList();
  }

  /** Compares names: numbers by their values, all else character by character. */
  static int compareNaturally(String a, String b) {
    String[] as = PARTS.split(a, -1);
    String[] bs = PARTS.split(b, -1);
    for (int i = 0; i < Math.min(as.length, bs.length); i++) {
      int order = isNumber(as[i]) && isNumber(bs[i]) ? compareNumbers(as[i], bs[i]) : 0;
      if (order == 0) {
        order = as[i].compareTo(bs[i]);
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(as.length, bs.length);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.chars().allMatch(letter -> letter >= '0' && letter <= '9');
  }

  /** Compares decimal numbers of any length. */
  private static int compareNumbers(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
  }

  /** Whether the first bytes are those of an IDX file of bytes, or of gzip. */
  private static boolean isIdx(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(3);
      return first.length == 3
          && ((first[0] == 0 && first[1] == 0 && first[2] == 8)
              || ((first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b));
    } catch (IOException _) {
      // Reading the file will report what is wrong with it.
      return false;
    }
  }

  private static byte[] idx(Path file, ImageShape shape) {
    IdxReader reader = new IdxReader(Advice.SINGLE);
    ImageShape found = reader.header(file, IdxKind.IMAGES).shape();
    if (!found.equals(shape)) {
      throw new DataException(
          "%s must have images of %s pixels, found %s".formatted(file, shape, found));
    }
    return reader.images(file).data();
  }
}
