package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Progress;
import snn.Workers;

class ProgressBarsTest {

  private static final String ERASE_TO_END = "\u001b[K";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aLineThatStaysHasNoBar() {
    assertThat(ProgressBars.line("train", 0, 469, "it", 0, 0))
        .isEqualTo("train:   0%| 0/469 [00:00]");
    assertThat(ProgressBars.line("train", 199, 469, "it", 1.5, 0))
        .isEqualTo("train:  42%| 199/469 [00:02, 132.67it/s]");
    assertThat(ProgressBars.line("train", 468, 469, "it", 59.6, 0))
        .isEqualTo("train:  99%| 468/469 [01:00, 7.85it/s]");
    assertThat(ProgressBars.line("train", 469, 469, "it", 7384, 0))
        .isEqualTo("train: 100%| 469/469 [2:03:04, 0.06it/s]");
    assertThat(ProgressBars.line("nothing", 0, 0, "it", 1, 0))
        .isEqualTo("nothing: 100%| 0/0 [00:01]");
    assertThat(ProgressBars.line("t10k", 1_500_000, 7_840_016, "B", 2, 0))
        .isEqualTo("t10k:  19%| 1.5MB/7.8MB [00:02, 0.8MB/s]");
  }

  @Test
  void aLineThatMovesHasABarAndTellsTheTimeLeft() {
    assertThat(ProgressBars.line("train", 0, 469, "it", 0, 79))
        .isEqualTo("train:   0%|" + " ".repeat(30) + "| 0/469 [00:00<?]");
    assertThat(ProgressBars.line("train", 199, 469, "it", 1.5, 79))
        .isEqualTo("train:  42%|████████████▋                 | 199/469 [00:02<00:02, 132.67it/s]");
    assertThat(ProgressBars.line("train", 469, 469, "it", 2, 79))
        .isEqualTo("train: 100%|" + "█".repeat(30) + "| 469/469 [00:02<00:00, 234.50it/s]");
    assertThat(ProgressBars.line("t10k", 1_500_000, 7_500_000, "B", 2, 79))
        .isEqualTo("t10k:  20%|██████" + " ".repeat(24) + "| 1.5MB/7.5MB [00:02<00:08, 0.8MB/s]");
  }

  @Test
  void theBarTakesTheRoomThatThereIs() {
    String wide = ProgressBars.line("train feature extraction", 199, 469, "it", 1.5, 200);
    assertThat(wide).hasSize(31 + 30 + 1 + 34);
    for (int width = 1; width < 120; width++) {
      String line = ProgressBars.line("train feature extraction", 199, 469, "it", 1.5, width);
      assertThat(line).hasSizeLessThanOrEqualTo(width);
      assertThat(line)
          .startsWith("train feature extraction:  42%|".substring(0, Math.min(31, width)));
      // As soon as there is room for a bar of one character.
      assertThat(line.matches(".*[▏▎▍▌▋▊▉█].*")).isEqualTo(width >= 67);
    }
  }

  @Test
  void elsewhereThanOnATerminalEachBarLeavesOneLine() {
    ProgressBars bars = bars(0);
    try (Progress.Task outer = bars.start("outer", 2, "it")) {
      for (int i = 0; i < 2; i++) {
        try (Progress.Task inner = bars.start("inner", 30, "it")) {
          inner.advance(10);
          inner.advance(20);
        }
        outer.advance(1);
      }
    }
    assertThat(err.toString(UTF_8)).doesNotContain("\r", ERASE_TO_END);
    assertThat(screen())
        .containsExactly("inner: 100%| 30/30 []", "inner: 100%| 30/30 []", "outer: 100%| 2/2 []");
  }

  @Test
  void onATerminalTheInnermostBarMovesAndEachLeavesOneLine() {
    ProgressBars bars = bars(60);
    try (Progress.Task outer = bars.start("outer", 2, "it")) {
      for (int i = 0; i < 2; i++) {
        try (Progress.Task inner = bars.start("inner", 30, "it")) {
          inner.advance(10);
          inner.advance(20);
        }
        outer.advance(1);
      }
    }
    List<String> screen = screen();
    assertThat(screen.stream().map(line -> line.replaceAll("█+", "#")))
        .containsExactly(
            "inner: 100%|#| 30/30 []", "inner: 100%|#| 30/30 []", "outer: 100%|#| 2/2 []");
    assertThat(err.toString(UTF_8)).endsWith("]" + ERASE_TO_END + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void workThatIsGivenUpShowsHowFarItCame(int columns) {
    ProgressBars bars = bars(columns);
    bars.start("none", 3, "it").close();
    try (Progress.Task task = bars.start("some", 3, "it")) {
      task.advance(1);
    }
    assertThat(screen())
        .satisfiesExactly(
            line -> assertThat(line).matches("none: +0%\\|( +\\|)? 0/3 \\[]"),
            line -> assertThat(line).matches("some: +33%\\|(█+.? +\\|)? 1/3 \\[]"));
  }

  @Test
  void workThatNeedsLessThanAnnouncedEndsAtOneHundredPercent() {
    try (Progress.Task task = bars(0).start("fit", 1000, "it")) {
      task.advance(4);
      task.complete();
    }
    assertThat(screen()).containsExactly("fit: 100%| 4/4 []");
  }

  @Test
  void closingTwiceLeavesOneLine() {
    Progress.Task task = bars(60).start("once", 1, "it");
    task.close();
    task.close();
    assertThat(screen()).hasSize(1);
  }

  @Test
  void unitsOfAllThreadsAreCounted() {
    try (Workers workers = new Workers(4);
        Progress.Task task = bars(0).start("shared", 5000, "it")) {
      workers.forEach(5000, (_, _) -> task.advance(1));
    }
    assertThat(screen()).containsExactly("shared: 100%| 5000/5000 []");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void barsOfSeveralThreadsDoNotMixTheirLines(int columns) {
    ProgressBars bars = bars(columns);
    try (Workers workers = new Workers(4)) {
      workers.forEach(
          40,
          (_, number) -> {
            try (Progress.Task task = bars.start("bar " + number, 1, "it")) {
              task.advance(1);
            }
          });
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      expected.add("bar " + i + ": 100%| 1/1 []");
    }
    Collections.sort(expected);
    assertThat(screen().stream().map(line -> line.replaceAll("█+\\|", "")).sorted())
        .isEqualTo(expected);
  }

  private ProgressBars bars(int columns) {
    PrintStream stream = new PrintStream(err, true, UTF_8);
    return new ProgressBars(new Terminal(stream, stream, columns));
  }

  /** What a terminal shows in the end, without the times. */
  private List<String> screen() {
    return Pattern.compile(System.lineSeparator())
        .splitAsStream(err.toString(UTF_8))
        .map(line -> line.substring(line.lastIndexOf('\r') + 1))
        .map(line -> line.replace(ERASE_TO_END, "").replaceAll("\\[.*]", "[]"))
        .toList();
  }
}
