package snn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import snn.Numbers;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.fact.Worth;
import snn.record.MeanInterval;
import snn.record.RunRecord;
import snn.report.ReportText;

/**
 * What has come out of a plan so far, as reports and records need it; outcomes themselves are not
 * kept.
 */
public final class Results {

  private final Plan plan;
  private final Lab lab;
  private final Stopwatch stopwatch = Stopwatch.start();

  /** Outcomes in the order in which they were run. */
  private final List<Result> results = new ArrayList<>();

  /** One outcome. */
  private record Result(
      RunRecord.Layer layer, Outcome.Seconds seconds, Function<String, String> line) {

    double accuracy() {
      return layer.test().accuracy();
    }

    String row() {
      return line.apply(Numbers.accuracy(accuracy()));
    }
  }

  /**
   * Nothing yet.
   *
   * @param plan by which layers are run
   * @param lab where they are run
   */
  public Results(Plan plan, Lab lab) {
    this.plan = plan;
    this.lab = lab;
  }

  /**
   * Adds the next outcome.
   *
   * @return its line for a user
   */
  public String add(Outcome outcome) {
    // What is kept holds no outcome: that has a trace of every neuron.
    Settings settings = outcome.settings();
    Result result =
        new Result(
            RunRecord.Layer.of(outcome),
            outcome.seconds(),
            accuracy -> plan.text(plan.words().line(), settings, accuracy));
    results.add(result);
    return row(result);
  }

  /** The latest layer. */
  RunRecord.Layer latest() {
    return results.getLast().layer;
  }

  /** What the latest layer is worth beside none; empty where that was not measured. */
  Optional<String> worth() {
    return Worth.withoutLayer(lab.identity(), latest().floors(), latest().test());
  }

  private String row(Result result) {
    return repeats() == 1
        ? result.row()
        : "%s (seed %s)".formatted(result.row(), result.layer.seed());
  }

  private int repeats() {
    return plan.extent().repeats();
  }

  private int points() {
    return plan.points().size();
  }

  /** How many there are. */
  int size() {
    return results.size();
  }

  /** The outcomes that make a run of their own: whole seeds, or the beginning of the first. */
  private List<Result> whole() {
    int seeds = results.size() / points();
    return seeds == 0 ? results : results.subList(0, seeds * points());
  }

  /** The plan whose outcomes these are. */
  private Plan done() {
    int whole = whole().size();
    return plan.first(Math.max(1, whole / points()), Math.min(whole, points()));
  }

  /** The record of what is there. */
  public RunRecord record() {
    List<Result> whole = whole();
    return RunRecord.of(
        done(),
        lab.identity(),
        Optional.of(lab.images()),
        lab.dataset().test().labels(),
        whole.stream().map(Result::layer).toList(),
        stopwatch.run(
            lab.backend().deviceName(),
            lab.backend().simulatorName(),
            lab.workers().threads(),
            whole.stream().map(Result::seconds).toList()));
  }

  /** The report on what is there, of which this is the record. */
  String report(RunRecord record) {
    List<String> reports =
        IntStream.range(0, done().extent().repeats())
            .mapToObj(seed -> ReportText.of(record, seed))
            .toList();
    return repeats() == 1
        ? reports.getFirst()
        : ReportText.repeats(
            summary(),
            whole().stream().map(this::row).toList(),
            reports,
            plan.points().getFirst().seed());
  }

  /** Means over the seeds, a line for each point; none where there is one seed. */
  List<String> summary() {
    return repeats() == 1
        ? List.of()
        : IntStream.range(0, done().points().size())
            .mapToObj(i -> results.get(i).line.apply(accuracy(i).accuracy()))
            .toList();
  }

  /** Test accuracy of point {@code i} over the seeds. */
  MeanInterval accuracy(int i) {
    List<Result> whole = whole();
    return MeanInterval.of(
        IntStream.iterate(i, at -> at < whole.size(), at -> at + points())
            .mapToDouble(at -> whole.get(at).accuracy())
            .toArray());
  }
}
