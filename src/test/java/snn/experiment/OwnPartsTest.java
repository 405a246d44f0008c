package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.InvalidParameterException;
import snn.Sha256;
import snn.core.Gabor;
import snn.core.WeightLaw;
import snn.part.OwnPart;
import snn.part.Parameter;
import snn.part.PartException;

/** Parts from files outside the program: what they are called, and what is refused of them. */
class OwnPartsTest {

  private static final String LAW =
      """
      import snn.core.WeightLaw;
      import snn.data.ImageShape;
      import snn.part.Param;

      public record NAME(PARAMETERS) implements WeightLaw {
        @Override
        public void fill(long key, ImageShape shape, double[] weights) {
          weights[0] = 1;
        }
      }
      """;

  private static final String SIZE =
      "@Param(help = \"Size\", unit = \"N\", preset = \"2.0\", above = 0, max = 9) double dotSize";

  @TempDir private Path folder;

  @AfterEach
  void nothingIsLeft() {
    assertThat(OwnPart.all()).isEmpty();
  }

  private Path source(String name, String parameters) throws IOException {
    return write(name, LAW.replace("NAME", name).replace("PARAMETERS", parameters));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), text);
  }

  @Test
  void aSourceIsAPartByTheNameOfItsRecordUntilItIsClosed() throws IOException {
    Path file = source("OneDot", SIZE);
    Map<String, Object> values;
    try (OwnParts own = OwnParts.load(List.of(file))) {
      assertThat(own.parts()).extracting(OwnPart::name).containsExactly("one-dot");
      assertThat(WeightLaw.KIND.parts().keySet()).endsWith("one-dot").contains("gabor");
      Plan plan =
          Plan.of(Experiment.named("sparse"), Map.of("weights", "one-dot", "dot_size", "3.0"));
      values = plan.values();
      assertThat(values)
          .containsEntry("weights", "one-dot")
          .containsEntry("dot_size", 3.0)
          .containsEntry("weights_source", "OneDot.java " + Sha256.hex(Files.readAllBytes(file)));
      assertThat(Plan.of(Experiment.named("sparse"), values)).isEqualTo(plan);
      assertThat(plan.sources()).containsExactly(values.get("weights_source").toString());
    }
    assertThat(WeightLaw.KIND.parts()).doesNotContainKey("one-dot");
    assertThatThrownBy(() -> Plan.of(Experiment.named("sparse"), values))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageMatching("parts must name OneDot\\.java of SHA-256 \\w{64}, which .*one-dot.*");
  }

  @Test
  void aSourceMayHaveAPackage() throws IOException {
    Path file = source("OneDot", SIZE);
    Files.writeString(file, "package some.where;\n" + Files.readString(file));
    try (OwnParts own = OwnParts.load(List.of(file))) {
      assertThat(own.parts()).extracting(OwnPart::name).containsExactly("one-dot");
      assertThat(own.parts().getFirst().type().getName()).isEqualTo("some.where.OneDot");
    }
  }

  /** So that a changed source finds no features that were kept, and repeats no record. */
  @Test
  void anotherSourceIsAnotherPart() throws IOException {
    Map<String, Object> values;
    try (OwnParts own = OwnParts.load(List.of(source("OneDot", SIZE)))) {
      assertThat(own.parts()).hasSize(1);
      values = Plan.of(Experiment.named("sparse"), Map.of("weights", "one-dot")).values();
    }
    try (OwnParts own = OwnParts.load(List.of(source("OneDot", SIZE + " ")))) {
      assertThat(own.parts()).hasSize(1);
      Plan plan = Plan.of(Experiment.named("sparse"), Map.of("weights", "one-dot"));
      assertThat(plan.points().getFirst().layerValues().get("weights_source"))
          .isNotEqualTo(values.get("weights_source"));
      assertThatThrownBy(() -> Plan.of(Experiment.named("sparse"), values))
          .isInstanceOf(InvalidParameterException.class)
          .hasMessageStartingWith("parts must name OneDot.java as it was, of SHA-256 ");
    }
  }

  @Test
  void aParameterMayBeSharedWhereItMeansTheSame() throws IOException {
    Path file = source("OneDot", "snn.core.RowNorm norm");
    try (OwnParts own = OwnParts.load(List.of(file))) {
      assertThat(own.parts()).hasSize(1);
      assertThat(WeightLaw.KIND.parameters())
          .extracting(Parameter::name)
          .containsOnlyOnce("w_norm");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Gabor|                            | would be the second of the name {weights} gabor, which the program has; give
          Dot  | double side                | has a fault: side of Dot is no parameter; annotate it with @Param(help = …, preset = …)
          Dot  | @Param(help = "") int one  | has a fault: {one} has no preset, and is not optional; add preset = "…" to its @Param
          Dot  | @Param(help = "", preset = "1") float one | has a fault: {one} is a float; a parameter is
          Dot  | @Param(help = "", preset = "x") int one | refuses its own defaults: {one} must be a whole number
          Dot  | @Param(help = "", preset = "1", above = 1, max = 2) double one | refuses its own defaults: {one} must be in (1, 2], found 1
          Dot  | @Param(help = "", preset = "1", name = "a-b") int one | has a fault: {a-b} is no name
          Dot  | @Param(help = "", preset = "1") int patchMin | has a parameter {patch_min}, which patch has with another meaning
          Dot  | @Param(help = "", preset = "1") int hidden | has a parameter {hidden}, which the program has with another meaning
          Dot  | @Param(help = "", preset = "a") String weights | has a parameter {weights}, which the program has with another meaning
          Dot  | @Param(help = "", preset = "1") int backend | has a parameter {backend}, which is a flag of the program
          """)
  void aFaultOfAPartIsNamed(String name, String parameters, String fault) throws IOException {
    Path file = source(name, parameters == null ? "" : parameters);
    assertThatThrownBy(() -> OwnParts.load(List.of(file), Set.of("backend")))
        .isInstanceOf(PartException.class)
        .hasMessageStartingWith("%s: %s %s".formatted(file, name, fault));
    assertThat(WeightLaw.KIND.parts().get("gabor")).isEqualTo(Gabor.class);
  }

  @Test
  void twoOfOneNameAreRefused() throws IOException {
    Path first = source("OneDot", SIZE);
    Path other = Files.createDirectories(folder.resolve("other")).resolve("OneDot.java");
    Files.copy(first, other);
    assertThatThrownBy(() -> OwnParts.load(List.of(first, other)))
        .isInstanceOf(PartException.class)
        .hasMessageStartingWith(
            "%s: OneDot would be the second of the name {weights} one-dot, which %s has;"
                .formatted(other, first));
  }

  /** Two of one's own, too, may not call different things by one name. */
  @Test
  void aParameterThatAnotherHasWithAnotherMeaningIsRefused() throws IOException {
    Path first = source("OneDot", SIZE);
    Path other = source("TwoDots", SIZE.replace("max = 9", "max = 8"));
    assertThatThrownBy(() -> OwnParts.load(List.of(first, other)))
        .isInstanceOf(PartException.class)
        .hasMessageContaining("TwoDots has a parameter {dot_size}, which one-dot has")
        .hasMessageContaining(
            "to share its flag be a double with @Param(unit = \"N\", above = 0.0, max = 9.0), or"
                + " rename");
  }

  @Test
  void theCompilerIsQuoted() throws IOException {
    Path file = write("Wrong", "public record Wrong() {\n  int one() { return two; }\n}\n");
    assertThatThrownBy(() -> OwnParts.load(List.of(file)))
        .isInstanceOf(PartException.class)
        .hasMessageStartingWith(
            "%1$s does not compile:\n%1$s:2: error: cannot find symbol\n  int one() { return two; }"
                .formatted(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public record Lone() {}  | no part, but only Lone
          public class Lone {}     | there is no public record in it
          """)
  void aFileWithoutAPartIsRefused(String text, String why) throws IOException {
    Path file = write("Lone", text);
    assertThatThrownBy(() -> OwnParts.load(List.of(file)))
        .isInstanceOf(PartException.class)
        .hasMessageStartingWith(file + ": " + why)
        .hasMessageEndingWith(
            "implements one of ImageSource, Encoding, Neuron, WeightLaw, GainRule, Readout");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("none.java");
    assertThatThrownBy(() -> OwnParts.load(List.of(file)))
        .isInstanceOf(PartException.class)
        .hasMessage(file + ": no such file");
  }

  @Test
  void aFileThatIsNoSourceAndNoJarIsNamed() {
    Path file = folder.resolve("none.txt");
    assertThatThrownBy(() -> OwnParts.load(List.of(file)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessage(
            "parts must be files NAME.java or NAME.jar, found %s (no source and no jar)"
                .formatted(file));
  }

  /** The record's name, as it is written in Java, and a letter that is wrong. */
  @ParameterizedTest
  @CsvSource({"OneDot", "one-dott", "ne-dot", "one_dot", "one-bot"})
  void aNameThatIsNearlyRightIsRecognised(String name) throws IOException {
    try (OwnParts own = OwnParts.load(List.of(source("OneDot", SIZE)))) {
      assertThat(own.parts()).hasSize(1);
      assertThatThrownBy(() -> Plan.of(Experiment.named("sparse"), Map.of("weights", name)))
          .hasMessageEndingWith("found '%s'; did you mean one-dot?".formatted(name));
    }
    assertThatThrownBy(() -> Plan.of(Experiment.named("sparse"), Map.of("weights", name)))
        .hasMessageEndingWith("found '%s'".formatted(name));
  }

  /** A range that is open at one end is told by the other. */
  @ParameterizedTest
  @CsvSource({"min = 1, at least 1", "above = 1, above 1", "max = -1, at most -1"})
  void anOpenRangeIsToldByItsOneBound(String range, String allowed) throws IOException {
    Path file =
        source("OneDot", "@Param(help = \"\", preset = \"0\", %s) int one".formatted(range));
    assertThatThrownBy(() -> OwnParts.load(List.of(file)))
        .hasMessageEndingWith("{one} must be %s, found 0".formatted(allowed));
  }
}
