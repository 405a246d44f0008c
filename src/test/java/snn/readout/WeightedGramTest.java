package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.Workers;
import snn.core.FeatureMatrix;

class WeightedGramTest {

  private static final int GROUPS = 3;

  private static TiledCounts tiles(FeatureMatrix counts) {
    return new TiledCounts(counts, 10, Scaling.fit(counts).mean(), Scaling.none(counts.hidden()));
  }

  private static double[][] weights(TiledCounts tiles) {
    Random random = new Random(3);
    double[][] weights = new double[Math.ceilDiv(tiles.counts.images(), tiles.tileRows)][];
    for (int t = 0; t < weights.length; t++) {
      weights[t] = random.doubles((long) GROUPS * tiles.tileRows).toArray();
    }
    return weights;
  }

  private static double[][][] grams(TiledCounts tiles, int threads) {
    try (Workers workers = new Workers(threads)) {
      return WeightedGram.of(tiles, weights(tiles), GROUPS, workers);
    }
  }

  private static double feature(TiledCounts tiles, int image, int j) {
    return j < tiles.counts.hidden() ? tiles.counts.get(image, j) - tiles.centre[j] : 1;
  }

  /** Below, at and above whole panels of 64, the constant included, and whole tiles and steps. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 34",
    "64, 62, 255",
    "65, 63, 34",
    "300, 64, 34",
    "257, 127, 60000",
    "130, 130, 34"
  })
  void isTheDefinition(int images, int hidden, int largest) {
    TiledCounts tiles = tiles(TestCounts.uniform(images, hidden, largest, 1));
    double[][] weights = weights(tiles);
    double[][][] found = grams(tiles, 2);
    int rows = tiles.tileRows;
    for (int group = 0; group < GROUPS; group++) {
      for (int p = 0; p <= hidden; p++) {
        for (int q = 0; q <= p; q++) {
          double sum = 0;
          double size = 0;
          for (int i = 0; i < images; i++) {
            double weight = weights[i / rows][group * rows + i % rows];
            double term = weight * feature(tiles, i, p) * feature(tiles, i, q);
            sum += term;
            size += Math.abs(term);
          }
          // Two roundings of a term and one of every sum, here and there.
          double bound = 2 * (images + 2) * 0x1p-53 * size;
          assertThat(found[group][p][q]).isCloseTo(sum, within(bound));
        }
      }
    }
  }

  @Test
  void noBitDependsOnTheNumberOfThreads() {
    TiledCounts tiles = tiles(TestCounts.uniform(300, 150, 34, 3));
    assertThat(grams(tiles, 7)).isDeepEqualTo(grams(tiles, 1));
  }
}
