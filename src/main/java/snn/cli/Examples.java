package snn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import snn.ResourceText;
import snn.experiment.Experiment;

/** Command lines that stand at the end of a command's help, as a user may type them. */
final class Examples {

  /** The examples by the names of their commands; the file has each on a line of its own. */
  private static final Map<String, List<String>> COMMANDS =
      ResourceText.of(Examples.class, "examples.txt")
          .lines()
          .map(line -> line.split(": ", 2))
          .collect(
              Collectors.groupingBy(
                  line -> line[0], Collectors.mapping(line -> line[1], Collectors.toList())));

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
