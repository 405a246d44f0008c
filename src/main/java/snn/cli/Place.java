package snn.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A word of a command line, as a shell may complete it.
 *
 * @param values words that are known
 * @param paths which files, besides
 */
record Place(List<String> values, Paths paths) {

  /** Names in the file system. */
  enum Paths {
    NONE,
    FILES,
    FOLDERS
  }

  /** The value of a flag, or a word without a flag. */
  static Place of(ArgSpec argument) {
    Iterable<String> known = argument.completionCandidates();
    String label = argument.paramLabel();
    boolean file = argument.auxiliaryTypes()[0] == Path.class || label.matches("FILE|GRID");
    return new Place(
        known == null ? List.of() : StreamSupport.stream(known.spliterator(), false).toList(),
        label.endsWith("DIR") ? Paths.FOLDERS : file ? Paths.FILES : Paths.NONE);
  }

  /**
   * The word without a flag after a command, if there is any; where there are more, they are alike.
   */
  static Optional<Place> after(CommandLine command) {
    CommandLine program = command.getCommandSpec().root().commandLine();
    if (command.equals(program) || command.getCommandSpec().helpCommand()) {
      return Optional.of(
          new Place(
              commands(program).stream().map(CommandLine::getCommandName).toList(), Paths.NONE));
    }
    return command.getCommandSpec().positionalParameters().stream().findFirst().map(Place::of);
  }

  /** The commands of a program, each once, whatever names it has. */
  static List<CommandLine> commands(CommandLine program) {
    return List.copyOf(new LinkedHashSet<>(program.getSubcommands().values()));
  }

  /** The names of a command. */
  static List<String> names(CommandLine command) {
    return List.of(command.getCommandSpec().names().toArray(String[]::new));
  }

  /** The flag for the opposite of one, if there is any. */
  static Optional<String> negated(OptionSpec option) {
    return Optional.of("--no-" + option.longestName().substring(2)).filter(_ -> option.negatable());
  }

  /** All names of a flag, and of its opposite. */
  static List<String> names(OptionSpec option) {
    return Stream.concat(Stream.of(option.names()), negated(option).stream()).toList();
  }
}
