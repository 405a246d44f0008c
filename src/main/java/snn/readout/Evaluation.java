package snn.readout;

/**
 * How well predictions agree with labels.
 *
 * @param predictions classes read as unsigned bytes, [images]
 * @param confusion images by true class (row) and class read (column), [K, K]
 */
public record Evaluation(byte[] predictions, int[][] confusion) {

  /**
   * Compares predictions with labels, both unsigned bytes, [images].
   *
   * @param classes K
   */
  public static Evaluation of(byte[] predictions, byte[] labels, int classes) {
    int[][] confusion = new int[classes][classes];
    for (int i = 0; i < labels.length; i++) {
      confusion[labels[i] & 0xff][predictions[i] & 0xff]++;
    }
    return new Evaluation(predictions, confusion);
  }

  /** Number of images that are classified correctly. */
  public int correct() {
    int correct = 0;
    for (int k = 0; k < confusion.length; k++) {
      correct += confusion[k][k];
    }
    return correct;
  }

  /** Share of images that are classified correctly, 0 … 1. */
  public double accuracy() {
    return (double) correct() / predictions.length;
  }

  /** Share of the images of a class that are read as such; NaN if there are none. */
  public double recall(int k) {
    int images = 0;
    for (int n : confusion[k]) {
      images += n;
    }
    return (double) confusion[k][k] / images;
  }

  /**
   * The 95 % confidence interval of the accuracy, for these images as a sample of all such images.
   *
   * <p>Source: E. Wilson, "Probable inference, the law of succession, and statistical inference",
   * Journal of the American Statistical Association 22, 1927.
   */
  public Interval wilson() {
    return wilson(correct(), predictions.length);
  }

  /** The interval where {@code correct} of {@code images} are classified correctly. */
  public static Interval wilson(int correct, int images) {
    double z = 1.959963984540054;
    double n = images;
    double p = correct / n;
    double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
  }

  /**
   * A confidence interval.
   *
   * @param low lower end
   * @param high upper end
   */
  public record Interval(double low, double high) {}
}
