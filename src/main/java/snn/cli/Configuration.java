package snn.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import snn.InvalidParameterException;
import snn.data.DataException;

/**
 * What determines the result of a command: the values of its flags, given or by default. The way
 * back, from values to the same command, is {@link #experiment}.
 */
final class Configuration {

  /** Flags that say where files are and how the machine is used. */
  private static final Set<String> NO_PART_OF_THE_RESULT =
      Set.of(
          "--data_dir",
          "--mirror",
          "--output_dir",
          "--fig_dir",
          "--num_workers",
          "--device",
          "--backend",
          "--verbose",
          "--save_features",
          "--cache_dir");

  private Configuration() {}

  /** Values by the flags' names without hyphens; null where a flag has no value. */
  static Map<String, Object> of(CommandSpec spec) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      String name = option.longestName();
      if (!option.usageHelp() && !option.versionHelp() && !NO_PART_OF_THE_RESULT.contains(name)) {
        values.put(name.substring(2), plain(option.getValue()));
      }
    }
    return values;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Enum<?> e -> e.toString().toLowerCase(Locale.ROOT);
      // --C auto.
      case OptionalDouble c -> c.isPresent() ? (Object) c.getAsDouble() : "auto";
      case null -> null;
      default -> value;
    };
  }

  /** The command line's words that give flags these values. */
  static List<String> words(Map<String, Object> values) {
    return values.entrySet().stream()
        .filter(flag -> flag.getValue() != null)
        .map(flag -> "--%s=%s".formatted(flag.getKey(), text(flag.getValue())))
        .toList();
  }

  private static String text(Object value) {
    return value instanceof Collection<?> values
        ? values.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }

  /**
   * The experiment with these values of its flags, as if they had been typed.
   *
   * @param experiment as the command line names it
   * @param further words
   * @throws DataException if there is no such experiment, or no such flag, or a value is not
   *     allowed
   */
  static ExperimentCommand<?> experiment(
      Terminal terminal, String experiment, Map<String, Object> values, String... further) {
    List<String> words = new ArrayList<>();
    words.add(experiment);
    words.addAll(words(values));
    words.addAll(List.of(further));
    try {
      CommandLine.ParseResult parsed =
          Main.commandLine(terminal)
              .setExpandAtFiles(false)
              .parseArgs(words.toArray(String[]::new))
              .subcommand();
      if (parsed != null
          && parsed.commandSpec().userObject() instanceof ExperimentCommand<?> command) {
        command.check();
        command.settings();
        return command;
      }
    } catch (CommandLine.ParameterException e) {
      throw new DataException("no valid configuration: " + e.getMessage(), e);
    } catch (InvalidParameterException e) {
      throw new DataException(
          "no valid configuration: %s %s".formatted(Main.flag(e.parameter()), e.problem()), e);
    }
    throw new DataException("no experiment: " + experiment);
  }
}
