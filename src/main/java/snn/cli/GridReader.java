package snn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
    String flag = CommonFlags.canonical(rest.getFirst());
    if (!CommonFlags.mayVary(flag)) {
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
}
