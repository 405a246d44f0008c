package snn.report;

import static snn.Numbers.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import snn.Numbers;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.fact.Confusions;
import snn.fact.Diagnosis;
import snn.fact.LayerFacts;
import snn.fact.Method;
import snn.fact.Provenance;
import snn.fact.ReadoutFacts;
import snn.fact.Worth;
import snn.record.RunRecord;

/**
 * Lays out the reports. The first lines are those of the original Python scripts, as the experiment
 * has them; what they leave open comes after. Nothing in a report depends on the machine or on how
 * long a run took. Parameters stand in braces, {@code {w_mean}}, where who prints the text is to
 * spell them.
 */
public final class ReportText {

  private ReportText() {}

  /**
   * The report on the outcomes of one seed.
   *
   * @param record of a run that this program can make
   * @param seed its number among those of the record
   */
  public static String of(RunRecord record, int seed) {
    Plan plan = record.plan().orElseThrow();
    List<Settings> points = plan.points(seed);
    List<String> lines = new ArrayList<>();
    List<String> details = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      Settings point = points.get(i);
      int outcome = seed * points.size() + i;
      RunRecord.Layer layer = record.outcomes().get(outcome);
      List<String> head = head(plan, point, accuracy(layer.test().accuracy()));
      // After the first lines of all of them come the others, which are the same for all.
      lines.add(i, head.getFirst());
      if (i == 0) {
        lines.addAll(head.subList(1, head.size()));
      }
      details.add("");
      if (!layer.varied().isEmpty()) {
        details.add(heading(layer));
      }
      details.addAll(details(plan, point, record, outcome));
    }
    lines.addAll(details);
    return joined(lines);
  }

  /**
   * The report on several seeds.
   *
   * @param summary lines that are true of all of them
   * @param rows a line for each outcome
   * @param reports of the single seeds
   * @param firstSeed the first of them
   */
  public static String repeats(
      List<String> summary, List<String> rows, List<String> reports, long firstSeed) {
    StringBuilder text = new StringBuilder(joined(summary)).append('\n').append(joined(rows));
    for (int i = 0; i < reports.size(); i++) {
      text.append("\nSeed %s:\n".formatted(firstSeed + i)).append(reports.get(i));
    }
    return text.toString();
  }

  /** The lines of the original scripts. */
  private static List<String> head(Plan plan, Settings point, String accuracy) {
    return plan.words().head().stream()
        .filter(line -> plan.has(line, point))
        .map(line -> plan.text(line, point, accuracy))
        .toList();
  }

  /** What stands above the details where there may be several outcomes. */
  private static String heading(RunRecord.Layer layer) {
    return layer.varied().entrySet().stream()
        .map(entry -> "%s=%s:".formatted(entry.getKey(), Numbers.text(entry.getValue())))
        .collect(Collectors.joining());
  }

  /** What the original scripts do not say. */
  private static List<String> details(Plan plan, Settings point, RunRecord record, int outcome) {
    RunRecord.Layer layer = record.outcomes().get(outcome);
    List<String> lines = new ArrayList<>();
    lines.addAll(Method.own(plan, point));
    Method.besides(plan, point).ifPresent(lines::add);
    lines.addAll(ReadoutFacts.lines(layer));
    lines.addAll(Worth.lines(record.dataset(), layer));
    lines.addAll(Confusions.lines(record.dataset(), layer));
    lines.addAll(LayerFacts.lines(point, layer));
    lines.addAll(Provenance.lines(point, layer));
    lines.addAll(Provenance.sources(plan));
    Diagnosis.of(record, outcome).forEach(sentence -> lines.add("Diagnosis: " + sentence));
    return lines;
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
