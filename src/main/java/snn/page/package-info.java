/**
 * Pages: what runs found, as one HTML file that needs nothing else.
 *
 * <p>A page is made of records, and of {@link snn.picture.Exhibit}s, which hold what it shows
 * beside them: an experiment makes one of each outcome while features and images are at hand,
 * {@code snn page} runs the experiment again. So records need not hold pictures, and what is shown
 * is what the configuration leads to. Sentences come from {@code fact} and pictures from {@code
 * picture}; here is how they are laid out.
 *
 * <p>The words around them are templates in {@code src/main/resources/snn/page}, filled in by
 * Pebble: it escapes whatever is not said to be safe, needs no step of the build, is a quarter of a
 * megabyte with one small library beside it, is released several times a year, and has a BSD
 * licence. (FreeMarker is six times as large, Qute brings parts of Quarkus, and what JTE makes at
 * build time must pass this build's checks of sources.)
 *
 * <p>A page allows itself only the script and the style that are in it, and pictures that are in it
 * ({@code Content-Security-Policy}). Everything but sorting, choosing and moving works without its
 * script.
 */
package snn.page;
