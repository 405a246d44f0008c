package snn.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import snn.InvalidParameterException;
import snn.experiment.Backend;
import snn.experiment.Plan;
import snn.part.Parameter;

/** Says what command lines of experiments mean, and runs nothing. For one thread. */
final class PointParser {

  private final CommandLine program;

  PointParser() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    program = Main.commandLine(new Terminal(nowhere, nowhere, 0));
  }

  /** Whether there is an experiment of that name. */
  boolean isExperiment(String name) {
    CommandLine command = program.getSubcommands().get(name);
    return command != null && command.getCommand() instanceof ExperimentCommand;
  }

  /**
   * The name of an experiment as help has it.
   *
   * @throws Grid.GridException if there is none
   */
  String experiment(String name) {
    if (!isExperiment(name)) {
      throw new Grid.GridException("there is no experiment " + name);
    }
    return program.getSubcommands().get(name).getCommandName();
  }

  /**
   * The parameter of a flag, as spelt in help.
   *
   * @throws Grid.GridException if the experiment has none
   */
  Parameter parameter(String experiment, String flag) {
    String name = flag.substring(2);
    ExperimentCommand command = program.getSubcommands().get(experiment).getCommand();
    return command.sections().stream()
        .flatMap(section -> section.parameters().stream())
        .filter(
            parameter ->
                parameter.name().equals(name)
                    || (parameter.isSwitch() && ("no_" + parameter.name()).equals(name)))
        .findFirst()
        .orElseThrow(() -> new Grid.GridException("%s has no %s".formatted(experiment, flag)));
  }

  /**
   * The values that one word gives.
   *
   * @throws Grid.GridException if it is not allowed
   */
  Map<String, Object> given(String experiment, String word) {
    return parsed(List.of(experiment, word)).given();
  }

  /**
   * The plan of a command line.
   *
   * @throws Grid.GridException if it is not allowed
   */
  Plan plan(List<String> words) {
    try {
      return parsed(words).plan();
    } catch (InvalidParameterException e) {
      throw new Grid.GridException(ParameterFlags.message(e));
    }
  }

  /** Whether a command line may use the tensor backend. */
  boolean mayUseTensors(List<String> words) {
    Machine machine = machine(words);
    return machine.backend() == Backend.Kind.DJL || Backend.Choice.isCudaWanted(machine.device());
  }

  /** How a command line uses the machine. */
  Machine machine(List<String> words) {
    return parsed(words).part(Machine.class);
  }

  private ExperimentCommand parsed(List<String> words) {
    try {
      CommandLine.ParseResult parsed = program.parseArgs(words.toArray(String[]::new)).subcommand();
      Main.requireOnce(parsed);
      return (ExperimentCommand) parsed.commandSpec().userObject();
    } catch (CommandLine.ParameterException e) {
      throw new Grid.GridException(Main.message(e));
    }
  }
}
