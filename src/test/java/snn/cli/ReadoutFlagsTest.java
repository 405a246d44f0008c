package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static snn.ParameterAssertions.assertRejected;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import snn.readout.LogisticRegression;
import snn.readout.LogisticRegression.Penalty;
import snn.readout.LogisticRegression.Solver;

/** How the flags of the readout go together; {@link FlagsTest} has them one by one. */
class ReadoutFlagsTest {

  private static CommandLine commandLine() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return Main.commandLine(new Terminal(nowhere, nowhere, 0));
  }

  private static LogisticRegression parse(String... flags) {
    String[] args = new String[flags.length + 1];
    args[0] = "sparse";
    System.arraycopy(flags, 0, args, 1, flags.length);
    Object command = commandLine().parseArgs(args).subcommand().commandSpec().userObject();
    return (LogisticRegression) ((ExperimentCommand) command).plan().points().getFirst().readout();
  }

  @ParameterizedTest
  @EnumSource(Solver.class)
  void solversHaveNamesThatTheHelpExplains(Solver solver) {
    assertThat(parse("--solver", solver.toString()).solver()).contains(solver);
    assertThat(
            commandLine().getSubcommands().get("sparse").getUsageMessage(CommandLine.Help.Ansi.OFF))
        .contains(solver + ":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "AUTO"})
  void automaticStrengthImpliesPenaltyAndSolver(String auto) {
    LogisticRegression options = parse("--C", auto);
    assertThat(options.c()).isEmpty();
    assertThat(options.penalty()).contains(Penalty.L2);
    assertThat(options.solver()).contains(Solver.LBFGS_GRAM);
    assertThat(parse("--C=auto", "--penalty=l2", "--solver=lbfgs-gram")).isEqualTo(options);
  }

  @Test
  void whatContradictsAutomaticStrengthIsRefused() {
    assertRejected("penalty", "none", () -> parse("--C", "auto", "--penalty", "none"));
    assertRejected("solver", "lbfgs", () -> parse("--C", "auto", "--solver", "lbfgs"));
  }
}
