package snn.picture;

import java.util.stream.IntStream;

/** Of many values those that are seen in a picture that has fewer columns of pixels. */
final class Extremes {

  private Extremes() {}

  /**
   * The smallest and the largest value of each bin, by their indices, which ascend.
   *
   * @param bins of equally many values; no more than there are values
   */
  static int[] of(double[] values, int bins) {
    return IntStream.range(0, bins)
        .flatMap(
            bin -> {
              int smallest = first(bin, bins, values.length);
              int largest = smallest;
              for (int i = smallest; i < first(bin + 1, bins, values.length); i++) {
                smallest = values[i] < values[smallest] ? i : smallest;
                largest = values[i] > values[largest] ? i : largest;
              }
              return IntStream.of(smallest, largest).sorted().distinct();
            })
        .toArray();
  }

  /** The first of the values of a bin. */
  static int first(int bin, int bins, int values) {
    return (int) ((long) bin * values / bins);
  }
}
