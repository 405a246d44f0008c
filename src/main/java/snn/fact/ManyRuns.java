package snn.fact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import snn.Numbers;
import snn.Words;
import snn.record.MeanInterval;
import snn.record.RunTable;

/** What many runs say together, of which only the values in a table are looked at. */
public final class ManyRuns {

  private static final String ACCURACY = "test_accuracy";
  private static final String SEED = "seed";

  private ManyRuns() {}

  /**
   * An outcome.
   *
   * @param run name of its run
   * @param values by the names of columns, see {@link RunTable#rows(snn.record.RunRecord)}
   */
  public record Row(String run, Map<String, Object> values) {
    double accuracy() {
      return (Double) values.get(ACCURACY);
    }

    /** Where it is, among outcomes that differ in the given columns. */
    private String where(List<String> varying) {
      return varying.isEmpty()
          ? run
          : varying.stream()
              .filter(name -> values.get(name) != null)
              .map(name -> name + " " + Words.text(values.get(name)))
              .collect(Collectors.joining(", "));
    }

    /** The line of a plot that it is on, by its values of some columns. */
    public String line(List<String> names) {
      return names.stream()
          .map(name -> name + "=" + Words.text(values.get(name)))
          .collect(Collectors.joining(", "));
    }
  }

  /** How many there are. */
  public static String title(int runs) {
    return runs == 1 ? "One run" : runs + " runs";
  }

  /** Accuracy over the seeds, a sentence for each of what else varies; none where no seed does. */
  public static List<String> seeds(List<Row> rows, List<String> varying) {
    if (!varying.contains(SEED)) {
      return List.of();
    }
    List<String> others = varying.stream().filter(name -> !name.equals(SEED)).toList();
    Map<String, List<Double>> lines = new TreeMap<>();
    for (Row row : rows) {
      lines.computeIfAbsent(row.line(others), _ -> new ArrayList<>()).add(row.accuracy());
    }
    List<String> sentences = new ArrayList<>();
    lines.forEach(
        (line, values) ->
            sentences.add(
                "%s: test accuracy %s."
                    .formatted(
                        line.isEmpty() ? "Only the seed varies" : line,
                        values.size() == 1
                            ? Numbers.accuracy(values.getFirst())
                            : MeanInterval.of(values.stream().mapToDouble(d -> d).toArray())
                                .accuracy())));
    return sentences;
  }

  /** Where accuracies are highest and lowest; the first of equal ones. */
  public static String best(List<Row> rows, List<String> varying) {
    Row best = rows.getFirst();
    Row worst = best;
    for (Row row : rows) {
      best = row.accuracy() > best.accuracy() ? row : best;
      worst = row.accuracy() < worst.accuracy() ? row : worst;
    }
    return "Highest accuracy with %s: %s. Lowest with %s: %s."
        .formatted(
            best.where(varying),
            Numbers.accuracy(best.accuracy()),
            worst.where(varying),
            Numbers.accuracy(worst.accuracy()));
  }
}
