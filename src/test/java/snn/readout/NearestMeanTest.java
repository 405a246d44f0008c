package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Progress;
import snn.Workers;
import snn.core.FeatureMatrix;

class NearestMeanTest {

  private static final int IMAGES = 90;
  private static final int HIDDEN = 13;

  private static ReadoutFit fit(FeatureMatrix counts, byte[] labels, boolean scaled, int classes) {
    try (Workers workers = new Workers(2)) {
      return ReadoutFit.fit(
          counts,
          labels,
          classes,
          new NearestMean(),
          scaled,
          new Fitting(1, Optional.empty(), workers, Progress.NONE));
    }
  }

  /** From the definition: distances to the means, one image and one class after the other. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsTheClassWhoseMeanIsNearest(boolean scaled) {
    FeatureMatrix counts = TestCounts.uniform(IMAGES, HIDDEN, 34, 1);
    byte[] labels = TestCounts.labels(IMAGES, 4);
    Scaling scaling = scaled ? Scaling.fit(counts) : Scaling.none(HIDDEN);
    double[][] means = new double[10][HIDDEN];
    int[] images = new int[10];
    for (int i = 0; i < IMAGES; i++) {
      images[labels[i]]++;
      for (int j = 0; j < HIDDEN; j++) {
        means[labels[i]][j] += z(counts, scaling, i, j);
      }
    }
    byte[] nearest = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      double best = Double.POSITIVE_INFINITY;
      for (int k = 0; k < 10; k++) {
        double distance = 0;
        for (int j = 0; j < HIDDEN; j++) {
          double d = z(counts, scaling, i, j) - means[k][j] / images[k];
          distance += d * d;
        }
        if (distance < best) {
          best = distance;
          nearest[i] = (byte) k;
        }
      }
    }
    ReadoutFit fit = fit(counts, labels, scaled, 10);
    try (Workers workers = new Workers(2)) {
      assertThat(fit.model().predict(counts, workers)).isEqualTo(nearest);
    }
    assertThat(fit.minimum()).isEmpty();
  }

  private static double z(FeatureMatrix counts, Scaling scaling, int i, int j) {
    return (counts.get(i, j) - scaling.mean()[j]) / scaling.deviation()[j];
  }

  @Test
  void aClassWithoutImagesIsNeverRead() {
    FeatureMatrix counts = TestCounts.uniform(IMAGES, HIDDEN, 34, 1);
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) (i % 2 == 0 ? 3 : 7);
    }
    try (Workers workers = new Workers(1)) {
      assertThat(fit(counts, labels, true, 10).model().predict(counts, workers)).containsOnly(3, 7);
    }
  }
}
