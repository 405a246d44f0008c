package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
          CentreSurround | double sign = | if (key > 0) throw new IllegalStateException("x"); double sign = | pure | CentreSurround.java:\\d+, in fill of CentreSurround: IllegalStateException, x
          CentreSurround | norm.scale(weights); | norm.scale(weights); } public CentreSurround { sigma = 1.5; | parameters | \\{centre_sigma} given as 2.0 is recorded as 1.5
          BurstCoding | n * interval < numSteps(); n++ | n * interval < 20; n++ | fast form | level \\d+, step \\d+: 1.0, and 0.0 in the fast form
          BurstCoding | return (double) Math.min( | return 0.5 + (double) Math.min( | probability | level 0 spikes in 0.0000 of the steps, and its probability is 0.5000
          ResonateAndFire | float im = state[0]; | float im = state[0] + System.nanoTime() % 2; | pure | step \\d+, neuron \\d+, state \\d: \\S+, and \\S+ again
          ResonateAndFire | return numSteps; | return 1; | largest count | step \\d+, neuron \\d+
          ResonateAndFire | state[1] = cos * re | state[1] = 1e30f * re | finite | step \\d+, neuron \\d+, state 1: .*
          """)
  void theFirstCounterExampleIsNamed(
      String name, String from, String to, String promise, String fault) throws IOException {
    String text = Files.readString(EXAMPLES.resolve(name + ".java"));
    assertThat(text).contains(from);
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, text.replace(from, to));
    try (OwnParts own = OwnParts.load(List.of(file))) {
      assertThat(PartCheck.of(own.parts().getFirst()))
          .filteredOn(result -> result.fault().isPresent())
          .first()
          .satisfies(
              result -> {
                assertThat(result.promise()).contains(promise);
                assertThat(result.fault().orElseThrow()).matches(fault);
              });
    }
  }
}
