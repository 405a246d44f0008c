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
import snn.part.Parts;
import snn.sweep.Grid;

/** Says what flags of experiments mean, and runs nothing. For one thread. */
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
    return command(experiment).sections().stream()
        .flatMap(section -> section.parameters().stream())
        .filter(
            parameter ->
                parameter.name().equals(name)
                    || (parameter.isSwitch() && ("no_" + parameter.name()).equals(name)))
        .findFirst()
        .orElseThrow(() -> new Grid.GridException("%s has no %s".formatted(experiment, flag)));
  }

  /**
   * The plain value of a parameter.
   *
   * @throws Grid.GridException if it is not allowed
   */
  Object value(Parameter parameter, String text) {
    try {
      return ParameterFlags.value(parameter, text);
    } catch (ParameterFlags.Refused e) {
      throw new Grid.GridException(e.getMessage());
    }
  }

  /**
   * The plain values of all flags that are given.
   *
   * @param words of a command line, the experiment first
   * @throws Grid.GridException if it is not allowed
   */
  Map<String, Object> given(List<String> words) {
    try {
      CommandLine.ParseResult parsed = program.parseArgs(words.toArray(String[]::new)).subcommand();
      Main.requireOnce(parsed);
      return ((ExperimentCommand) parsed.commandSpec().userObject()).given();
    } catch (CommandLine.ParameterException e) {
      throw new Grid.GridException(Failures.message(e));
    }
  }

  /**
   * The plan that values make.
   *
   * @param given of all flags
   * @throws Grid.GridException if it is not allowed
   */
  Plan plan(String experiment, Map<String, Object> given) {
    try {
      return Plan.among(command(experiment).experiment(), given);
    } catch (InvalidParameterException e) {
      throw new Grid.GridException(ParameterFlags.message(e));
    }
  }

  private ExperimentCommand command(String experiment) {
    return program.getSubcommands().get(experiment).getCommand();
  }

  /** Whether a run with such flags may use the tensor backend. */
  static boolean mayUseTensors(Map<String, Object> given) {
    Machine machine = Parts.read(Machine.class, given);
    return machine.backend() == Backend.Kind.DJL || Backend.Choice.isCudaWanted(machine.device());
  }
}
