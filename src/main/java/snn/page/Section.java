package snn.page;

import static snn.Numbers.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import snn.Numbers;
import snn.experiment.Experiment;
import snn.report.MeanInterval;
import snn.report.ReportText;
import snn.report.RunRecord;

/**
 * What a page says about one run: what was asked, done and found.
 *
 * @param id of it in the page
 * @param name of the experiment, or of the run where there are several of it
 * @param question of the experiment
 * @param done what was done, in words
 * @param command that does the same
 * @param parameters all of them
 * @param seeds a row for each seed's accuracies; empty where there is one
 * @param along accuracy along the experiment's axis; empty where there is none
 * @param outcomes of the first seed
 * @param missing why something is not shown; empty where all is
 * @param origin which program, where and when
 */
public record Section(
    String id,
    String name,
    String question,
    String done,
    String command,
    Map<String, String> parameters,
    List<String> seeds,
    List<Figures.Figure> along,
    List<OutcomeView> outcomes,
    String missing,
    Map<String, String> origin) {

  /** Makes the section of a run; {@code number} tells it from others of the page. */
  static Section of(PageRun run, String name, int number, UnaryOperator<String> spelt) {
    RunRecord record = run.record();
    Map<String, Object> values = record.comparable();
    List<RunRecord.Layer> outcomes = run.firstSeed();
    String id = "run" + number;
    List<OutcomeView> views = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      views.add(
          OutcomeView.of(
              record,
              outcomes.get(i),
              i < run.exhibits().size() ? run.exhibits().get(i) : null,
              id + "o" + i,
              spelt));
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    values.forEach((key, value) -> parameters.put(key, text(value)));
    return new Section(
        id,
        name,
        question(record.experiment()),
        done(record, values),
        run.command(),
        parameters,
        seeds(record, outcomes.size()),
        along(record, outcomes),
        views,
        run.missing(),
        origin(record));
  }

  static String question(String experiment) {
    return Experiment.all().stream()
        .filter(known -> known.name().equals(experiment))
        .map(Experiment::question)
        .findFirst()
        .orElse("");
  }

  static String text(Object value) {
    return value == null
        ? "–"
        : value instanceof List<?> list
            ? list.stream().map(Numbers::text).collect(Collectors.joining(", "))
            : Numbers.text(value);
  }

  private static String done(RunRecord record, Map<String, Object> values) {
    String neurons =
        switch (text(values.get("neuron"))) {
          case "lif" -> "leaky integrate-and-fire neurons";
          case "alif" -> "leaky integrate-and-fire neurons with an adaptive threshold";
          case String other -> other + " neurons";
        };
    String axis =
        record.outcomes().getFirst().varied().keySet().stream()
            .map(
                name ->
                    " This is done once for each %s of %s."
                        .formatted(
                            name,
                            record.outcomes().stream()
                                .map(outcome -> text(outcome.varied().get(name)))
                                .distinct()
                                .collect(Collectors.joining(", "))))
            .collect(Collectors.joining());
    String hidden = values.containsKey("hidden") ? text(values.get("hidden")) + " " : "Layers of ";
    boolean gains = values.containsKey("target_hz") || values.containsKey("target_list");
    return String.format(
        Locale.ROOT,
        "%s%s with fixed random weights (%s, probability of a connection %s) see every image as"
            + " spikes (%s encoding) over %s steps of %s ms.%s A linear readout (%s) is taught to"
            + " tell the class from their spike counts, on %d images of %s (%d × %d pixels, %d"
            + " classes), and tested on %d others.%s",
        hidden,
        neurons,
        text(values.get("weights")),
        text(values.getOrDefault("p_connect", "varied")),
        text(values.get("encoding")),
        text(values.get("num_steps")),
        text(values.get("dt_ms")),
        gains
            ? " Before that, each neuron's gain is adapted towards a target rate (rule "
                + text(values.get("rule"))
                + ") and frozen."
            : "",
        text(values.get("readout")),
        record.dataset().trainImages(),
        record.dataset().name(),
        record.dataset().rows(),
        record.dataset().columns(),
        record.dataset().classes(),
        record.dataset().testImages(),
        axis);
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
              return Findings.varied(all.get(point)).strip()
                  + " Test accuracy "
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
        .map(String::strip)
        .toList();
  }

  private static List<Figures.Figure> along(RunRecord record, List<RunRecord.Layer> outcomes) {
    if (outcomes.size() < 2
        || outcomes.getFirst().varied().values().stream().anyMatch(v -> !(v instanceof Number))) {
      return List.of();
    }
    String name = outcomes.getFirst().varied().keySet().iterator().next();
    double[] x =
        outcomes.stream().mapToDouble(o -> ((Number) o.varied().get(name)).doubleValue()).toArray();
    double[] y = outcomes.stream().mapToDouble(o -> o.test().accuracy()).toArray();
    double[] half =
        outcomes.stream()
            .mapToDouble(o -> (o.test().wilson().high() - o.test().wilson().low()) / 2)
            .toArray();
    return List.of(
        Figures.along(
            label(record.experiment(), name),
            "test accuracy",
            List.of(new Figures.Series("test accuracy", x, y, half))));
  }

  private static String label(String experiment, String parameter) {
    return Experiment.all().stream()
        .filter(known -> known.name().equals(experiment))
        .flatMap(known -> known.axis().stream())
        .map(Experiment.Axis::label)
        .findFirst()
        .orElse(parameter);
  }

  private static Map<String, String> origin(RunRecord record) {
    RunRecord.Run run = record.run();
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put(
        "program",
        run.program().name()
            + " "
            + run.program().version()
            + run.program().commit().map(commit -> ", commit " + commit).orElse(""));
    origin.put("started", run.started());
    origin.put("machine", run.machine().cpu().orElse("?") + ", " + run.machine().os());
    origin.put(
        "took", String.format(Locale.ROOT, "%.1f s on %s", run.totalSeconds(), run.device()));
    origin.put("test images", "SHA-256 " + record.dataset().testSha256());
    return origin;
  }

  /** What the classes are, in a word. */
  static String noun(RunRecord record) {
    return ReportText.noun(record.dataset());
  }
}
