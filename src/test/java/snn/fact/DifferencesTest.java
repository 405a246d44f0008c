package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import snn.record.RunRecord;

class DifferencesTest {

  private static List<String> names(String... folders) {
    return Differences.runNames(
        Stream.of(folders)
            .map(folder -> RunRecord.read(Path.of("outputs/fields", folder, "fields_1024.json")))
            .toList());
  }

  @Test
  void runsAreCalledByWhatDiffers() {
    assertThat(names("1024", "1024_400hz"))
        .containsExactly("fields, fmax_hz 100, w_norm 4", "fields, fmax_hz 400, w_norm 1");
    assertThat(names("1024", "regular"))
        .containsExactly("fields, encoding rate", "fields, encoding regular, phase random");
  }

  /** Names of many parameters are cut in a picture, which then shows the same for all. */
  @Test
  void whereMuchDiffersWhatWasLeftAloneIsNotTold() {
    assertThat(names("1024", "regular", "400hz", "mean_free", "sqrt"))
        .containsExactly(
            "fields",
            "fields, encoding regular",
            "fields, encoding regular, fmax_hz 400, w_norm 1",
            "fields, encoding regular, fmax_hz 400, w_norm 1, mean_free true",
            "fields, encoding regular, fmax_hz 400, intensity sqrt, w_norm 1, mean_free true");
  }
}
