package snn.measure;

/**
 * Eigenvectors of small symmetric matrices in float64, in one order of summation. Own code: the
 * decomposition of Commons Math does not converge where eigenvalues differ by many orders of
 * magnitude, as those of nearly constant counts do, and Smile's needs a native library.
 *
 * <p>Source: Householder's tridiagonal form, then implicit QL; EISPACK's tred2 and tql2, which
 * compare what is to vanish with the largest number so far, in B. Smith et al., "Matrix Eigensystem
 * Routines", 1976.
 */
final class Eigenvectors {

  /** Distance from 1 to the next float64. */
  private static final double EPSILON = 0x1p-52;

  /** Sums of squares below this count as 0: near the subnormal numbers precision is lost. */
  private static final double NOTHING = 0x1p-900;

  private Eigenvectors() {}

  /**
   * Generalised eigenvectors v of S v = λ N v, with vᵀ N v = 1. With N = L Lᵀ they are L⁻ᵀ times
   * the eigenvectors of L⁻¹ S L⁻ᵀ.
   *
   * @param s symmetric, [p, p]
   * @param n symmetric and positive definite, [p, p]
   * @return one eigenvector per row
   */
  static double[][] generalised(double[][] s, double[][] n) {
    double[][] white = inverse(cholesky(n));
    return product(of(product(product(white, s), transposed(white))), white);
  }

  /**
   * Orthonormal eigenvectors.
   *
   * @param a symmetric, [p, p], of which the lower triangle is looked at; not changed
   * @return one eigenvector per row
   */
  static double[][] of(double[][] a) {
    int p = a.length;
    double[][] rest = new double[p][p];
    double[][] vectors = new double[p][p];
    for (int i = 0; i < p; i++) {
      vectors[i][i] = 1;
      for (int j = 0; j <= i; j++) {
        rest[i][j] = a[i][j];
        rest[j][i] = a[i][j];
      }
    }
    for (int k = 0; k < p - 2; k++) {
      reflect(rest, vectors, k);
    }
    double[] diagonal = new double[p];
    double[] beside = new double[p];
    for (int i = 0; i < p; i++) {
      diagonal[i] = rest[i][i];
      beside[i] = i + 1 < p ? rest[i + 1][i] : 0;
    }
    rotate(diagonal, beside, vectors);
    return vectors;
  }

  /** Householder reflection that makes column {@code k} zero below its subdiagonal element. */
  private static void reflect(double[][] a, double[][] vectors, int k) {
    int p = a.length;
    double[] v = new double[p];
    double below = 0;
    for (int i = k + 1; i < p; i++) {
      v[i] = a[i][k];
      below += i > k + 1 ? v[i] * v[i] : 0;
    }
    if (below < NOTHING) {
      return;
    }
    double length = Math.sqrt(v[k + 1] * v[k + 1] + below);
    v[k + 1] += v[k + 1] < 0 ? -length : length;
    double scale = 2 / (v[k + 1] * v[k + 1] + below);
    // H = 1 − scale · v vᵀ; H A H = A − v wᵀ − w vᵀ.
    double[] w = new double[p];
    double along = 0;
    for (int i = k; i < p; i++) {
      addTo(w, scale * v[i], a[i]);
    }
    for (int i = k + 1; i < p; i++) {
      along += v[i] * w[i];
    }
    addTo(w, -0.5 * scale * along, v);
    for (int i = k; i < p; i++) {
      addTo(a[i], -v[i], w);
      addTo(a[i], -w[i], v);
    }
    double[] turned = new double[p];
    for (int i = k + 1; i < p; i++) {
      addTo(turned, v[i], vectors[i]);
    }
    for (int i = k + 1; i < p; i++) {
      addTo(vectors[i], -scale * v[i], turned);
    }
  }

  /**
   * Diagonalises a tridiagonal matrix, and turns the vectors with it.
   *
   * @param d its diagonal; receives the eigenvalues
   * @param e its subdiagonal, then a 0; overwritten
   */
  private static void rotate(double[] d, double[] e, double[][] vectors) {
    int p = d.length;
    double shift = 0;
    double largest = 0;
    for (int l = 0; l < p; l++) {
      largest = Math.max(largest, Math.abs(d[l]) + Math.abs(e[l]));
      double tiny = EPSILON * largest;
      int m = l;
      while (Math.abs(e[m]) > tiny) {
        m++;
      }
      while (m > l && Math.abs(e[l]) > tiny) {
        shift += shifted(d, e, l);
        step(d, e, l, m, vectors);
      }
      d[l] += shift;
      e[l] = 0;
    }
  }

  /** Subtracts tql2's shift, from the 2 x 2 block at {@code l}, from the diagonal; returns it. */
  private static double shifted(double[] d, double[] e, int l) {
    double first = d[l];
    double half = (d[l + 1] - first) / (2 * e[l]);
    double root = Math.sqrt(half * half + 1);
    double sum = half + (half < 0 ? -root : root);
    d[l] = e[l] / sum;
    d[l + 1] = e[l] * sum;
    double shift = first - d[l];
    for (int i = l + 2; i < d.length; i++) {
      d[i] -= shift;
    }
    return shift;
  }

  /** One sweep of rotations from {@code m} up to {@code l}. */
  private static void step(double[] d, double[] e, int l, int m, double[][] vectors) {
    double second = d[l + 1];
    double besideSecond = e[l + 1];
    double x = d[m];
    double cos = 1;
    double sin = 0;
    double cos1 = 1;
    double cos2 = 1;
    double sin1 = 0;
    for (int i = m - 1; i >= l; i--) {
      cos2 = cos1;
      cos1 = cos;
      sin1 = sin;
      double g = cos * e[i];
      double h = cos * x;
      double length = StrictMath.hypot(x, e[i]);
      e[i + 1] = sin * length;
      sin = length == 0 ? 0 : e[i] / length;
      cos = length == 0 ? 1 : x / length;
      x = cos * d[i] - sin * g;
      d[i + 1] = h + sin * (cos * g + sin * d[i]);
      double[] upper = vectors[i];
      double[] lower = vectors[i + 1];
      for (int k = 0; k < upper.length; k++) {
        double before = lower[k];
        lower[k] = sin * upper[k] + cos * before;
        upper[k] = cos * upper[k] - sin * before;
      }
    }
    x = -sin * sin1 * cos2 * besideSecond * e[l] / second;
    e[l] = sin * x;
    d[l] = cos * x;
  }

  /** The Cholesky factor L of {@code a} = L Lᵀ. */
  private static double[][] cholesky(double[][] a) {
    int p = a.length;
    double[][] l = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
    }
    return l;
  }

  /** The inverse of a lower triangular matrix. */
  private static double[][] inverse(double[][] lower) {
    int p = lower.length;
    double[][] inverse = new double[p][p];
    for (int j = 0; j < p; j++) {
      inverse[j][j] = 1;
      for (int i = 0; i < j; i++) {
        addTo(inverse[j], -lower[j][i], inverse[i]);
      }
      for (int k = 0; k <= j; k++) {
        inverse[j][k] /= lower[j][j];
      }
    }
    return inverse;
  }

  /** The product of two square matrices. */
  static double[][] product(double[][] a, double[][] b) {
    int p = a.length;
    double[][] product = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        addTo(product[i], a[i][j], b[j]);
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] a) {
    int p = a.length;
    double[][] transposed = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  private static void addTo(double[] sum, double factor, double[] values) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += factor * values[k];
    }
  }
}
