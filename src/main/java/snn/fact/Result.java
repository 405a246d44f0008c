package snn.fact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import snn.Numbers;
import snn.measure.Cost;
import snn.measure.Information;
import snn.readout.Minimum;
import snn.record.RunRecord;

/**
 * One outcome of a run, as sentences speak of it.
 *
 * @param name that tells it from the others
 * @param id of it among them
 * @param values of the parameters that decide it
 * @param record of its run
 * @param outcome its part of the record
 * @param diagnosis what is wrong with it, see {@link Diagnosis}
 * @param seen what is known of it besides; empty where there is the record alone
 * @param published what the original scripts published of it
 */
public record Result(
    String name,
    String id,
    Map<String, Object> values,
    RunRecord record,
    RunRecord.Layer outcome,
    List<String> diagnosis,
    Optional<Seen> seen,
    OptionalDouble published) {

  /**
   * What was seen of an outcome while its features were at hand, and a record need not hold.
   *
   * @param counts spike counts of all neurons on the test images, number of pairs by count; empty
   *     where something else was read
   * @param information what the layer tells of the images, where it was measured
   * @param cost of an image, where it was measured
   */
  public record Seen(long[] counts, Optional<Information> information, Optional<Cost> cost) {}

  /**
   * One of the outcomes of a record.
   *
   * @param run what the run is called
   * @param outcome its number among those of the record
   */
  public static Result of(
      String run, String id, RunRecord record, int outcome, Optional<Seen> seen) {
    RunRecord.Layer layer = record.outcomes().get(outcome);
    String varied = Names.varied(record, layer);
    Map<String, Object> values = new LinkedHashMap<>(Differences.deciding(record));
    if (!layer.varied().isEmpty()) {
      values.values().removeIf(List.class::isInstance);
      values.putAll(layer.varied());
    }
    return new Result(
        varied.isEmpty() ? run : run + ", " + varied,
        id,
        values,
        record,
        layer,
        Diagnosis.of(record, outcome),
        seen,
        Published.of(record, layer));
  }

  /** Share of test images that are read rightly. */
  public double accuracy() {
    return outcome.test().accuracy();
  }

  /** Its name and its accuracy. */
  public String shown() {
    return "%s (%s)".formatted(name, Numbers.accuracy(accuracy()));
  }

  /** What the layer tells of the images, where that was measured in the run or after it. */
  public Optional<Information> information() {
    return outcome.information().or(() -> seen.flatMap(Seen::information));
  }

  /** What an image costs, where that was measured in the run or after it. */
  Optional<Cost> cost() {
    return outcome.cost().or(() -> seen.flatMap(Seen::cost));
  }

  /** Where its minimiser stopped; empty for a closed form. */
  Optional<Minimum> minimum() {
    return outcome.fit().minimum();
  }

  boolean is(Result other) {
    return id.equals(other.id);
  }

  boolean sameLayer(Result other) {
    return outcome.train().countsSha256().equals(other.outcome.train().countsSha256())
        && outcome.test().countsSha256().equals(other.outcome.test().countsSha256());
  }

  boolean sameImages(Result other) {
    return record.dataset().testSha256().equals(other.record.dataset().testSha256());
  }

  McNemar against(Result other) {
    return McNemar.of(
        record.testLabels(),
        outcome.predictions(),
        other.outcome.predictions(),
        record.labelWidth());
  }

  boolean noBetterThanMajority() {
    return outcome.test().wilson().low() <= outcome.floors().majority();
  }
}
