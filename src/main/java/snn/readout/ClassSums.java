package snn.readout;

import snn.core.FeatureMatrix;

/**
 * What the training images of each class add up to; exact.
 *
 * @param features sums of their features, [K][H]
 * @param images how many they are, [K]
 */
record ClassSums(long[][] features, int[] images) {

  static ClassSums of(TrainingSet train) {
    FeatureMatrix counts = train.counts();
    ClassSums sums =
        new ClassSums(new long[train.classes()][counts.hidden()], new int[train.classes()]);
    int[] row = new int[counts.hidden()];
    for (int i = 0; i < counts.images(); i++) {
      int k = train.labels()[i] & 0xff;
      long[] sum = sums.features[k];
      sums.images[k]++;
      counts.row(i, row);
      for (int j = 0; j < row.length; j++) {
        sum[j] += row[j];
      }
    }
    return sums;
  }
}
