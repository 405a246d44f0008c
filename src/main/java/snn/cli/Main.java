package snn.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import snn.InvalidParameterException;
import snn.core.tensor.DeviceException;
import snn.data.DataException;

/** The program. */
public final class Main {

  /** Of a help text, in picocli. */
  private static final int SMALLEST_WIDTH = 55;

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    // The report's numbers and the figures' labels are the same in every country.
    Locale.setDefault(Locale.ROOT);
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int code = run(out, err, Integer.getInteger("snn.stderr.columns", 0), args);
    if (out.checkError() && code == ExitCode.OK) {
      err.println("snn: could not write to standard output");
      code = ExitCode.OUTPUT;
    }
    err.flush();
    System.exit(code);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /**
   * Runs one command line.
   *
   * @param out for results
   * @param err for progress, warnings and errors
   * @param columns width of the terminal that {@code err} is; 0 where it is none
   * @return the exit code
   */
  public static int run(PrintStream out, PrintStream err, int columns, String... args) {
    CommandLine commandLine = commandLine(new Terminal(out, err, columns));
    commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError e) {
      return fail(
          commandLine.getErr(),
          "%d MB of memory are not enough (%s); take a smaller --hidden or --limit, or give more: SNN_JAVA_OPTS=-Xmx8g"
              .formatted(Runtime.getRuntime().maxMemory() >> 20, e.getMessage()),
          ExitCode.SOFTWARE);
    }
  }

  static CommandLine commandLine(Terminal terminal) {
    CommandLine commandLine = new CommandLine(new SnnCommand(), new CommandFactory(terminal));
    if (terminal.columns() > 0) {
      // Not by picocli, which asks a program and waits a quarter of a second, help or not.
      commandLine.setUsageHelpWidth(Math.max(SMALLEST_WIDTH, terminal.columns()));
    }
    commandLine.setUsageHelpLongOptionsMaxWidth(30);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(Path.class, Main::path);
    commandLine.setParameterExceptionHandler(Main::usageError);
    commandLine.setExecutionExceptionHandler(Main::failure);
    commandLine.setExecutionStrategy(Main::runUnlessRepeated);
    return commandLine;
  }

  /** Picocli refuses repeated options, but of those with many values it adds up the values. */
  private static int runUnlessRepeated(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    Set<OptionSpec> seen = new HashSet<>();
    for (OptionSpec option : command.matchedOptions()) {
      if (!seen.add(option)) {
        throw new CommandLine.OverwrittenOptionException(
            command.commandSpec().commandLine(), option, option.longestName());
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** An empty path is the current folder to Java, but a variable that was never set to a user. */
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new CommandLine.TypeConversionException("empty");
    }
    return Path.of(text);
  }

  /** Gives commands the terminal that they talk to. */
  private record CommandFactory(Terminal terminal) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      K command = CommandLine.defaultFactory().create(type);
      if (command instanceof TerminalCommand talking) {
        talking.terminal = terminal;
      }
      return command;
    }
  }

  private static int usageError(CommandLine.ParameterException e, String[] args) {
    CommandLine commandLine = e.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("snn: " + message(e));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.printf("Try '%s --help'.%n", commandLine.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  private static String message(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.OverwrittenOptionException repeated
        && repeated.getOverwritten() instanceof OptionSpec option) {
      return option.names()[0] + " must be given only once";
    }
    if (e.getCause() instanceof CommandLine.TypeConversionException && e.getArgSpec() != null) {
      ArgSpec argument = e.getArgSpec();
      String name =
          argument instanceof OptionSpec option ? option.names()[0] : argument.paramLabel();
      return "%s must be %s, found '%s'".formatted(name, allowed(argument), e.getValue());
    }
    return e.getMessage();
  }

  private static String allowed(ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(name -> name.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
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
    if (type == URI.class) {
      return "the http, https or file URL of a folder, without a user or a query";
    }
    return type == long.class ? "a whole number of at most " + Long.MAX_VALUE : "a number";
  }

  private static int failure(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (parsed.expandedArgs().contains("--verbose")) {
      e.printStackTrace(err);
    }
    return switch (e) {
      case DataException _ -> fail(err, e.getMessage(), ExitCode.DATA);
      case DeviceException _ -> fail(err, e.getMessage(), ExitCode.DEVICE);
      case InvalidParameterException invalid ->
          fail(err, flag(invalid.parameter()) + " " + invalid.problem(), ExitCode.USAGE);
      default ->
          fail(err, e + " (a fault of the program; --verbose shows where)", ExitCode.SOFTWARE);
    };
  }

  private static int fail(PrintWriter err, String message, int exitCode) {
    err.println("snn: " + message);
    return exitCode;
  }

  /** The flag of a configuration record's component: {@code tauMs} is {@code --tau_ms}. */
  static String flag(String component) {
    return Arrays.stream(component.split(" "))
        .map(word -> word.matches("[a-zA-Z]+") ? "--" + underscored(word) : word)
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  private static String underscored(String word) {
    return word.equals("c") ? "C" : word.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
