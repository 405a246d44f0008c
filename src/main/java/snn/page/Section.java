package snn.page;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import snn.Words;
import snn.fact.Findings;
import snn.fact.Method;
import snn.fact.Names;
import snn.fact.Provenance;
import snn.fact.Result;
import snn.fact.Worth;
import snn.picture.AccuracyCharts;
import snn.picture.SvgFigure;
import snn.record.RunRecord;
import snn.record.Series;

/**
 * What a page says about one run: what was asked, done and found.
 *
 * @param id of it in the page
 * @param name of the experiment, with what tells it from others of it
 * @param question of the experiment
 * @param answer to it, in a sentence; empty where there is nothing to compare with
 * @param done what was done, in words
 * @param command that does the same, cut where it may be broken
 * @param parameters all of them; of a later run those that differ from the first one's
 * @param seeds a row for each seed's accuracies; empty where there is one
 * @param along accuracy along the experiment's axis; empty where there is none
 * @param outcomes of the first seed
 * @param missing why something is not shown; empty where all is
 * @param origin where and when
 */
public record Section(
    String id,
    String name,
    String question,
    String answer,
    String done,
    List<String> command,
    Map<String, String> parameters,
    List<String> seeds,
    List<SvgFigure> along,
    List<OutcomeView> outcomes,
    String missing,
    Map<String, String> origin) {

  /**
   * Makes the section of a run.
   *
   * @param results its outcomes
   * @param first the notebook's first run
   * @param findings of all runs
   */
  static Section of(
      PageRun run,
      String id,
      String name,
      List<Result> results,
      PageRun first,
      Findings findings,
      boolean alone,
      UnaryOperator<String> spelt) {
    RunRecord record = run.record();
    Map<String, Object> values = record.comparable();
    Map<String, String> parameters = new LinkedHashMap<>();
    values.forEach((key, value) -> parameters.put(key, Words.text(value)));
    if (!results.getFirst().id().equals("run0o0")) {
      Map<String, Object> others = first.record().comparable();
      parameters
          .keySet()
          .removeIf(
              key -> others.containsKey(key) && Objects.equals(values.get(key), others.get(key)));
    }
    return new Section(
        id,
        name,
        Names.question(record),
        results.size() > 1
            ? Findings.along(results)
            : alone ? "" : findings.answer(results.getFirst()),
        Method.of(
            record,
            results.getFirst().id().equals("run0o0")
                ? Optional.empty()
                : Optional.of(first.record())),
        List.of(run.command().split(" (?=--)", -1)),
        parameters,
        Findings.seeds(record, results.size()),
        along(results),
        IntStream.range(0, results.size())
            .mapToObj(i -> OutcomeView.of(results.get(i), run.exhibit(i), findings, alone, spelt))
            .toList(),
        run.missing(),
        Provenance.of(record));
  }

  private static List<SvgFigure> along(List<Result> results) {
    List<RunRecord.Layer> outcomes = results.stream().map(Result::outcome).toList();
    if (outcomes.size() < 2
        || outcomes.getFirst().varied().values().stream().anyMatch(v -> !(v instanceof Number))) {
      return List.of();
    }
    RunRecord record = results.getFirst().record();
    String name = outcomes.getFirst().varied().keySet().iterator().next();
    double[] x =
        outcomes.stream().mapToDouble(o -> ((Number) o.varied().get(name)).doubleValue()).toArray();
    double[] y = outcomes.stream().mapToDouble(o -> o.test().accuracy()).toArray();
    double[] half =
        outcomes.stream()
            .mapToDouble(o -> (o.test().wilson().high() - o.test().wilson().low()) / 2)
            .toArray();
    double[] published =
        results.stream().mapToDouble(r -> r.published().orElse(Double.NaN)).toArray();
    return List.of(
        AccuracyCharts.along(
            Names.label(record.experiment(), name),
            Findings.ACCURACY,
            List.of(new Series(Findings.ACCURACY, x, y, half)),
            new AccuracyCharts.Beside(
                outcomes.getFirst().floors().majority(),
                Worth.floor(record.dataset()),
                Arrays.stream(published).allMatch(Double::isNaN) ? new double[0] : published)));
  }
}
