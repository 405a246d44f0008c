package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import snn.core.tensor.TensorDevice;
import snn.experiment.Experiment;

/** The program as a whole: help, exit codes, and what an error looks like. */
class MainTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpListsExperimentsAndExitCodes(String flag) {
    Program run = Program.run(flag);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Usage: snn", "  baseline ", "  homeostasis ", "  tau-sweep", "  sparse ")
        .contains("\n  0 ", "\n  1 ", "\n  2 ", "\n  3 ", "\n  4 ", "\n  5 ", "\n  130, 143 ")
        .contains("snn sparse --hidden 1024 --dataset strokes", "@flags.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "tau-sweep", "tau_sweep", "sparse"})
  void helpOfAnExperimentHasHeadingsAndFitsTheTerminal(String experiment) {
    Program run = Program.run(experiment, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsSubsequence(
            "Usage: snn " + experiment.replace('_', '-'),
            "Data and extent:",
            "Output and machine:",
            "Spiking layer and its input:",
            "Readout:")
        .doesNotContain("null", "--t-ref-ms");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(Program.run("help", experiment).out()).isEqualTo(run.out());
  }

  @Test
  void everyCommandsHelpEndsWithExamplesThatAreItsOwnCommandLines() {
    ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(nowhere, true, UTF_8);
    CommandLine main = Main.commandLine(new Terminal(stream, stream, 0));
    for (CommandLine command : new HashSet<>(main.getSubcommands().values())) {
      List<String> examples =
          Arrays.stream(command.getCommandSpec().usageMessage().footer())
              .map(String::strip)
              .toList();
      assertThat(examples)
          .as(command.getCommandName())
          .anyMatch(example -> example.contains("snn " + command.getCommandName()));
      for (String example : examples) {
        String line = example.replaceFirst("^source <\\((.*)\\)$", "$1").replaceFirst(" \\|.*", "");
        List<String> words = List.of(line.split(" ", -1));
        assertThat(words.getFirst()).isEqualTo("snn");
        main.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
      }
      assertThat(Program.run("help", command.getCommandName()).out())
          .contains("\nExamples:\n  " + examples.getFirst());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"help -x", "help --bogus", "help nothing"})
  void helpIsRefusedWhatItDoesNotKnow(String args) {
    Program run = Program.run(args.split(" ", -1));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(args.substring(5)).endsWith("--help'.\n");
  }

  @Test
  void memoryIsEstimatedBeforeTheWorkStarts() {
    Program run = Program.run("sparse", "--hidden", "10000000");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("--hidden is too large: 10000000 neurons and 70000 images need about")
        .contains(" GB, found a heap of ")
        .contains("--limit", "SNN_JAVA_OPTS=-Xmx");
  }

  /** What no command expects, and yet is no fault of the program. */
  @Test
  void whereAFileFailsTheFileIsNamed() throws Exception {
    StringWriter err = new StringWriter();
    CommandLine program = Main.commandLine(new Terminal(System.out, System.err, 0));
    program.setErr(new PrintWriter(err));
    Exception wrapped = new UncheckedIOException(new NoSuchFileException("/tmp/gone", null, null));
    int exitCode =
        program
            .getExecutionExceptionHandler()
            .handleExecutionException(wrapped, program, program.parseArgs("doctor"));
    assertThat(exitCode).isEqualTo(ExitCode.OUTPUT);
    assertThat(err.toString())
        .isEqualTo("snn: cannot read or write /tmp/gone: no such file or folder\n");
  }

  @Test
  void versionIsTheBuilds() {
    for (List<String> args : List.of(List.of("--version"), List.of("sparse", "-V"))) {
      Program run = Program.run(args.toArray(String[]::new));
      assertThat(run.exitCode()).isZero();
      assertThat(run.outLines().getFirst()).matches("snn \\d+\\.\\d+\\.\\d+\\S*");
      assertThat(run.outLines().get(1)).startsWith("Java " + Runtime.version());
    }
  }

  @Test
  void theManualPageHasTheHelpOfEveryCommand() {
    Program run = Program.run("generate-man");
    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines().getFirst()).startsWith(".TH SNN 1 ");
    CommandLine main = Main.commandLine(new Terminal(System.out, System.err, 0));
    for (CommandLine command : new HashSet<>(main.getSubcommands().values())) {
      String name = command.getCommandName().replace("-", "\\-");
      assertThat(run.out()).contains("\n.SH \"snn " + name + "\"\n.nf\n", "Usage: snn " + name);
    }
    assertThat(run.outLines().stream().filter(line -> line.matches("[.'].*")))
        .allMatch(line -> line.matches("\\.(TH|SH|B|I|RI|nf|fi)( .*)?"));
  }

  @Test
  void withoutAnExperimentTheyAreListed() {
    Program run = Program.run();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            snn: which command? One of %s, data, readout, predict, export, verify, check, compare, \
            collect, sweep, tune, page, doctor.
            Try 'snn --help'.
            """
                .formatted(
                    String.join(", ", Experiment.all().stream().map(Experiment::name).toList())));
  }

  @ParameterizedTest
  @CsvSource({
    "spars, sparse",
    "baselin, baseline",
    "sparse --p_conect 0.1, --p_connect",
    "sparse --hiden 7, --hidden",
    "baseline --num-step 7, --num_steps",
    "tau-sweep --tau_ms 7, --tau_list"
  })
  void whatIsMisspeltIsSuggested(String args, String suggestion) {
    Program run = Program.run(args.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines().getFirst())
        .matches("snn: (Unknown option|Unmatched argument): '[^']*'; did you mean .*")
        .contains(suggestion);
    assertThat(run.errLines()).hasSize(2);
    assertThat(run.errLines().getLast()).matches("Try 'snn.* --help'\\.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sparse extra", "sparse --p_connect", "tau-sweep --tau_list", "sparse @no"})
  void whatIsTooMuchOrTooLittleIsAUsageError(String args) {
    Program run = Program.run(args.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines().getFirst()).contains(args.substring(args.indexOf(' ') + 1));
  }

  @Test
  void damagedDataAreADataFault() throws IOException {
    TinyMnist.write(folder, 12);
    Path labels = TinyMnist.raw(folder).resolve(TinyMnist.FILES.get(3));
    Files.write(labels, new byte[] {1, 2, 3});
    Program run = Program.runIn(folder, "sparse", "--dataset=mnist", "--data_dir=" + folder);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.outLines()).containsExactly("Device: cpu");
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).startsWith("snn: ").contains(labels.toString());
    assertThat(Program.reports(folder)).doesNotExist();
  }

  @Test
  void aDataFolderThatIsNoneIsADataFault() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Program run = Program.runIn(folder, "sparse", "--dataset=mnist", "--data_dir=" + file);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("snn: cannot create the folder " + file)
        .contains("--data_dir", "--dataset strokes");
    assertThat(Program.filesIn(folder)).containsExactly("file");
  }

  @Test
  void aCommandThatFailsLeavesNoFolderBehind() throws IOException {
    String[] reports = {
      "--output_dir=" + Program.reports(folder), "--fig_dir=" + folder.resolve("a").resolve("b")
    };
    String none = folder.resolve("none").toString();
    assertThat(Program.run("readout", "--features", none, reports[0], reports[1]).exitCode())
        .isEqualTo(3);
    String[] kept = {
      "--save_features=" + folder.resolve("c"), "--cache_dir=" + folder.resolve("d")
    };
    for (String experiment : List.of("sparse", "homeostasis")) {
      assertThat(
              Program.runIn(folder, experiment, "--dataset=" + none, kept[0], kept[1], reports[1])
                  .exitCode())
          .isNotZero();
    }
    String out = "--out=" + folder.resolve("e").resolve("f");
    assertThat(
            Program.run("tune", "sparse", "--p_connect=0.1,0.2", "--dataset=" + none, out)
                .exitCode())
        .isNotZero();
    assertThat(Program.run("sweep", "sparse", "--tau_ms", "0", "5", out).exitCode()).isEqualTo(2);
    assertThat(Program.filesIn(folder)).isEmpty();
  }

  @Test
  void aDeviceThatIsNotThereHasAnExitCodeOfItsOwn() {
    assumeFalse(TensorDevice.cudaIsWanted(), "this machine is set up for CUDA");
    Program run = Program.runIn(folder, "sparse", "--device=cuda");
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err())
        .startsWith("snn: CUDA is not available: ")
        .contains("PYTORCH_FLAVOR must be cu128")
        .doesNotContain("\tat ");
  }

  @Test
  void theEventBackendIsNotForCuda() {
    Program run = Program.runIn(folder, "sparse", "--device=cuda", "--backend=event");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("--backend must be djl or auto for --device cuda");
  }

  @Test
  void aStackTraceIsShownOnlyWhenAskedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    String[] args = {"sparse", "--dataset=mnist", "--data_dir=" + file};
    assertThat(Program.runIn(folder, "sparse", args[1], args[2]).err()).doesNotContain("\tat ");
    assertThat(Program.runIn(folder, "sparse", args[1], args[2], "--verbose").err())
        .contains("DataException", "\tat snn.data.Downloads");
    assertThat(Program.run("sparse", "--p_connect=2", "--verbose").err())
        .contains("\tat snn.", "\nsnn: --p_connect must be in (0, 1], found 2\n");
  }

  @Test
  void withoutTheModuleOfVectorsNothingIsDone() throws Exception {
    List<String> command = withoutVectors("sparse");
    Program run = Program.ended(new ProcessBuilder(command).start());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .containsExactly(
            ("snn: Java %s has not loaded jdk.incubator.vector; start it by scripts/snn or java"
                    + " -jar, or give it --add-modules jdk.incubator.vector (SNN_JAVA_OPTS)")
                .formatted(Runtime.version()),
            "Try 'snn sparse --help'.");
    command.subList(command.indexOf("sparse") + 1, command.size()).clear();
    command.add("--help");
    assertThat(Program.ended(new ProcessBuilder(command).start()).exitCode()).isZero();
  }

  /** Of the module, that is: the JVM warns of it where it is given on the command line. */
  @Test
  void openedAsByTheJarItLoadsTheModuleOfVectorsWithoutAWord() throws Exception {
    List<String> command = withoutVectors("sparse", "--penalty=l2", "--C=0.001");
    command.add(1, "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
    Program run = Program.ended(new ProcessBuilder(command).start());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.errLines()).isEmpty();
    assertThat(run.out()).contains("Sparse p=0.05 Test Accuracy: ");
  }

  @Test
  void theJarOpensIt() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<Add-Exports>java.base/jdk.internal.module</Add-Exports>");
  }

  private List<String> withoutVectors(String... args) {
    List<String> command =
        new ArrayList<>(Program.command(folder, args[0], Arrays.copyOfRange(args, 1, args.length)));
    int module = command.indexOf("--add-modules");
    command.subList(module, module + 2).clear();
    return command;
  }

  @Test
  void aDumbTerminalGetsPlainLines() {
    assertThat(Main.movesLines(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    assertThat(Main.movesLines(Map.of())).isTrue();
    assertThat(Main.movesLines(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Main.movesLines(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
  }
}
