package snn.part;

import snn.Numbers;

/**
 * A positive number that all neurons share, or bounds between which each has its own.
 *
 * @param low smallest
 * @param high largest; the same as low for one number
 */
public record Spread(double low, double high) {

  private static final String BETWEEN = "..";

  /** A value that all neurons share. */
  public static Spread of(double value) {
    return new Spread(value, value);
  }

  /**
   * Reads {@code 20} or {@code 5..200}.
   *
   * @throws IllegalArgumentException if it is neither, or the first is larger than the second
   */
  static Spread of(String text) {
    int at = text.indexOf(BETWEEN);
    if (at < 0) {
      return of(Double.parseDouble(text));
    }
    Spread spread =
        new Spread(
            Double.parseDouble(text.substring(0, at)),
            Double.parseDouble(text.substring(at + BETWEEN.length())));
    if (!(spread.low <= spread.high)) {
      throw new IllegalArgumentException(text);
    }
    return spread;
  }

  /**
   * The value of one neuron, uniform on the logarithmic scale.
   *
   * @param unit uniform in (0, 1]
   */
  public double at(double unit) {
    return isOne()
        ? low
        : StrictMath.exp(StrictMath.log(low) + unit * (StrictMath.log(high) - StrictMath.log(low)));
  }

  /** Whether all neurons share it. */
  public boolean isOne() {
    return Double.compare(low, high) == 0;
  }

  /** The plain value: a number, or a text that can be read again. */
  Object plain() {
    return isOne() ? (Object) low : Numbers.python(low) + BETWEEN + Numbers.python(high);
  }
}
