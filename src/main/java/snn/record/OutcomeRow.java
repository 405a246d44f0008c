package snn.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.experiment.Outcome;
import snn.measure.Cost;
import snn.measure.Information;

/**
 * What tables know of one outcome, by the names of their columns.
 *
 * @param flags what it follows from
 * @param results what every program says of an outcome
 * @param measures what may not have been measured
 * @param times threads, seconds and memory; empty where these are not asked for
 */
record OutcomeRow(RowValues flags, RowValues results, RowValues measures, RowValues times) {

  static final String SEED = "seed";

  /** What follows from {@code dataset} and {@code limit}. */
  static final List<String> OF_THE_IMAGES = List.of("train_images_sha256", "test_images_sha256");

  /** They tell only how outcomes are grouped, and whether there is more to tell of them. */
  private static final Set<String> NOT_IN_THE_TABLE = Set.of("repeats", "information");

  /** What an outcome does not depend on, or what the images' hashes tell better. */
  private static final Set<String> NOT_OF_AN_OUTCOME = Set.of("floors", "limit");

  /** The rows of a run, one for each of its outcomes. */
  static List<OutcomeRow> of(RunRecord run, boolean times, RowValues.Pool pool) {
    Map<String, Object> comparable = run.comparable();
    return IntStream.range(0, run.outcomes().size())
        .mapToObj(
            i ->
                new OutcomeRow(
                    pool.shared(flags(run, comparable, i)),
                    pool.of(results(run.outcomes().get(i))),
                    pool.of(measures(run.outcomes().get(i))),
                    pool.of(times ? times(run, i) : Map.of())))
        .toList();
  }

  private static Map<String, Object> flags(RunRecord run, Map<String, Object> comparable, int i) {
    RunRecord.Layer outcome = run.outcomes().get(i);
    Map<String, Object> flags = new LinkedHashMap<>(comparable);
    flags.keySet().removeAll(NOT_IN_THE_TABLE);
    // An axis' values, of which an outcome has one.
    flags.values().removeIf(List.class::isInstance);
    flags.put("experiment", run.experiment());
    flags.put(SEED, outcome.seed());
    flags.putAll(outcome.varied());
    flags.put("stream_version", run.streamVersion());
    flags.put(OF_THE_IMAGES.getFirst(), run.dataset().trainSha256());
    flags.put(OF_THE_IMAGES.getLast(), run.dataset().testSha256());
    return flags;
  }

  private static Map<String, Object> results(RunRecord.Layer outcome) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("test_accuracy", outcome.test().accuracy());
    results.put("test_low", outcome.test().wilson().low());
    results.put("test_high", outcome.test().wilson().high());
    results.put("train_accuracy", outcome.train().accuracy());
    results.put("floor_majority", outcome.floors().majority());
    Map<?, ?> minimum =
        outcome.readout().get("minimum") instanceof Map<?, ?> found ? found : Map.of();
    for (String part : new String[] {"loss", "max_gradient", "iterations", "stop"}) {
      results.put(part, minimum.get(part));
    }
    results.put("mean_rate_hz", outcome.health().meanRateHz());
    results.put("ceiling_share", outcome.health().ceilingShare());
    results.put("silent_share", outcome.health().silentShare());
    results.put("gain_smallest", (double) outcome.gains().smallest());
    results.put("gain_largest", (double) outcome.gains().largest());
    results.put("weights_sha256", outcome.weightsSha256());
    results.put("train_counts_sha256", outcome.train().countsSha256());
    results.put("test_counts_sha256", outcome.test().countsSha256());
    return results;
  }

  private static Map<String, Object> measures(RunRecord.Layer outcome) {
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put(
        "floor_pixels",
        outcome.floors().pixels().isPresent() ? outcome.floors().pixels().getAsDouble() : null);
    Optional<Information> information = outcome.information();
    measures.put("information_bits", information.map(Information::bits).orElse(null));
    measures.put("information_directions", information.map(Information::directions).orElse(null));
    measures.put("information_neurons", information.map(Information::neurons).orElse(null));
    measures.put("information_images", information.map(Information::images).orElse(null));
    measures.put("reliability", information.map(Information::reliability).orElse(null));
    measures.put(
        "participation_ratio", information.map(Information::participationRatio).orElse(null));
    measures.put("fano_factor", information.map(Information::fanoFactor).orElse(null));
    measures.put(
        "population_sparseness", information.map(Information::populationSparseness).orElse(null));
    Optional<Cost> cost = outcome.cost();
    measures.put("synaptic_operations", cost.map(Cost::synapticOperations).orElse(null));
    measures.put("membrane_updates", cost.map(Cost::membraneUpdates).orElse(null));
    measures.put("activation_sparsity", cost.map(Cost::activationSparsity).orElse(null));
    return measures;
  }

  private static Map<String, Object> times(RunRecord run, int i) {
    Outcome.Seconds seconds = run.run().seconds().get(i);
    Map<String, Object> times = new LinkedHashMap<>();
    times.put("num_workers", run.run().numWorkers());
    times.put("adaptation_seconds", seconds.adaptation());
    times.put("features_seconds", seconds.features());
    times.put("information_seconds", seconds.information());
    times.put("readout_seconds", seconds.readout());
    times.put("total_seconds", run.run().totalSeconds());
    times.put("peak_memory_bytes", run.run().peakMemoryBytes().orElse(null));
    return times;
  }

  private List<RowValues> all() {
    return List.of(flags, results, measures, times);
  }

  /** The value in a column; null where there is none. */
  Object get(String column) {
    for (RowValues values : all()) {
      if (values.has(column)) {
        return values.get(column);
      }
    }
    return null;
  }

  /** All that is known, in the order of the columns. */
  Map<String, Object> values() {
    Map<String, Object> known = new LinkedHashMap<>();
    all().forEach(values -> values.names().forEach(name -> known.put(name, values.get(name))));
    return known;
  }

  /** Names of the columns that tell what came out; they are the same for all runs. */
  List<String> told() {
    return Stream.of(results, measures, times).flatMap(v -> v.names().stream()).toList();
  }

  /** What an outcome follows from. */
  RowValues cause() {
    return flags.without(NOT_OF_AN_OUTCOME);
  }

  /** What it says, but for what no program says of every outcome. */
  List<Object> core() {
    return List.of(cause(), results);
  }

  /** Whether it tells all that another row of the same outcome has measured, and more. */
  boolean tellsMore(OutcomeRow other) {
    return !measures.equals(other.measures)
        && other.measures.names().stream()
            .filter(name -> other.measures.get(name) != null)
            .allMatch(name -> other.measures.get(name).equals(measures.get(name)));
  }
}
