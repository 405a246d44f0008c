package snn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import snn.data.ImageSource;
import snn.experiment.Extent;
import snn.experiment.Plan;
import snn.part.Parameter;
import snn.part.Parts;
import snn.record.SearchRecord;
import snn.sweep.Grid;
import snn.sweep.Search;
import snn.sweep.Tuning;

/**
 * A search and what it needs.
 *
 * @param common plain values of the flags that are the same for every trial
 */
record AskedSearch(
    String experiment,
    Search search,
    CommonFlags further,
    Map<String, Object> common,
    Path out,
    PointParser parser) {

  /** What of a plan is neither layer nor readout. */
  private static final Set<String> OF_THE_IMAGES =
      Stream.concat(ImageSource.KIND.parameters().stream(), Parts.parameters(Extent.class).stream())
          .map(Parameter::name)
          .collect(Collectors.toSet());

  /**
   * Reads the words of a command line.
   *
   * @param out folder of the search; null for the default
   * @throws Grid.GridException if they are no search
   */
  static AskedSearch of(CommonFlags.Words given, int trials, long seed, Path out) {
    List<String> searched = new ArrayList<>();
    List<String> constant = given.takeMachine(searched);
    constant.addAll(given.after());
    PointParser parser = new PointParser();
    String experiment = searched.isEmpty() ? "" : searched.getFirst();
    if (!parser.isExperiment(experiment)) {
      throw new Grid.GridException("there is no experiment named " + experiment);
    }
    Map<String, String> specs = new LinkedHashMap<>();
    String flag = "";
    for (String word : searched.subList(1, searched.size())) {
      String[] parts = word.split("=", 2);
      if (word.startsWith("--")) {
        flag = CommonFlags.canonical(parts[0]);
        if (specs.put(flag, parts.length == 1 ? "" : parts[1]) != null) {
          throw new Grid.GridException(flag + " is given twice");
        }
      } else if (flag.isEmpty()) {
        throw new Grid.GridException("after the experiment come flags, found " + word);
      } else {
        specs.merge(flag, word, (a, b) -> a.isEmpty() ? b : a + "," + b);
      }
    }
    if (specs.isEmpty()) {
      throw new Grid.GridException("needs a flag and its range, such as --p_connect 0.01..0.3:log");
    }
    List<Search.Dimension> space =
        specs.entrySet().stream()
            .map(entry -> dimension(experiment, entry.getKey(), entry.getValue(), parser))
            .toList();
    CommonFlags further = CommonFlags.of(constant);
    Map<String, Object> common = parser.given(further.words(experiment));
    for (Search.Dimension dimension : space) {
      if (common.containsKey(dimension.parameter())) {
        throw new Grid.GridException(
            ParameterFlags.flag(dimension.parameter()) + " must be given only once");
      }
    }
    return new AskedSearch(
        experiment,
        new Search(space, trials, seed),
        further,
        common,
        out != null ? out : Path.of("outputs", "tune_" + experiment),
        parser);
  }

  private static Search.Dimension dimension(
      String experiment, String flag, String spec, PointParser parser) {
    Parameter parameter = parser.parameter(experiment, flag);
    if (!parameter.about().result() || OF_THE_IMAGES.contains(parameter.name())) {
      throw new Grid.GridException(
          flag
              + " is nothing to search for, since it changes neither a layer nor its readout; snn"
              + " sweep takes several values");
    }
    Search.Dimension dimension = Search.Dimension.of(parameter, spec);
    Map<Object, String> meant = new HashMap<>();
    for (String value : dimension.ends()) {
      String before = meant.put(parser.value(parameter, value), value);
      if (before != null && !dimension.isRange()) {
        throw new Grid.GridException(
            "twice the same value of %s: %s and %s".formatted(flag, before, value));
      }
    }
    return dimension;
  }

  /** Plain values of all flags of a trial. */
  Map<String, Object> given(int trial) {
    Map<String, Object> given = new LinkedHashMap<>(common);
    search
        .values(trial)
        .forEach(
            (name, text) ->
                given.put(name, parser.value(parser.parameter(experiment, "--" + name), text)));
    return given;
  }

  /** A trial, run without the measures and floors that only the last, best run tells. */
  Tuning.Trial trial(int number) {
    Map<String, Object> given = given(number);
    given.put("information", false);
    given.put("floors", false);
    Plan plan = parser.plan(experiment, given);
    if (plan.points().size() > 1 || plan.extent().repeats() > 1) {
      throw new Grid.GridException("a trial is one layer of one seed, found several");
    }
    return new Tuning.Trial(number, plan, PointParser.mayUseTensors(given));
  }

  /** All of them, the first of such as are alike. */
  List<Tuning.Trial> trials() {
    Map<Map<String, Object>, Tuning.Trial> trials = new LinkedHashMap<>();
    for (int number = 0; number < search.trials(); number++) {
      Tuning.Trial trial = trial(number);
      Map<String, Object> values = trial.plan().values();
      values.keySet().removeAll(trial.plan().withoutEffect(values.keySet()));
      trials.putIfAbsent(values, trial);
    }
    return List.copyOf(trials.values());
  }

  /** What is known of a search is of no use with another source of its parts. */
  SearchRecord begin(List<Tuning.Trial> trials) {
    Map<String, String> space = new LinkedHashMap<>();
    search.space().forEach(dimension -> space.put(dimension.parameter(), dimension.spec()));
    List<String> flags =
        Stream.concat(
                further.common().stream(),
                trials.stream().flatMap(trial -> trial.plan().sources().stream()).distinct())
            .toList();
    return SearchRecord.begin(experiment, flags, space, search.trials(), search.seed());
  }
}
