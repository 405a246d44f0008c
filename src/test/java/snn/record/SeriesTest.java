package snn.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void eachPointIsTheMeanOfItsRepeats() {
    Series line =
        Series.of("a", new TreeMap<>(Map.of(3.0, List.of(0.5), -1.0, List.of(0.25, 0.75, 0.5))));
    assertThat(line.name()).isEqualTo("a");
    assertThat(line.x()).containsExactly(-1, 3);
    assertThat(line.y()).containsExactly(0.5, 0.5);
    assertThat(line.halfWidth()).containsExactly(MeanInterval.of(0.25, 0.75, 0.5).halfWidth(), 0);
  }
}
