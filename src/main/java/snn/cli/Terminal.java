package snn.cli;

import java.io.PrintStream;
import java.util.List;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.fact.ReadoutFacts;
import snn.record.RunRecord;

/**
 * Where a command's words go.
 *
 * @param out for results
 * @param err for progress, warnings and errors
 * @param columns width of the terminal that {@code err} is, so that bars can move on one line; 0
 *     where it is none
 */
record Terminal(PrintStream out, PrintStream err, int columns) {

  void say(String text) {
    err.println("snn: " + ParameterFlags.spelt(text));
  }

  void warn(String warning) {
    say("warning: " + warning);
  }

  /** Names flags that were given and have no effect. */
  void warnOfIdle(List<String> parameters) {
    if (!parameters.isEmpty()) {
      warn(
          "%s without effect here: %s"
              .formatted(
                  parameters.size() == 1 ? "a flag" : "flags",
                  String.join(", ", parameters.stream().map(ParameterFlags::flag).toList())));
    }
  }

  /** Says what is to be known about the fit, and if asked for, what it took. */
  void tell(Plan plan, Outcome outcome, RunRecord.Layer layer, boolean verbose) {
    ReadoutFacts.stopsAsPublished(plan, outcome.settings(), layer)
        .ifPresentOrElse(this::say, () -> ReadoutFacts.warning(layer).ifPresent(this::warn));
    if (verbose) {
      say(Resources.describe(outcome));
    }
  }
}
