package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import snn.experiment.Plan;
import snn.readout.Minimum;
import snn.record.Made;
import snn.record.RunRecord;

class ProvenanceTest {

  private static final Plan PLAN = Made.plan("baseline");

  private static final RunRecord RECORD =
      Made.record(PLAN, Made.outcome(PLAN, 0, Made.fit(PLAN, Minimum.Stop.CONVERGED)));

  private static RunRecord madeBy(Optional<String> commit, boolean dirty) {
    RunRecord.Run run = RECORD.run();
    RunRecord.Program program =
        new RunRecord.Program("snn-mnist", "1.2", commit, Optional.of(dirty), Map.of());
    return new RunRecord(
        RECORD.schema(),
        RECORD.experiment(),
        RECORD.configuration(),
        RECORD.dataset(),
        RECORD.imageFacts(),
        RECORD.testLabels(),
        RECORD.streamVersion(),
        RECORD.outcomes(),
        new RunRecord.Run(
            run.started(),
            program,
            run.machine(),
            run.device(),
            run.backend(),
            run.numWorkers(),
            run.seconds(),
            run.totalSeconds(),
            run.peakMemoryBytes()));
  }

  @Test
  void whenAndWhere() {
    assertThat(Provenance.of(RECORD))
        .containsExactly(
            Map.entry("started", "2026-01-02T03:04:05Z"),
            Map.entry("machine", "a processor, Linux"),
            Map.entry("took", "1.5 s on cpu"));
  }

  @Test
  void hashesOfWhatCameOut() {
    assertThat(Provenance.hashes(RECORD.outcomes().getFirst()))
        .containsExactly(
            Map.entry("seed", "42"),
            Map.entry("weights", "w"),
            Map.entry("gains", "g"),
            Map.entry("counts of the training images", "a"),
            Map.entry("counts of the test images", "b"));
  }

  @Test
  void programsAreNamedOnce() {
    RunRecord clean = madeBy(Optional.of("0123456789abcdef"), false);
    assertThat(Provenance.programs(List.of(clean, clean), List.of("a", "b")))
        .containsExactly("snn-mnist 1.2, commit 0123456789ab");
    assertThat(
            Provenance.programs(
                List.of(clean, madeBy(Optional.empty(), true), clean), List.of("a", "b", "c")))
        .containsExactly(
            "snn-mnist 1.2, commit 0123456789ab: a; c", "snn-mnist 1.2 with changes: b");
  }

  @Test
  void oneDrawOrSeveral() {
    assertThat(Provenance.draws(List.of(RECORD)))
        .startsWith("Each row is one draw of the random weights (seed 42).");
    RunRecord five = RunRecord.read(Path.of("outputs/fields/five_seeds/fields_1024.json"));
    assertThat(Provenance.draws(List.of(RECORD, five)))
        .startsWith("Each row is the first of its run’s draws of the random weights; there are 5");
  }

  @Test
  void titlesAndQuestions() {
    String question = Names.question("baseline");
    assertThat(Provenance.title(List.of(RECORD), List.of("mine"))).isEqualTo("mine: " + question);
    assertThat(Provenance.title(List.of(RECORD, RECORD), List.of("a", "b")))
        .isEqualTo("What can a linear readout learn from fixed random spiking layers? (made)");
    assertThat(Provenance.questions(List.of(RECORD, RECORD))).isEqualTo("baseline: " + question);
  }

  @Test
  void runsOfTheProgramsOwnPartsNameNoFile() {
    assertThat(Provenance.sources(PLAN)).isEmpty();
    assertThat(Provenance.files(RECORD)).isEmpty();
  }
}
