package snn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import snn.InvalidParameterException;

/**
 * A question to a fixed random layer, and how it is asked. Texts may have {@code {name}} where the
 * value of that parameter belongs, and {@code {accuracy}}.
 *
 * @param name as the command line has it
 * @param aliases other names of it
 * @param question in words
 * @param presets defaults that differ from those of the parts, by the parameters' names
 * @param axis a parameter that takes several values in one run, if there is one
 * @param gainControl whether gains are adapted before features are extracted
 * @param words what is printed and written
 */
public record Experiment(
    String name,
    List<String> aliases,
    String question,
    Map<String, String> presets,
    Optional<Axis> axis,
    boolean gainControl,
    Words words) {

  /**
   * A parameter that takes several values in one run.
   *
   * @param parameter its name; its values are numbers
   * @param list name of the parameter that holds the values
   * @param help what they are
   * @param preset the values by default, with commas between; empty where there is no axis unless
   *     values are given
   * @param label what stands at the figure's axis
   * @param figure file that shows accuracy against them
   * @param title of that figure
   * @param words what is printed and written along it, where that is not the experiment's
   */
  public record Axis(
      String parameter,
      String list,
      String help,
      String preset,
      String label,
      String figure,
      String title,
      Optional<Words> words) {

    /** Whether the experiment can be run without the axis. */
    boolean isOptional() {
      return preset.isEmpty();
    }
  }

  /**
   * What is printed and written.
   *
   * @param line printed for each outcome
   * @param file what the names of report, record and figures begin with
   * @param point what the names of one outcome's figures begin with
   * @param title of these figures
   * @param bars what progress bars of one outcome begin with
   * @param filters file that shows the first weights; empty for none
   * @param head the report's first lines: published ones, which stay as they are; with an axis,
   *     those after the outcomes' lines
   */
  public record Words(
      String line,
      String file,
      String point,
      String title,
      String bars,
      String filters,
      List<String> head) {

    /** Names of the parameters in those lines of the report's head that {@code used} accepts. */
    public Set<String> shown(Predicate<String> used) {
      return head.stream()
          .filter(used)
          .flatMap(line -> PLACE.matcher(line).results())
          .map(match -> match.group(1))
          .collect(Collectors.toSet());
    }
  }

  /** All experiments, in the order of their questions. */
  public static List<Experiment> all() {
    return List.of(
        Baseline.EXPERIMENT,
        HomeostaticLayer.EXPERIMENT,
        TauSweep.EXPERIMENT,
        Sparse.EXPERIMENT,
        Connectivity.EXPERIMENT,
        Fields.EXPERIMENT,
        Cells.EXPERIMENT);
  }

  /**
   * The experiment of that name.
   *
   * @throws InvalidParameterException if there is none
   */
  public static Experiment named(String name) {
    return all().stream()
        .filter(experiment -> experiment.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidParameterException(
                    "experiment",
                    "must be one of %s, found '%s'"
                        .formatted(
                            String.join(", ", all().stream().map(Experiment::name).toList()),
                            name)));
  }

  /** The place of a parameter's value in a text. */
  static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
}
