package snn.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import snn.experiment.Experiment;
import snn.record.RunRecord;

/** How a page writes numbers and names. */
final class Words {

  /** Below it a p says no more than that it is small. */
  private static final double SMALLEST_P = 1e-12;

  private Words() {}

  /** A number of things. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A number of things with their name. */
  static String count(long n, String one, String several) {
    return count(n) + " " + (n == 1 ? one : several);
  }

  /** A share as a percentage. */
  static String percent(double share) {
    double value = 100 * share;
    if (value > 0 && value < 0.001) {
      return "less than 0.001 %";
    }
    boolean nearlyAll = value < 100 && value >= 99.95;
    int digits =
        value == 0 || value == 100
            ? 0
            : value < 0.1 ? (int) Math.ceil(-Math.log10(value)) : nearlyAll ? 3 : 1;
    return String.format(Locale.ROOT, "%." + digits + "f %%", value);
  }

  /** What a p is: {@code p = 0.31}. */
  static String p(double p) {
    if (p < SMALLEST_P) {
      return "p < 1e-12";
    }
    return "p = "
        + (p < 0.001
            ? String.format(Locale.ROOT, "%.1e", p).replace("e-0", "e-")
            : p > 0.9995 ? "1" : String.format(Locale.ROOT, p < 0.01 ? "%.3f" : "%.2f", p));
  }

  /** A difference of accuracies, with its sign. */
  static String difference(double value) {
    String text = String.format(Locale.ROOT, "%+.4f", value).replace('-', '−');
    return text.equals("−0.0000") || text.equals("+0.0000") ? "0.0000" : text;
  }

  /** A dataset as people know it; other names are those that a user gave. */
  static String dataset(String name) {
    return name.equals("mnist") ? "MNIST" : name;
  }

  /** Things beside each other: a, b and c. */
  static String and(List<String> things) {
    int last = things.size() - 1;
    return last < 1
        ? String.join("", things)
        : String.join(", ", things.subList(0, last)) + " and " + things.get(last);
  }

  /** What an experiment's axis is, as a figure has it: with its unit in parentheses. */
  static String label(String experiment, String parameter) {
    return axis(experiment, Experiment.Axis::label, parameter);
  }

  private static String axis(
      String experiment, Function<Experiment.Axis, String> part, String otherwise) {
    return Experiment.all().stream()
        .filter(known -> known.name().equals(experiment))
        .flatMap(known -> known.axis().stream())
        .map(part)
        .findFirst()
        .orElse(otherwise);
  }

  /** A label as it stands within a sentence, without its unit. */
  static String noun(String label) {
    String bare = label.replaceFirst(" \\([^)]*\\)$", "");
    return bare.isEmpty()
        ? bare
        : bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
  }

  /** The unit with a space before it; empty where there is none. */
  static String unit(String label) {
    return label.endsWith(")") && label.contains(" (")
        ? " " + label.substring(label.lastIndexOf(" (") + 2, label.length() - 1)
        : "";
  }

  /** The symbol of what has one, else its noun. */
  static String symbol(String label) {
    String noun = noun(label);
    String last = noun.substring(noun.lastIndexOf(' ') + 1);
    return last.chars().anyMatch(letter -> letter > 0x7f) ? last : noun;
  }

  /** The value of an axis, if there is one: τₘ = 5 ms. */
  static String varied(RunRecord record, RunRecord.Layer outcome) {
    return outcome.varied().entrySet().stream()
        .map(
            entry -> {
              String label = label(record.experiment(), entry.getKey());
              return symbol(label) + " = " + value(entry.getValue()) + unit(label);
            })
        .collect(Collectors.joining(", "));
  }

  /** A value along an axis. */
  static String value(Object value) {
    return value instanceof Number number ? Svg.shown(number.doubleValue()) : Section.text(value);
  }

  /** Side of the pools whose neurons are read as one, in neurons; 1 where each is read alone. */
  static int pool(Map<String, Object> values) {
    return values.get("pool") instanceof Number side ? side.intValue() : 1;
  }

  /** How long the sides of patches are: {@code 5 pixels}, {@code 7 to 12 pixels}. */
  static String sides(Map<String, Object> values) {
    String least = value(values.get("patch_min"));
    String most = value(values.get("patch_max"));
    return (least.equals(most) ? least : least + " to " + most) + " pixels";
  }
}
