package snn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import snn.experiment.Experiment;

/** Command lines that stand at the end of a command's help, as a user may type them. */
final class Examples {

  private static final Map<String, List<String>> COMMANDS =
      Map.ofEntries(
          Map.entry("data", List.of("snn data letters", "snn data ~/images --fig images.png")),
          Map.entry(
              "readout",
              List.of(
                  "snn sparse --dataset strokes --save_features features",
                  "snn readout --features features --solver lbfgs-gram")),
          Map.entry(
              "predict",
              List.of(
                  "snn sparse --dataset strokes --save_model sparse.npz",
                  "snn predict --model sparse.npz digits/ 7.png")),
          Map.entry("export", List.of("snn export --model sparse.npz --nir sparse.nir")),
          Map.entry("verify", List.of("snn verify outputs/sparse_p0.05.json")),
          Map.entry(
              "check",
              List.of(
                  "snn check CentreSurround.java",
                  "snn fields --parts CentreSurround.java --help")),
          Map.entry(
              "compare", List.of("snn compare outputs/baseline.json outputs/homeostasis.json")),
          Map.entry(
              "collect",
              List.of(
                  "snn collect outputs --csv all.csv",
                  "snn collect runs --plot p_connect,test_accuracy,hidden --fig sweep.png")),
          Map.entry(
              "sweep",
              List.of(
                  "snn sweep sparse --p_connect 0.01,0.05,0.1 --seed 1..5 -- --hidden 1024",
                  "snn sweep grid.txt --list | parallel --jobs 4")),
          Map.entry(
              "tune",
              List.of("snn tune sparse --p_connect 0.01..0.3:log --trials 60 -- --hidden 1024")),
          Map.entry(
              "page",
              List.of(
                  "snn page outputs/baseline.json outputs/sparse_p0.05.json --html notebook.html",
                  "snn page outputs/grid --html grid.html")),
          Map.entry("doctor", List.of("snn doctor", "snn doctor --no-network --data_dir ~/data")),
          Map.entry("help", List.of("snn help sparse")),
          Map.entry(
              "generate-completion",
              List.of(
                  "source <(snn generate-completion)",
                  "snn generate-completion --shell fish | source")),
          Map.entry("generate-man", List.of("snn generate-man | man -l -")));

  private Examples() {}

  /** Gives them to a command; those of an experiment follow from what it is. */
  static void addTo(CommandLine command, Optional<Experiment> experiment) {
    CommandSpec spec = command.getCommandSpec();
    List<String> lines =
        experiment.map(Examples::of).orElseGet(() -> COMMANDS.getOrDefault(spec.name(), List.of()));
    if (!lines.isEmpty()) {
      spec.usageMessage()
          .footerHeading("%nExamples:%n")
          .footer(lines.stream().map(line -> "  " + line).toArray(String[]::new));
    }
  }

  private static List<String> of(Experiment experiment) {
    String start = "snn " + experiment.name();
    List<String> lines = new ArrayList<>();
    lines.add(start + " --hidden 1024 --dataset strokes");
    lines.add(start + " --hidden 1024 --repeats 5 --output_dir outputs/mine");
    experiment
        .axis()
        .filter(axis -> !axis.preset().isEmpty())
        .ifPresent(
            axis -> lines.add(start + " --" + axis.list() + " " + axis.preset().replace(',', ' ')));
    return lines;
  }
}
