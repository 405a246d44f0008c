package snn.readout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import snn.Progress;
import snn.Workers;
import snn.readout.LogisticRegression.Solver;

class CourseTest {

  @Test
  void notesGoOnFromACourseAndLeaveItAsItIs() {
    Minimum.Course.Notes first = new Minimum.Course.Notes(Minimum.Course.UNSEEN);
    first.add(4, new double[] {1, -3});
    first.add(2, new double[] {-0.5, 0.25});
    Minimum.Course two = first.course();
    Minimum.Course.Notes second = new Minimum.Course.Notes(two);
    second.add(1, new double[] {0});
    first.add(7, new double[] {7});
    assertThat(two.loss()).containsExactly(4, 2);
    assertThat(two.maxGradient()).containsExactly(3, 0.5);
    assertThat(second.course().loss()).containsExactly(4, 2, 1);
    assertThat(first.course().maxGradient()).containsExactly(3, 0.5, 7);
  }

  /** A point at the start and one after each iteration, the last of which is where it stopped. */
  @ParameterizedTest
  @EnumSource(
      value = Solver.class,
      names = {"LBFGS", "LBFGS_GRAM"})
  void aMinimiserNotesEveryIteration(Solver solver) {
    ReadoutOptions options =
        new ReadoutOptions(
            solver, OptionalDouble.of(2), LogisticRegression.Penalty.L2, true, 400, 1e-6, 1e-6);
    try (Workers workers = new Workers(2)) {
      ReadoutFit fit =
          options.fit(
              TestCounts.uniform(90, 7, 20, 1),
              TestCounts.labels(90, 4, 2),
              4,
              3,
              workers,
              Progress.NONE);
      Minimum minimum = fit.minimum().orElseThrow();
      double[] loss = minimum.course().loss();
      assertThat(loss).hasSize(minimum.iterations() + 1);
      assertThat(minimum.iterations()).isGreaterThan(3);
      assertThat(loss[0]).isGreaterThan(Arrays.stream(loss).min().orElseThrow());
      assertThat(loss[loss.length - 1]).isEqualTo(minimum.loss());
      assertThat(minimum.course().maxGradient()[loss.length - 1]).isEqualTo(minimum.maxGradient());
    }
  }
}
