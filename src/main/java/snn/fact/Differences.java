package snn.fact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import snn.InvalidParameterException;
import snn.Words;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.part.Parameter;
import snn.record.RunRecord;

/** Which parameters are not the same in several runs. */
public final class Differences {

  /** Most parameters that stand in a run's name. */
  private static final int NAMED = 3;

  private static final List<String> TELLING = List.of("readout", "penalty", "C", "solver");

  private static final Set<String> READOUT =
      Plan.readout().parameters().stream().map(Parameter::name).collect(Collectors.toSet());

  /** They decide when a minimiser stops and how it gets there, not what it looks for. */
  private static final Set<String> STOPPING = Set.of("solver", "max_iter", "tol", "gap");

  /** They say how much is told or done, and change no outcome. */
  private static final Set<String> OF_THE_TELLING = Set.of("repeats", "floors", "information");

  private Differences() {}

  /** The parameters that decide what comes out, by their names. */
  public static Map<String, Object> deciding(RunRecord record) {
    Map<String, Object> values = new LinkedHashMap<>(record.comparable());
    try {
      Plan plan = Plan.of(Experiment.named(record.experiment()), values);
      values.keySet().removeAll(plan.withoutEffect(values.keySet()));
    } catch (InvalidParameterException _) {
      // The record is of another program, so that all its parameters are told.
    }
    values.keySet().removeAll(OF_THE_TELLING);
    return values;
  }

  /** Names of the parameters that differ, of those of the readout or of the others. */
  static List<String> between(Map<String, Object> a, Map<String, Object> b, boolean readout) {
    return names(List.of(a, b)).stream().filter(name -> READOUT.contains(name) == readout).toList();
  }

  /** Those of the readout's differing parameters that change what its optimum is. */
  static List<String> besidesStopping(Map<String, Object> a, Map<String, Object> b) {
    return between(a, b, true).stream().filter(name -> !STOPPING.contains(name)).toList();
  }

  private static List<String> names(List<Map<String, Object>> runs) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.keySet()));
    return names.stream().filter(name -> distinct(runs, name) > 1).toList();
  }

  private static long distinct(List<Map<String, Object>> runs, String name) {
    return runs.stream().map(run -> Objects.toString(run.get(name))).distinct().count();
  }

  /** What runs are called: their experiments, and where those are the same what else differs. */
  public static List<String> runNames(List<RunRecord> runs) {
    List<String> names = new ArrayList<>();
    for (RunRecord run : runs) {
      String experiment = run.experiment();
      List<RunRecord> alike =
          runs.stream().filter(other -> other.experiment().equals(experiment)).toList();
      String name = experiment;
      if (alike.size() > 1) {
        List<Map<String, Object>> values = alike.stream().map(Differences::deciding).toList();
        List<String> differing =
            names(values).stream().sorted(Comparator.comparingInt(Differences::order)).toList();
        int told = Math.min(NAMED, differing.size());
        while (told < differing.size() && !tellsApart(values, differing.subList(0, told))) {
          told++;
        }
        Map<String, Object> own = deciding(run);
        if (told > NAMED) {
          // A name of so many parameters would be cut: those that were left alone are not told.
          own.entrySet().removeIf(usual(experiment).entrySet()::contains);
        }
        String what = told(own, differing.subList(0, told));
        name = what.isEmpty() ? experiment : experiment + ", " + what;
      }
      names.add(name);
    }
    return IntStream.range(0, names.size())
        .mapToObj(
            i -> {
              long before = names.subList(0, i).stream().filter(names.get(i)::equals).count();
              return before == 0 ? names.get(i) : names.get(i) + ", run " + (before + 1);
            })
        .toList();
  }

  /** The values of an experiment to which nothing is given; none of one of another program. */
  private static Map<String, Object> usual(String experiment) {
    try {
      return Plan.of(Experiment.named(experiment), Map.of()).values();
    } catch (InvalidParameterException _) {
      return Map.of();
    }
  }

  /** The layer tells more than the readout, and of that what it looks for. */
  private static int order(String name) {
    return READOUT.contains(name)
        ? 1 + Math.floorMod(TELLING.indexOf(name), TELLING.size() + 1)
        : 0;
  }

  private static boolean tellsApart(List<Map<String, Object>> runs, List<String> names) {
    return runs.stream().map(run -> told(run, names)).distinct().count() == runs.size();
  }

  private static String told(Map<String, Object> values, List<String> names) {
    return names.stream()
        .filter(values::containsKey)
        .map(name -> name + " " + shown(values.get(name)))
        .collect(Collectors.joining(", "));
  }

  private static String shown(Object value) {
    return switch (value) {
      case Double number -> Words.number(number);
      case List<?> list -> list.stream().map(Differences::shown).collect(Collectors.joining(", "));
      case null, default -> Words.text(value);
    };
  }

  /**
   * What differs, a parameter a row and a run a column.
   *
   * @param runs their names
   * @param rows one for each parameter of which runs have different values
   * @param only for each run what only runs have in which it has an effect; empty where nothing is
   */
  public record Table(List<String> runs, List<Row> rows, List<String> only) {}

  /** A parameter, with its value in each run. */
  public record Row(String parameter, List<String> values) {}

  /** Makes the table of runs, given the parameters that decide each. */
  public static Table table(List<String> runNames, List<Map<String, Object>> runs) {
    List<Row> rows = new ArrayList<>();
    Map<Integer, List<String>> only = new LinkedHashMap<>();
    for (String name : names(runs)) {
      if (distinct(runs.stream().filter(run -> run.containsKey(name)).toList(), name) > 1) {
        rows.add(
            new Row(
                name,
                runs.stream()
                    .map(run -> run.containsKey(name) ? shown(run.get(name)) : "–")
                    .toList()));
      } else {
        for (int i = 0; i < runs.size(); i++) {
          if (runs.get(i).containsKey(name)) {
            only.computeIfAbsent(i, _ -> new ArrayList<>())
                .add(name + " " + shown(runs.get(i).get(name)));
          }
        }
      }
    }
    return new Table(
        runNames,
        rows,
        only.isEmpty()
            ? List.of()
            : IntStream.range(0, runs.size())
                .mapToObj(i -> String.join(", ", only.getOrDefault(i, List.of("–"))))
                .toList());
  }
}
