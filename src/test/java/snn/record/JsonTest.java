package snn.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Sha256;
import snn.data.DataException;

class JsonTest {

  @TempDir private Path folder;

  private record Value(int schema) {}

  private record Seeds(int schema, long seed, Map<String, Object> configuration) {}

  private static Seeds seeds(long seed) {
    return new Seeds(1, seed, Map.of("seed", seed));
  }

  /** jq, JavaScript and R have nothing but float64. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        Long.MIN_VALUE,
        -(1L << 53) - 1,
        (1L << 53) + 1,
        9_007_199_254_740_995L,
        Long.MAX_VALUE
      })
  void aSeedThatProgramsWouldRoundIsATextAndIsReadInEitherForm(long seed) throws IOException {
    Path file = folder.resolve("value.json");
    Json.write(file, seeds(seed));
    String text = Files.readString(file);
    assertThat(text.split("\"" + seed + "\"", -1)).hasSize(3);
    assertThat(Json.bytes(seeds(seed))).asString().contains(":\"" + seed + "\"");
    assertThat(readSeeds(file)).isEqualTo(seeds(seed));
    Files.writeString(file, text.replace("\"" + seed + "\"", Long.toString(seed)));
    assertThat(readSeeds(file)).isEqualTo(seeds(seed));
    // Hashes in files of either form are the same.
    assertThat(Json.sha256(seeds(seed)))
        .isEqualTo(
            Sha256.hex(
                "{\"schema\":1,\"seed\":%1$d,\"configuration\":{\"seed\":%1$d}}"
                    .formatted(seed)
                    .getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-(1L << 53), -1, 42, 1L << 53})
  void anyOtherSeedIsANumber(long seed) {
    assertThat(Json.text(seeds(seed))).contains("\"seed\" : " + seed + ",");
  }

  @Test
  void textsThatAreNoSeedsAreLeftAlone() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("value.json"),
            "{\"schema\": 1, \"seed\": 1, "
                + "\"configuration\": {\"dataset\": \"9007199254740995\", \"inner\": "
                + "{\"seed\": \"99999999999999999999\"}}}");
    assertThat(readSeeds(file).configuration())
        .isEqualTo(
            Map.of("dataset", "9007199254740995", "inner", Map.of("seed", "99999999999999999999")));
  }

  private static Seeds readSeeds(Path file) {
    return Json.read(file, Seeds.class, List.of(), _ -> {}, "a value");
  }

  /** A newer program can help with a file from the future, and none with other numbers. */
  @Test
  void adviceOnASchemaIsThatWhichHelps() throws IOException {
    Path file = Files.writeString(folder.resolve("value.json"), "{\"schema\": 3}");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Json.read(file, Value.class, List.of(_ -> {}), _ -> {}, "a value"))
        .withMessage(
            file
                + " is a value of schema 3, and this program knows schemas up to 2; a newer version"
                + " of it reads that");
    Files.writeString(file, "{\"schema\": 0}");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Json.read(file, Value.class, List.of(_ -> {}), _ -> {}, "a value"))
        .withMessage(file + " is a value of schema 0, and this program knows schemas up to 2");
  }
}
