package snn.record;

import java.util.List;
import java.util.SortedMap;

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
   * The line of the means of repeats at each x, with intervals as {@link MeanInterval} has them.
   */
  public static Series of(String name, SortedMap<Double, List<Double>> repeats) {
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
