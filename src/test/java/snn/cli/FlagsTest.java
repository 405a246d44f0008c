package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
import snn.experiment.Backend;
import snn.readout.ReadoutOptions;

/** Every flag: its default, its spellings, its range. */
class FlagsTest {

  private static final String WHOLE = "a whole number of at most 2147483647";
  private static final String NUMBER = "a number";
  private static final String FOLDER = "a folder";

  private static final Set<String> ALL = Set.of("baseline", "homeostasis", "tau-sweep", "sparse");
  private static final Set<String> NOT_SWEEP = Set.of("baseline", "homeostasis", "sparse");
  private static final Set<String> HOMEOSTASIS = Set.of("homeostasis");

  @TempDir private Path folder;

  /**
   * A flag that takes a value.
   *
   * @param name with underscores
   * @param experiments that have it
   * @param read finds its value in a command
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
      Function<ExperimentCommand<?>, Object> read,
      Object preset,
      String example,
      Object expected,
      String type,
      String range,
      List<String> outside) {
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
      Function<ExperimentCommand<?>, Object> read,
      double preset,
      double example,
      String range,
      String... outside) {
    List<String> all = new ArrayList<>(List.of(outside));
    all.addAll(List.of("NaN", "Infinity", "-Infinity"));
    return new Flag(
        name, experiments, read, preset, "" + example, example, NUMBER, "in " + range, all);
  }

  private static Flag whole(
      String name,
      Set<String> experiments,
      Function<ExperimentCommand<?>, Object> read,
      Object preset,
      int example,
      String range,
      String... outside) {
    return new Flag(
        name,
        experiments,
        read,
        preset,
        "" + example,
        example,
        WHOLE,
        "in " + range,
        List.of(outside));
  }

  private static Flag word(
      String name,
      Function<ExperimentCommand<?>, Object> read,
      Object preset,
      Object example,
      String type) {
    String text = example.toString().toLowerCase(Locale.ROOT);
    return new Flag(name, ALL, read, preset, text, example, type, "", List.of());
  }

  static List<Flag> flags() {
    return List.of(
        word(
            "--dataset",
            c -> c.run.dataset,
            RunOptions.Source.MNIST,
            RunOptions.Source.STROKES,
            "one of mnist, strokes"),
        word(
            "--device",
            c -> c.machine.device,
            Backend.Device.AUTO,
            Backend.Device.CPU,
            "one of auto, cpu, cuda"),
        word(
            "--backend",
            c -> c.backend.kind,
            Backend.Kind.AUTO,
            Backend.Kind.DJL,
            "one of auto, event, djl"),
        word("--data_dir", c -> c.data.dataDir, Path.of(".data"), Path.of("d"), FOLDER),
        word(
            "--mirror",
            c -> c.data.mirror,
            null,
            URI.create("http://localhost/mnist/"),
            "the http, https or file URL of a folder, without a user or a query"),
        word("--output_dir", c -> c.output.outputDir, Path.of("outputs"), Path.of("o"), FOLDER),
        word("--fig_dir", c -> c.output.figDir, Path.of("figures"), Path.of("f"), FOLDER),
        word("--save_features", c -> c.features.saveFeatures, null, Path.of("s"), FOLDER),
        word("--cache_dir", c -> c.features.cacheDir, null, Path.of("c"), FOLDER),
        whole("--repeats", ALL, c -> c.run.repeats, 1, 7, "[1, 100000]", "0", "-5"),
        whole("--limit", ALL, c -> c.run.limit, null, 7, "[1, 2147483647]", "0", "-5"),
        whole(
            "--batch_size",
            ALL,
            c -> c.settings().batchSize(),
            128,
            7,
            "[1, 2147483647]",
            "0",
            "-1"),
        whole(
            "--num_workers",
            ALL,
            c -> c.machine.workers(),
            Runtime.getRuntime().availableProcessors(),
            7,
            "[0, 1024]",
            "-1",
            "1025"),
        new Flag(
            "--seed",
            ALL,
            c -> c.settings().seed(),
            42L,
            "-9223372036854775808",
            Long.MIN_VALUE,
            "a whole number of at most 9223372036854775807",
            "",
            List.of()),
        whole("--hidden", ALL, c -> c.settings().hidden(), 512, 7, "[1, 2147483647]", "0", "-1"),
        whole(
            "--num_steps",
            ALL,
            c -> c.settings().encoding().numSteps(),
            100,
            7,
            "[1, 65535]",
            "0",
            "-1",
            "65536"),
        number(
            "--dt_ms",
            ALL,
            c -> c.settings().lif().dtMs(),
            1.0,
            0.5,
            "(0, 1000000]",
            "0",
            "-1",
            "1000001"),
        number(
            "--fmax_hz",
            ALL,
            c -> c.settings().encoding().fmaxHz(),
            100.0,
            0.0,
            "[0, 1000000000]",
            "-0.5",
            "1000000001"),
        number(
            "--t_ref_ms",
            ALL,
            c -> c.settings().lif().tRefMs(),
            2.0,
            0.0,
            "[0, 1000000000]",
            "-0.5",
            "1000000001"),
        number(
            "--v_th",
            ALL,
            c -> c.settings().lif().vTh(),
            1.0,
            0.5,
            "(0, 1000000000]",
            "0",
            "-1",
            "1000000001"),
        number(
            "--w_mean",
            ALL,
            c -> c.settings().weights().wMean(),
            0.5,
            -0.5,
            "[-1000000, 1000000]",
            "-1000001",
            "1000001"),
        number(
            "--w_std",
            ALL,
            c -> c.settings().weights().wStd(),
            0.1,
            0.0,
            "[0, 1000000]",
            "-0.1",
            "1000001"),
        number(
            "--tau_ms",
            NOT_SWEEP,
            c -> c.settings().lif().tauMs(),
            20.0,
            0.5,
            "(0, 1000000000]",
            "0",
            "-20",
            "1000000001"),
        word(
            "--readout",
            c -> c.settings().readout().kind(),
            ReadoutOptions.Kind.LOGREG,
            ReadoutOptions.Kind.RIDGE,
            "one of logreg, ridge"),
        word(
            "--solver",
            c -> c.settings().readout().solver(),
            ReadoutOptions.Solver.LBFGS,
            ReadoutOptions.Solver.LBFGS_GRAM,
            "one of lbfgs, lbfgs-gram, saga"),
        new Flag(
            "--C",
            ALL,
            c -> c.settings().readout().c(),
            OptionalDouble.of(1),
            "0.5",
            OptionalDouble.of(0.5),
            "a number or auto",
            "in (0, 1000000000000]",
            List.of("0", "-1", "1000000000001", "NaN", "Infinity", "-Infinity")),
        number(
            "--tol",
            ALL,
            c -> c.settings().readout().tol(),
            1e-4,
            0.01,
            "(0, 1]",
            "0",
            "-1",
            "1.1"),
        number(
            "--gap",
            ALL,
            c -> c.settings().readout().gap(),
            1e-4,
            0.01,
            "(0, 1]",
            "0",
            "-1",
            "1.1"),
        word(
            "--penalty",
            c -> c.settings().readout().penalty(),
            ReadoutOptions.Penalty.NONE,
            ReadoutOptions.Penalty.L2,
            "one of none, l2"),
        whole(
            "--max_iter",
            ALL,
            c -> c.settings().readout().maxIter(),
            1000,
            7,
            "[1, 10000000]",
            "0",
            "-1",
            "10000001"),
        number(
            "--target_hz",
            HOMEOSTASIS,
            c -> homeostasis(c).targetHz,
            10.0,
            0.0,
            "[0, 1000000]",
            "-0.5",
            "1000001"),
        number(
            "--eta",
            HOMEOSTASIS,
            c -> homeostasis(c).eta,
            0.01,
            0.0,
            "[0, 1000000]",
            "-0.5",
            "1000001"),
        number(
            "--ema_alpha",
            HOMEOSTASIS,
            c -> homeostasis(c).emaAlpha,
            0.9,
            1.0,
            "[0, 1]",
            "-0.1",
            "1.1"),
        number(
            "--g_min",
            HOMEOSTASIS,
            c -> homeostasis(c).gMin,
            0.1,
            0.0,
            "[0, 1000000]",
            "-0.5",
            "1000001"),
        number(
            "--g_max",
            HOMEOSTASIS,
            c -> homeostasis(c).gMax,
            10.0,
            0.5,
            "(0, 1000000]",
            "0",
            "-1",
            "1000001"),
        whole(
            "--adapt_epochs",
            HOMEOSTASIS,
            c -> homeostasis(c).adaptEpochs,
            1,
            0,
            "[0, 100000]",
            "-1",
            "100001"),
        number(
            "--p_connect",
            Set.of("sparse"),
            c -> c.settings().weights().pConnect(),
            0.05,
            1.0,
            "(0, 1]",
            "0",
            "-0.1",
            "1.2",
            "2"),
        new Flag(
            "--tau_list",
            Set.of("tau-sweep"),
            c -> ((TauSweepCommand) c).sweep.taus,
            List.of(5.0, 20.0, 50.0),
            "2.5",
            List.of(2.5),
            NUMBER,
            "in (0, 1000000000]",
            List.of("0", "-5", "1000000001", "NaN", "Infinity")));
  }

  private static HomeostasisCommand.HomeostasisOptions homeostasis(ExperimentCommand<?> command) {
    return ((HomeostasisCommand) command).options;
  }

  /** Flags that take no value. */
  private static final Set<String> SWITCHES =
      Set.of("--help", "--version", "--verbose", "--scale_features", "--floors");

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
    assertThat(found).isEqualTo(known);
  }

  @ParameterizedTest
  @MethodSource("flags")
  void hasItsDefaultWhereItIsNotGiven(Flag flag) {
    assertThat(flag.read.apply(parse(flag.experiment()))).isEqualTo(flag.preset);
    // Nor does another flag of the same section change it.
    assertThat(flag.read.apply(parse(flag.experiment(), "--verbose", "--w_std=0.2", "--floors")))
        .isEqualTo(flag.name.equals("--w_std") ? 0.2 : flag.preset);
  }

  @ParameterizedTest
  @MethodSource("flags")
  void isReadInEverySpelling(Flag flag) {
    String hyphens = "--" + flag.name.substring(2).replace('_', '-');
    for (String name : List.of(flag.name, hyphens)) {
      assertThat(flag.read.apply(parse(flag.experiment(), name, flag.example)))
          .isEqualTo(flag.expected);
      assertThat(flag.read.apply(parse(flag.experiment(), name + "=" + flag.example)))
          .isEqualTo(flag.expected);
    }
  }

  static Stream<Object[]> wrongValues() {
    return flags().stream()
        .flatMap(
            flag -> {
              Stream<String> unreadable =
                  flag.type.equals(FOLDER)
                      ? Stream.of("")
                      : Stream.of("", "abc", "1,5", "99999999999999999999x");
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
    "--floors=maybe, given without a value",
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
      assertThat(parse("sparse", "--w_mean", number).settings().weights().wMean())
          .isEqualTo(Double.parseDouble(number));
    }
    assertThat(parse("sparse", "--seed", "-3").settings().seed()).isEqualTo(-3);
    assertThat(Program.run("sparse", "--w_mean", "-Infinity").err())
        .startsWith("snn: --w_mean must be in [-1000000, 1000000], found -Infinity");
  }

  /** As PyTorch counts the processes that help. */
  @Test
  void noWorkersAreTheCallingThread() {
    ExperimentCommand<?> command = parse("sparse", "--num_workers=0");
    command.machine.check();
    assertThat(command.machine.workers()).isEqualTo(1);
  }

  @Test
  void aWrongValueIsNamedByItsUnderscoresHoweverItWasSpelt() {
    assertThat(Program.run("sparse", "--p-connect", "1.2").err())
        .startsWith("snn: --p_connect must be in (0, 1], found 1.2");
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
    ReadoutOptions options = parse(experiment).settings().readout();
    assertThat(options.scaleFeatures()).isEqualTo(scale);
    assertThat(options.maxIter()).isEqualTo(iterations);
    assertThat(Program.run(experiment, "--help").out())
        .contains("(default: %s).".formatted(scale))
        .containsPattern("--max_iter=N [^-]*\\(default:\\s+%d\\)".formatted(iterations));
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "tau-sweep", "sparse"})
  void scalingIsSwitchedOnAndOffWhateverItsDefault(String experiment) {
    for (String on : List.of("--scale_features", "--scale-features")) {
      assertThat(parse(experiment, on).settings().readout().scaleFeatures()).isTrue();
    }
    for (String off :
        List.of("--no-scale_features", "--no-scale-features", "--no_scale_features")) {
      assertThat(parse(experiment, off).settings().readout().scaleFeatures()).isFalse();
      assertThat(parse(experiment, "--scale_features", off).settings().readout().scaleFeatures())
          .isFalse();
      assertThat(parse(experiment, off, "--scale_features").settings().readout().scaleFeatures())
          .isTrue();
    }
  }

  @Test
  void timeConstantsStandBetweenSpacesOrCommas() {
    for (List<String> list :
        List.of(List.of("5", "20.0", "50"), List.of("5,20.0,50"), List.of("5,", "20.0,50"))) {
      List<String> args = new ArrayList<>(List.of("--tau_list"));
      args.addAll(list);
      args.add("--hidden=7");
      ExperimentCommand<?> command = parse("tau-sweep", args.toArray(String[]::new));
      assertThat(((TauSweepCommand) command).sweep.taus).containsExactly(5.0, 20.0, 50.0);
      assertThat(command.settings().hidden()).isEqualTo(7);
    }
  }

  /** A file of flags, say, and one of them changed after it. */
  @Test
  void theLastOfAFlagsValuesCountsAndLeavesTheOthersAlone() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("flags.txt"),
            "# as in the paper\n--hidden 7\n--num-steps=9\n--seed 3\n--output_dir o\n--C=2\n");
    ExperimentCommand<?> command =
        parse("sparse", "@" + file, "--seed=4", "--num_steps", "8", "--penalty", "l2");
    assertThat(command.settings().hidden()).isEqualTo(7);
    assertThat(command.settings().encoding().numSteps()).isEqualTo(8);
    assertThat(command.settings().seed()).isEqualTo(4);
    assertThat(command.settings().readout().c()).hasValue(2);
    assertThat(command.output.outputDir).isEqualTo(Path.of("o"));
  }

  /** A value is no flag, even if it looks a little like one. */
  @Test
  void valuesKeepTheirHyphens() {
    ExperimentCommand<?> command =
        parse("sparse", "--output-dir", "my-long_name", "--fig_dir=--num-steps", "--data_dir=_h");
    assertThat(command.output.outputDir).isEqualTo(Path.of("my-long_name"));
    assertThat(command.output.figDir).isEqualTo(Path.of("--num-steps"));
    assertThat(command.data.dataDir).isEqualTo(Path.of("_h"));
  }

  @ParameterizedTest
  @MethodSource("flags")
  void theHelpTellsItsDefault(Flag flag) {
    String preset =
        switch (flag.name) {
          case "--limit" -> "all";
          case "--save_features", "--cache_dir" -> "none";
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

  private static ExperimentCommand<?> parse(String experiment, String... args) {
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
}
