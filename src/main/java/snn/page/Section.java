package snn.page;

import static snn.Numbers.accuracy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import snn.Words;
import snn.record.MeanInterval;
import snn.record.RunRecord;

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
    List<Figures.Figure> along,
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
      List<Findings.Result> results,
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
        Names.question(record.experiment()),
        results.size() > 1
            ? Findings.along(results)
            : alone ? "" : findings.answer(results.getFirst()),
        done(
            record,
            values,
            results.getFirst().outcome(),
            results.getFirst().id().equals("run0o0")
                ? ""
                : how(first.record().comparable(), first.record().outcomes().getFirst())),
        List.of(run.command().split(" (?=--)", -1)),
        parameters,
        seeds(record, results.size()),
        along(results),
        results.stream().map(result -> OutcomeView.of(result, findings, alone, spelt)).toList(),
        run.missing(),
        origin(record));
  }

  private static String done(
      RunRecord record, Map<String, Object> values, RunRecord.Layer outcome, String before) {
    String neurons =
        switch (Words.text(values.get("neuron"))) {
          case "lif" -> "leaky integrate-and-fire neurons";
          case "alif" -> "leaky integrate-and-fire neurons with an adaptive threshold";
          case String other -> other + " neurons";
        };
    boolean gains = values.containsKey("target_hz") || values.containsKey("target_list");
    StringBuilder text = new StringBuilder();
    text.append(values.containsKey("hidden") ? shown(values, "hidden") + " " : "Layers of ");
    int pool = Names.pool(values);
    if (pool > 1) {
      text.append(
          String.format(
              Locale.ROOT,
              "features, each the sum of %d × %d neighbouring neurons with one filter:",
              pool,
              pool));
      text.append(' ');
    }
    text.append(neurons).append(" with fixed random weights (").append(weights(record, values));
    String how = how(values, outcome);
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
    text.append(
        String.format(
            Locale.ROOT,
            " A linear readout learns to predict the %s from %s of %s training"
                + " images of %s (%d × %d pixels, %d classes), and is tested on %s test images.",
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
            Words.count(record.dataset().testImages())));
    record
        .outcomes()
        .getFirst()
        .varied()
        .keySet()
        .forEach(
            name -> {
              String label = Names.label(record.experiment(), name);
              text.append(" This is done once for each ").append(Words.noun(label)).append(": ");
              text.append(
                  record.outcomes().stream()
                      .map(one -> Words.value(one.varied().get(name)))
                      .distinct()
                      .collect(Collectors.joining(", ")));
              text.append(Words.unit(label)).append('.');
            });
    return text.toString();
  }

  /** What spikes are and what a neuron does with them. */
  private static String how(Map<String, Object> values, RunRecord.Layer outcome) {
    StringBuilder text = new StringBuilder();
    text.append(" over ").append(shown(values, "num_steps"));
    text.append(" steps of ").append(shown(values, "dt_ms")).append(" ms: ");
    text.append(spikes(values)).append('.');
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
          String.format(
              Locale.ROOT,
              " After a spike it rests for %s, so that it has at most %s for an image.",
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
          case String other -> other;
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

  private static String spikes(Map<String, Object> values) {
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
      case String other -> other + " encoding";
    };
  }

  private static String brightness(Map<String, Object> values) {
    return ", more often the brighter it is"
        + ("sqrt".equals(Words.text(values.get("intensity")))
            ? " (by the square root of its brightness)"
            : "");
  }

  private static List<String> seeds(RunRecord record, int points) {
    List<RunRecord.Layer> all = record.outcomes();
    if (all.size() == points) {
      return List.of();
    }
    return IntStream.range(0, points)
        .mapToObj(
            point -> {
              double[] values =
                  IntStream.iterate(point, i -> i < all.size(), i -> i + points)
                      .mapToDouble(i -> all.get(i).test().accuracy())
                      .toArray();
              String varied = Names.varied(record, all.get(point));
              return (varied.isEmpty() ? "" : varied + ": ")
                  + "test accuracy "
                  + MeanInterval.of(values).accuracy()
                  + ": "
                  + IntStream.range(0, values.length)
                      .mapToObj(
                          i ->
                              String.format(
                                  Locale.ROOT,
                                  "seed %d %s",
                                  all.get(point + i * points).seed(),
                                  accuracy(values[i])))
                      .collect(Collectors.joining(", "));
            })
        .toList();
  }

  private static List<Figures.Figure> along(List<Findings.Result> results) {
    List<RunRecord.Layer> outcomes = results.stream().map(Findings.Result::outcome).toList();
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
        Figures.along(
            Names.label(record.experiment(), name),
            "test accuracy",
            List.of(new Figures.Series("test accuracy", x, y, half)),
            new Figures.Beside(
                outcomes.getFirst().floors().majority(),
                "always answering the commonest " + record.dataset().noun(),
                Arrays.stream(published).allMatch(Double::isNaN) ? new double[0] : published)));
  }

  private static Map<String, String> origin(RunRecord record) {
    RunRecord.Run run = record.run();
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("started", run.started());
    origin.put("machine", run.machine().cpu().orElse("?") + ", " + run.machine().os());
    origin.put(
        "took", String.format(Locale.ROOT, "%.1f s on %s", run.totalSeconds(), run.device()));
    return origin;
  }
}
