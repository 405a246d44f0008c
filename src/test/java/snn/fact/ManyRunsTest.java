package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyRunsTest {

  private static ManyRuns.Row row(String run, double tau, long seed, double accuracy) {
    return new ManyRuns.Row(run, Map.of("tau_ms", tau, "seed", seed, "test_accuracy", accuracy));
  }

  private static final List<ManyRuns.Row> ROWS =
      List.of(row("a", 5, 1, 0.5), row("b", 5, 2, 0.75), row("c", 20, 1, 0.25));

  @Test
  void theBestAndTheWorst() {
    assertThat(ManyRuns.best(ROWS, List.of("tau_ms", "seed")))
        .isEqualTo(
            "Highest accuracy with tau_ms 5.0, seed 2: 0.7500. Lowest with tau_ms 20.0, seed 1:"
                + " 0.2500.");
    assertThat(ManyRuns.best(ROWS.subList(0, 1), List.of()))
        .isEqualTo("Highest accuracy with a: 0.5000. Lowest with a: 0.5000.");
  }

  @Test
  void seedsHaveASentenceForEachOfWhatElseVaries() {
    assertThat(ManyRuns.seeds(ROWS, List.of("tau_ms"))).isEmpty();
    assertThat(ManyRuns.seeds(ROWS, List.of("tau_ms", "seed")))
        .hasSize(2)
        .contains("tau_ms=20.0: test accuracy 0.2500.")
        .anyMatch(sentence -> sentence.startsWith("tau_ms=5.0: test accuracy 0.6250"));
    assertThat(ManyRuns.seeds(ROWS.subList(0, 2), List.of("seed")).getFirst())
        .startsWith("Only the seed varies: test accuracy 0.6250");
  }

  @Test
  void titles() {
    assertThat(ManyRuns.title(1)).isEqualTo("One run");
    assertThat(ManyRuns.title(3)).isEqualTo("3 runs");
  }
}
