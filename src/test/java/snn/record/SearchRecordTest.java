package snn.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchRecordTest {

  private static SearchRecord.Result result(int trial, int images) {
    return new SearchRecord.Result(trial, images, Map.of("C", "1"), 0.5);
  }

  /** Whichever trial of several that are under way ends first. */
  @Test
  void theOrderInWhichResultsComeLeavesNoTrace() {
    SearchRecord record = SearchRecord.begin("sparse", List.of(), Map.of("C", "1..2"), 3, 1);
    for (SearchRecord.Result result :
        List.of(result(2, 30), result(0, 30), result(2, 90), result(1, 30))) {
      record = record.with(result);
    }
    assertThat(record.results())
        .containsExactly(result(0, 30), result(1, 30), result(2, 30), result(2, 90));
  }
}
