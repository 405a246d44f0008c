package snn.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import snn.ResourceText;

/** What the shell fish reads to complete a program's words, which picocli does not write. */
final class FishCompletion {

  /**
   * Begins with a function: whether the command is one of some, or a sweep or search, which take
   * the words of others.
   */
  private final StringBuilder script =
      new StringBuilder(ResourceText.of(FishCompletion.class, "completion.fish"));

  private final String program;

  private FishCompletion(String program) {
    this.program = program;
  }

  /** The script for a program and its subcommands. */
  static String of(CommandLine main) {
    FishCompletion made = new FishCompletion(main.getCommandName());
    made.options(main, "__fish_use_subcommand");
    Place.commands(main).forEach(made::subcommand);
    return made.script.toString();
  }

  private void subcommand(CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    line("-f -n __fish_use_subcommand -a " + command.getCommandName() + described(description));
    String condition = quoted("__snn_in " + String.join(" ", Place.names(command)));
    line("-n " + condition + Place.after(command).map(place -> proposed(place, "")).orElse(" -f"));
    options(command, condition);
  }

  private void options(CommandLine command, String condition) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      String value =
          option.arity().max() == 0
              ? " -f"
              : " -r" + proposed(Place.of(option), String.join(" ", option.description()));
      String words = "-n " + condition + names(option.names()) + value;
      line(words + described(option.description()));
      Place.negated(option).ifPresent(name -> line("-n " + condition + names(name) + " -f"));
    }
  }

  private static String names(String... names) {
    return Stream.of(names)
        .map(
            name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
        .collect(Collectors.joining());
  }

  /** What may stand there. A value is said to be what help says of it, or nothing. */
  private static String proposed(Place place, String help) {
    Stream<String> values =
        place.values().stream().map(value -> value + "\\t" + about(value, help));
    Stream<String> folders =
        Stream.of("(__fish_complete_directories)")
            .filter(_ -> place.paths() == Place.Paths.FOLDERS);
    String words = Stream.concat(values, folders).collect(Collectors.joining(" "));
    return (place.paths() == Place.Paths.FILES ? " -F" : " -f")
        + (words.isEmpty() ? "" : " -a " + quoted(words));
  }

  /** {@code event (CPU only)} and {@code saga: one image at a time;} say what a value is. */
  private static String about(String value, String help) {
    Matcher said =
        Pattern.compile(
                "(?<![\\w-])%s(?:: | \\()(?!default)(.*?)(?:[;)]|\\. | \\(|\\.?$)"
                    .formatted(Pattern.quote(value)))
            .matcher(help);
    return said.find() ? quoted(said.group(1)) : "";
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
    script.append("complete -c ").append(program).append(' ').append(words).append('\n');
  }
}
