package snn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import snn.InvalidParameterException;
import snn.Reason;
import snn.core.tensor.DeviceException;
import snn.data.DataException;
import snn.experiment.Plan;
import snn.part.PartException;

/** What is said when something has gone wrong, and the exit code then. */
final class Failures {

  private Failures() {}

  /** Says which words of a command line are not allowed. */
  static int usageError(CommandLine.ParameterException e, String[] args) {
    CommandLine commandLine = e.getCommandLine();
    PrintWriter err = commandLine.getErr();
    if (e.getCause() instanceof ParameterFlags.Refused && List.of(args).contains("--verbose")) {
      e.printStackTrace(err);
    }
    err.println("snn: " + message(e));
    err.printf(
        "Try '%s --help'%s.%n",
        commandLine.getCommandSpec().qualifiedName(),
        mayBeOfAPart(e) ? "; a part of your own comes with " + PartsOption.FLAG + " FILE" : "");
    return ExitCode.USAGE;
  }

  /** Whether the name or the flag that is unknown may be one of a part that was not named. */
  private static boolean mayBeOfAPart(CommandLine.ParameterException e) {
    if (e.getCommandLine().getCommandSpec().findOption(PartsOption.FLAG) == null) {
      return false;
    }
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return unmatched.isUnknownOption() && unmatched.getSuggestions().isEmpty();
    }
    return e.getCause() instanceof ParameterFlags.Refused refused
        && refused.getCause() instanceof InvalidParameterException invalid
        && Plan.KINDS.stream().anyMatch(kind -> kind.name().equals(invalid.parameter()));
  }

  /** What to say about words that are not allowed. */
  static String message(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.OverwrittenOptionException repeated
        && repeated.getOverwritten() instanceof OptionSpec option) {
      String several = option.names()[0].equals(PartsOption.FLAG) ? ", with commas between" : "";
      return option.names()[0] + " must be given only once" + several;
    }
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return message(unmatched);
    }
    if (e.getCause() instanceof ParameterFlags.Refused refused) {
      return refused.getMessage();
    }
    if (e.getCause() instanceof CommandLine.TypeConversionException && e.getArgSpec() != null) {
      ArgSpec argument = e.getArgSpec();
      String name =
          argument instanceof OptionSpec option ? option.names()[0] : argument.paramLabel();
      String why = argument.auxiliaryTypes()[0] == Path.class ? e.getCause().getMessage() : "";
      return "%s must be %s, found '%s'%s"
          .formatted(name, allowed(argument), e.getValue(), why.isEmpty() ? "" : " (" + why + ")");
    }
    return e.getMessage();
  }

  /** Names what is unknown, without the value after it, and what may have been meant. */
  private static String message(CommandLine.UnmatchedArgumentException e) {
    List<String> words = e.getUnmatched();
    List<String> flags = words.stream().filter(HyphenSpellings::looksLikeFlag).toList();
    List<String> suggestions = e.getSuggestions();
    return "%s: '%s'%s"
        .formatted(
            flags.isEmpty() ? "Unmatched argument" : "Unknown option",
            String.join("', '", flags.isEmpty() ? words : flags),
            suggestions.isEmpty()
                ? ""
                : "; did you mean " + String.join(" or ", suggestions) + "?");
  }

  private static String allowed(ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(name -> name.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    if (type == boolean.class) {
      return argument instanceof OptionSpec option && option.negatable()
          ? "given without a value, or as --no-" + option.names()[0].substring(2)
          : "given without a value";
    }
    if (type == Path.class) {
      return argument.paramLabel().equals("DIR") ? "a folder" : "a file";
    }
    if (type == OptionalDouble.class) {
      return "a number or auto";
    }
    if (type == int.class || type == Integer.class) {
      return "a whole number of at most " + Integer.MAX_VALUE;
    }
    return type == long.class ? "a whole number of at most " + Long.MAX_VALUE : "a number";
  }

  /**
   * Says what has gone wrong.
   *
   * @param verbose whether with a stack trace
   * @return the exit code
   */
  static int failure(Throwable e, PrintWriter err, boolean verbose) {
    if (verbose) {
      e.printStackTrace(err);
    }
    return switch (e) {
      case DataException _ -> fail(err, e.getMessage(), ExitCode.DATA);
      case DeviceException _ -> fail(err, e.getMessage(), ExitCode.DEVICE);
      case InvalidParameterException invalid ->
          fail(err, ParameterFlags.message(invalid), ExitCode.USAGE);
      case PartException part -> {
        // What follows the first line has been written by others, and its braces stay.
        String[] lines = part.getMessage().split("\n", 2);
        fail(err, lines[0], ExitCode.USAGE);
        Stream.of(lines).skip(1).forEach(err::println);
        yield ExitCode.USAGE;
      }
      case OutOfMemoryError _ ->
          fail(
              err,
              ("%s MB of memory are not enough (%s); take a smaller {hidden} or {limit}, or give"
                      + " more: SNN_JAVA_OPTS=-Xmx8g")
                  .formatted(Runtime.getRuntime().maxMemory() >> 20, e.getMessage()),
              ExitCode.SOFTWARE);
      case Throwable own when PartException.in(own).isPresent() -> {
        err.printf(
            "snn: %s (a fault of that part, --verbose shows more)%n", PartException.in(own).get());
        yield ExitCode.USAGE;
      }
      default ->
          Reason.within(e)
              .map(cause -> fail(err, message(cause), ExitCode.OUTPUT))
              .orElseGet(
                  () ->
                      fail(
                          err,
                          e + " (a fault of the program; --verbose shows where)",
                          ExitCode.SOFTWARE));
    };
  }

  private static String message(IOException e) {
    String file =
        e instanceof FileSystemException of && of.getFile() != null ? of.getFile() : "a file";
    return "cannot read or write %s: %s".formatted(file, Reason.of(e));
  }

  static int fail(PrintWriter err, String message, int exitCode) {
    err.println("snn: " + ParameterFlags.spelt(message));
    return exitCode;
  }
}
