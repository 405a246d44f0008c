package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts that break a promise, each in one place: what is found, and that nothing else is. */
class PartCheckTest {

  private static final Path EXAMPLES = Path.of("src/site/java");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CentreSurround | new SplitMix64(key) | new SplitMix64(System.nanoTime()) | pure | neuron \\d+, row \\d+, column \\d+: \\S+, and \\S+ when drawn again
          CentreSurround | double sign = | if (key > 0) throw new IllegalStateException("x"); double sign = | pure | CentreSurround.java:\\d+, in fill of CentreSurround, for neuron \\d+: IllegalStateException, x
          CentreSurround | norm.scale(weights); | norm.scale(weights); } public CentreSurround { sigma = 1.5; | parameters | \\{centre_sigma} given as 2.0 is recorded as 1.5
          BurstCoding | n * interval < numSteps(); n++ | n * interval < 20; n++ | fast form | level \\d+, step \\d+: 1.0, and 0.0 in the fast form
          BurstCoding | return (double) Math.min( | return 0.5 + (double) Math.min( | probability | level 0 spikes in 0.0000 of the steps, and its probability is 0.5000
          BurstCoding | return step % interval | level = 1 / (level - 60); return step % interval | pure | BurstCoding.java:\\d+, in spikes of BurstCoding, for level 60, step 0: ArithmeticException, / by zero
          ResonateAndFire | double left = | if (neuron == 60) throw new IllegalStateException("x"); double left = | at rest | ResonateAndFire.java:\\d+, in rest of ResonateAndFire, for neuron 60: IllegalStateException, x
          ResonateAndFire | double left = | if (neuron == 60) return new float[3]; double left = | at rest | neuron 60: rest has 3 numbers, and stateWidth is 4
          ResonateAndFire | float re = | if (current > 0) throw new IllegalStateException("x"); float re = | through | ResonateAndFire.java:\\d+, in step of ResonateAndFire, for step 0, neuron \\d+: IllegalStateException, x
          ResonateAndFire | float re = | step(state, current); float re = | through | ResonateAndFire.java:\\d+, in step of ResonateAndFire: StackOverflowError
          ResonateAndFire | float im = state[0]; | float im = state[0] + System.nanoTime() % 2; | pure | step \\d+, neuron \\d+, state \\d: \\S+, and \\S+ again
          ResonateAndFire | return numSteps; | return 1; | largest count | step \\d+, neuron \\d+
          NearestNeighbours | return false; | return true; | fitted and read | isLinear is true, and what is fitted is no LinearModel
          NearestNeighbours | (votes[c] + 1.0) | (votes[c] - 0.5) | fitted and read | NearestNeighbours\\$Voters: logits of image 0 are not finite: .*
          ResonateAndFire | state[1] = cos * re | state[1] = 1e30f * re | finite | step \\d+, neuron \\d+, state 1: .*
          """)
  void theFirstCounterExampleIsNamed(
      String name, String from, String to, String promise, String fault) throws IOException {
    assertThat(results(name, from, to))
        .filteredOn(result -> result.fault().isPresent())
        .first()
        .satisfies(
            result -> {
              assertThat(result.promise()).contains(promise);
              assertThat(result.fault().orElseThrow()).matches(fault);
            });
  }

  /** What breaks no promise, and yet is hardly meant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CentreSurround | double sign = | if (key > 0) return; double sign = | all weights of \\d+ of 1000 neurons are 0
          BurstCoding | return false; | return true; | its spikes do not depend on the key: isDrawn should return false
          """)
  void aNoteIsNoFault(String name, String from, String to, String note) throws IOException {
    assertThat(results(name, from, to))
        .allMatch(result -> result.fault().isEmpty())
        .filteredOn(PartCheck.Result::isNote)
        .singleElement()
        .satisfies(result -> assertThat(result.promise()).matches(note));
  }

  /** An exception is not told again by what comes after. */
  @Test
  void whatFollowsAFaultIsNotTried() throws IOException {
    String thrown = "if (current > 0) throw new IllegalStateException(\"x\"); float re =";
    assertThat(results("ResonateAndFire", "float re =", thrown))
        .filteredOn(result -> result.fault().isPresent())
        .hasSize(1);
  }

  private List<PartCheck.Result> results(String name, String from, String to) throws IOException {
    String text = Files.readString(EXAMPLES.resolve(name + ".java"));
    assertThat(text).contains(from);
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, text.replace(from, to));
    try (OwnParts own = OwnParts.load(List.of(file))) {
      return PartCheck.of(own.parts().getFirst());
    }
  }
}
