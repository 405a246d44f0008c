package snn.picture;

import java.util.function.IntPredicate;

/**
 * A pair of axes in a picture, and what is drawn between them.
 *
 * @param svg the picture
 * @param x from left to right
 * @param y from the bottom up: {@code from} is the larger coordinate
 */
record Panel(Svg svg, Scale x, Scale y) {

  /** Draws both axes with round values and lines; an empty label leaves values of an axis out. */
  Panel axes(String xLabel, String yLabel, int xTicks, int yTicks) {
    svg.group("axes");
    double[] ticks = y.ticks(yTicks);
    for (double tick : ticks) {
      svg.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
      svg.text("tick", x.from() - 6, y.at(tick) + 4, "end", text(y, tick, ticks));
    }
    ticks = x.ticks(xTicks);
    for (double tick : ticks) {
      svg.line("grid", x.at(tick), y.from(), x.at(tick), y.from() + 4);
      if (!xLabel.isEmpty()) {
        svg.text("tick", x.at(tick), y.from() + 17, "middle", text(x, tick, ticks));
      }
    }
    svg.line("axis", x.from(), y.from(), x.to(), y.from());
    if (!xLabel.isEmpty()) {
      svg.text("label", (x.from() + x.to()) / 2, y.from() + 35, "middle", xLabel);
    }
    svg.upwards("label", x.from() - 58, (y.from() + y.to()) / 2, yLabel);
    svg.end();
    return this;
  }

  private static String text(Scale scale, double tick, double[] ticks) {
    return scale.logarithmic() ? Svg.ratio(tick) : Svg.tick(tick, ticks);
  }

  /** Draws a line through points; those that lie nowhere leave gaps. */
  Panel line(String classes, double[] xs, double[] ys) {
    StringBuilder data = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < xs.length; i++) {
      boolean there = Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
      there &= !y.logarithmic() || ys[i] > 0;
      there &= !x.logarithmic() || xs[i] > 0;
      if (there) {
        data.append(pen ? 'L' : 'M').append(at(xs[i], ys[i]));
      }
      pen = there;
    }
    svg.path("line " + classes, data);
    return this;
  }

  /** Fills between two lines. */
  Panel band(String classes, double[] xs, double[] low, double[] high) {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      data.append(i == 0 ? 'M' : 'L').append(at(xs[i], high[i]));
    }
    for (int i = xs.length - 1; i >= 0; i--) {
      data.append('L').append(at(xs[i], low[i]));
    }
    svg.path("band " + classes, xs.length == 0 ? "" : data + "Z");
    return this;
  }

  /** Draws a bar for each bin, with what it says when it is pointed at. */
  Panel bars(String classes, double[] edges, double[] heights, String[] titles) {
    for (int i = 0; i < heights.length; i++) {
      double left = x.at(edges[i]);
      double width = Math.max(0.6, x.at(edges[i + 1]) - left - 0.8);
      double top = y.at(heights[i]);
      if (heights[i] > y.low()) {
        svg.bar(classes, left, top, width, y.from() - top, titles[i]);
      }
    }
    return this;
  }

  /** Draws an upright stroke per step for which {@code there} is true, around a row. */
  static void strokes(
      StringBuilder data, Scale x, double row, double half, IntPredicate there, int n) {
    for (int t = 0; t < n; t++) {
      if (there.test(t)) {
        data.append('M').append(Svg.number(x.at(t))).append(' ').append(Svg.number(row - half));
        data.append('v').append(Svg.number(2 * half));
      }
    }
  }

  private String at(double a, double b) {
    return Svg.number(x.at(a)) + " " + Svg.number(y.at(b));
  }
}
