/**
 * What is drawn of images and outcomes, as PNG for a folder of figures and as SVG for a page.
 *
 * <p>The figures of a folder are one class each, drawn with JFreeChart where they are charts
 * ({@code ChartStyle}), and look like matplotlib's; {@code Png} writes them. {@link
 * snn.picture.LayerCharts} and {@link snn.picture.AccuracyCharts} draw those of a page, {@link
 * snn.picture.SvgFigure}s, which this package writes itself: what JFreeChart draws has colours of
 * its own, which do not change with the light, and no words for those who do not see it; and a
 * library of charts in JavaScript shows nothing without JavaScript. {@link snn.picture.TileSheet}
 * holds small images.
 *
 * <p>What pictures show and a record does not hold is prepared as an {@link snn.picture.Exhibit}
 * while features and images are at hand. What an outcome means is not known here.
 */
package snn.picture;
