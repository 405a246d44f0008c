package snn.fact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import snn.Numbers;
import snn.Words;
import snn.core.Encoding;
import snn.core.GainRule;
import snn.core.Neuron;
import snn.core.WeightLaw;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.part.Kind;
import snn.part.Part;
import snn.part.Parts;
import snn.readout.Readout;
import snn.record.RunRecord;

/** What was done in a run, in words: the layer, its input, what is read and from which images. */
public final class Method {

  private Method() {}

  /**
   * Says it.
   *
   * @param first the run that is told of first, whose spikes and neurons are not described again
   *     where they are the same; empty where this is it
   */
  public static String of(RunRecord record, Optional<RunRecord> first) {
    Map<String, Object> values = record.comparable();
    RunRecord.Layer outcome = record.outcomes().getFirst();
    String before =
        first.map(other -> how(other, other.comparable(), other.outcomes().getFirst())).orElse("");
    String neurons =
        switch (Words.text(values.get("neuron"))) {
          case "lif" -> "leaky integrate-and-fire neurons";
          case "alif" -> "leaky integrate-and-fire neurons with an adaptive threshold";
          case String other -> own(record, Settings::neuron, other + " neurons");
        };
    boolean gains = values.containsKey("target_hz") || values.containsKey("target_list");
    StringBuilder text = new StringBuilder();
    text.append(values.containsKey("hidden") ? shown(values, "hidden") + " " : "Layers of ");
    int pool = Names.pool(values);
    if (pool > 1) {
      text.append(
          "features, each the sum of %s × %s neighbouring neurons with one filter:"
              .formatted(pool, pool));
      text.append(' ');
    }
    text.append(neurons).append(" with fixed random weights (").append(weights(record, values));
    String how = how(record, values, outcome);
    text.append(") see every image as spikes").append(how.equals(before) ? "." : how);
    if (gains) {
      text.append(
          " Before that, each neuron’s gain, a factor on all its weights, is adapted towards a"
              + " target rate");
      if (values.containsKey("target_hz")) {
        text.append(" of ").append(shown(values, "target_hz")).append(" Hz");
      }
      text.append(" (rule ").append(Words.text(values.get("rule"))).append(") and frozen.");
    }
    text.append(' ').append(reading(record, values)).append(axis(record));
    return text.toString();
  }

  /** What a readout learns, and from which images. */
  private static String reading(RunRecord record, Map<String, Object> values) {
    return ("%s learns to predict the %s from %s of %s training"
            + " images of %s (%s × %s pixels, %s classes), and is tested on %s test images.")
        .formatted(
            readout(record, values),
            record.dataset().noun(),
            switch (Words.text(values.get("readout_of"))) {
              case "sqrt_counts" -> "the square roots of the spike counts";
              case "first_spike" -> "the steps of the first spikes";
              default -> "the spike counts";
            },
            Words.count(record.dataset().trainImages()),
            Names.dataset(record.dataset().name()),
            record.dataset().rows(),
            record.dataset().columns(),
            record.dataset().classes(),
            Words.count(record.dataset().testImages()));
  }

  /** Along which axis it is done again and again; empty where there is none. */
  private static String axis(RunRecord record) {
    return record.outcomes().getFirst().varied().keySet().stream()
        .map(
            name -> {
              String label = Names.label(record.experiment(), name);
              String values =
                  record.outcomes().stream()
                      .map(one -> Words.value(one.varied().get(name)))
                      .distinct()
                      .collect(Collectors.joining(", "));
              return " This is done once for each %s: %s%s."
                  .formatted(Words.noun(label), values, Words.unit(label));
            })
        .collect(Collectors.joining());
  }

  /** What a part that is not the program's says of itself, where it is there. */
  private static String own(RunRecord record, Function<Settings, Part> part, String name) {
    return record.settings(0).map(part).map(Part::words).filter(w -> !w.isEmpty()).orElse(name);
  }

  /** Whether what is fitted is linear; of a part that is not here nobody knows. */
  public static boolean isLinear(RunRecord record) {
    return !record.comparable().containsKey(Readout.KIND.source())
        || record.settings(0).map(Settings::readout).filter(Readout::isLinear).isPresent();
  }

  private static String readout(RunRecord record, Map<String, Object> values) {
    if (!values.containsKey(Readout.KIND.source())) {
      return "A linear readout";
    }
    String name = "the readout " + values.get(Readout.KIND.name());
    String words = own(record, Settings::readout, name);
    return Words.capital(words);
  }

  /**
   * A line on what of a layer differs from the experiment's defaults, and no other line of a report
   * tells; empty where nothing does.
   */
  public static Optional<String> besides(Plan plan, Settings point) {
    Map<String, Object> values = new LinkedHashMap<>(point.values());
    Map<String, Object> usual = Plan.of(plan.experiment(), Map.of()).points().getFirst().values();
    values.keySet().removeAll(plan.words().shown(name -> plan.has(name, point)));
    values.keySet().removeAll(OF_OTHER_LINES);
    point.readoutValues().keySet().forEach(values::remove);
    OWN.forEach(kind -> values.keySet().removeAll(own(kind, point)));
    plan.alongAxis().ifPresent(axis -> values.remove(axis.parameter()));
    String others =
        values.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(usual.get(entry.getKey())))
            .map(entry -> entry.getKey() + "=" + Numbers.text(entry.getValue()))
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? Optional.empty() : Optional.of("Besides: " + others);
  }

  private static final Set<String> OF_OTHER_LINES = Set.of("seed", "batch_size");

  /** Kinds of parts of a layer. */
  private static final List<Kind<?>> OWN =
      List.of(WeightLaw.KIND, Encoding.KIND, Neuron.KIND, GainRule.KIND);

  /** Names of the values of a part of that kind, if it is not the program's; empty if it is. */
  private static Set<String> own(Kind<?> kind, Settings point) {
    Map<String, Object> values = point.values();
    if (!values.containsKey(kind.source())) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>(List.of(kind.name(), kind.source()));
    Parts.parameters(kind.parts().get(values.get(kind.name()).toString()))
        .forEach(parameter -> names.add(parameter.name()));
    return names;
  }

  /** A line on each part of a layer that is not the program's: what no other line tells of it. */
  public static List<String> own(Plan plan, Settings point) {
    Set<String> told = new LinkedHashSet<>(plan.words().shown(name -> plan.has(name, point)));
    List<String> lines = new ArrayList<>();
    for (Kind<?> kind : OWN) {
      Map<String, Object> values = point.values();
      values.keySet().retainAll(own(kind, point));
      values.keySet().removeAll(told);
      values.remove(kind.source());
      plan.alongAxis().ifPresent(axis -> values.remove(axis.parameter()));
      told.addAll(values.keySet());
      if (!values.isEmpty()) {
        Object name = values.remove(kind.name());
        lines.add(
            Words.capital(kind.name())
                + ": "
                + Stream.concat(
                        Stream.ofNullable(name).map(Object::toString),
                        values.entrySet().stream()
                            .map(value -> value.getKey() + "=" + Numbers.text(value.getValue())))
                    .collect(Collectors.joining(", ")));
      }
    }
    return lines;
  }

  /** What spikes are and what a neuron does with them. */
  private static String how(RunRecord record, Map<String, Object> values, RunRecord.Layer outcome) {
    StringBuilder text = new StringBuilder();
    text.append(" over ").append(shown(values, "num_steps"));
    text.append(" steps of ").append(shown(values, "dt_ms")).append(" ms: ");
    text.append(spikes(record, values)).append('.');
    if (values.containsKey("v_th")) {
      text.append(" A neuron adds up the weights of the inputs that spike");
      if (values.containsKey("tau_ms")) {
        text.append(", forgets with time constant τₘ = ").append(shown(values, "tau_ms"));
        text.append(" ms");
      }
      text.append(", and spikes above threshold ").append(shown(values, "v_th")).append('.');
    }
    if (values.get("t_ref_ms") instanceof Number rest
        && values.get("dt_ms") instanceof Number step) {
      text.append(
          " After a spike it rests for %s, so that it has at most %s for an image."
              .formatted(
                  Words.count((int) (rest.doubleValue() / step.doubleValue()), "step", "steps"),
                  Words.count(
                      outcome.health().ceiling() / (Names.pool(values) * Names.pool(values)),
                      "spike",
                      "spikes")));
    }
    return text.toString();
  }

  private static String shown(Map<String, Object> values, String name) {
    return Words.value(values.get(name));
  }

  /** What the weights are, and how many inputs a neuron has. */
  private static String weights(RunRecord record, Map<String, Object> values) {
    int pixels = record.dataset().rows() * record.dataset().columns();
    String law =
        switch (Words.text(values.get("weights"))) {
          case "excitatory" -> "none negative";
          case "signed" -> "of either sign";
          case "patch" -> "of either sign in a patch";
          case "gabor" -> "an edge of random place, direction and width";
          case String other -> own(record, Settings::weights, other);
        };
    boolean patch = List.of("patch", "gabor").contains(Words.text(values.get("weights")));
    String part =
        patch && values.containsKey("patch_min") && values.containsKey("patch_max")
            ? ", in a square with sides of " + Names.sides(values)
            : "";
    if (!(values.get("p_connect") instanceof Number p)) {
      return law + part;
    }
    if (p.doubleValue() == 1) {
      return law + (part.isEmpty() ? ", on all " + Words.count(pixels) + " pixels" : part);
    }
    return law
        + part
        + (part.isEmpty()
            ? ", each pixel connected with probability %s: %s of %s pixels on average"
                .formatted(
                    Words.number(p.doubleValue()),
                    Words.number(Math.rint(10 * p.doubleValue() * pixels) / 10),
                    Words.count(pixels))
            : ", of which each is connected with probability " + Words.number(p.doubleValue()));
  }

  private static String spikes(RunRecord record, Map<String, Object> values) {
    String rate =
        values.containsKey("fmax_hz") ? " at up to " + shown(values, "fmax_hz") + " Hz" : "";
    return switch (Words.text(values.get("encoding"))) {
      case "rate" -> "each pixel spikes at random" + rate + brightness(values);
      case "regular" ->
          "each pixel spikes at equal distances"
              + ("half".equals(Words.text(values.get("phase"))) ? ", without chance," : "")
              + rate
              + brightness(values);
      case "latency" -> "each pixel spikes once, the brighter the earlier";
      case String other -> own(record, Settings::encoding, other + " encoding");
    };
  }

  private static String brightness(Map<String, Object> values) {
    return ", more often the brighter it is"
        + ("sqrt".equals(Words.text(values.get("intensity")))
            ? " (by the square root of its brightness)"
            : "");
  }
}
