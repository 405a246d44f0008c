package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.data.DataException;

class ConfigurationTest {

  private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());
  private static final Terminal NOBODY = new Terminal(SILENT, SILENT, 0);

  private static ExperimentCommand<?> parse(String... words) {
    return (ExperimentCommand<?>)
        Main.commandLine(NOBODY).parseArgs(words).subcommand().commandSpec().userObject();
  }

  @Test
  void valuesAreThoseGivenAndTheDefaults() {
    Map<String, Object> values =
        Configuration.of(
            parse("tau-sweep", "--tau_list", "5", "2.5", "--limit=9", "--penalty=l2", "--C=1e-9")
                .spec);
    assertThat(values)
        .containsEntry("tau_list", List.of(5.0, 2.5))
        .containsEntry("limit", 9)
        .containsEntry("penalty", "l2")
        .containsEntry("C", 1e-9)
        .containsEntry("scale_features", true)
        .containsEntry("dataset", "mnist")
        .containsEntry("seed", 42L)
        .containsEntry("floors", false)
        .doesNotContainKeys("help", "version", "tau_ms", "p_connect");
    assertThat(Configuration.of(parse("sparse").spec)).containsEntry("limit", null);
  }

  @Test
  void theMachineIsNoPartOfIt() {
    assertThat(
            Configuration.of(
                parse(
                        "sparse",
                        "--data_dir=d",
                        "--output_dir=o",
                        "--fig_dir=f",
                        "--num_workers=3",
                        "--save_features=s",
                        "--cache_dir=c",
                        "--verbose")
                    .spec))
        .isEqualTo(Configuration.of(parse("sparse").spec));
  }

  /** Values that differ from every default, and the way back. */
  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "tau-sweep", "sparse"})
  void theSameValuesComeBack(String experiment) {
    Map<String, Object> odd = new TreeMap<>();
    Configuration.of(parse(experiment).spec)
        .forEach(
            (flag, value) ->
                odd.put(
                    flag,
                    switch (value) {
                      case Boolean b -> !b;
                      case Integer i -> i + 1;
                      case Long l -> l - 1_000_000_000_000L;
                      case Double d -> d * 0.99;
                      case List<?> _ -> List.of(1.5, 3.0);
                      case null, default ->
                          Map.of(
                                  "limit", 7,
                                  "dataset", "strokes",
                                  "readout", "ridge",
                                  "solver", "lbfgs-gram",
                                  "penalty", "l2")
                              .get(flag);
                    }));
    Map<String, Object> back =
        Configuration.of(Configuration.experiment(NOBODY, experiment, odd).spec);
    assertThat(new TreeMap<>(back)).isEqualTo(odd);
  }

  /** What follows from C alone is in the record of a run, so that it can be compared. */
  @Test
  void autoIsKeptAsAWord() {
    Map<String, Object> values = parse("sparse", "--C=auto").configuration();
    assertThat(values)
        .containsEntry("C", "auto")
        .containsEntry("solver", "lbfgs-gram")
        .containsEntry("penalty", "l2");
    assertThat(Configuration.experiment(NOBODY, "sparse", values).configuration())
        .isEqualTo(values);
    assertThat(parse("sparse").configuration())
        .containsEntry("solver", "lbfgs")
        .containsEntry("penalty", "none");
  }

  @ParameterizedTest
  @CsvSource({
    "sparse, hidden, 0, '--hidden must be in'",
    "sparse, hidden, many, hidden",
    "sparse, tau_list, 5, tau_list",
    "sparse, limit, 0, '--limit must be in'",
    "sparse, solver, newton, solver",
    "verify, hidden, 5, 'no valid configuration'",
    "dense, hidden, 5, hidden",
  })
  void whatNobodyCanHaveTypedIsRefused(String experiment, String flag, String value, String why) {
    assertThatThrownBy(() -> Configuration.experiment(NOBODY, experiment, Map.of(flag, value)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(why);
  }

  @Test
  void noOtherCommandIsAnExperiment() {
    assertThatThrownBy(() -> Configuration.experiment(NOBODY, "compare", Map.of(), "a", "b"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no experiment: compare");
    assertThatThrownBy(() -> Configuration.experiment(NOBODY, "--version", Map.of()))
        .isInstanceOf(DataException.class);
  }
}
