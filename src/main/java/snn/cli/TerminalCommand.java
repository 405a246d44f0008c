package snn.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import snn.part.Parts;
import snn.part.Section;

/** A command that works, and talks about it. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Build.class,
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

  /** The part that the given flags describe. */
  final <P> P part(Class<P> type) {
    return Parts.read(type, given());
  }

  final void warn(String warning) {
    terminal.warn(warning);
  }

  final void say(String text) {
    terminal.say(text);
  }
}
