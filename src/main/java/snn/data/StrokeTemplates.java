package snn.data;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.ResourceText;

/**
 * How people write digits and letters: for each sign the usual ways, each way as the path of a pen.
 *
 * <p>They lie in files, a way a line, and an empty line between two signs. A path is written as
 * {@code x,y x,y! x,y / x,y x,y}: x to the right and y downwards in a box of about 80 x 100; the
 * pen runs smoothly through the points, turns sharply at {@code !} and is lifted at {@code /}.
 */
enum StrokeTemplates {
  /** The ten digits. */
  DIGITS,

  /** The twenty-six capitals. */
  LETTERS;

  /** A point that the pen passes; {@code corner} where it turns sharply. */
  record Point(double x, double y, boolean corner) {}

  private static final List<List<List<List<Point>>>> OF_DIGITS = read("digits.txt");
  private static final List<List<List<List<Point>>>> OF_LETTERS = read("letters.txt");

  private List<List<List<List<Point>>>> signs() {
    return this == DIGITS ? OF_DIGITS : OF_LETTERS;
  }

  /** The ways in which sign number {@code sign} is written, each a list of strokes. */
  List<List<List<Point>>> of(int sign) {
    return signs().get(sign);
  }

  /** K: how many signs there are. */
  int classes() {
    return signs().size();
  }

  /** Names of the signs. */
  List<String> names() {
    return this == DIGITS
        ? Dataset.numbered(classes())
        : IntStream.range(0, classes()).mapToObj(k -> String.valueOf((char) ('A' + k))).toList();
  }

  private static List<List<List<List<Point>>>> read(String file) {
    return Stream.of(ResourceText.of(StrokeTemplates.class, file).split("\\R\\R"))
        .map(sign -> sign.lines().map(StrokeTemplates::way).toList())
        .toList();
  }

  private static List<List<Point>> way(String path) {
    return Stream.of(path.split(" / ", -1))
        .map(stroke -> Stream.of(stroke.split(" ", -1)).map(StrokeTemplates::point).toList())
        .toList();
  }

  private static Point point(String text) {
    boolean corner = text.endsWith("!");
    String[] xy = text.replace("!", "").split(",", -1);
    return new Point(Double.parseDouble(xy[0]), Double.parseDouble(xy[1]), corner);
  }
}
