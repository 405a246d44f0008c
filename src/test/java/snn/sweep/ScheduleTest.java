package snn.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.data.Dataset;
import snn.data.ImageSource;
import snn.experiment.Experiment;
import snn.experiment.Plan;

class ScheduleTest {

  private record Run(Plan plan, boolean usesTensors) implements Schedule.Run {}

  /** A folder that counts how often it is looked at. */
  private record Counted(ImageSource source, AtomicInteger looks) implements ImageSource {
    @Override
    public Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices) {
      return source.load(most, workers, progress, notices);
    }

    @Override
    public Size size(int most) {
      looks.incrementAndGet();
      return source.size(most);
    }
  }

  private static Plan plan(Object seed) {
    Map<String, Object> given = Map.of("dataset", "strokes", "seed", seed);
    return Plan.of(Experiment.named("sparse"), given);
  }

  @Test
  void aFolderOfImagesIsNotLookedAtForEveryRun() {
    Counted source = new Counted(plan(1).source(), new AtomicInteger());
    List<Run> runs =
        IntStream.range(0, 50)
            .mapToObj(ScheduleTest::plan)
            .map(p -> new Plan(p.experiment(), source, p.extent(), p.points(), p.axis()))
            .map(plan -> new Run(plan, false))
            .toList();
    Schedule<Run> schedule = Schedule.of(runs);
    assertThat(schedule.groups()).hasSize(50);
    assertThat(schedule.jobs(null)).isBetween(1, Runtime.getRuntime().availableProcessors());
    assertThat(schedule.bundles(2)).hasSize(50);
    assertThat(source.looks).hasValue(2);
  }

  /** All of a GPU, or the threads of PyTorch, are those of one run. */
  @Test
  void whatUsesTensorsIsRunAloneUnlessAskedOtherwise() {
    List<Run> runs = Stream.of(1, 2).map(seed -> new Run(plan(seed), true)).toList();
    assertThat(Schedule.of(runs).jobs(null)).isEqualTo(1);
    assertThat(Schedule.of(runs).jobs(3)).isEqualTo(2);
  }
}
