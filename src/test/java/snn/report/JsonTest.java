package snn.report;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.data.DataException;

class JsonTest {

  @TempDir private Path folder;

  private record Value(int schema) {}

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
