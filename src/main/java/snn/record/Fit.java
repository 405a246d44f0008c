package snn.record;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import snn.readout.Minimum;
import snn.readout.PenaltyPath;
import snn.readout.Readout;

/**
 * How a readout was fitted, as far as a record tells: neither the coefficients nor the way to them.
 *
 * @param options of the readout by their names, with the C that was used; empty in records that do
 *     not tell
 * @param minimum where its minimiser stopped; empty for a closed form
 * @param certificate bound on how far the loss is above the smallest possible one
 * @param path how C was chosen; empty where it was given
 */
public record Fit(
    Map<String, Object> options,
    Optional<Minimum> minimum,
    OptionalDouble certificate,
    Optional<PenaltyPath> path) {

  /** What {@link RunRecord.Layer#readout} says. */
  static Fit of(Map<String, Object> readout) {
    return new Fit(
        object(readout.get("options")).orElse(Map.of()),
        object(readout.get("minimum")).map(Fit::minimum),
        readout.get("certificate") instanceof Number gap
            ? OptionalDouble.of(gap.doubleValue())
            : OptionalDouble.empty(),
        object(readout.get("path")).map(Fit::path));
  }

  /** The readout that was fitted; empty in records that do not tell its options. */
  public Optional<Readout> readout() {
    return options.isEmpty() ? Optional.empty() : Optional.of(Readout.KIND.read(options));
  }

  /** Whether features were standardised. */
  public boolean scaled() {
    return Boolean.TRUE.equals(options.get("scale_features"));
  }

  private static Minimum minimum(Map<String, Object> told) {
    return new Minimum(
        new double[0],
        real(told, "loss"),
        real(told, "max_gradient"),
        whole(told, "iterations"),
        whole(told, "evaluations"),
        Minimum.Stop.valueOf(upper(told.get("stop"))),
        Minimum.Course.UNSEEN);
  }

  private static PenaltyPath path(Map<String, Object> told) {
    List<PenaltyPath.Point> points =
        ((List<?>) told.get("points"))
            .stream()
                .map(point -> object(point).orElseThrow())
                .map(
                    point ->
                        new PenaltyPath.Point(
                            real(point, "c"),
                            real(point, "accuracy"),
                            real(point, "log_loss"),
                            whole(point, "iterations")))
                .toList();
    // What an older record does not tell was the only rule.
    String rule = upper(Objects.requireNonNullElse(told.get("rule"), PenaltyPath.Rule.BEST.name()));
    return new PenaltyPath(points, PenaltyPath.Rule.valueOf(rule), real(told, "c"));
  }

  @SuppressWarnings("unchecked")
  private static Optional<Map<String, Object>> object(Object value) {
    return value instanceof Map<?, ?> map
        ? Optional.of((Map<String, Object>) map)
        : Optional.empty();
  }

  private static double real(Map<String, Object> object, String name) {
    return ((Number) object.get(name)).doubleValue();
  }

  private static int whole(Map<String, Object> object, String name) {
    return ((Number) object.get(name)).intValue();
  }

  /** The name of a constant that a record calls {@code iteration_limit} or {@code one-se}. */
  private static String upper(Object name) {
    return name.toString().toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
