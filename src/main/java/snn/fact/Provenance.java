package snn.fact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import snn.Numbers;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.part.OwnPart;
import snn.record.RunRecord;

/** Where numbers come from: which program and machine made them, and of how many draws they are. */
public final class Provenance {

  private Provenance() {}

  /** When and where a run was, by what that is. */
  public static Map<String, String> of(RunRecord record) {
    RunRecord.Run run = record.run();
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("started", run.started());
    origin.put("machine", run.machine().cpu().orElse("?") + ", " + run.machine().os());
    origin.put(
        "took", String.format(Locale.ROOT, "%.1f s on %s", run.totalSeconds(), run.device()));
    return origin;
  }

  /** Hashes of what came out, and its seed, by what that is. */
  public static Map<String, String> hashes(RunRecord.Layer outcome) {
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("seed", Numbers.text(outcome.seed()));
    hashes.put("weights", outcome.weightsSha256());
    hashes.put("gains", outcome.gains().sha256());
    hashes.put("counts of the training images", outcome.train().countsSha256());
    hashes.put("counts of the test images", outcome.test().countsSha256());
    return hashes;
  }

  /** Lines of the same. */
  public static List<String> lines(Settings settings, RunRecord.Layer outcome) {
    String features = settings.feature().plural();
    return List.of(
        "Seed: " + outcome.seed(),
        "Weights: SHA-256 " + outcome.weightsSha256(),
        "Train %s: SHA-256 %s".formatted(features, outcome.train().countsSha256()),
        "Test %s: SHA-256 %s".formatted(features, outcome.test().countsSha256()));
  }

  /** Lines on the sources of parts that are not the program's. */
  public static List<String> sources(Plan plan) {
    return plan.sources().stream()
        .map(
            source ->
                "Source: %s, SHA-256 %s"
                    .formatted(OwnPart.fileIn(source), OwnPart.sha256In(source)))
        .distinct()
        .toList();
  }

  /** Names of the files of parts that are not the program's, without their folders. */
  public static List<String> files(RunRecord record) {
    Map<String, Object> values = record.comparable();
    return Plan.KINDS.stream()
        .filter(kind -> values.containsKey(kind.source()))
        .map(kind -> OwnPart.fileIn(values.get(kind.source()).toString()))
        .distinct()
        .sorted()
        .toList();
  }

  /** What chance the numbers of runs stand for. */
  public static String draws(List<RunRecord> runs) {
    List<Long> seeds =
        runs.stream()
            .flatMap(run -> run.outcomes().stream())
            .map(RunRecord.Layer::seed)
            .distinct()
            .toList();
    return seeds.size() == 1
        ? ("Each row is one draw of the random weights (seed %s). The interval is about the choice"
                + " of test images; another draw may differ by more.")
            .formatted(seeds.getFirst())
        : ("Each row is the first of its run’s draws of the random weights; there are %s seeds in"
                + " all, and where a run has several, its section gives the accuracy of each. The"
                + " interval is about the choice of test images only.")
            .formatted(seeds.size());
  }

  /** Which programs made the records; with the runs, by their names, where there are several. */
  public static List<String> programs(List<RunRecord> runs, List<String> names) {
    Map<String, List<String>> made = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      RunRecord.Program program = runs.get(i).run().program();
      String commit =
          program
              .commit()
              .map(hash -> ", commit " + hash.substring(0, Math.min(12, hash.length())))
              .orElse("");
      String text =
          "%s %s%s%s"
              .formatted(
                  program.name(),
                  program.version(),
                  commit,
                  program.dirty().orElse(false) ? " with changes" : "");
      made.computeIfAbsent(text, _ -> new ArrayList<>()).add(names.get(i));
    }
    return made.entrySet().stream()
        .map(
            entry ->
                made.size() == 1
                    ? entry.getKey()
                    : entry.getKey() + ": " + String.join("; ", entry.getValue()))
        .toList();
  }

  /** What runs are about: the question of one, or of a notebook the question of all. */
  public static String title(List<RunRecord> runs, List<String> names) {
    if (runs.size() == 1) {
      return names.getFirst() + ": " + Names.question(runs.getFirst());
    }
    List<String> images =
        runs.stream().map(run -> Names.dataset(run.dataset().name())).distinct().toList();
    return "What can %s readout learn from fixed random spiking layers?"
            .formatted(runs.stream().allMatch(Method::isLinear) ? "a linear" : "a")
        + (images.size() == 1 ? " (%s)".formatted(images.getFirst()) : "");
  }

  /** The questions of the experiments of runs. */
  public static String questions(List<RunRecord> runs) {
    return runs.stream()
        .map(RunRecord::experiment)
        .distinct()
        .map(name -> name + ": " + Names.question(name))
        .collect(Collectors.joining(" "));
  }
}
