package snn.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's name, its subcommands and what they have in common. */
@Command(
    name = "snn",
    mixinStandardHelpOptions = true,
    versionProvider = Build.class,
    description = {
      "Reads MNIST digits from the spike counts of a fixed random layer of leaky"
          + " integrate-and-fire neurons."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Success.",
      "1:A fault of the program, or out of memory.",
      "2:Wrong flags or values, nothing was done; or a fault of a part of your own.",
      "3:The data cannot be had, or are damaged.",
      "4:The result was there, but not all of it could be printed or saved.",
      "5:The device asked for is not there or has too little memory, or PyTorch cannot be loaded.",
      "6:The result is not the recorded one (verify).",
      "130, 143:Interrupted, terminated."
    },
    footer = {
      "",
      "Try it without any data:",
      "  snn sparse --hidden 1024 --dataset strokes",
      "Flags may stand in a file, one per line:  snn sparse @flags.txt"
    })
final class SnnCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which command? One of %s."
            .formatted(
                spec.subcommands().values().stream()
                    .filter(command -> command.getCommand() instanceof TerminalCommand)
                    .map(CommandLine::getCommandName)
                    .distinct()
                    .collect(Collectors.joining(", "))));
  }
}
