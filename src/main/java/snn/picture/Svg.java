package snn.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import snn.Words;

/**
 * Writes a picture as SVG. It has classes instead of colours, so that a page is dark or light and a
 * security policy need not allow styles within it; whatever is text in it, is escaped.
 */
final class Svg {

  private final StringBuilder out = new StringBuilder();

  /**
   * Begins a picture.
   *
   * @param alt what it shows, with its numbers, for those who do not see it
   */
  Svg(double width, double height, String alt) {
    out.append("<svg viewBox=\"0 0 ").append(number(width)).append(' ').append(number(height));
    out.append("\" role=\"img\" aria-label=\"").append(escaped(alt)).append("\">");
  }

  /** Opens a group. */
  Svg group(String classes) {
    return group(classes, "", "");
  }

  /** Opens a group with one more attribute, unless its name is empty. */
  Svg group(String classes, String name, String value) {
    out.append("<g class=\"").append(escaped(classes)).append('"');
    if (!name.isEmpty()) {
      out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    }
    out.append('>');
    return this;
  }

  /** Closes it. */
  Svg end() {
    out.append("</g>");
    return this;
  }

  /** Draws a path, whose data has numbers and letters only. */
  Svg path(String classes, CharSequence data) {
    if (!data.isEmpty()) {
      out.append("<path class=\"").append(classes).append("\" d=\"").append(data).append("\"/>");
    }
    return this;
  }

  /** Draws a line. */
  Svg line(String classes, double x1, double y1, double x2, double y2) {
    return path(classes, "M%s %sL%s %s".formatted(number(x1), number(y1), number(x2), number(y2)));
  }

  /** Draws a rectangle, which tells what it is when it is pointed at. */
  Svg bar(String classes, double x, double y, double width, double height, String title) {
    out.append("<rect class=\"").append(classes).append("\" x=\"").append(number(x));
    out.append("\" y=\"").append(number(y)).append("\" width=\"").append(number(width));
    out.append("\" height=\"").append(number(height)).append("\">").append("<title>");
    out.append(escaped(title)).append("</title></rect>");
    return this;
  }

  /** Draws a mark, which tells what it is when it is pointed at. */
  Svg dot(String classes, double x, double y, double radius, String title) {
    out.append("<circle class=\"").append(classes).append("\" cx=\"").append(number(x));
    out.append("\" cy=\"").append(number(y)).append("\" r=\"").append(number(radius));
    out.append("\"><title>").append(escaped(title)).append("</title></circle>");
    return this;
  }

  /** Writes text; {@code anchor} is start, middle or end. */
  Svg text(String classes, double x, double y, String anchor, String text) {
    out.append("<text class=\"").append(classes).append("\" x=\"").append(number(x));
    out.append("\" y=\"").append(number(y)).append("\" text-anchor=\"").append(anchor);
    out.append("\">").append(escaped(text)).append("</text>");
    return this;
  }

  /** Writes text upwards, around the point in its middle. */
  Svg upwards(String classes, double x, double y, String text) {
    out.append("<text class=\"").append(classes).append("\" text-anchor=\"middle\" transform=\"");
    out.append("translate(")
        .append(number(x))
        .append(' ')
        .append(number(y))
        .append(") rotate(-90)");
    out.append("\">").append(escaped(text)).append("</text>");
    return this;
  }

  /** The picture as an element of HTML. */
  String picture() {
    return out + "</svg>";
  }

  /** A coordinate, to a hundredth. */
  static String number(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e9
        ? Long.toString((long) rounded)
        : Double.toString(rounded);
  }

  /** A value of an axis of ratios. */
  static String ratio(double value) {
    double exponent = Math.log10(value);
    boolean power = Math.abs(exponent - Math.rint(exponent)) < 1e-9;
    return power && (value < 0.01 || value > 1000) ? Words.power(value) : Words.number(value);
  }

  /** Some of the values of an axis, with the digits that tell them apart. */
  static String tick(double value, double[] ticks) {
    double step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 0;
    boolean close = step > 0 && step < Math.abs(value) / 1000;
    return close && step >= 1e-6
        ? new BigDecimal(value)
            .setScale(
                Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9)), RoundingMode.HALF_EVEN)
            .toPlainString()
            .replace("-", "−")
        : Words.number(value);
  }

  /** A text, whatever is in it. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
