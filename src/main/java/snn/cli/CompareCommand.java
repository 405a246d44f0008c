package snn.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import snn.fact.Comparison;
import snn.record.RunRecord;

/** {@code snn compare}. */
@Command(
    name = "compare",
    description = {
      "Says what differs between two recorded runs in configuration and result, and whether the"
          + " test accuracies differ by more than chance (McNemar's paired test)."
    })
final class CompareCommand extends TerminalCommand {

  @Parameters(index = "0", paramLabel = "A.json", description = "Record of a run.")
  Path first;

  @Parameters(index = "1", paramLabel = "B.json", description = "Record of another run.")
  Path second;

  @Option(names = "--verbose", description = "Show a stack trace with an error.")
  boolean verbose;

  @Override
  public Integer call() {
    Comparison.of(RunRecord.read(first), RunRecord.read(second)).forEach(terminal.out()::println);
    return ExitCode.OK;
  }
}
