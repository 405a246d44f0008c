package snn.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import snn.ResourceText;

/**
 * What bash and zsh read to complete a program's words. Picocli's script mixes up the values of
 * flags that have one label in help, and does not know which of them take files.
 */
final class BashCompletion {

  private BashCompletion() {}

  /** The script for a program and its subcommands. */
  static String of(CommandLine program) {
    String commands =
        Place.commands(program).stream()
            .map(command -> takes(names(command), command))
            .collect(Collectors.joining("", takes("''", program), ""));
    String experiments =
        Place.commands(program).stream()
            .filter(command -> command.getCommandSpec().userObject() instanceof ExperimentCommand)
            .map(BashCompletion::names)
            .collect(Collectors.joining(" | "));
    return ResourceText.of(BashCompletion.class, "completion.bash")
        .replace("COMMANDS\n", commands)
        .replace("EXPERIMENTS", experiments);
  }

  private static String names(CommandLine command) {
    return String.join(" | ", Place.names(command));
  }

  /** A branch of the script: the flags of a command, and what may follow each of them, or none. */
  private static String takes(String names, CommandLine command) {
    List<OptionSpec> options = command.getCommandSpec().options();
    Map<Place, String> flags = new LinkedHashMap<>();
    for (OptionSpec option : options) {
      if (option.arity().max() > 0) {
        // Hyphens are as good as underscores.
        String flag = "--" + option.longestName().substring(2).replaceAll("[-_]", "[-_]");
        flags.merge(Place.of(option), flag, (one, other) -> one + " | " + other);
      }
    }
    StringBuilder cases = new StringBuilder();
    flags.forEach((place, pattern) -> cases.append(offers(pattern, place)));
    Place.after(command).ifPresent(place -> cases.append(offers("*", place)));
    String all =
        options.stream()
            .flatMap(option -> Place.names(option).stream())
            .collect(Collectors.joining(" "));
    return "    %s)\n      flags=\"$flags %s\"\n      case $2 in\n%s      esac\n      ;;\n"
        .formatted(names, all, cases);
  }

  private static String offers(String pattern, Place place) {
    return "        %s) values='%s' paths=%s ;;\n"
        .formatted(
            pattern,
            String.join(" ", place.values()),
            place.paths().toString().toLowerCase(Locale.ROOT));
  }
}
