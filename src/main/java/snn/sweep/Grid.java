package snn.sweep;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A grid of experiments: every experiment with every combination of its flags' values.
 *
 * @param experiments as spelt by the user
 * @param axes in the order of their flags
 */
public record Grid(List<String> experiments, List<Axis> axes) {

  /** Largest length of a name: file systems allow 255 bytes, and a running point's has affixes. */
  private static final int LONGEST_NAME = 240;

  /** Characters that have a meaning to shells, URLs or file systems. */
  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}._+,=-]");

  /** A fault of a grid. */
  public static final class GridException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates a fault with a message for the user. */
    public GridException(String message) {
      super(message);
    }
  }

  /**
   * A flag and its values.
   *
   * @param flag as spelt in help
   * @param experiment that it is for; empty for all
   * @param line where it stands in the grid's file; 0 on a command line
   */
  public record Axis(String flag, String experiment, int line, List<Choice> choices) {

    /** Whether the axis applies to that experiment. */
    public boolean isOf(String name) {
      return experiment.isEmpty() || experiment.equals(name);
    }
  }

  /**
   * One value of a flag.
   *
   * @param word of a command line, {@code --flag=value}
   * @param parameter its name
   * @param value the plain value
   */
  public record Choice(String word, String parameter, Object value) {

    /** The choice as a part of a folder's name; characters with a meaning in paths are replaced. */
    public String name() {
      return OTHERS.matcher(word.substring(2)).replaceAll("_");
    }
  }

  /**
   * One point of the grid.
   *
   * @param name of its folder
   * @param experiment as spelt by the user
   * @param choices one of each axis
   * @param words of its command line that results depend on
   */
  public record Point(String name, String experiment, List<Choice> choices, List<String> words) {

    /** A copy with more words, so that it is complete only where it was run with them. */
    public Point with(List<String> more) {
      return new Point(
          name, experiment, choices, Stream.concat(words.stream(), more.stream()).toList());
    }

    /** Plain values of all its flags, by their parameters' names. */
    public Map<String, Object> given(Map<String, Object> further) {
      Map<String, Object> given = new LinkedHashMap<>(further);
      choices.forEach(choice -> given.put(choice.parameter, choice.value));
      return given;
    }
  }

  /**
   * All points, in order: the last flag changes fastest.
   *
   * @param further words that are the same at every point
   * @throws GridException if a folder's name would be too long
   */
  public List<Point> points(List<String> further) {
    List<Point> points = new ArrayList<>();
    for (String experiment : experiments) {
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

  private static Point point(String experiment, List<Choice> choices, List<String> further) {
    List<String> words = choices.stream().map(Choice::word).toList();
    String name =
        Stream.concat(Stream.of(experiment), choices.stream().map(Choice::name))
            .collect(Collectors.joining(","));
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new GridException(
          "the name of a point's folder is too long: " + name + "; link to what has a long path");
    }
    List<String> all = new ArrayList<>(List.of(experiment));
    all.addAll(words);
    all.addAll(further);
    return new Point(name, experiment, choices, all);
  }
}
