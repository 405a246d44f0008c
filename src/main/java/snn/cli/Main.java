package snn.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import snn.experiment.Experiment;
import snn.experiment.OwnParts;

/** The program. */
public final class Main {

  /** Narrowest help text that picocli lays out, in characters. */
  private static final int SMALLEST_WIDTH = 55;

  /** Besides the experiments, in the order of help. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DataCommand.class,
          ReadoutCommand.class,
          PredictCommand.class,
          ExportCommand.class,
          VerifyCommand.class,
          CheckCommand.class,
          CompareCommand.class,
          CollectCommand.class,
          SweepCommand.class,
          TuneCommand.class,
          PageCommand.class,
          DoctorCommand.class,
          CommandLine.HelpCommand.class,
          CompletionCommand.class,
          ManCommand.class);

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    // Libraries format numbers by the default locale; this program names one wherever it formats.
    Locale.setDefault(Locale.ROOT);
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int columns = Integer.getInteger("snn.stderr.columns", 0);
    int code = run(out, err, movesLines(System.getenv()) ? columns : 0, args);
    if (out.checkError() && code == ExitCode.OK) {
      err.println("snn: could not write to standard output");
      code = ExitCode.OUTPUT;
    }
    err.flush();
    System.exit(code);
  }

  /** Whether a terminal in this environment understands and wants more than plain lines. */
  static boolean movesLines(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "").equals("dumb")
        && environment.getOrDefault("NO_COLOR", "").isEmpty();
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
    PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
    String[] words;
    try {
      words = ArgumentFiles.expand(args);
    } catch (ArgumentFiles.UnreadableException e) {
      return Failures.fail(errors, e.getMessage(), ExitCode.USAGE);
    }
    try (OwnParts _ = PartsOption.load(List.of(words))) {
      CommandLine commandLine =
          commandLine(new Terminal(out, err, columns), Stream.of(words).findFirst());
      commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
      commandLine.setErr(errors);
      return commandLine.execute(words);
    } catch (RuntimeException | Error e) {
      // What picocli does not catch: parts that cannot be used, and errors.
      return Failures.failure(e, errors, List.of(words).contains("--verbose"));
    }
  }

  static CommandLine commandLine(Terminal terminal) {
    return commandLine(terminal, Optional.empty());
  }

  /**
   * The program's commands.
   *
   * @param first word of the line; where that is an experiment, only that is made: all of them take
   *     an eighth of a second
   */
  private static CommandLine commandLine(Terminal terminal, Optional<String> first) {
    List<Experiment> asked =
        Experiment.all().stream()
            .filter(one -> first.filter(word -> isCalled(one, word)).isPresent())
            .toList();
    CommandFactory factory = new CommandFactory(terminal);
    CommandLine commandLine = new CommandLine(new SnnCommand(), factory);
    for (Experiment experiment : asked.isEmpty() ? Experiment.all() : asked) {
      CommandLine command =
          new CommandLine(factory.connected(new ExperimentCommand(experiment)), factory);
      command.getCommandSpec().name(experiment.name());
      command.getCommandSpec().usageMessage().description(experiment.question());
      Examples.addTo(command, Optional.of(experiment));
      commandLine.addSubcommand(
          experiment.name(), command, experiment.aliases().toArray(String[]::new));
    }
    for (Class<?> command : asked.isEmpty() ? COMMANDS : List.<Class<?>>of()) {
      CommandLine made = new CommandLine(command, factory);
      Examples.addTo(made, Optional.empty());
      // They have the flags of experiments among their words.
      made.setUnmatchedOptionsArePositionalParams(
          command == SweepCommand.class || command == TuneCommand.class);
      commandLine.addSubcommand(made);
    }
    if (terminal.columns() > 0) {
      // Not by picocli, which asks a program and waits a quarter of a second, help or not.
      commandLine.setUsageHelpWidth(Math.max(SMALLEST_WIDTH, terminal.columns()));
    }
    commandLine.setUsageHelpLongOptionsMaxWidth(30);
    if (terminal.columns() == 0) {
      commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    }
    commandLine.setExpandAtFiles(false);
    commandLine.setPosixClusteredShortOptionsAllowed(false);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(Path.class, new UserPath());
    commandLine.setParameterExceptionHandler(Failures::usageError);
    commandLine.setExecutionExceptionHandler(
        (e, command, parsed) ->
            Failures.failure(e, command.getErr(), parsed.expandedArgs().contains("--verbose")));
    commandLine.setExecutionStrategy(Main::execute);
    return commandLine;
  }

  private static boolean isCalled(Experiment experiment, String word) {
    return experiment.name().equals(word) || experiment.aliases().contains(word);
  }

  /** Runs the command, or prints the help asked for. */
  private static int execute(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    requireOnce(command);
    if (command.commandSpec().helpCommand() && !command.unmatched().isEmpty()) {
      // Picocli overlooks them, as it does beside --help.
      throw new CommandLine.UnmatchedArgumentException(
          command.commandSpec().commandLine(), command.unmatched());
    }
    boolean works = command.commandSpec().userObject() instanceof TerminalCommand;
    if (works
        && !command.isUsageHelpRequested()
        && !command.isVersionHelpRequested()
        && !VectorModule.load()) {
      throw new CommandLine.ParameterException(
          command.commandSpec().commandLine(),
          "Java %s has not loaded %s; start it by scripts/snn or java -jar, or give it %s (%s)"
              .formatted(
                  Runtime.version(),
                  VectorModule.NAME,
                  "--add-modules " + VectorModule.NAME,
                  "SNN_JAVA_OPTS"));
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Picocli refuses repeated options, but of those with many values it adds up the values. */
  static void requireOnce(CommandLine.ParseResult command) {
    Set<OptionSpec> seen = new HashSet<>();
    for (OptionSpec option : command.matchedOptions()) {
      if (!seen.add(option)) {
        throw new CommandLine.OverwrittenOptionException(
            command.commandSpec().commandLine(), option, option.longestName());
      }
    }
  }

  /** Gives commands the terminal that they talk to. */
  private record CommandFactory(Terminal terminal) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return connected(CommandLine.defaultFactory().create(type));
    }

    <K> K connected(K command) {
      if (command instanceof TerminalCommand talking) {
        talking.terminal = terminal;
      }
      return command;
    }
  }
}
