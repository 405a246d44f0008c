package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;

class ConnectivityTest {

  /** Only the probability of a connection differs, and the first of it is a plain baseline. */
  @Test
  void itIsTheBaselineAlongTheProbabilityOfAConnection() {
    Plan plan = Experiments.plan("connectivity", "p_connect_list", List.of(1.0, 0.1));
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      List<Outcome> outcomes = plan.points(0).stream().map(point -> lab.run(plan, point)).toList();
      Outcome dense = Experiments.run(lab, Experiments.plan("baseline", "p_connect", 1));
      assertThat(outcomes)
          .extracting(Outcome::varied)
          .containsExactly(Map.of("p_connect", 1.0), Map.of("p_connect", 0.1));
      assertThat(outcomes.getFirst().train()).usingRecursiveComparison().isEqualTo(dense.train());
      assertThat(outcomes.getLast().weightsSha256()).isNotEqualTo(dense.weightsSha256());
      assertThat(outcomes.getLast().health().meanCount())
          .isLessThan(outcomes.getFirst().health().meanCount());
    }
  }

  @Test
  void itRunsFromAHundredthToAll() {
    assertThat(Plan.of(Connectivity.EXPERIMENT, Map.of()).axis())
        .containsExactly(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0);
  }
}
