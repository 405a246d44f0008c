package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import snn.sweep.Grid;

class GridReaderTest {

  /** No command line of a point is read: a text of the grid is, once, wherever it is used. */
  @Test
  void pointsHaveTheValuesOfTheirGrid() {
    List<String> words = List.of("sparse", "--p-connect", "0.1,.2", "--no-floors", "--seed", "3");
    List<Grid.Point> points = GridReader.of(words, new PointParser()).points(List.of("--hidden=9"));
    assertThat(points)
        .extracting(point -> point.given(Map.of("hidden", 9)))
        .containsExactly(
            Map.of("hidden", 9, "p_connect", 0.1, "floors", false, "seed", 3L),
            Map.of("hidden", 9, "p_connect", 0.2, "floors", false, "seed", 3L));
    assertThat(points.getLast().words())
        .containsExactly("sparse", "--no_floors", "--p_connect=.2", "--seed=3", "--hidden=9");
  }
}
