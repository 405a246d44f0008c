package snn.picture;

import java.util.List;

/**
 * A picture of a page with what belongs to it, as SVG that takes part in the page's light and in
 * pointing; it says in words what it shows, with its numbers.
 *
 * @param name of what it shows, one word
 * @param title above it
 * @param picture the picture
 * @param caption below it
 * @param legend what its lines are, in the order of their colours; empty where there is one
 */
public record SvgFigure(
    String name, String title, String picture, String caption, List<String> legend) {

  /** The width of every figure, in coordinates of its SVG. */
  static final double WIDTH = 480;

  /** Where the frame of a chart begins and ends. */
  static final double LEFT = 76;

  static final double RIGHT = WIDTH - 26;
}
