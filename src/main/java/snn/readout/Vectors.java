package snn.readout;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import snn.core.VectorWidths;

/** Vector operations of the solvers, with the same results on every processor. */
final class Vectors {

  private static final VectorSpecies<Double> DOUBLES = VectorWidths.DOUBLES;

  /** Interleaved partial sums of an inner product. */
  static final int PARTS = 8;

  private Vectors() {}

  /** Inner product of {@code x[from …]} and {@code y[0 …]}, {@code length} components of each. */
  static double dot(double[] x, int from, double[] y, int length) {
    double[] parts = new double[PARTS];
    int whole = length / PARTS * PARTS;
    for (int lane = 0; lane < PARTS; lane += DOUBLES.length()) {
      DoubleVector s = DoubleVector.zero(DOUBLES);
      for (int j = lane; j < whole; j += PARTS) {
        DoubleVector xj = DoubleVector.fromArray(DOUBLES, x, from + j);
        s = xj.fma(DoubleVector.fromArray(DOUBLES, y, j), s);
      }
      s.intoArray(parts, lane);
    }
    double sum = fold(parts, 0);
    for (int j = whole; j < length; j++) {
      sum = Math.fma(x[from + j], y[j], sum);
    }
    return sum;
  }

  /**
   * Inner product of the first {@code length} components of {@code x} and {@code y}, of which the
   * partial sums up to {@code from} are there.
   *
   * @param from a multiple of {@link #PARTS}
   * @param parts the partial sums, from {@code at} on; overwritten
   */
  static double dot(double[] x, double[] y, int from, int length, double[] parts, int at) {
    int whole = length / PARTS * PARTS;
    for (int j = from; j < whole; j++) {
      int part = at + j % PARTS;
      parts[part] = Math.fma(x[j], y[j], parts[part]);
    }
    double sum = fold(parts, at);
    for (int j = whole; j < length; j++) {
      sum = Math.fma(x[j], y[j], sum);
    }
    return sum;
  }

  private static double fold(double[] p, int at) {
    return ((p[at] + p[at + 4]) + (p[at + 2] + p[at + 6]))
        + ((p[at + 1] + p[at + 5]) + (p[at + 3] + p[at + 7]));
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
