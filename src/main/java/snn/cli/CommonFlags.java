package snn.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import snn.sweep.Grid;
import snn.sweep.Grid.GridException;

/**
 * Flags that are the same at every point of a grid, or for every trial of a search.
 *
 * @param common those that results depend on, in order
 * @param machine the others
 */
record CommonFlags(List<String> common, List<String> machine) {

  /** What results do not depend on. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("--parts", "--data_dir", "--mirror", "--cache_dir", "--verbose", "--print");

  /** Set for each point. */
  private static final Set<String> OWN =
      Set.of("--output_dir", "--fig_dir", "--num_workers", "--save_features");

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
        if (parsed.commandSpec().optionsMap().containsKey(flag) && mayVary(canonical(flag))) {
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

  /** Whether a flag may have several values in a grid. */
  static boolean mayVary(String flag) {
    return !OWN.contains(flag) && !OF_THE_MACHINE.contains(flag);
  }

  /**
   * Sorts them.
   *
   * @param words flags and their values
   */
  static CommonFlags of(List<String> words) {
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
    return new CommonFlags(
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

  /**
   * Checks that no point of a grid has a flag twice, with these.
   *
   * @throws GridException if one has
   */
  void requireOnce(Grid grid) {
    grid.experiments().forEach(experiment -> requireOnce(experiment, grid));
  }

  private void requireOnce(String experiment, Grid grid) {
    Map<String, String> seen = new HashMap<>();
    for (String word : common) {
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
