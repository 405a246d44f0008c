package snn;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How sentences and pictures write numbers and names; {@link Numbers} has Python's way. */
public final class Words {

  /** Below it a p says no more than that it is small. */
  private static final double SMALLEST_P = 1e-12;

  private Words() {}

  /** A number as people write it, with four digits. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e7)) {
      return power(value);
    }
    String plain =
        new BigDecimal(value)
            .round(new MathContext(size >= 1000 ? 7 : 4))
            .stripTrailingZeros()
            .toPlainString();
    return grouped(plain);
  }

  /** A number with commas between thousands, and a true minus sign. */
  private static String grouped(String plain) {
    int end = plain.contains(".") ? plain.indexOf('.') : plain.length();
    StringBuilder text = new StringBuilder(plain);
    for (int at = end - 3; at > (plain.startsWith("-") ? 1 : 0); at -= 3) {
      text.insert(at, ',');
    }
    return text.toString().replace("-", "−");
  }

  /** A number with a power of ten: 10⁻⁴, 8.49 × 10⁻⁵. */
  public static String power(double value) {
    String text = String.format(Locale.ROOT, "%.2e", value);
    int e = text.indexOf('e');
    String mantissa = text.substring(0, e).replaceFirst("\\.?0+$", "");
    StringBuilder power = new StringBuilder("10");
    for (char c : Integer.toString(Integer.parseInt(text.substring(e + 1))).toCharArray()) {
      power.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return switch (mantissa) {
      case "1" -> power.toString();
      case "-1" -> "−" + power;
      default -> mantissa.replace("-", "−") + " × " + power;
    };
  }

  /** A number of things. */
  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A number of things with their name. */
  public static String count(long n, String one, String several) {
    return count(n) + " " + (n == 1 ? one : several);
  }

  /** A share as a percentage. */
  public static String percent(double share) {
    double value = 100 * share;
    if (value > 0 && value < 0.001) {
      return "less than 0.001 %";
    }
    boolean nearlyAll = value < 100 && value >= 99.95;
    int digits =
        value == 0 || value == 100
            ? 0
            : value < 0.1 ? (int) Math.ceil(-Math.log10(value)) : nearlyAll ? 3 : 1;
    return String.format(Locale.ROOT, "%." + digits + "f %%", value);
  }

  /** What a p is: {@code p = 0.31}. */
  public static String p(double p) {
    if (p < SMALLEST_P) {
      return "p < 1e-12";
    }
    return "p = "
        + (p < 0.001
            ? String.format(Locale.ROOT, "%.1e", p).replace("e-0", "e-")
            : p > 0.9995 ? "1" : String.format(Locale.ROOT, p < 0.01 ? "%.3f" : "%.2f", p));
  }

  /** A difference of accuracies, with its sign. */
  public static String difference(double value) {
    String text = String.format(Locale.ROOT, "%+.4f", value).replace('-', '−');
    return text.equals("−0.0000") || text.equals("+0.0000") ? "0.0000" : text;
  }

  /** Things beside each other: a, b and c. */
  public static String and(List<String> things) {
    int last = things.size() - 1;
    return last < 1
        ? String.join("", things)
        : String.join(", ", things.subList(0, last)) + " and " + things.get(last);
  }

  /** A label as it stands within a sentence, without its unit. */
  public static String noun(String label) {
    String bare = label.replaceFirst(" \\([^)]*\\)$", "");
    return bare.isEmpty()
        ? bare
        : bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
  }

  /** A text as it begins a sentence. */
  public static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** The unit with a space before it; empty where there is none. */
  public static String unit(String label) {
    return label.endsWith(")") && label.contains(" (")
        ? " " + label.substring(label.lastIndexOf(" (") + 2, label.length() - 1)
        : "";
  }

  /** The symbol of what has one, else its noun. */
  public static String symbol(String label) {
    String noun = noun(label);
    String last = noun.substring(noun.lastIndexOf(' ') + 1);
    return last.chars().anyMatch(letter -> letter > 0x7f) ? last : noun;
  }

  /** A value along an axis. */
  public static String value(Object value) {
    return value instanceof Number given ? number(given.doubleValue()) : text(value);
  }

  /** A parameter's value as a user gives it; a dash where there is none. */
  public static String text(Object value) {
    return value == null
        ? "–"
        : value instanceof List<?> list
            ? list.stream().map(Numbers::text).collect(Collectors.joining(", "))
            : Numbers.text(value);
  }

  /** A name, or the beginning of a long one. */
  public static String shortened(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most - 1) + "…";
  }
}
