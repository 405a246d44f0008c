package snn;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as Python prints them: users compare reports and file names with the original's. */
public final class Numbers {

  private static final long LARGEST_IN_DOUBLES = 1L << 53;

  private Numbers() {}

  /**
   * Whether programs that read every number as a double, such as JavaScript, jq and R, read a whole
   * number without rounding it.
   */
  public static boolean fitsDouble(long value) {
    return -LARGEST_IN_DOUBLES <= value && value <= LARGEST_IN_DOUBLES;
  }

  /** As Python's {@code str(float)}: {@code 20.0}, {@code 0.05}, {@code 1e-05}. */
  public static String python(double value) {
    String java = Double.toString(value);
    int e = java.indexOf('E');
    if (e < 0) {
      return java;
    }
    double magnitude = Math.abs(value);
    if (magnitude >= 1e-4 && magnitude < 1e16) {
      String plain = new BigDecimal(java).stripTrailingZeros().toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String mantissa = java.substring(0, e).replaceFirst("\\.0$", "");
    int exponent = Integer.parseInt(java.substring(e + 1));
    return String.format(
        Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /** The text of a value of any type; real numbers are written by {@link #python(double)}. */
  public static String text(Object value) {
    return value instanceof Double number ? python(number) : String.valueOf(value);
  }

  /**
   * A probability with two digits and its sign of relation: {@code = 0.31}, {@code = 3.1e-12}, or
   * {@code < 1e-300} where a double can hardly hold it.
   */
  public static String probability(double p) {
    return p < 1e-300 ? "< 1e-300" : String.format(Locale.ROOT, "= %.2g", p);
  }

  /** An accuracy with four digits. */
  public static String accuracy(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
