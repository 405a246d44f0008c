package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;

class TauSweepTest {

  private static final Settings SETTINGS = Experiments.settings(Experiments.SPARSE, 4);

  @Test
  void runsOneLayerAfterTheOtherAndTellsOfEachAtOnce() {
    Experiments.Notes notes = new Experiments.Notes();
    List<Outcome> outcomes;
    try (Workers workers = new Workers(2)) {
      outcomes =
          TauSweep.run(
              Experiments.lab(workers, notes),
              SETTINGS,
              List.of(50.0, 2.5),
              outcome -> notes.add("outcome of " + outcome.settings().lif().tauMs()));
    }
    assertThat(notes.lines().stream().map(line -> line.replaceFirst("fit \\d+/\\d+", "fit")))
        .containsExactly(
            "tau=50.0 train 6/6 it",
            "tau=50.0 test 3/3 it",
            "readout fit it",
            "outcome of 50.0",
            "tau=2.5 train 6/6 it",
            "tau=2.5 test 3/3 it",
            "readout fit it",
            "outcome of 2.5");
    assertThat(outcomes)
        .extracting(outcome -> outcome.settings().lif().tauMs())
        .containsExactly(50.0, 2.5);
  }

  @Test
  void onlyTheTimeConstantDiffers() {
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      List<Outcome> outcomes = TauSweep.run(lab, SETTINGS, List.of(2.5, 20.0), _ -> {});
      Outcome alone = lab.readOut(SETTINGS, "train", "test");
      Outcome short1 = outcomes.get(0);
      Outcome same = outcomes.get(1);
      assertThat(same.settings()).isEqualTo(SETTINGS);
      assertThat(same.train().countsSha256()).isEqualTo(alone.train().countsSha256());
      assertThat(same.testAccuracy()).isEqualTo(alone.testAccuracy());
      assertThat(short1.settings()).isEqualTo(SETTINGS.withTauMs(2.5));
      assertThat(short1.weightsSha256()).isEqualTo(same.weightsSha256());
      assertThat(short1.train().countsSha256()).isNotEqualTo(same.train().countsSha256());
    }
  }
}
