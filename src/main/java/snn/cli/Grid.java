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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import snn.Reason;
import snn.part.Parameter;

/**
 * A grid of experiments: every experiment with every combination of its flags' values. In a file it
 * has an axis a line, and comments after #:
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
 *
 * @param experiments as spelt by the user
 * @param axes in the order of their flags
 */
record Grid(List<String> experiments, List<Axis> axes) {

  private static final Pattern FLAG = Pattern.compile("--[A-Za-z][A-Za-z_-]*");
  private static final Pattern VALUE = Pattern.compile("(?!--)[A-Za-z0-9._+,-]+");
  private static final Pattern RANGE = Pattern.compile("(-?\\d+)\\.\\.(-?\\d+)");

  private static final String EXAMPLE = "--tau_ms 5 10 20";

  /** Of names of folders. */
  private static final int LONGEST_NAME = 240;

  private static final long MOST_VALUES = 1_000_000;

  /** What results do not depend on. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("--data_dir", "--mirror", "--cache_dir", "--verbose", "--print");

  /** Set for each point. */
  private static final Set<String> OWN =
      Set.of("--output_dir", "--fig_dir", "--num_workers", "--save_features");

  /** What is wrong with a grid. */
  static final class GridException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GridException(String message) {
      super(message);
    }
  }

  /**
   * A flag and its values.
   *
   * @param flag as spelt in help
   * @param experiment that it is for; empty for all
   * @param line where it stands in the grid's file; 0 on a command line
   * @param values as they are written
   * @param choices what they mean
   */
  record Axis(String flag, String experiment, int line, List<String> values, List<Choice> choices) {

    private boolean isOf(String name) {
      return experiment.isEmpty() || experiment.equals(name);
    }

    private String where() {
      return line == 0 ? "twice" : "in line " + line;
    }

    private String message(String text) {
      return line == 0 ? text : "line " + line + ": " + text;
    }

    /** As the folders of points have always been named. */
    private String order() {
      return flag + " " + (experiment.isEmpty() ? "*" : experiment) + " " + line;
    }
  }

  /**
   * One value of a flag.
   *
   * @param word of a command line, {@code --flag=value}
   * @param parameter its name
   * @param value the plain value
   */
  record Choice(String word, String parameter, Object value) {}

  /**
   * One point.
   *
   * @param name of its folder
   * @param experiment as spelt by the user
   * @param choices one of each axis
   * @param words of its command line that results depend on
   */
  record Point(String name, String experiment, List<Choice> choices, List<String> words) {

    /** Plain values of all its flags, by their parameters' names. */
    Map<String, Object> given(Map<String, Object> further) {
      Map<String, Object> given = new LinkedHashMap<>(further);
      choices.forEach(choice -> given.put(choice.parameter, choice.value));
      return given;
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
      Builder grid = new Builder(parser);
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
    Builder grid = new Builder(parser);
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

  /** A grid as it is read, line by line. */
  private static final class Builder {
    private final PointParser parser;
    private final List<String> experiments = new ArrayList<>();
    private final List<Axis> axes = new ArrayList<>();

    Builder(PointParser parser) {
      this.parser = parser;
    }

    void add(int line, List<String> words) {
      Axis unnamed = new Axis("", "", line, List.of(), List.of());
      if (words.getFirst().equals("experiment")) {
        if (!experiments.isEmpty()) {
          throw new GridException(unnamed.message("a second list of experiments"));
        }
        experiments.addAll(words.subList(1, words.size()));
        return;
      }
      boolean scoped = words.getFirst().endsWith(":");
      String experiment =
          scoped ? words.getFirst().substring(0, words.getFirst().length() - 1) : "";
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
      List<String> values = rest.subList(1, rest.size());
      for (String value : values) {
        if (!VALUE.matcher(value).matches()) {
          throw new GridException(
              unnamed.message(
                  "a value is made of letters, digits and . _ + , - but found " + value));
        }
      }
      axes.add(new Axis(flag, experiment, line, values, List.of()));
    }

    Grid build() {
      if (experiments.isEmpty()) {
        throw new GridException("needs a line of experiments, such as: experiment baseline sparse");
      }
      if (axes.isEmpty()) {
        throw new GridException("needs a flag and its values, such as " + EXAMPLE);
      }
      Set<String> known = new HashSet<>();
      for (String experiment : experiments) {
        // tau_sweep is tau-sweep.
        if (!known.add(parser.experiment(experiment))) {
          throw new GridException(experiment + " is listed twice");
        }
      }
      axes.sort(Comparator.comparing(Axis::order));
      return new Grid(List.copyOf(experiments), axes.stream().map(this::withChoices).toList());
    }

    /** The same with its values checked, and in words. */
    private Axis withChoices(Axis axis) {
      if (!axis.experiment.isEmpty() && !experiments.contains(axis.experiment)) {
        throw new GridException(
            axis.message(
                "%s: %s is for an experiment that is not listed"
                    .formatted(axis.experiment, axis.flag)));
      }
      List<Choice> choices = List.of();
      for (String experiment : experiments) {
        if (axis.isOf(experiment)) {
          choices = choices(axis, parameter(axis, experiment));
        }
      }
      return new Axis(axis.flag, axis.experiment, axis.line, axis.values, choices);
    }

    private Parameter parameter(Axis axis, String experiment) {
      try {
        return parser.parameter(experiment, axis.flag);
      } catch (GridException e) {
        throw new GridException(
            axis.message(
                e.getMessage()
                    + "; lines of single experiments begin with their names: sparse: --p_connect"
                    + " 0.1"));
      }
    }

    private List<Choice> choices(Axis axis, Parameter parameter) {
      if (axis.values.isEmpty()) {
        return List.of(given(axis, parameter));
      }
      Map<Object, String> meant = new HashMap<>();
      List<Choice> choices = new ArrayList<>();
      for (String text : axis.values.stream().flatMap(v -> values(axis, parameter, v)).toList()) {
        Choice choice = given(axis, parameter, text);
        String before = meant.put(choice.value, text);
        if (before != null) {
          throw new GridException(
              axis.message(
                  "twice the same value of %s: %s and %s".formatted(axis.flag, before, text)));
        }
        choices.add(choice);
      }
      return choices;
    }

    /** A flag without a value. */
    private static Choice given(Axis axis, Parameter parameter) {
      if (!parameter.isSwitch()) {
        throw new GridException(axis.message(axis.flag + " needs a value"));
      }
      return new Choice(axis.flag, parameter.name(), axis.flag.equals("--" + parameter.name()));
    }

    private Choice given(Axis axis, Parameter parameter, String text) {
      if (!axis.flag.equals("--" + parameter.name())) {
        throw new GridException(axis.message(axis.flag + " has no value, found " + text));
      }
      try {
        return new Choice(axis.flag + "=" + text, parameter.name(), parser.value(parameter, text));
      } catch (GridException e) {
        throw new GridException(axis.message(e.getMessage()));
      }
    }

    private static Stream<String> values(Axis axis, Parameter parameter, String text) {
      if (parameter.form() == Parameter.Form.LIST) {
        return Stream.of(text);
      }
      boolean whole = parameter.type() == int.class || parameter.type() == long.class;
      return Stream.of(text.split(",", -1))
          .flatMap(
              value -> {
                Matcher range = RANGE.matcher(value);
                return whole && range.matches() ? range(axis, range) : Stream.of(value);
              });
    }

    private static Stream<String> range(Axis axis, Matcher range) {
      try {
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        if (first > last || last - first < 0 || last - first >= MOST_VALUES) {
          throw new GridException(
              axis.message(
                  String.format(
                      Locale.ROOT,
                      "a range has 1 to %d whole numbers, the smallest first, found %s",
                      MOST_VALUES,
                      range.group())));
        }
        return LongStream.rangeClosed(0, last - first).mapToObj(i -> Long.toString(first + i));
      } catch (NumberFormatException _) {
        // The flag says what is allowed.
        return Stream.of(range.group());
      }
    }
  }

  /**
   * All points, in order: the last flag changes fastest.
   *
   * @throws GridException if one flag would be given twice
   */
  List<Point> points(Further further) {
    List<Point> points = new ArrayList<>();
    for (String experiment : experiments) {
      requireOnce(experiment, further);
      List<List<Choice>> combinations = List.of(List.of());
      for (Axis axis : axes) {
        if (axis.isOf(experiment)) {
          combinations = combinations.stream().flatMap(some -> longer(some, axis)).toList();
        }
      }
      for (List<Choice> choices : combinations) {
        points.add(point(experiment, choices, further));
      }
    }
    return points;
  }

  private static Stream<List<Choice>> longer(List<Choice> some, Axis axis) {
    return axis.choices.stream()
        .map(choice -> Stream.concat(some.stream(), Stream.of(choice)).toList());
  }

  private static Point point(String experiment, List<Choice> choices, Further further) {
    List<String> words = choices.stream().map(Choice::word).toList();
    String name =
        Stream.concat(Stream.of(experiment), words.stream().map(word -> word.substring(2)))
            .collect(Collectors.joining(","));
    if (name.length() > LONGEST_NAME) {
      throw new GridException("the name of a folder is too long: " + name);
    }
    List<String> all = new ArrayList<>(List.of(experiment));
    all.addAll(words);
    all.addAll(further.common);
    return new Point(name, experiment, choices, all);
  }

  private void requireOnce(String experiment, Further further) {
    Map<String, String> seen = new HashMap<>();
    for (String word : further.common) {
      seen.put(single(word.split("=", 2)[0]), "after the grid");
    }
    for (Axis axis : axes) {
      if (axis.isOf(experiment)) {
        String before = seen.put(single(axis.flag), axis.where());
        if (before != null) {
          throw new GridException(
              axis.line == 0
                  ? "%s is given twice for %s".formatted(single(axis.flag), experiment)
                  : "%s is given twice for %s, %s and %s"
                      .formatted(single(axis.flag), experiment, axis.where(), before));
        }
      }
    }
  }

  /** {@code --no-floors} is {@code --floors} with another value. */
  private static String single(String flag) {
    return flag.replaceFirst("^--no_", "--");
  }
}
