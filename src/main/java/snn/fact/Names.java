package snn.fact;

import java.util.Map;
import java.util.stream.Collectors;
import snn.Words;
import snn.core.WeightLaw;
import snn.experiment.Experiment;
import snn.record.RunRecord;

/** What runs, and what they are made of, are called. */
public final class Names {

  private Names() {}

  /** An experiment's question; empty where this program does not know it. */
  public static String question(String experiment) {
    return Experiment.all().stream()
        .filter(known -> known.name().equals(experiment))
        .map(Experiment::question)
        .findFirst()
        .orElse("");
  }

  /** The question of a run: where its weight law is a user's own, that, and not the usual one. */
  public static String question(RunRecord record) {
    Map<String, Object> values = record.comparable();
    boolean ofWeights =
        Experiment.all().stream()
            .filter(known -> known.name().equals(record.experiment()))
            .anyMatch(known -> known.presets().containsKey(WeightLaw.KIND.name()));
    return ofWeights && values.containsKey(WeightLaw.KIND.source())
        ? "What if the weights are %s?".formatted(Words.text(values.get(WeightLaw.KIND.name())))
        : question(record.experiment());
  }

  /** A dataset as people know it; other names are those that a user gave. */
  public static String dataset(String name) {
    return name.equals("mnist") ? "MNIST" : name;
  }

  /** What an experiment's axis is, as a figure has it: with its unit in parentheses. */
  public static String label(String experiment, String parameter) {
    return Experiment.all().stream()
        .filter(known -> known.name().equals(experiment))
        .flatMap(known -> known.axis().stream())
        .map(Experiment.Axis::label)
        .findFirst()
        .orElse(parameter);
  }

  /** The value of an axis, if there is one: τₘ = 5 ms. */
  public static String varied(RunRecord record, RunRecord.Layer outcome) {
    return outcome.varied().entrySet().stream()
        .map(
            entry -> {
              String label = label(record.experiment(), entry.getKey());
              return Words.symbol(label)
                  + " = "
                  + Words.value(entry.getValue())
                  + Words.unit(label);
            })
        .collect(Collectors.joining(", "));
  }

  /** Side of the pools whose neurons are read as one, in neurons; 1 where each is read alone. */
  static int pool(Map<String, Object> values) {
    return values.get("pool") instanceof Number side ? side.intValue() : 1;
  }

  /** What a readout learns of, several of which one pool makes one: neurons, or features. */
  static String units(int pool) {
    return pool == 1 ? "neurons" : "features";
  }

  /** How long the sides of patches are: {@code 5 pixels}, {@code 7 to 12 pixels}. */
  static String sides(Map<String, Object> values) {
    String least = Words.value(values.get("patch_min"));
    String most = Words.value(values.get("patch_max"));
    return (least.equals(most) ? least : least + " to " + most) + " pixels";
  }
}
