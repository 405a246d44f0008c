package snn.core;

/** Counts in several arrays, without gigabytes of them. */
public final class CutCounts {

  private CutCounts() {}

  /** The same counts in arrays of at most {@code array}. */
  public static FeatureMatrix of(FeatureMatrix counts, int array) {
    FeatureMatrix cut =
        FeatureMatrix.zeros(
            counts.images(), counts.hidden(), counts.fitBytes() ? 0xff : 0xffff, array);
    for (int i = 0; i < counts.images(); i++) {
      float[] row = new float[counts.hidden()];
      for (int j = 0; j < row.length; j++) {
        row[j] = counts.get(i, j);
      }
      cut.setRow(i, row);
    }
    return cut;
  }
}
