package snn.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.part.Parts;
import snn.part.Section;
import snn.report.ReportText;

/** A command that works, and talks about it. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    preprocessor = HyphenSpellings.class,
    modelTransformer = ParameterFlags.class,
    abbreviateSynopsis = true,
    sortOptions = false)
abstract class TerminalCommand implements Callable<Integer> {

  /** Set by the factory, before anything runs. */
  Terminal terminal;

  @Spec CommandSpec spec;

  /** The parameters that are flags of this command, in the order of help. */
  List<Section> sections() {
    return List.of();
  }

  /** The plain values that were given, by the parameters' names. */
  final Map<String, Object> given() {
    return ParameterFlags.given(spec.commandLine().getParseResult(), sections());
  }

  /** Those of a section. */
  final Map<String, Object> given(Section section) {
    return ParameterFlags.given(spec.commandLine().getParseResult(), List.of(section));
  }

  /** Names flags that were given and have no effect. */
  final void warnOfIdle(List<String> parameters) {
    if (!parameters.isEmpty()) {
      warn(
          "%s without effect here: %s"
              .formatted(
                  parameters.size() == 1 ? "a flag" : "flags",
                  String.join(", ", parameters.stream().map(ParameterFlags::flag).toList())));
    }
  }

  /** The part that the given flags describe. */
  final <P> P part(Class<P> type) {
    return Parts.read(type, given());
  }

  /** Says on stderr what is to be known about the fit, and if asked for, what it took. */
  final void tell(Plan plan, Outcome outcome, boolean verbose) {
    ReportText.stopsAsPublished(plan, outcome)
        .ifPresentOrElse(this::say, () -> ReportText.warning(outcome.fit()).ifPresent(this::warn));
    if (verbose) {
      say(Resources.describe(outcome));
    }
  }

  final void warn(String warning) {
    say("warning: " + warning);
  }

  final void say(String text) {
    terminal.err().println("snn: " + ParameterFlags.spelt(text));
  }
}
