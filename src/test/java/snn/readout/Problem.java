package snn.readout;

import java.util.Random;
import snn.Progress;
import snn.Workers;
import snn.core.FeatureMatrix;

/**
 * A small problem that no readout solves without mistakes: labels drawn at random from the
 * probabilities of a random linear model, so that a minimum without penalty exists.
 *
 * @param counts features
 * @param labels classes as unsigned bytes
 * @param classes K
 */
record Problem(FeatureMatrix counts, byte[] labels, int classes) {

  static final int IMAGES = 777;
  static final int HIDDEN = 21;

  /** Of digits. */
  Problem(FeatureMatrix counts, byte[] labels) {
    this(counts, labels, 10);
  }

  /** Some of the neurons are the same as others, and one is constant. */
  static Problem singular(long seed) {
    Problem plain = plain(seed);
    FeatureMatrix counts =
        TestCounts.of(
            IMAGES,
            HIDDEN,
            34,
            (i, j) -> j == 4 ? 34 : j >= 18 ? plain.counts.get(i, j - 17) : plain.counts.get(i, j));
    return new Problem(counts, plain.labels);
  }

  /** Features of different size and spread, dependent on each other. */
  static Problem plain(long seed) {
    return plain(seed, 10);
  }

  /** The same with so many classes. */
  static Problem plain(long seed, int classes) {
    Random random = new Random(seed);
    int[] common = random.ints(IMAGES, 0, 12).toArray();
    FeatureMatrix counts =
        TestCounts.of(
            IMAGES,
            HIDDEN,
            34,
            (i, j) -> j % 5 + common[i] * (j % 3) / 2 + random.nextInt(4 + j % 9));
    double[][] z = NaiveLogistic.standardise(counts, Scaling.fit(counts));
    double[] teacher = TestCounts.normal(classes * HIDDEN + classes, 0.3, seed + 1);
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      double[] p = NaiveLogistic.softmax(NaiveLogistic.logits(teacher, z[i]));
      double u = random.nextDouble();
      int k = 0;
      while (k < classes - 1 && u >= p[k]) {
        u -= p[k++];
      }
      labels[i] = (byte) k;
    }
    return new Problem(counts, labels, classes);
  }

  TrainingSet train(boolean scaled) {
    return TrainingSet.of(counts, labels, classes, scaled);
  }

  /** The loss, from its definition. */
  NaiveLogistic naive(Scaling scaling, double lambda) {
    return new NaiveLogistic(counts, labels, classes, scaling, lambda);
  }

  ReadoutFit fit(ReadoutOptions options, int threads) {
    try (Workers workers = new Workers(threads)) {
      return options.fit(counts, labels, classes, 1, workers, Progress.NONE);
    }
  }

  byte[] predict(ReadoutFit fit) {
    try (Workers workers = new Workers(2)) {
      return fit.model().predict(counts, workers);
    }
  }
}
