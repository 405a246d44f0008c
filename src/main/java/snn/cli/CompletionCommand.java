package snn.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snn generate-completion}. */
@Command(
    name = "generate-completion",
    mixinStandardHelpOptions = true,
    versionProvider = Build.class,
    preprocessor = HyphenSpellings.class,
    description = "Prints the script by which a shell completes commands, flags and values.")
final class CompletionCommand implements Callable<Integer> {

  /** Shells. The script for the first serves the second, too. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    /** The name that users know. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--shell",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Shell shell = Shell.BASH;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine program = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(shell == Shell.FISH ? FishCompletion.of(program) : BashCompletion.of(program));
    out.flush();
    return ExitCode.OK;
  }
}
