package snn.cli;

import java.util.LinkedHashSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code snn generate-man}. */
@Command(
    name = "generate-man",
    mixinStandardHelpOptions = true,
    versionProvider = Build.class,
    preprocessor = HyphenSpellings.class,
    description = "Prints the manual page of all commands, for man.")
final class ManCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine program = spec.root().commandLine();
    StringBuilder page = new StringBuilder();
    String name = program.getCommandName();
    page.append(".TH SNN 1 \"\" \"%s %s\" \"User Commands\"\n".formatted(name, Build.version()));
    page.append(".SH NAME\n%s \\- %s\n".formatted(name, roff(description(program))));
    page.append(".SH SYNOPSIS\n.B %s\n.I COMMAND\n.RI [ OPTIONS ]\n".formatted(name));
    section(page, "DESCRIPTION", program);
    for (CommandLine command : new LinkedHashSet<>(program.getSubcommands().values())) {
      section(page, name + " " + command.getCommandName(), command);
    }
    spec.commandLine().getOut().print(page);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static String description(CommandLine command) {
    return String.join(" ", command.getCommandSpec().usageMessage().description());
  }

  /** The help of a command, as it stands on a terminal. */
  private static void section(StringBuilder page, String heading, CommandLine command) {
    String help =
        command
            .getUsageMessage(Ansi.OFF)
            .lines()
            .map(ManCommand::roff)
            .collect(Collectors.joining("\n"));
    page.append(".SH \"%s\"\n.nf\n".formatted(roff(heading))).append(help).append("\n.fi\n");
  }

  /** A line that begins with a dot or a quotation mark would be a request. */
  private static String roff(String line) {
    String escaped = line.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
