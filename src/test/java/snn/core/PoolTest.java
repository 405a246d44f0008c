package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static snn.ParameterAssertions.assertRejected;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.data.ImageShape;

class PoolTest {

  private static final ImageShape SHAPE = new ImageShape(9, 12);

  private static WeightLaw law(String name) {
    return WeightLaw.KIND.read(Map.of("weights", name, "patch_min", 4, "patch_max", 5));
  }

  @Test
  void placesGoLineByLine() {
    Pool pool = new Pool(3);
    assertThat(pool.neurons()).isEqualTo(9);
    assertThat(pool.place(5)).isEqualTo(new Pool.Place(pool, 1, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65})
  void otherSidesAreRefused(int side) {
    assertRejected("pool", "" + side, () -> new Pool(side));
  }

  /** A patch of 5 in an image 9 high has five places. */
  @ParameterizedTest
  @CsvSource({"5, true", "6, false"})
  void allPlacesAreInTheImage(int side, boolean fit) {
    if (fit) {
      assertThatCode(() -> new Pool(side).requireFits(law("gabor"), Feature.COUNTS, 34, SHAPE))
          .doesNotThrowAnyException();
    } else {
      assertRejected(
          "pool",
          "" + side,
          () -> new Pool(side).requireFits(law("gabor"), Feature.COUNTS, 34, SHAPE));
    }
  }

  @Test
  void whatHasNoSumIsRefused() {
    Pool pool = new Pool(2);
    assertThatThrownBy(() -> pool.requireFits(law("signed"), Feature.COUNTS, 34, SHAPE))
        .hasMessageContaining("no neighbours")
        .hasMessageContaining("found 2");
    assertThatThrownBy(() -> pool.requireFits(law("patch"), Feature.FIRST_SPIKE, 34, SHAPE))
        .hasMessageContaining("first_spike");
    assertThatThrownBy(() -> pool.requireFits(law("patch"), Feature.COUNTS, 20_000, SHAPE))
        .hasMessageContaining("65535");
    assertThatCode(() -> Pool.NONE.requireFits(law("signed"), Feature.FIRST_SPIKE, 34, SHAPE))
        .doesNotThrowAnyException();
  }
}
