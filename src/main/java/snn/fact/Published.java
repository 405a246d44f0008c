package snn.fact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.record.RunRecord;

/**
 * Accuracies that the original scripts published.
 *
 * @param experiment its name
 * @param given parameters that were not left at their defaults
 * @param varied value of the experiment's axis by its name, where there is one
 * @param accuracy on MNIST's test images
 */
record Published(
    String experiment, Map<String, Object> given, Map<String, Object> varied, double accuracy) {

  private static final List<Published> ALL =
      List.of(
          new Published("baseline", Map.of("hidden", 1024, "max_iter", 2000), Map.of(), 0.1156),
          new Published("homeostasis", Map.of("hidden", 1024), Map.of(), 0.4331),
          new Published("tau-sweep", Map.of("hidden", 1024), Map.of("tau_ms", 5.0), 0.1198),
          new Published("tau-sweep", Map.of("hidden", 1024), Map.of("tau_ms", 20.0), 0.1157),
          new Published("tau-sweep", Map.of("hidden", 1024), Map.of("tau_ms", 50.0), 0.1159),
          new Published("sparse", Map.of("hidden", 1024), Map.of(), 0.9194));

  /** They say how much is told, or are of solvers that these runs do not use. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("repeats", "floors", "information", "gap", "C", "C_rule");

  /** What was published of such an outcome. */
  static OptionalDouble of(RunRecord record, RunRecord.Layer outcome) {
    return ALL.stream()
        .filter(one -> one.experiment.equals(record.experiment()))
        .filter(one -> one.varied.equals(outcome.varied()))
        .filter(one -> outcome.seed() == 42 && one.values().equals(values(record.comparable())))
        .mapToDouble(Published::accuracy)
        .findFirst();
  }

  private Map<String, Object> values() {
    return values(Plan.of(Experiment.named(experiment), given).values());
  }

  /** What decides a result, but the axis, of which an outcome has one value. */
  private static Map<String, Object> values(Map<String, Object> all) {
    Map<String, Object> values = new LinkedHashMap<>(all);
    values.keySet().removeAll(WITHOUT_EFFECT);
    values.values().removeIf(List.class::isInstance);
    return values;
  }
}
