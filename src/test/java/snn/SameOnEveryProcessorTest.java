package snn;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Spike counts, coefficients and predictions do not depend on the width of the processor's vectors,
 * nor on whether code is interpreted or compiled. Other processors are played by other JVMs, which
 * run at the same time.
 */
class SameOnEveryProcessorTest {

  /** Enough that the kernels are compiled. */
  private static final int REPETITIONS = 15;

  @Test
  void theWholeWayGivesTheSameBits() throws IOException, InterruptedException {
    Process interpreted = start(0, "-Xint");
    Process fourLanes = start(REPETITIONS, "-XX:MaxVectorSize=16");
    Process eightLanes = start(REPETITIONS, "-XX:UseAVX=2");
    // As many lanes as this processor has.
    String expected = PipelineHash.hash(REPETITIONS);
    assertThat(hash(interpreted)).as("interpreted").isEqualTo(expected);
    assertThat(hash(fourLanes)).as("4 lanes").isEqualTo(expected);
    assertThat(hash(eightLanes)).as("8 lanes").isEqualTo(expected);
  }

  /**
   * {@link snn.core.VectorWidths} says why. A class of vectors is initialised when the first of
   * them is made, in whatever way its width was named.
   */
  @Test
  void theWholeWayMakesVectorsOfOneWidthForEachTypeOfNumber()
      throws IOException, InterruptedException {
    Process process =
        OtherJava.start(List.of("-Xlog:class+init=info"), PipelineHash.class, Integer.toString(0));
    Map<String, Set<String>> widths =
        MADE.matcher(OtherJava.output(process))
            .results()
            .collect(groupingBy(made -> made.group(1), mapping(made -> made.group(2), toSet())));
    assertThat(widths.keySet()).contains("Float", "Double", "Int", "Long", "Byte");
    assertThat(widths.values()).allSatisfy(of -> assertThat(of).hasSize(1));
  }

  private static final Pattern MADE =
      Pattern.compile(
          "(?:initiali[sz]|Initializ)[^\\n"
              + "]*jdk/incubator/vector/(Float|Double|Int|Long|Short|Byte)(\\d+|Max)Vector\\b(?!\\$)");

  private static Process start(int repetitions, String option) throws IOException {
    return OtherJava.start(
        List.of(
            // Not every processor has AVX to go without.
            "-XX:+IgnoreUnrecognizedVMOptions",
            option,
            // By the last compiler at once, and wait for it.
            "-XX:-TieredCompilation",
            "-Xbatch"),
        PipelineHash.class,
        Integer.toString(repetitions));
  }

  private static String hash(Process process) throws IOException, InterruptedException {
    // The JVM's warnings come first.
    return OtherJava.output(process).strip().lines().toList().getLast();
  }
}
