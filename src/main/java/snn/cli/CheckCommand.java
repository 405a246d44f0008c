package snn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import snn.experiment.OwnParts;
import snn.experiment.PartCheck;
import snn.part.OwnPart;

/** {@code snn check}. */
@Command(
    name = "check",
    description = {
      "Tries whether parts of your own do what runs rely on: the same draw for the same key, in any"
          + " order and by any number of threads; finite numbers; the same spikes by definition and"
          + " by a fast form, and on every backend; every parameter in the record and back. A line"
          + " each, and where something is not so, the first counter-example.",
      "Their code runs with your rights."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:All is so.", "2:Something is not, or the file is no part."})
final class CheckCommand extends TerminalCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Java sources or jars, as for --parts of an experiment.")
  List<Path> files;

  @Option(names = "--verbose", description = "Show a stack trace with an error.")
  boolean verbose;

  @Override
  public Integer call() {
    boolean fine = true;
    try (OwnParts own = PartsOption.loadFiles(files)) {
      for (OwnPart part : own.parts()) {
        terminal.out().printf(Locale.ROOT, "%s, from %s%n", part.name(), part.file());
        for (PartCheck.Result result : PartCheck.of(part)) {
          fine &= result.fault().isEmpty();
          terminal
              .out()
              .printf(
                  Locale.ROOT,
                  "%-6s %s%s%n",
                  result.isNote() ? "note" : result.fault().isEmpty() ? "ok" : "fails",
                  result.promise(),
                  result.fault().map(fault -> ": " + ParameterFlags.spelt(fault)).orElse(""));
        }
      }
    }
    return fine ? ExitCode.OK : ExitCode.USAGE;
  }
}
