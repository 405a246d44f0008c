package snn.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.InvalidParameterException;
import snn.data.Dataset;
import snn.data.ImageShape;
import snn.data.LabelledImages;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.part.Parameter;
import snn.part.Section;

class SearchTest {

  private static Parameter parameter(String name) {
    return Plan.sections(Experiment.named("sparse")).stream()
        .map(Section::parameters)
        .flatMap(List::stream)
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Search.Dimension dimension(String name, String spec) {
    return Search.Dimension.of(parameter(name), spec);
  }

  private static double[] drawn(String name, String spec) {
    Search.Dimension dimension = dimension(name, spec);
    Search search = new Search(List.of(dimension), 2, 1);
    return IntStream.range(0, 4000)
        .mapToDouble(trial -> dimension.place(search.values(trial).get(name)))
        .toArray();
  }

  /** Half of 4000 fair draws, within four deviations of √1000. */
  private static void requireHalf(double[] values, double median) {
    assertThat(Arrays.stream(values).filter(value -> value < median).count())
        .isBetween(2000 - 127L, 2000 + 127L);
  }

  @Test
  void valuesFillTheirRanges() {
    double[] even = drawn("w_mean", "0.1..0.9");
    assertThat(Arrays.stream(even)).allMatch(value -> value >= 0.1 && value <= 0.9);
    requireHalf(even, 0.5);
    double[] logarithmic = drawn("p_connect", "0.01..1:log");
    assertThat(Arrays.stream(logarithmic)).allMatch(value -> value >= 0.01 && value <= 1);
    requireHalf(logarithmic, 0.1);
    double[] whole = drawn("num_steps", "10..13");
    assertThat(Arrays.stream(whole).boxed()).containsOnly(10.0, 11.0, 12.0, 13.0);
    requireHalf(whole, 11.5);
    requireHalf(drawn("encoding", "rate,regular"), 0.5);
    assertThat(dimension("tau_ms", "5..50").ends()).containsExactly("5", "50");
  }

  @Test
  void aTrialIsAFunctionOfSeedAndName() {
    Search.Dimension p = dimension("p_connect", "0.01..1");
    Search.Dimension w = dimension("w_mean", "0..1");
    Map<String, String> both = new Search(List.of(p, w), 9, 3).values(7);
    assertThat(new Search(List.of(w, p), 5, 3).values(7)).containsAllEntriesOf(both);
    assertThat(new Search(List.of(p, w), 9, 4).values(7)).isNotEqualTo(both);
    assertThat(both.get("p_connect")).isNotEqualTo(both.get("w_mean"));
  }

  @Test
  void aThirdGoesOnWithThreeTimesTheImages() {
    assertThat(rungs(60))
        .containsExactly(new Search.Rung(60, 9), new Search.Rung(20, 3), new Search.Rung(7, 1));
    assertThat(rungs(8)).containsExactly(new Search.Rung(8, 3), new Search.Rung(3, 1));
    assertThat(rungs(2)).containsExactly(new Search.Rung(2, 1));
  }

  private static List<Search.Rung> rungs(int trials) {
    return Search.rungs(trials);
  }

  @Test
  void theBestComeFirst() {
    Map<Integer, Double> accuracies = new HashMap<>(Map.of(0, 0.2, 1, 0.9, 2, 0.5, 3, 0.9));
    assertThat(Search.best(accuracies, 3)).containsExactly(1, 3, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "p_connect, 0.1, found 0.1",
    "p_connect, 0.5..0.1, the smaller number first",
    "w_mean, 0..1:log, above 0",
    "w_mean, a..1, found a..1",
    "encoding, a..b, has no range",
  })
  void whatIsNoRangeIsRefused(String name, String spec, String why) {
    assertThatThrownBy(() -> dimension(name, spec))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining(why);
  }

  /** Images that are sorted by their classes, each of its own grey. */
  private static Dataset sorted(int ofEach) {
    int images = 10 * ofEach;
    byte[] pixels = new byte[images];
    byte[] labels = new byte[images];
    for (int i = 0; i < images; i++) {
      pixels[i] = (byte) i;
      labels[i] = (byte) (i / ofEach);
    }
    LabelledImages train = new LabelledImages(pixels, labels, new ImageShape(1, 1));
    LabelledImages test = new LabelledImages(new byte[] {-1}, new byte[] {9}, new ImageShape(1, 1));
    return new Dataset("sorted", train, test, Dataset.numbered(10));
  }

  @Test
  void whatIsHeldOutIsNeverLearntFrom() {
    Dataset all = sorted(20);
    for (int share : new int[] {1, 3, 9}) {
      Dataset part = Search.heldOut(all, 1, share);
      assertThat(part.train().size()).isEqualTo(170 / share);
      assertThat(part.test().size()).as("three of each of ten classes").isEqualTo(30);
      Set<Byte> seen = new HashSet<>();
      for (byte pixel : part.train().pixels()) {
        assertThat(seen.add(pixel)).isTrue();
      }
      for (byte pixel : part.test().pixels()) {
        assertThat(seen.add(pixel)).isTrue();
        // That of the test image.
        assertThat(pixel).isNotEqualTo((byte) -1);
      }
      Set<Byte> classes = new HashSet<>();
      for (byte label : part.train().labels()) {
        classes.add(label);
      }
      assertThat(classes).hasSize(10);
    }
    assertThatThrownBy(() -> Search.heldOut(sorted(2), 1, 9)).hasMessageContaining("limit");
  }

  @Test
  void whatExplainsAccuraciesStandsOut() {
    double[] places = {4, 3, 2, 1, 8, 7, 6, 5};
    double[] steps = {1, 1, 0, 0, 3, 3, 2, 2};
    assertThat(Search.explained(places, steps)).isEqualTo(1);
    assertThat(Search.explained(places, new double[] {1, 0, 1, 0, 1, 0, 1, 0})).isZero();
    assertThat(Search.explained(places, new double[8])).isZero();
    assertThat(Search.explained(new double[8], steps)).isZero();
  }
}
