package snn.picture;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Where the values of an axis lie in a picture.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}
 * @param from a coordinate
 * @param to a coordinate
 * @param logarithmic whether equal ratios are equally long; {@code low} is positive then
 */
record Scale(double low, double high, double from, double to, boolean logarithmic) {

  /** Over the finite values, and a little beyond where {@code room} is set. */
  static Scale over(DoubleStream values, double from, double to, boolean room) {
    double[] finite = values.filter(Double::isFinite).toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    if (high == low) {
      double size = low == 0 ? 1 : Math.abs(low) / 10;
      return new Scale(low - size, high + size, from, to, false);
    }
    double more = room ? 0.06 * (high - low) : 0;
    return new Scale(low - more, high + more, from, to, false);
  }

  /** A logarithmic scale over the positive values, and a little beyond. */
  static Scale ratios(DoubleStream values, double from, double to) {
    double[] positive = values.filter(v -> v > 0 && Double.isFinite(v)).toArray();
    double low = Arrays.stream(positive).min().orElse(0.1);
    double high = Arrays.stream(positive).max().orElse(1);
    return new Scale(low / 1.3, high * 1.3, from, to, true);
  }

  /** The coordinate of a value. */
  double at(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  /** Round values along it, about as many as asked for. */
  double[] ticks(int about) {
    if (about == 0) {
      return new double[0];
    }
    if (high < low) {
      return new Scale(high, low, to, from, logarithmic).ticks(about);
    }
    if (logarithmic) {
      int first = (int) Math.ceil(Math.log10(low));
      int last = (int) Math.floor(Math.log10(high));
      if (last > first) {
        int step = Math.max(1, Math.ceilDiv(last - first, about));
        return DoubleStream.iterate(first, e -> e <= last, e -> e + step)
            .map(e -> Math.pow(10, e))
            .toArray();
      }
    }
    double rough = (high - low) / about;
    int exponent = (int) Math.floor(Math.log10(rough));
    double share = rough / Math.pow(10, exponent);
    int digit = share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10;
    double step = digit * Math.pow(10, exponent);
    double first = Math.ceil(low / step - 1e-9);
    int count = (int) Math.floor(high / step - first + 1e-9) + 1;
    double[] ticks = new double[Math.max(0, count)];
    for (int i = 0; i < ticks.length; i++) {
      double units = (first + i) * digit;
      // 3 / 10 is 0.3, and 3 · 0.1 is not.
      ticks[i] = exponent < 0 ? units / Math.pow(10, -exponent) : units * Math.pow(10, exponent);
    }
    return ticks;
  }
}
