package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.core.LifParameters;
import snn.part.Parameter;
import snn.part.Section;

class PlanTest {

  static List<Experiment> experiments() {
    return Experiment.all();
  }

  private static Stream<Parameter> parameters(Experiment experiment) {
    return Plan.sections(experiment).stream().flatMap(section -> section.parameters().stream());
  }

  /** Names are flags of one command: none may stand for two things. */
  @ParameterizedTest
  @MethodSource("experiments")
  void everyParameterHasAHelpAndANameOfItsOwn(Experiment experiment) {
    assertThat(parameters(experiment)).extracting(Parameter::name).doesNotHaveDuplicates();
    assertThat(parameters(experiment)).allMatch(p -> !p.about().help().isBlank());
    assertThat(parameters(experiment)).allMatch(p -> !p.about().help().endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void valuesMakeTheSamePlan(Experiment experiment) {
    Plan plan = Plan.of(experiment, Map.of());
    assertThat(Plan.of(experiment, plan.values())).isEqualTo(plan);
  }

  /** Another value for each parameter alone, and the way back through the record's values. */
  @ParameterizedTest
  @MethodSource("experiments")
  void everyParameterComesBackFromTheValues(Experiment experiment) {
    for (Section section : Plan.sections(experiment)) {
      for (Parameter parameter : section.parameters()) {
        Object other = other(parameter);
        // A C that is to be chosen, as fields has it, allows for one solver and one penalty.
        Map<String, Object> given = new LinkedHashMap<>(Map.of("C", 0.5));
        if (parameter.name().equals("patch_min")) {
          // No patch is smaller than the smallest.
          given.put("patch_max", 12);
        }
        given.put(parameter.name(), other);
        Plan plan = Plan.of(experiment, given);
        Map<String, Object> values = plan.values();
        if (values.containsKey(parameter.name())) {
          assertThat(values.get(parameter.name()))
              .as(parameter.name())
              .isEqualTo(parameter.check(other));
        }
        assertThat(Plan.of(experiment, values).values()).isEqualTo(values);
      }
    }
  }

  private static Object other(Parameter parameter) {
    if (parameter.form() == Parameter.Form.LIST) {
      return parameter.type() == double.class ? List.of(0.5, 0.25) : List.of(5, 2);
    }
    if (!parameter.choices().isEmpty()) {
      return parameter.choices().getLast();
    }
    Object preset = parameter.about().preset().isEmpty() ? null : parameter.preset();
    return switch (preset) {
      case Boolean on -> !on;
      case Integer i -> i + 1;
      case Long l -> l - 1_000_000_000_000L;
      case Double d -> d * 0.99;
      case null -> parameter.isNumber() ? (Object) 7 : "file:/there/";
      default -> preset;
    };
  }

  @Test
  void theMachineIsNoPartOfIt() {
    assertThat(Plan.of(Baseline.EXPERIMENT, Map.of("data_dir", "d")).values())
        .isEqualTo(Plan.of(Baseline.EXPERIMENT, Map.of()).values())
        .doesNotContainKeys("data_dir", "mirror");
  }

  @Test
  void valuesAreThoseGivenAndTheDefaults() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("tau_list", "5,2.5");
    given.put("limit", 9);
    given.put("penalty", "l2");
    given.put("C", 1e-9);
    assertThat(Plan.of(TauSweep.EXPERIMENT, given).values())
        .containsEntry("tau_list", List.of(5.0, 2.5))
        .containsEntry("limit", 9)
        .containsEntry("penalty", "l2")
        .containsEntry("C", 1e-9)
        .containsEntry("scale_features", true)
        .containsEntry("dataset", "mnist")
        .containsEntry("seed", 42L)
        .containsEntry("floors", true)
        .doesNotContainKeys("tau_ms", "target_hz");
    assertThat(Plan.of(Sparse.EXPERIMENT, Map.of()).values())
        .containsEntry("limit", null)
        .containsEntry("p_connect", 0.05);
  }

  /** What follows from C alone is in the record of a run, so that it can be compared. */
  @Test
  void autoIsKeptAsAWord() {
    Map<String, Object> values = Plan.of(Sparse.EXPERIMENT, Map.of("C", "auto")).values();
    assertThat(values)
        .containsEntry("C", "auto")
        .containsEntry("solver", "lbfgs-gram")
        .containsEntry("penalty", "l2");
    assertThat(Plan.of(Sparse.EXPERIMENT, values).values()).isEqualTo(values);
    assertThat(Plan.of(Sparse.EXPERIMENT, Map.of()).values())
        .containsEntry("solver", "lbfgs")
        .containsEntry("penalty", "none");
  }

  /** A record of a program that did not know a parameter yet. */
  @ParameterizedTest
  @CsvSource({"tol", "weights", "encoding", "neuron", "p_connect", "floors"})
  void whatIsLackingHasItsDefault(String name) {
    Map<String, Object> values = Plan.of(Baseline.EXPERIMENT, Map.of()).values();
    assertThat(values.keySet().remove(name)).isTrue();
    assertThat(Plan.of(Baseline.EXPERIMENT, values))
        .isEqualTo(Plan.of(Baseline.EXPERIMENT, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "sparse, hidden, 0, 'must be in [1, 2147483647], found 0'",
    "sparse, hidden, many, 'must be a whole number of at most 2147483647, found ''many'''",
    "sparse, tau_list, 5, 'is no parameter of the experiment sparse'",
    "tau-sweep, tau_ms, 5, 'is no parameter of the experiment tau-sweep'",
    "tau-sweep, tau_list, '5,0', 'must be in (0, 1000000000], found 0'",
    "sparse, limit, 0, 'must be in [1, 2147483647], found 0'",
    "sparse, solver, newton, 'must be one of lbfgs, lbfgs-gram, saga, found ''newton'''",
    "sparse, scale_features, yes, 'must be true or false, found ''yes'''",
    "sparse, weights, none, 'must be one of excitatory'",
    "sparse, mirror, nowhere, 'must be the http, https or file URL'",
    "sparse, seed, 9223372036854775807, 'must be at most 9223372036854775806'",
  })
  void whatIsNotAllowedIsNamed(String experiment, String name, String value, String why) {
    assertThatThrownBy(() -> Plan.of(Experiment.named(experiment), Map.of(name, value)))
        .isInstanceOfSatisfying(
            InvalidParameterException.class,
            e -> {
              assertThat(e.parameter()).isEqualTo(name);
              assertThat(e.problem()).startsWith(why);
            });
  }

  @Test
  void noOtherNameIsAnExperiment() {
    assertThatThrownBy(() -> Experiment.named("verify"))
        .hasMessageContaining("must be one of baseline, homeostasis, tau-sweep, sparse");
  }

  @Test
  void parametersWithoutEffectAreNamed() {
    Plan plain = Plan.of(Sparse.EXPERIMENT, Map.of("C", 0.001));
    assertThat(plain.withoutEffect(Set.of("C"))).containsExactly("C");
    assertThat(plain.withoutEffect(Set.of("p_connect", "seed", "max_iter", "data_dir"))).isEmpty();
    Plan ridge = Plan.of(Sparse.EXPERIMENT, Map.of("readout", "ridge"));
    assertThat(ridge.withoutEffect(Set.of("max_iter"))).containsExactly("max_iter");
    Plan strokes = Plan.of(Sparse.EXPERIMENT, Map.of("dataset", "strokes"));
    assertThat(strokes.withoutEffect(Set.of("data_dir"))).containsExactly("data_dir");
    Plan frozen = Plan.of(HomeostaticLayer.EXPERIMENT, Map.of("adapt_epochs", 0));
    assertThat(frozen.withoutEffect(Set.of("eta"))).containsExactly("eta");
  }

  @Test
  void anAxisIsOneLayerAfterTheOtherThatDifferInNothingElse() {
    Plan plan = Experiments.plan("tau-sweep", "tau_list", List.of(50.0, 2.5));
    Experiments.Notes notes = new Experiments.Notes();
    try (Workers workers = new Workers(2)) {
      Lab lab = Experiments.lab(workers, notes);
      List<Outcome> outcomes = plan.points(0).stream().map(point -> lab.run(plan, point)).toList();
      assertThat(outcomes)
          .extracting(Outcome::varied)
          .containsExactly(Map.of("tau_ms", 50.0), Map.of("tau_ms", 2.5));
      Outcome alone =
          Experiments.run(
              Experiments.lab(workers, Progress.NONE), Experiments.plan("baseline", "tau_ms", 2.5));
      assertThat(outcomes.get(1).settings()).isEqualTo(alone.settings());
      assertThat(outcomes.get(1).train()).usingRecursiveComparison().isEqualTo(alone.train());
      assertThat(outcomes.get(0).weightsSha256()).isEqualTo(alone.weightsSha256());
      assertThat(outcomes.get(0).train().countsSha256()).isNotEqualTo(alone.train().countsSha256());
    }
    assertThat(notes.lines().stream().map(line -> line.replaceFirst("fit \\d+/\\d+", "fit")))
        .containsExactly(
            "tau=50.0 train 6/6 it",
            "tau=50.0 test 3/3 it",
            "readout fit it",
            "tau=2.5 train 6/6 it",
            "tau=2.5 test 3/3 it",
            "readout fit it");
  }

  @Test
  void seedsFollowOneAnother() {
    Plan plan = Experiments.plan("tau-sweep", "repeats", 3);
    assertThat(plan.points(2)).extracting(Settings::seed).containsExactly(9L, 9L, 9L);
    assertThat(plan.points(2))
        .extracting(point -> ((LifParameters) point.neuron()).tauMs().low())
        .containsExactly(5.0, 20.0, 50.0);
    Plan begun = plan.first(1, 2);
    assertThat(begun.values())
        .containsEntry("tau_list", List.of(5.0, 20.0))
        .containsEntry("repeats", 1);
    assertThat(Plan.of(TauSweep.EXPERIMENT, begun.values())).isEqualTo(begun);
  }

  @Test
  void textsHaveValuesInTheirPlaces() {
    Plan plan = Experiments.plan("sparse", "p_connect", 0.00005);
    Settings layer = Experiments.layer(plan);
    assertThat(plan.text("p={p_connect}, {hidden}: {accuracy}", layer, "0.5"))
        .isEqualTo("p=5e-05, 5: 0.5");
    assertThat(plan.has("{w_mean}", layer)).isTrue();
    assertThat(plan.has("{w_mean} {target_hz}", layer)).isFalse();
  }

  /** So that a run on other images does not take the place of a published one. */
  @Test
  void filesAreNamedAfterTheImagesUnlessTheyAreMnist(@TempDir Path folder) throws IOException {
    assertThat(file("mnist")).isEqualTo("sparse_p0.05");
    assertThat(file("MNIST")).isEqualTo("sparse_p0.05");
    assertThat(file("strokes")).isEqualTo("strokes_sparse_p0.05");
    Path odd = Files.createDirectories(folder.resolve(".Größe <b> & 漢\"字"));
    assertThat(file(odd.toString())).isEqualTo("_Größe__b____漢_字_sparse_p0.05");
    assertThat(file(odd + "/.")).isEqualTo(file(odd.toString()));
    assertThat(file("/")).isEqualTo("images_sparse_p0.05");
  }

  private static String file(String images) {
    Plan plan = Plan.of(Sparse.EXPERIMENT, Map.of("dataset", images));
    return plan.file(plan.words().file(), plan.points().getFirst());
  }

  /** Each refused by what can be known before any work starts. */
  @ParameterizedTest
  @CsvSource({
    "sparse, limit, 5, C, auto, C",
    "homeostasis, hidden, 3000000, num_steps, 50, hidden",
    "homeostasis, adapt_epochs, 100000, batch_size, 1, adapt_epochs",
    "baseline, num_steps, 65535, hidden, 100000, num_steps",
  })
  void whatCannotBeDoneIsRefusedBefore(
      String experiment, String a, String x, String b, String y, String parameter) {
    Plan plan = Plan.of(Experiment.named(experiment), Map.of(a, x, b, y));
    assertThatThrownBy(() -> plan.requireRunsOn(Backend.EVENT))
        .isInstanceOfSatisfying(
            InvalidParameterException.class, e -> assertThat(e.parameter()).isEqualTo(parameter));
  }

  /** The course of adaptation and the counts of both parts are in it. */
  @Test
  void memoryIsTheSumOfItsPieces() {
    double base = memory(HomeostaticLayer.EXPERIMENT, "adapt_epochs", 1);
    double epochs = memory(HomeostaticLayer.EXPERIMENT, "adapt_epochs", 101);
    assertThat(epochs - base).isEqualTo(5 * 8 * 100 * 469.0);
    double measured = memory(Baseline.EXPERIMENT, "repeats", 1);
    double plain = memory(Baseline.EXPERIMENT, "information", false);
    // Two draws' counts, and the images once more.
    assertThat(measured - plain).isBetween(6000 * (784 + 2 * 256.0), 60e6);
    double half = memory(Baseline.EXPERIMENT, "hidden", 256);
    double whole = memory(Baseline.EXPERIMENT, "hidden", 512);
    assertThat(whole - half).isGreaterThan(256 * 70_000.0);
    assertThat(memory(Baseline.EXPERIMENT, "repeats", 1000))
        .isEqualTo(memory(Baseline.EXPERIMENT, "repeats", 1));

    double floor = bytes(Plan.of(Baseline.EXPERIMENT, Map.of("hidden", 1)));
    assertThat(floor - memory(Baseline.EXPERIMENT, "hidden", 1))
        .as("the pixels are read before a layer is there")
        .isGreaterThan(70_000 * 784.0);
  }

  private static double memory(Experiment experiment, String name, Object value) {
    return bytes(Plan.of(experiment, Map.of("floors", false, name, value)));
  }

  private static double bytes(Plan plan) {
    return plan.memoryBytes(plan.size());
  }
}
