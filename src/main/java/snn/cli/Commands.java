package snn.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.fact.Provenance;
import snn.part.Kind;
import snn.record.RunRecord;

/** Command lines that do again what records tell. */
final class Commands {

  /** What no shell changes. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}_./,:=@%+-]+");

  private Commands() {}

  /** The experiment, and the flags whose values are not its defaults and have an effect. */
  static String of(RunRecord record) {
    List<String> words = new ArrayList<>(List.of("scripts/snn", record.experiment()));
    Map<String, Object> values = record.comparable();
    Set<String> told = told(record);
    List<String> files = Provenance.files(record);
    if (!files.isEmpty()) {
      words.add("--parts");
      words.add(files.stream().map(Commands::quoted).collect(Collectors.joining(",")));
    }
    Plan.KINDS.stream().map(Kind::source).forEach(told::remove);
    for (String name : told) {
      Object value = values.get(name);
      switch (value) {
        case null -> {}
        case Boolean on -> words.add(ParameterFlags.flag((on ? "" : "no-") + name));
        case List<?> list -> {
          words.add(ParameterFlags.flag(name));
          list.forEach(one -> words.add(Numbers.text(one)));
        }
        default -> {
          String text = quoted(Numbers.text(value));
          // A value that looks like a flag is none when it hangs on one.
          words.add(ParameterFlags.flag(name) + (text.startsWith("-") ? "=" : " ") + text);
        }
      }
    }
    return String.join(" ", words);
  }

  private static Set<String> told(RunRecord record) {
    Map<String, Object> values = record.comparable();
    Set<String> told = new LinkedHashSet<>(values.keySet());
    try {
      Experiment experiment = Experiment.named(record.experiment());
      Map<String, Object> usual = Plan.of(experiment, Map.of()).values();
      told.removeIf(name -> Objects.equals(values.get(name), usual.get(name)));
      told.removeAll(Plan.of(experiment, values).withoutEffect(values.keySet()));
      // Measuring changes no result, and older records do not tell whether it was done.
      told.removeAll(List.of("information", "floors"));
    } catch (InvalidParameterException _) {
      // The record is of another program, so that all its flags are told.
    }
    return told;
  }

  /** A word as a shell reads it. */
  static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
