package snn.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import snn.Numbers;
import snn.core.Encoding;
import snn.core.Neuron;
import snn.core.WeightLaw;
import snn.experiment.Plan;
import snn.part.Parts;
import snn.readout.Readout;
import snn.record.Quantity;

/** Every flag: its default, its spellings, its range. */
class FlagsTest {

  private static final String WHOLE = "a whole number of at most 2147483647";
  private static final String NUMBER = "a number";
  private static final String FOLDER = "a folder";
  private static final String FILE = "a file";

  private static final Set<String> ALL = Set.of("baseline", "homeostasis", "tau-sweep", "sparse");
  private static final Set<String> NOT_SWEEP = Set.of("baseline", "homeostasis", "sparse");
  private static final Set<String> HOMEOSTASIS = Set.of("homeostasis");

  @TempDir private Path folder;

  /**
   * A flag that takes a value.
   *
   * @param name with underscores
   * @param experiments that have it
   * @param preset its default in {@code baseline}, or in the experiment that has it
   * @param example another value
   * @param expected what that is read as
   * @param type what is allowed, in words, where a value cannot even be read
   * @param range what is allowed, in words
   * @param outside values outside of the range
   */
  record Flag(
      String name,
      Set<String> experiments,
      Object preset,
      String example,
      Object expected,
      String type,
      String range,
      List<String> outside) {
    Object read(String... args) {
      return values(experiment(), args).get(name.substring(2));
    }

    String experiment() {
      return experiments.contains("baseline") ? "baseline" : experiments.iterator().next();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Flag number(
      String name,
      Set<String> experiments,
      double preset,
      double example,
      String range,
      String... outside) {
    List<String> all = new ArrayList<>(List.of(outside));
    all.addAll(List.of("NaN", "Infinity", "-Infinity"));
    return new Flag(name, experiments, preset, "" + example, example, NUMBER, "in " + range, all);
  }

  private static Flag whole(
      String name,
      Set<String> experiments,
      Object preset,
      int example,
      String range,
      String... outside) {
    return new Flag(
        name, experiments, preset, "" + example, example, WHOLE, "in " + range, List.of(outside));
  }

  private static Flag word(String name, Object preset, Object example, String type) {
    String text = example.toString().toLowerCase(Locale.ROOT);
    return new Flag(name, ALL, preset, text, example, type, "", List.of());
  }

  static List<Flag> flags() {
    return List.of(
        word(
            "--dataset",
            "mnist",
            "strokes",
            "one of mnist, fashion-mnist, kmnist, emnist-letters, emnist-balanced, emnist-digits,"
                + " emnist-mnist, emnist-byclass, emnist-bymerge, qmnist, strokes, letters, or a"
                + " folder of images"),
        word("--device", "auto", "cpu", "one of auto, cpu, cuda"),
        word("--backend", "auto", "djl", "one of auto, event, djl"),
        word("--data_dir", ".data", "d", FOLDER),
        word(
            "--mirror",
            null,
            "http://localhost/mnist/",
            "the http, https or file URL of a folder, without a user or a query"),
        word(
            "--encoding",
            "rate",
            "rate",
            "one of " + String.join(", ", Encoding.KIND.parts().keySet())),
        word("--neuron", "lif", "lif", "one of " + String.join(", ", Neuron.KIND.parts().keySet())),
        word(
            "--weights",
            "excitatory",
            "excitatory",
            "one of " + String.join(", ", WeightLaw.KIND.parts().keySet())),
        word("--intensity", "linear", "sqrt", "one of linear, sqrt"),
        word("--output_dir", "outputs", "o", FOLDER),
        word("--fig_dir", "figures", "f", FOLDER),
        word("--save_features", null, "s", FOLDER),
        word("--cache_dir", null, "c", FOLDER),
        word("--save_model", null, "m", FILE),
        word(
            "--print",
            null,
            "test_accuracy",
            "one of "
                + Stream.of(Quantity.values()).map(Quantity::toString).collect(joining(", "))),
        whole("--pool", ALL, 1, 2, "[1, 64]", "0", "65"),
        whole("--repeats", ALL, 1, 7, "[1, 100000]", "0", "-5"),
        whole("--limit", ALL, null, 7, "[1, 2147483647]", "0", "-5"),
        whole("--batch_size", ALL, 128, 7, "[1, 2147483647]", "0", "-1"),
        whole("--num_workers", ALL, null, 7, "[0, 1024]", "-1", "1025"),
        new Flag(
            "--seed",
            ALL,
            42L,
            "-9223372036854775808",
            Long.MIN_VALUE,
            "a whole number of at most 9223372036854775807",
            "",
            List.of()),
        whole("--hidden", ALL, 512, 7, "[1, 2147483647]", "0", "-1"),
        whole("--num_steps", ALL, 100, 7, "[1, 65535]", "0", "-1", "65536"),
        number("--dt_ms", ALL, 1.0, 0.5, "(0, 1000000]", "0", "-1", "1000001"),
        number("--fmax_hz", ALL, 100.0, 0.0, "[0, 1000000000]", "-0.5", "1000000001"),
        number("--t_ref_ms", ALL, 2.0, 0.0, "[0, 1000000000]", "-0.5", "1000000001"),
        number("--v_th", ALL, 1.0, 0.5, "(0, 1000000000]", "0", "-1", "1000000001"),
        number("--w_mean", ALL, 0.5, -0.5, "[-1000000, 1000000]", "-1000001", "1000001"),
        number("--w_std", ALL, 0.1, 0.0, "[0, 1000000]", "-0.1", "1000001"),
        new Flag(
            "--tau_ms",
            NOT_SWEEP,
            20.0,
            "0.5",
            0.5,
            "a number, or two of them as in 5..200, the smaller first",
            "in (0, 1000000000]",
            List.of("0", "-20", "1000000001", "Infinity", "-Infinity")),
        word(
            "--readout",
            "logreg",
            "ridge",
            "one of " + String.join(", ", Readout.KIND.parts().keySet())),
        word("--solver", "lbfgs", "lbfgs-gram", "one of lbfgs, lbfgs-gram, saga"),
        new Flag(
            "--C",
            ALL,
            1.0,
            "0.5",
            0.5,
            "a number or auto",
            "in (0, 1000000000000]",
            List.of("0", "-1", "1000000000001", "NaN", "Infinity", "-Infinity")),
        new Flag(
            "--rule",
            Set.of("homeostasis"),
            "published",
            "published",
            "published",
            "one of published, log",
            "",
            List.of()),
        word("--readout_of", "counts", "first_spike", "one of counts, first_spike, sqrt_counts"),
        word("--C_rule", "best", "one-se", "one of best, one-se"),
        number("--tol", ALL, 1e-4, 0.01, "(0, 1]", "0", "-1", "1.1"),
        number("--gap", ALL, 1e-4, 0.01, "(0, 1]", "0", "-1", "1.1"),
        word("--penalty", "none", "l2", "one of none, l2"),
        whole("--max_iter", ALL, 1000, 7, "[1, 10000000]", "0", "-1", "10000001"),
        number("--target_hz", HOMEOSTASIS, 10.0, 0.0, "[0, 1000000]", "-0.5", "1000001"),
        number("--eta", HOMEOSTASIS, 0.01, 0.0, "[0, 1000000]", "-0.5", "1000001"),
        number("--ema_alpha", HOMEOSTASIS, 0.9, 1.0, "[0, 1]", "-0.1", "1.1"),
        number("--g_min", HOMEOSTASIS, 0.1, 0.0, "[0, 1000000]", "-0.5", "1000001"),
        number("--g_max", HOMEOSTASIS, 10.0, 0.5, "(0, 1000000]", "0", "-1", "1000001"),
        whole("--adapt_epochs", HOMEOSTASIS, 1, 0, "[0, 100000]", "-1", "100001"),
        number("--p_connect", ALL, 1.0, 0.5, "(0, 1]", "0", "-0.1", "1.2", "2"),
        new Flag(
            "--tau_list",
            Set.of("tau-sweep"),
            List.of(5.0, 20.0, 50.0),
            "2.5",
            List.of(2.5),
            NUMBER,
            "in (0, 1000000000]",
            List.of("0", "-5", "1000000001", "NaN", "Infinity")));
  }

  /** Flags that take no value. */
  private static final Set<String> SWITCHES =
      Set.of(
          "--help",
          "--version",
          "--verbose",
          "--scale_features",
          "--floors",
          "--information",
          "--page");

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "tau-sweep", "sparse"})
  void theTableAboveIsComplete(String experiment) {
    Set<String> known =
        flags().stream()
            .filter(flag -> flag.experiments.contains(experiment))
            .map(Flag::name)
            .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(SWITCHES);
    Set<String> found =
        commandLine().getSubcommands().get(experiment).getCommandSpec().options().stream()
            .map(OptionSpec::longestName)
            .collect(Collectors.toCollection(TreeSet::new));
    // PlanTest knows the parameters of parts that are not chosen by default.
    Set<String> chosen = new TreeSet<>();
    values(experiment).keySet().forEach(name -> chosen.add("--" + name));
    found.removeIf(
        flag -> !chosen.contains(flag) && !SWITCHES.contains(flag) && !known.contains(flag));
    assertThat(found).isEqualTo(known);
  }

  @ParameterizedTest
  @MethodSource("flags")
  void hasItsDefaultWhereItIsNotGiven(Flag flag) {
    assertThat(flag.read()).isEqualTo(flag.preset);
    // Nor does another flag of the same section change it.
    assertThat(flag.read("--verbose", "--w_std=0.2", "--floors"))
        .isEqualTo(flag.name.equals("--w_std") ? 0.2 : flag.preset);
  }

  @ParameterizedTest
  @MethodSource("flags")
  void isReadInEverySpelling(Flag flag) {
    String hyphens = "--" + flag.name.substring(2).replace('_', '-');
    for (String name : List.of(flag.name, hyphens)) {
      assertThat(flag.read(name, flag.example)).isEqualTo(flag.expected);
      assertThat(flag.read(name + "=" + flag.example)).isEqualTo(flag.expected);
    }
  }

  static Stream<Object[]> wrongValues() {
    return flags().stream()
        .flatMap(
            flag -> {
              Stream<String> unreadable =
                  flag.type.equals(FOLDER) || flag.type.equals(FILE)
                      ? Stream.of("")
                      : Stream.of("abc", "1,5", "99999999999999999999x");
              if (flag.type.equals(WHOLE)) {
                unreadable =
                    Stream.concat(
                        unreadable,
                        Stream.of("1.5", "NaN", "Infinity", "2147483648", "-2147483649"));
              }
              if (flag.name.equals("--seed")) {
                unreadable =
                    Stream.concat(
                        unreadable,
                        Stream.of(
                            "1.5",
                            "NaN",
                            "Infinity",
                            "9223372036854775808",
                            "-9223372036854775809"));
              }
              if (flag.name.equals("--tau_list")) {
                unreadable = Stream.of("", "abc", "5,,20", "5;20");
              }
              return Stream.concat(
                  flag.outside.stream().map(value -> new Object[] {flag, value, flag.range, value}),
                  unreadable.map(
                      value ->
                          new Object[] {
                            flag, value, flag.type, "'" + (value.equals("5,,20") ? "" : value) + "'"
                          }));
            });
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void aWrongValueIsNamedWithWhatIsAllowedBeforeAnythingIsDone(
      Flag flag, String value, String allowed, String found) throws IOException {
    Program run =
        Program.run(
            flag.experiment(),
            "--output_dir=" + folder.resolve("o"),
            "--fig_dir=" + folder.resolve("f"),
            flag.name + "=" + value);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines().findFirst())
        .hasValue("snn: %s must be %s, found %s".formatted(flag.name, allowed, found));
    assertThat(run.out()).isEmpty();
    assertThat(Program.filesIn(folder)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("flags")
  void aRepeatedFlagIsRefusedBeforeAnythingIsDone(Flag flag) throws IOException {
    for (String second : List.of(flag.name, flag.name.replace("_", "-"))) {
      Program run =
          Program.runIn(
              folder,
              flag.experiment(),
              flag.name + "=" + flag.example,
              second + "=" + flag.example);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err().lines().findFirst())
          .hasValue("snn: %s must be given only once".formatted(flag.name));
      assertThat(run.out()).isEmpty();
      assertThat(Program.filesIn(folder)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"--scale_features, --no-scale_features", "--verbose, --verbose"})
  void aRepeatedSwitchIsRefused(String first, String second) {
    Program run = Program.run("sparse", first, second);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("snn: %s must be given only once".formatted(first));
  }

  @ParameterizedTest
  @CsvSource({
    "--scale_features=yes, 'given without a value, or as --no-scale_features'",
    "--no-scale_features=1, 'given without a value, or as --no-scale_features'",
    "--floors=maybe, 'given without a value, or as --no-floors'",
    "--no-information=1, 'given without a value, or as --no-information'",
    "--verbose=3, given without a value"
  })
  void aSwitchTakesNoValue(String word, String allowed) {
    Program run = Program.run("sparse", word);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "snn: %s must be %s, found '%s'"
                .formatted(
                    word.replaceAll("no-|=.*", ""),
                    allowed,
                    word.substring(word.indexOf('=') + 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "-hidden 16, -hidden, --hidden",
    "-hidden=16, -hidden=16, --hidden",
    "-p_connect 0.1, -p_connect, --p_connect",
    "-p-connect=0.1, -p-connect=0.1, --p_connect",
    "-no-scale_features, -no-scale_features, --no-scale_features",
    "-help, -help, --help",
    "--hidden 7 -verbose, -verbose, --verbose"
  })
  void aFlagWithOneHyphenIsRefusedAndNamed(String words, String found, String flag) {
    Program run = Program.run(("sparse " + words).split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith(
            "snn: Unknown option: '%s'; flags have two hyphens: %s\n".formatted(found, flag));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sparse -hV", "sparse -x", "-hidden", "compare -a b", "collect a -fig b"})
  void whatIsNoFlagOfOneHyphenIsRefused(String words) {
    Program run = Program.run(words.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("snn: Unknown option");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output_dir --verbos",
        "--output_dir --verbose",
        "--output-dir -x",
        "--hidden --seed",
        "--tau_list --seed",
        "--output_dir --"
      })
  void aFlagIsNoValueOfAnother(String words) throws IOException {
    String[] pair = words.split(" ");
    Program run = Program.runIn(folder, "tau-sweep", pair);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith(
            "snn: %s needs a value, found the flag %s; a path of that name is written ./%s\n"
                .formatted(pair[0].replace('-', '_').replaceFirst("__", "--"), pair[1], pair[1]));
    assertThat(Program.filesIn(folder)).isEmpty();
  }

  @Test
  void negativeNumbersAreValues() {
    for (String number : List.of("-0.5", "-.5", "-1e-3")) {
      assertThat(values("sparse", "--w_mean", number).get("w_mean"))
          .isEqualTo(Double.parseDouble(number));
    }
    assertThat(values("sparse", "--seed", "-3").get("seed")).isEqualTo(-3L);
    assertThat(Program.run("sparse", "--w_mean", "-Infinity").err())
        .startsWith("snn: --w_mean must be in [-1000000, 1000000], found -Infinity");
  }

  /** As PyTorch counts the processes that help. */
  @Test
  void noWorkersAreTheCallingThread() {
    assertThat(parse("sparse", "--num_workers=0").part(Machine.class).workers()).isEqualTo(1);
  }

  @Test
  void aWrongValueIsNamedByItsUnderscoresHoweverItWasSpelt() {
    assertThat(Program.run("sparse", "--p-connect", "1.2").err())
        .startsWith("snn: --p_connect must be in (0, 1], found 1.2");
  }

  @Test
  void whoGivesARangeIsToldWhatSearchesInIt() {
    assertThat(Program.run("sparse", "--C", "0.1..1").err())
        .startsWith(
            "snn: --C must be a number or auto, found '0.1..1'; snn tune searches in a range\n");
    assertThat(Program.run("sparse", "--num_workers=1..2").err()).doesNotContain("tune");
  }

  @Test
  void flagsThatMustFitEachOtherAreNamedTogether() {
    assertThat(Program.run("homeostasis", "--g_min=2", "--g_max=1").err())
        .isEqualTo("snn: --g_min must not be above the largest gain 1.0, found 2.0\n");
    assertThat(Program.run("sparse", "--t_ref_ms=1000", "--dt_ms=0.001").err())
        .isEqualTo("snn: --t_ref_ms / --dt_ms must be in [0, 65535], found 1000000\n");
  }

  @ParameterizedTest
  @CsvSource({
    "baseline, true, 1000",
    "homeostasis, false, 200",
    "tau-sweep, true, 1000",
    "sparse, false, 200"
  })
  void scalingAndIterationsHaveTheDefaultsOfThePublishedRuns(
      String experiment, boolean scale, int iterations) {
    assertThat(values(experiment)).containsEntry("scale_features", scale);
    assertThat(values(experiment)).containsEntry("max_iter", iterations);
    assertThat(Program.run(experiment, "--help").out())
        .contains("(default: %s).".formatted(scale))
        .containsPattern("--max_iter=N [^-]*\\(default:\\s+%d\\)".formatted(iterations));
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "tau-sweep", "sparse"})
  void scalingIsSwitchedOnAndOffWhateverItsDefault(String experiment) {
    for (String on : List.of("--scale_features", "--scale-features")) {
      assertThat(values(experiment, on)).containsEntry("scale_features", true);
    }
    for (String off :
        List.of("--no-scale_features", "--no-scale-features", "--no_scale_features")) {
      assertThat(values(experiment, off)).containsEntry("scale_features", false);
      assertThat(values(experiment, "--scale_features", off))
          .containsEntry("scale_features", false);
      assertThat(values(experiment, off, "--scale_features")).containsEntry("scale_features", true);
    }
  }

  @Test
  void timeConstantsStandBetweenSpacesOrCommas() {
    for (List<String> list :
        List.of(List.of("5", "20.0", "50"), List.of("5,20.0,50"), List.of("5,", "20.0,50"))) {
      List<String> args = new ArrayList<>(List.of("--tau_list"));
      args.addAll(list);
      args.add("--hidden=7");
      assertThat(values("tau-sweep", args.toArray(String[]::new)))
          .containsEntry("tau_list", List.of(5.0, 20.0, 50.0))
          .containsEntry("hidden", 7);
    }
  }

  /** And others beside it. */
  @Test
  void flagsStandInFiles() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("flags.txt"),
            "# as in the paper\n--hidden 7\n--num-steps=9\n--seed 3\n--output_dir o\n--C=2\n");
    assertThat(values("sparse", "@" + file, "--v_th=4", "--penalty", "l2"))
        .containsEntry("hidden", 7)
        .containsEntry("num_steps", 9)
        .containsEntry("seed", 3L)
        .containsEntry("v_th", 4.0)
        .containsEntry("C", 2.0)
        .containsEntry("output_dir", "o");
  }

  /** A value is no flag, even if it looks a little like one. */
  @Test
  void valuesKeepTheirHyphens() {
    assertThat(
            values(
                "sparse", "--output-dir", "my-long_name", "--fig_dir=--num-steps", "--data_dir=_h"))
        .containsEntry("output_dir", "my-long_name")
        .containsEntry("fig_dir", "--num-steps")
        .containsEntry("data_dir", "_h");
  }

  @ParameterizedTest
  @MethodSource("flags")
  void theHelpTellsItsDefault(Flag flag) {
    String preset =
        switch (flag.name) {
          case "--limit" -> "all";
          case "--save_features", "--cache_dir", "--save_model", "--print" -> "none";
          case "--mirror" -> "public ones";
          case "--num_workers" -> "all processors";
          case "--tau_list" -> "5.0,20.0,50.0";
          case "--C" -> "1.0";
          default ->
              flag.preset instanceof Double number
                  ? Numbers.python(number)
                  : flag.preset.toString();
        };
    String help = Program.run(flag.experiment(), "--help").out();
    int from = help.indexOf(" " + flag.name + "=");
    assertThat(from).as(help).isPositive();
    int to = Math.max(from, help.indexOf("default:", from) + 80);
    String entry = help.substring(from, Math.min(to, help.length()));
    assertThat(entry.replaceAll("\\s+", " "))
        .containsIgnoringCase("(default: %s)".formatted(preset));
  }

  private static CommandLine commandLine() {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    return Main.commandLine(new Terminal(nowhere, nowhere, 0));
  }

  private static ExperimentCommand parse(String experiment, String... args) {
    CommandLine commandLine = commandLine();
    try {
      commandLine.parseArgs(
          ArgumentFiles.expand(
              Stream.concat(Stream.of(experiment), Stream.of(args)).toArray(String[]::new)));
    } catch (ArgumentFiles.UnreadableException e) {
      throw new AssertionError(e);
    }
    return commandLine.getSubcommands().get(experiment).getCommand();
  }

  /** The plain values of all flags, given or by default. */
  private static Map<String, Object> values(String experiment, String... args) {
    ExperimentCommand command = parse(experiment, args);
    Plan plan = command.plan();
    Map<String, Object> values = new HashMap<>(plan.values());
    for (Object part :
        List.of(
            plan.source(),
            command.part(Machine.class),
            command.part(Folders.class),
            command.part(FeatureFolders.class),
            command.part(Printing.class),
            command.part(ModelFiles.class))) {
      values.putAll(Parts.values(part));
    }
    return values;
  }
}
