package snn.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How people write the ten digits: for each the usual ways, each way as the path of a pen.
 *
 * <p>A path is written as {@code "x,y x,y! x,y / x,y x,y"}: x to the right and y downwards in a box
 * of about 80 x 100; the pen runs smoothly through the points, turns sharply at {@code !} and is
 * lifted at {@code /}.
 */
final class StrokeTemplates {

  /** A point that the pen passes; {@code corner} where it turns sharply. */
  record Point(double x, double y, boolean corner) {}

  private static final List<List<List<List<Point>>>> DIGITS =
      List.of(
          ways(
              "52,0 16,16 4,58 36,100 72,82 78,30 46,0",
              "66,10 34,2 8,40 22,94 62,92 78,44 54,4 30,12"),
          ways(
              "42,0 42,34 41,68 40,100",
              "42,0 42,34 41,68 40,100",
              "28,27 44,0! 44,34 43,68 43,100",
              "29,24 44,0! 44,34 43,68 43,98! / 20,99 44,98 68,98"),
          ways(
              "8,24 24,4 52,0 70,20 60,48 34,76 6,98! 40,96 80,95",
              "10,20 34,1 62,8 66,36 46,70 20,94 6,86 18,74 42,84 60,97 84,90",
              "6,16 30,0 60,6 68,28 52,60 8,96! 30,92 56,98 80,94"),
          ways(
              "10,12 36,0 66,10 62,36 30,46! 64,54 76,76 52,99 24,98 6,86",
              "12,10 40,0 66,12 60,36 38,48 30,44 40,44 68,60 70,86 42,100 8,90",
              "10,4 40,3 68,3! 50,24 34,40! 66,52 74,76 50,98 6,90"),
          ways(
              "18,2 14,26 12,50! 40,52 76,48 / 66,0 63,34 60,66 58,100",
              "58,0 34,30 8,62! 44,63 84,60 / 58,0! 58,34 57,66 56,100",
              "14,4 12,30 24,46 48,44 68,30 / 72,0 70,30 66,66 62,100"),
          ways(
              "76,2 52,3 26,5! 22,24 18,42! 44,36 72,52 72,80 46,99 22,98 6,86",
              "26,4 22,24 18,44! 46,38 72,56 68,84 42,99 8,90 / 26,4 54,6 82,2",
              "78,6 54,0 28,12 22,32 42,46 66,60 70,82 48,99 24,98 8,86"),
          ways(
              "62,0 36,20 16,52 14,82 38,100 64,88 64,64 42,54 16,72",
              "38,0 18,36 8,70 24,97 54,97 70,76 54,60 30,64 12,80",
              "72,6 44,8 16,40 10,76 36,100 66,86 60,58 34,54 14,66"),
          ways(
              "8,8 42,5 78,4! 58,46 44,74 36,100",
              "8,8 42,5 78,4! 58,46 44,74 36,100 / 26,54 50,51 74,49",
              "10,26 14,6! 44,6 76,4! 66,32 52,66 48,100"),
          ways(
              "70,14 44,0 18,14 26,38 56,56 70,80 42,100 14,82 30,58 58,38 72,12",
              "44,2 18,14 22,38 44,47 68,36 66,10 42,2 / 44,47 16,62 16,90 44,100 72,88 70,60"
                  + " 42,48",
              "66,6 32,2 16,24 42,44 68,66 62,94 30,98 14,76 40,50 64,28 58,2"),
          ways(
              "70,16 44,0 14,18 18,46 46,54 70,22! 68,60 60,100",
              "72,20 46,0 16,14 20,46 54,46 72,20! 72,62 54,96 18,94",
              "66,10 34,2 12,28 34,50 66,14! 66,40 65,70 64,100"));

  private StrokeTemplates() {}

  /** The ways in which {@code digit} is written, each a list of strokes. */
  static List<List<List<Point>>> of(int digit) {
    return DIGITS.get(digit);
  }

  private static List<List<List<Point>>> ways(String... paths) {
    List<List<List<Point>>> ways = new ArrayList<>();
    for (String path : paths) {
      List<List<Point>> strokes = new ArrayList<>();
      for (String stroke : path.split(" / ", -1)) {
        List<Point> points = new ArrayList<>();
        for (String point : stroke.split(" ", -1)) {
          boolean corner = point.endsWith("!");
          String[] xy = point.replace("!", "").split(",", -1);
          points.add(new Point(Double.parseDouble(xy[0]), Double.parseDouble(xy[1]), corner));
        }
        strokes.add(List.copyOf(points));
      }
      ways.add(List.copyOf(strokes));
    }
    return List.copyOf(ways);
  }
}
