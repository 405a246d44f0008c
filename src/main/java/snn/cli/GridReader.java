package snn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import snn.Reason;
import snn.part.Parameter;
import snn.sweep.Grid;
import snn.sweep.Grid.GridException;

/**
 * Reads grids. In a file a grid has an axis a line, and comments after #:
 *
 * <pre>
 *  experiment baseline sparse
 *  --tau_ms 5 10 20
 *  sparse: --p_connect 0.01 0.05 0.1    # of this experiment alone
 *  --seed 1..3
 *  --floors                             # a flag without a value, the same at every point
 * </pre>
 *
 * <p>On a command line the same words follow each other. Values stand between spaces or commas;
 * those of a flag that takes a list have commas within. Whole numbers may be a range.
 */
final class GridReader {

  private static final Pattern FLAG = Pattern.compile("--[A-Za-z][A-Za-z_-]*");
  private static final Pattern RANGE = Pattern.compile("(-?\\d+)\\.\\.(-?\\d+)");

  private static final String EXAMPLE = "--tau_ms 5 10 20";

  private static final long MOST_VALUES = 1_000_000;

  /** What results do not depend on. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("--parts", "--data_dir", "--mirror", "--cache_dir", "--verbose", "--print");

  /** Set for each point. */
  private static final Set<String> OWN =
      Set.of("--output_dir", "--fig_dir", "--num_workers", "--save_features");

  private final PointParser parser;
  private final List<String> experiments = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private GridReader(PointParser parser) {
    this.parser = parser;
  }

  /**
   * A flag and its values, as they are written.
   *
   * @param flag as spelt in help
   * @param experiment that it is for; empty for all
   * @param line where it stands in the grid's file; 0 on a command line
   */
  private record Line(String flag, String experiment, int line, List<String> values) {

    private boolean isOf(String name) {
      return experiment.isEmpty() || experiment.equals(name);
    }

    private String message(String text) {
      return line == 0 ? text : "line " + line + ": " + text;
    }

    /** Order of flags in the names of points' folders, which must stay as it is. */
    private String order() {
      return flag + " " + (experiment.isEmpty() ? "*" : experiment) + " " + line;
    }
  }

  /**
   * Flags that are the same at every point.
   *
   * @param common those that results depend on, in order
   * @param machine the others
   */
  record Further(List<String> common, List<String> machine) {

    /**
     * Sorts them.
     *
     * @param words flags and their values
     */
    static Further of(List<String> words) {
      Map<String, String> values = new LinkedHashMap<>();
      String flag = "";
      for (String word : words) {
        if (word.startsWith("--")) {
          String[] parts = word.split("=", 2);
          flag = canonical(parts[0]);
          if (OWN.contains(flag)) {
            throw new GridException(flag + " is set for each point, and cannot be given");
          }
          values.put(flag, parts.length == 1 ? "" : "=" + parts[1]);
        } else if (flag.isEmpty()) {
          throw new GridException("after a grid come flags, found " + word);
        } else {
          values.merge(flag, word, (a, b) -> (a.isEmpty() ? "=" : a + ",") + b);
        }
      }
      return new Further(
          words(values, name -> !OF_THE_MACHINE.contains(name)),
          words(values, OF_THE_MACHINE::contains));
    }

    /** All of them on the command line of an experiment. */
    List<String> words(String experiment) {
      return Stream.of(List.of(experiment), common, machine).flatMap(List::stream).toList();
    }

    private static List<String> words(Map<String, String> values, Predicate<String> wanted) {
      return values.entrySet().stream()
          .filter(entry -> wanted.test(entry.getKey()))
          .map(entry -> entry.getKey() + entry.getValue())
          .sorted()
          .toList();
    }
  }

  /**
   * Words of a command line.
   *
   * @param before a double hyphen
   * @param after it
   */
  record Words(List<String> before, List<String> after) {

    /**
     * Splits them.
     *
     * @param parsed the command
     * @param words all of it that are no options of its own
     */
    static Words of(CommandLine.ParseResult parsed, List<String> words) {
      int end = parsed.originalArgs().indexOf("--");
      int after = end < 0 ? 0 : parsed.originalArgs().size() - end - 1;
      int at = words.size() - after;
      for (String word : words.subList(at, words.size())) {
        String flag = word.split("=", 2)[0];
        if (parsed.commandSpec().optionsMap().containsKey(flag)
            && !OWN.contains(canonical(flag))
            && !OF_THE_MACHINE.contains(canonical(flag))) {
          throw new GridException(flag + " belongs before --");
        }
      }
      return new Words(words.subList(0, at), words.subList(at, words.size()));
    }

    /** Those before, without flags of the machine and their values, which are returned. */
    List<String> takeMachine(List<String> others) {
      List<String> taken = new ArrayList<>();
      boolean ofTheMachine = false;
      for (String word : before) {
        if (word.startsWith("--")) {
          ofTheMachine = OF_THE_MACHINE.contains(canonical(word.split("=", 2)[0]));
        }
        (ofTheMachine ? taken : others).add(word);
      }
      return taken;
    }
  }

  /** A flag as it is spelt in help. */
  static String canonical(String flag) {
    return "--" + flag.replaceFirst("^--", "").replace('-', '_');
  }

  /**
   * Reads a file.
   *
   * @throws GridException if it is no grid
   */
  static Grid read(Path file, PointParser parser) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new GridException("cannot read %s: %s".formatted(file, Reason.of(e)));
    }
    try {
      GridReader grid = new GridReader(parser);
      for (int i = 0; i < lines.size(); i++) {
        // What editors of Windows add.
        String line = lines.get(i).replaceFirst("^\uFEFF", "").replaceFirst("#.*", "").strip();
        if (!line.isEmpty()) {
          grid.add(i + 1, List.of(line.split("\\s+")));
        }
      }
      return grid.build();
    } catch (GridException e) {
      throw new GridException(
          "%s%s %s"
              .formatted(file, e.getMessage().startsWith("line ") ? "," : ":", e.getMessage()));
    }
  }

  /**
   * Reads words of a command line, the experiments first.
   *
   * @throws GridException if they are no grid
   */
  static Grid of(List<String> words, PointParser parser) {
    GridReader grid = new GridReader(parser);
    List<String> line = new ArrayList<>(List.of("experiment"));
    String scope = "";
    for (String word : words) {
      if (word.startsWith("--") || word.endsWith(":")) {
        if (scope.isEmpty()) {
          grid.add(0, line);
          line = new ArrayList<>();
        }
        scope = word.endsWith(":") ? word : "";
        String[] parts = word.split("=", 2);
        line.addAll(Arrays.asList(parts));
      } else {
        line.add(word);
      }
    }
    grid.add(0, line);
    return grid.build();
  }

  private void add(int number, List<String> words) {
    Line unnamed = new Line("", "", number, List.of());
    if (words.getFirst().equals("experiment")) {
      if (!experiments.isEmpty()) {
        throw new GridException(unnamed.message("a second list of experiments"));
      }
      experiments.addAll(words.subList(1, words.size()));
      return;
    }
    boolean scoped = words.getFirst().endsWith(":");
    String experiment = scoped ? words.getFirst().substring(0, words.getFirst().length() - 1) : "";
    List<String> rest = scoped ? words.subList(1, words.size()) : words;
    if (rest.isEmpty() || !FLAG.matcher(rest.getFirst()).matches()) {
      throw new GridException(
          unnamed.message(
              "must be a flag and its values, such as %s, found '%s'"
                  .formatted(EXAMPLE, String.join(" ", words))));
    }
    String flag = canonical(rest.getFirst());
    if (OWN.contains(flag) || OF_THE_MACHINE.contains(flag)) {
      throw new GridException(unnamed.message(flag + " is no axis of a grid"));
    }
    lines.add(new Line(flag, experiment, number, rest.subList(1, rest.size())));
  }

  private Grid build() {
    if (experiments.isEmpty()) {
      throw new GridException("needs a line of experiments, such as: experiment baseline sparse");
    }
    if (lines.isEmpty()) {
      throw new GridException("needs a flag and its values, such as " + EXAMPLE);
    }
    Set<String> known = new HashSet<>();
    for (String experiment : experiments) {
      // tau_sweep is tau-sweep.
      if (!known.add(parser.experiment(experiment))) {
        throw new GridException(experiment + " is listed twice");
      }
    }
    lines.sort(Comparator.comparing(Line::order));
    return new Grid(List.copyOf(experiments), lines.stream().map(this::axis).toList());
  }

  /** What a line means, checked. */
  private Grid.Axis axis(Line line) {
    if (!line.experiment.isEmpty() && !experiments.contains(line.experiment)) {
      throw new GridException(
          line.message(
              "%s: %s is for an experiment that is not listed"
                  .formatted(line.experiment, line.flag)));
    }
    List<Grid.Choice> choices = List.of();
    for (String experiment : experiments) {
      if (line.isOf(experiment)) {
        choices = choices(line, parameter(line, experiment));
      }
    }
    return new Grid.Axis(line.flag, line.experiment, line.line, choices);
  }

  private Parameter parameter(Line line, String experiment) {
    try {
      return parser.parameter(experiment, line.flag);
    } catch (GridException e) {
      throw new GridException(
          line.message(
              e.getMessage()
                  + "; lines of single experiments begin with their names: sparse: --p_connect"
                  + " 0.1"));
    }
  }

  private List<Grid.Choice> choices(Line line, Parameter parameter) {
    if (line.values.isEmpty()) {
      return List.of(given(line, parameter));
    }
    Map<Object, String> meant = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    List<Grid.Choice> choices = new ArrayList<>();
    for (String text : line.values.stream().flatMap(v -> values(line, parameter, v)).toList()) {
      Grid.Choice choice = given(line, parameter, text);
      String before = meant.put(choice.value(), text);
      if (before != null) {
        throw new GridException(
            line.message(
                "twice the same value of %s: %s and %s".formatted(line.flag, before, text)));
      }
      before = names.put(choice.name(), text);
      if (before != null) {
        throw new GridException(
            line.message(
                "the folders of points of %s %s and %s would have one name, %s; link to one of them by another"
                    .formatted(line.flag, before, text, choice.name())));
      }
      choices.add(choice);
    }
    return choices;
  }

  /** A flag without a value. */
  private static Grid.Choice given(Line line, Parameter parameter) {
    if (!parameter.isSwitch()) {
      throw new GridException(line.message(line.flag + " needs a value"));
    }
    return new Grid.Choice(line.flag, parameter.name(), line.flag.equals("--" + parameter.name()));
  }

  private Grid.Choice given(Line line, Parameter parameter, String text) {
    if (!line.flag.equals("--" + parameter.name())) {
      throw new GridException(line.message(line.flag + " has no value, found " + text));
    }
    try {
      return new Grid.Choice(
          line.flag + "=" + text, parameter.name(), parser.value(parameter, text));
    } catch (GridException e) {
      boolean range = ParameterFlags.isRange(parameter, text);
      throw new GridException(
          line.message(range ? noRange(line, parameter, text) : e.getMessage()));
    }
  }

  /** What to say of a range whose numbers cannot be counted. */
  private String noRange(Line line, Parameter parameter, String text) {
    return "%s takes %s in a sweep, found the range %s; snn tune searches in ranges: snn tune %s %s %s"
        .formatted(
            line.flag,
            isWhole(parameter)
                ? "single values, or a range of whole numbers such as 1..5,"
                : "single values, such as " + text.replaceFirst(":.*", "").replace("..", " ") + ",",
            text,
            line.experiment.isEmpty() ? experiments.getFirst() : line.experiment,
            line.flag,
            text);
  }

  private static boolean isWhole(Parameter parameter) {
    return parameter.type() == int.class || parameter.type() == long.class;
  }

  private static Stream<String> values(Line line, Parameter parameter, String text) {
    if (parameter.form() == Parameter.Form.LIST) {
      return Stream.of(text);
    }
    return Stream.of(text.split(",", -1))
        .flatMap(
            value -> {
              Matcher range = RANGE.matcher(value);
              return isWhole(parameter) && range.matches() ? range(line, range) : Stream.of(value);
            });
  }

  private static Stream<String> range(Line line, Matcher range) {
    try {
      long first = Long.parseLong(range.group(1));
      long last = Long.parseLong(range.group(2));
      if (first > last || last - first < 0 || last - first >= MOST_VALUES) {
        throw new GridException(
            line.message(
                "a range has 1 to %s whole numbers, the smallest first, found %s"
                    .formatted(MOST_VALUES, range.group())));
      }
      return LongStream.rangeClosed(0, last - first).mapToObj(i -> Long.toString(first + i));
    } catch (NumberFormatException _) {
      // The flag says what is allowed.
      return Stream.of(range.group());
    }
  }

  /**
   * Checks that no point of a grid has a flag twice.
   *
   * @throws GridException if one has
   */
  static void requireOnce(Grid grid, Further further) {
    grid.experiments().forEach(experiment -> requireOnce(experiment, grid, further));
  }

  private static void requireOnce(String experiment, Grid grid, Further further) {
    Map<String, String> seen = new HashMap<>();
    for (String word : further.common) {
      seen.put(single(word.split("=", 2)[0]), "after the grid");
    }
    for (Grid.Axis axis : grid.axes()) {
      if (axis.isOf(experiment)) {
        String before = seen.put(single(axis.flag()), where(axis));
        if (before != null) {
          throw new GridException(
              axis.line() == 0
                  ? "%s is given twice for %s".formatted(single(axis.flag()), experiment)
                  : "%s is given twice for %s, %s and %s"
                      .formatted(single(axis.flag()), experiment, where(axis), before));
        }
      }
    }
  }

  /** {@code --no-floors} is {@code --floors} with another value. */
  private static String single(String flag) {
    return flag.replaceFirst("^--no_", "--");
  }

  private static String where(Grid.Axis axis) {
    return axis.line() == 0 ? "twice" : "in line " + axis.line();
  }
}
