package snn.fact;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.special.Erf;

/**
 * McNemar's test: are two readouts equally good on the same images? Only images that one of them
 * reads rightly and the other does not, say something: b and c of them.
 *
 * <pre>
 *  b + c &lt; 25:  the exact binomial test of b among b + c at 1/2, two-sided
 *  else:        χ² = (|b − c| − 1)² / (b + c), one degree of freedom: p = erfc(√(χ² / 2))
 * </pre>
 *
 * <p>Source: Q. McNemar, "Note on the sampling error of the difference between correlated
 * proportions or percentages", Psychometrika 12, 1947; A. Edwards, Psychometrika 13, 1948, for the
 * correction of continuity.
 *
 * @param onlyFirst b, images that only the first reads rightly
 * @param onlySecond c, images that only the second reads rightly
 * @param exact whether the binomial test was used
 * @param pValue probability of so large a difference between equally good readouts
 */
public record McNemar(int onlyFirst, int onlySecond, boolean exact, double pValue) {

  private static final int LARGE = 25;

  /** Compares what two readouts read from images, all three with {@code width} characters each. */
  public static McNemar of(String labels, String first, String second, int width) {
    int b = 0;
    int c = 0;
    for (int i = 0; i < labels.length(); i += width) {
      boolean right = first.regionMatches(i, labels, i, width);
      boolean otherRight = second.regionMatches(i, labels, i, width);
      b += right && !otherRight ? 1 : 0;
      c += otherRight && !right ? 1 : 0;
    }
    return of(b, c);
  }

  /** The test, given b and c. */
  static McNemar of(int b, int c) {
    int n = b + c;
    if (n < LARGE) {
      // Without the generator that it would make, and nothing here would use.
      BinomialDistribution binomial = new BinomialDistribution(null, n, 0.5);
      double p = 2 * binomial.cumulativeProbability(Math.min(b, c));
      return new McNemar(b, c, true, Math.min(1.0, p));
    }
    double excess = Math.max(0, Math.abs(b - c) - 1);
    return new McNemar(b, c, false, Erf.erfc(excess / Math.sqrt(2.0 * n)));
  }
}
