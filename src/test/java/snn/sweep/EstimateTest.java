package snn.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.sweep.Sweep.Planned;

class EstimateTest {

  private static final Estimate.Cost COST = new Estimate.Cost(2, 1, 1000, 5);

  private static Plan plan(Object... given) {
    Map<String, Object> values = new LinkedHashMap<>(Map.of("dataset", "strokes", "limit", 100));
    for (int i = 0; i < given.length; i += 2) {
      values.put((String) given[i], given[i + 1]);
    }
    return Plan.of(Experiment.named("sparse"), values);
  }

  private static Planned point(Object... given) {
    Grid.Point point = new Grid.Point(List.of(given).toString(), "sparse", List.of(), List.of());
    return new Planned(point, Map.of(), plan(given), false);
  }

  private static List<Planned> points(String name, Object... values) {
    return Stream.of(values).map(value -> point(name, value)).toList();
  }

  private static Estimate estimate(int jobs, List<Planned> points) {
    Map<String, Estimate.Cost> costs =
        Map.of(
            Estimate.kind(plan()),
            COST,
            Estimate.kind(plan("hidden", 99)),
            new Estimate.Cost(20, 10, 0, 0));
    return Estimate.of(Schedule.of(points), costs, jobs, 2, 1);
  }

  @Test
  void whatAPointTookIsTakenTimesTheirNumber() {
    Estimate alone = estimate(1, points("seed", 1, 2, 3, 4, 5));
    assertThat(alone.seconds()).isEqualTo(5 * (2 + 1));
    assertThat(alone.bytes()).isEqualTo(5000);
    assertThat(alone.files()).isEqualTo(25);
    assertThat(alone.points()).isEqualTo(5);
    // Three on one thread, two on the other.
    Estimate two = estimate(2, points("seed", 1, 2, 3, 4, 5));
    assertThat(two.seconds()).isEqualTo(3 * (2 + 1));
    assertThat(two.memory()).isEqualTo(2 * alone.memory());
    assertThat(estimate(1, points("hidden", 99, 512)).seconds()).isEqualTo(30 + 3);
  }

  @Test
  void pointsThatDifferInTheirReadoutShareTheirFeatures() {
    assertThat(estimate(1, points("C", 0.1, 1.0, 10.0)).seconds()).isEqualTo(2 + 3 * 1);
    assertThat(estimate(1, points("C", 0.1, 1.0, 10.0)).shares()).isFalse();
    assertThat(estimate(1, points("v_th", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)).shares())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "seed, 7, true",
    "p_connect, 0.5, true",
    "tau_ms, 7, true",
    "tau_ms, 7..8, false",
    "C, auto, false",
    "hidden, 511, false",
    "limit, 99, false",
    "readout, ridge, false",
    "information, false, false",
  })
  void kindsDifferInNamesAndWholeNumbers(String name, String value, boolean same) {
    assertThat(Estimate.kind(plan(name, value)).equals(Estimate.kind(plan()))).isEqualTo(same);
  }

  @Test
  void kindsDifferInHowLongTheirListsAre() {
    String two = listed("5,7");
    assertThat(listed("8,9")).isEqualTo(two);
    assertThat(listed("8")).isNotEqualTo(two);
  }

  private static String listed(String values) {
    return Estimate.kind(Plan.of(Experiment.named("tau-sweep"), Map.of("tau_list", values)));
  }

  /** Of the middle of what changes along the grid, and enough of them to keep all jobs busy. */
  @Test
  void ofEachKindSomeAreTried() {
    List<Planned> seeds = points("seed", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(Estimate.tried(List.of(seeds), 1)).containsExactly(seeds.get(5));
    assertThat(Estimate.tried(List.of(seeds), 2)).containsExactly(seeds.get(2), seeds.get(7));
    assertThat(Estimate.tried(List.of(seeds.subList(0, 1)), 2)).containsExactly(seeds.get(0));
    List<List<Planned>> kinds = seeds.stream().map(List::of).toList();
    assertThat(Estimate.tried(kinds, 2)).hasSize(8);
    assertThat(Estimate.tried(List.of(), 2)).isEmpty();
  }

  @Test
  void itSaysWhatItIsMadeFrom() {
    Estimate estimate = estimate(2, points("seed", IntStream.range(0, 90).boxed().toArray()));
    assertThat(estimate.lines(2, 1))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "time: about 2 min for the other 90 points, 2 at a time with 1 thread"
                            + " each"),
            line -> assertThat(line).matches("memory: about 0\\.\\d GB of a heap of \\S+ GB"),
            line -> assertThat(line).isEqualTo("disk: about 0.1 MB in 450 files and folders"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "2 points of 1 kind run just now, times the number of points; on a busier"
                            + " machine it takes longer"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "points of 1 other kind were not tried, and are taken for those beside them"
                            + " in the grid"));
    assertThat(Estimate.clock(119.6)).isEqualTo("2 min");
    assertThat(Estimate.clock(3.7 * 3600)).isEqualTo("3 h 42 min");
  }
}
