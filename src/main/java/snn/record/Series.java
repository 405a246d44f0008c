package snn.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A line of points, each the mean of repeats with the interval around it.
 *
 * @param name what the line is of, as in a legend
 * @param x where the points are, ascending
 * @param y means, as many as {@code x}
 * @param halfWidth half of each mean's interval, as many as {@code x}; 0 for one repeat
 */
public record Series(String name, double[] x, double[] y, double[] halfWidth) {

  /**
   * A result.
   *
   * @param line that it is on
   */
  public record Point(String line, double x, double y) {}

  /** The lines of points, in the order of the first of each; those of equal x are repeats. */
  public static List<Series> of(List<Point> points) {
    Map<String, SortedMap<Double, List<Double>>> lines = new LinkedHashMap<>();
    for (Point point : points) {
      lines
          .computeIfAbsent(point.line, _ -> new TreeMap<>())
          .computeIfAbsent(point.x, _ -> new ArrayList<>())
          .add(point.y);
    }
    return lines.entrySet().stream().map(line -> of(line.getKey(), line.getValue())).toList();
  }

  /**
   * The line of the means of repeats at each x, with intervals as {@link MeanInterval} has them.
   */
  static Series of(String name, SortedMap<Double, List<Double>> repeats) {
    List<MeanInterval> y =
        repeats.values().stream()
            .map(values -> MeanInterval.of(values.stream().mapToDouble(v -> v).toArray()))
            .toList();
    return new Series(
        name,
        repeats.keySet().stream().mapToDouble(at -> at).toArray(),
        y.stream().mapToDouble(MeanInterval::mean).toArray(),
        y.stream().mapToDouble(MeanInterval::halfWidth).toArray());
  }
}
