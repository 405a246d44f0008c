package snn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the shell fish reads to complete a program's words, which picocli does not write. */
final class FishCompletion {

  private final String program;
  private final List<String> lines = new ArrayList<>();

  private FishCompletion(String program) {
    this.program = program;
  }

  /** The script for a program and its subcommands. */
  static String of(CommandLine main) {
    FishCompletion script = new FishCompletion(main.getCommandName());
    script.options(main, "__fish_use_subcommand");
    main.getSubcommands().forEach(script::subcommand);
    return String.join("\n", script.lines) + "\n";
  }

  private void subcommand(String name, CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    line("-f -n __fish_use_subcommand -a " + name + described(description));
    options(command, quoted("__fish_seen_subcommand_from " + name));
  }

  private void options(CommandLine command, String condition) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      String words = "-n " + condition + names(option) + value(option);
      line(words + described(option.description()));
      if (option.negatable()) {
        line("-n " + condition + " -l no-" + option.longestName().substring(2));
      }
    }
  }

  private static String names(OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    return names.toString();
  }

  /** Whether a value follows, and which there are; of others, files are proposed. */
  private static String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return " -f";
    }
    Iterable<String> choices = option.completionCandidates();
    List<String> known =
        choices == null ? List.of() : StreamSupport.stream(choices.spliterator(), false).toList();
    return known.isEmpty() ? " -r" : " -x -a " + quoted(String.join(" ", known));
  }

  /** The first sentence. */
  private static String described(String[] description) {
    if (description.length == 0) {
      return "";
    }
    String sentence =
        description[0].replaceAll("%n|\n", " ").replaceFirst("(\\. |; | \\(default).*", "");
    return " -d " + quoted(sentence.replace("%%", "%"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void line(String words) {
    lines.add("complete -c " + program + " " + words);
  }
}
