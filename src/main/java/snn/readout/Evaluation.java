package snn.readout;

import snn.data.LabelledImages;

/**
 * How well predictions agree with labels.
 *
 * @param predictions digits read, [images]
 * @param confusion images by true digit (row) and digit read (column), [K, K]
 */
public record Evaluation(byte[] predictions, int[][] confusion) {

  /** Compares predictions with labels, both [images]. */
  public static Evaluation of(byte[] predictions, byte[] labels) {
    int[][] confusion = new int[LabelledImages.CLASSES][LabelledImages.CLASSES];
    for (int i = 0; i < labels.length; i++) {
      confusion[labels[i]][predictions[i]]++;
    }
    return new Evaluation(predictions, confusion);
  }

  /** Images read rightly. */
  public int correct() {
    int correct = 0;
    for (int k = 0; k < confusion.length; k++) {
      correct += confusion[k][k];
    }
    return correct;
  }

  /** Share of images read rightly, 0 … 1. */
  public double accuracy() {
    return (double) correct() / predictions.length;
  }
}
