package snn.readout;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** What solvers ask of vectors, the same on every processor. */
final class Vectors {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** Interleaved partial sums of an inner product. */
  private static final int PARTS = 8;

  private Vectors() {}

  /** Inner product of {@code x[from …]} and {@code y[0 …]}, {@code length} components of each. */
  static double dot(double[] x, int from, double[] y, int length) {
    int whole = length / PARTS * PARTS;
    double sum = 0;
    if (whole > 0) {
      double[] parts = new double[PARTS];
      for (int lane = 0; lane < PARTS; lane += DOUBLES.length()) {
        DoubleVector s = DoubleVector.zero(DOUBLES);
        for (int j = lane; j < whole; j += PARTS) {
          DoubleVector xj = DoubleVector.fromArray(DOUBLES, x, from + j);
          s = xj.fma(DoubleVector.fromArray(DOUBLES, y, j), s);
        }
        s.intoArray(parts, lane);
      }
      sum =
          ((parts[0] + parts[4]) + (parts[2] + parts[6]))
              + ((parts[1] + parts[5]) + (parts[3] + parts[7]));
    }
    for (int j = whole; j < length; j++) {
      sum = Math.fma(x[from + j], y[j], sum);
    }
    return sum;
  }

  /** The largest component in absolute value. */
  static double maxAbs(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
