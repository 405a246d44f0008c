package snn.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import snn.InvalidParameterException;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.record.RunRecord;

/**
 * A run that a page shows.
 *
 * @param name of its files
 * @param record of it
 * @param command that does the same
 * @param exhibits of its first outcomes, in their order; of the others there is nothing more to
 *     show than the record says
 * @param missing why there are fewer than there might be; empty where there are not
 */
public record PageRun(
    String name, RunRecord record, String command, List<Exhibit> exhibits, String missing) {

  /** They say how much is told or done, and change no outcome. */
  private static final Set<String> TELLING = Set.of("repeats", "floors", "information");

  /** Outcomes of the first seed. */
  List<RunRecord.Layer> firstSeed() {
    long seed = record.outcomes().getFirst().seed();
    return record.outcomes().stream().filter(outcome -> outcome.seed() == seed).toList();
  }

  /** The parameters that decide what comes out, by their names. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>(record.comparable());
    try {
      Plan plan = Plan.of(Experiment.named(record.experiment()), values);
      values.keySet().removeAll(plan.withoutEffect(values.keySet()));
    } catch (InvalidParameterException _) {
      // The record is of another program, so that all its parameters are told.
    }
    values.keySet().removeAll(TELLING);
    return values;
  }

  /** This run with other exhibits. */
  public PageRun with(List<Exhibit> more, String why) {
    return new PageRun(name, record, command, more, why);
  }
}
