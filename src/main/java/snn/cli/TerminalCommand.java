package snn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import snn.experiment.Outcome;
import snn.report.ReportText;

/** A command that works, and talks about it. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    preprocessor = HyphenSpellings.class,
    modelTransformer = HelpSections.class,
    sortOptions = false)
abstract class TerminalCommand implements Callable<Integer> {

  /** Set by the factory, before anything runs. */
  Terminal terminal;

  @Spec CommandSpec spec;

  /** Says on stderr what is to be known about the fit, and if asked for, what it took. */
  final void tell(Outcome outcome, boolean verbose) {
    for (String warning : ReportText.warnings(outcome.fit())) {
      warn(warning);
    }
    if (verbose) {
      terminal.err().println("snn: " + Resources.describe(outcome));
    }
  }

  final void warn(String warning) {
    terminal.err().println("snn: warning: " + warning);
  }
}
