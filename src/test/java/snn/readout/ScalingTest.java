package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.core.FeatureMatrix;

class ScalingTest {

  @Test
  void isThePopulationsMeanAndDeviation() {
    // 2 4 4 4 5 5 7 9 has mean 5 and variance 4; the second column is ten times the first.
    int[] column = {2, 4, 4, 4, 5, 5, 7, 9};
    Scaling scaling = Scaling.fit(TestCounts.of(8, 2, 255, (i, j) -> column[i] * (1 + 9 * j)));
    assertThat(scaling.mean()).containsExactly(5, 50);
    assertThat(scaling.deviation()).containsExactly(2, 20);
  }

  @Test
  void constantFeaturesAreOnlyCentred() {
    Scaling scaling = Scaling.fit(TestCounts.of(61, 4, 65_535, (_, j) -> j * 21_845));
    assertThat(scaling.mean()).containsExactly(0, 21_845, 43_690, 65_535);
    assertThat(scaling.deviation()).containsOnly(1);
  }

  @Test
  void oneImageIsConstant() {
    Scaling scaling = Scaling.fit(TestCounts.of(1, 3, 34, (_, j) -> j + 7));
    assertThat(scaling.mean()).containsExactly(7, 8, 9);
    assertThat(scaling.deviation()).containsOnly(1);
  }

  @Test
  void noneLeavesFeaturesAsTheyAre() {
    Scaling scaling = Scaling.none(5);
    assertThat(scaling.mean()).hasSize(5).containsOnly(0);
    assertThat(scaling.deviation()).hasSize(5).containsOnly(1);
  }

  /** Sums are whole numbers, so that only the last operations round. */
  @ParameterizedTest
  @CsvSource({"1000, 3, 34", "777, 5, 255", "500, 7, 65535"})
  void isTheDefinitionToTheLastBits(int images, int hidden, int largest) {
    FeatureMatrix counts = TestCounts.uniform(images, hidden, largest, 1);
    Scaling scaling = Scaling.fit(counts);
    for (int j = 0; j < hidden; j++) {
      long sum = 0;
      long squares = 0;
      for (int i = 0; i < images; i++) {
        long x = counts.get(i, j);
        sum += x;
        squares += x * x;
      }
      double mean = (double) sum / images;
      double variance = ((double) images * squares - (double) sum * sum) / images / images;
      assertThat(scaling.mean()[j]).isCloseTo(mean, within(2 * Math.ulp(mean)));
      // A uniform variable's squares are about four times its variance; some ten roundings.
      assertThat(scaling.deviation()[j] * scaling.deviation()[j])
          .isCloseTo(variance, within(4 * 10 * 0x1p-53 * 4 * variance));
    }
  }

  /** One count in 60,000 differs: the variance is 1/n − 1/n² although counts are as large as 34. */
  @ParameterizedTest
  @CsvSource({"0", "1", "59999"})
  void almostConstantFeaturesKeepTheirDeviation(int odd) {
    int n = 60_000;
    Scaling scaling = Scaling.fit(TestCounts.of(n, 1, 34, (i, _) -> i == odd ? 33 : 34));
    assertThat(scaling.mean()[0]).isCloseTo(34 - 1.0 / n, within(Math.ulp(34.0)));
    double deviation = Math.sqrt((n - 1.0) / n / n);
    // Where the first image is the odd one, 1 − 1/n less its square is the variance 1/n.
    assertThat(scaling.deviation()[0]).isCloseTo(deviation, within(n * 0x1p-52 * deviation));
  }
}
