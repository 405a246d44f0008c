package snn.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import snn.AtomicFiles;
import snn.InvalidParameterException;
import snn.Workers;
import snn.picture.SweepFigure;
import snn.record.RunTable;
import snn.record.Series;

/** {@code snn collect}. */
@Command(
    name = "collect",
    description = {
      "Makes one sorted table of many recorded runs, a row for each outcome; what varies comes"
          + " first. The order of the files does not matter."
    })
final class CollectCommand extends TerminalCommand {

  private static final Path STDOUT = Path.of(UserPath.HYPHEN);

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE.json",
      description = "Records of runs, and folders: all that are in and below them.")
  List<Path> files;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      converter = UserPath.OrStdout.class,
      description = "Also write the table there, with all columns; - is standard output.")
  Path csv;

  @Option(
      names = "--jsonl",
      paramLabel = "FILE",
      converter = UserPath.OrStdout.class,
      description = "The same as JSON, an object a line.")
  Path jsonLines;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      converter = UserPath.OrStdout.class,
      description = "What is shown here as a table of Markdown.")
  Path markdown;

  @Option(
      names = "--means",
      description = {
        "One row for runs that differ in their seed only: how many, means, and half of the 95 %%"
            + " interval of each."
      })
  boolean means;

  @Option(
      names = "--times",
      description = "With columns for threads, seconds and memory, which differ from run to run.")
  boolean times;

  @Option(
      names = "--plot",
      paramLabel = "X,Y[,SERIES]",
      hideParamSyntax = true,
      split = ",",
      description = {
        "Draw column Y over column X, a line for each value of column SERIES, with 95 %% intervals"
            + " over the seeds."
      })
  List<String> plot = List.of();

  @Option(names = "--fig", paramLabel = "FILE", description = "Where --plot draws, as PNG.")
  Path figure;

  @Option(names = "--verbose", description = "Show a stack trace with an error.")
  boolean verbose;

  @Override
  public Integer call() {
    if (plot.isEmpty() != (figure == null)) {
      throw new InvalidParameterException("fig", "must be given with --plot, and only then");
    }
    if (plot.size() == 1 || plot.size() > 3) {
      throw new InvalidParameterException(
          "plot", "must be X,Y or X,Y,SERIES, found " + String.join(",", plot));
    }
    PrintStream lines = onStdout().isPresent() ? terminal.err() : terminal.out();
    RunTable table = table();
    tell(table);
    List<Series> drawn = plot.isEmpty() ? List.of() : lines(table);
    RunTable shown = means ? table.overSeeds() : table;
    Saver saver = new Saver(terminal.err(), verbose);
    lines.print(shown.text());
    save(saver, csv, shown::writeCsv);
    save(saver, jsonLines, shown::writeJsonLines);
    save(saver, markdown, shown::writeMarkdown);
    if (figure != null) {
      saver.save(figure, file -> SweepFigure.write(file, plot.getFirst(), plot.get(1), drawn));
    }
    return saver.exitCode();
  }

  /** Which of the tables goes to standard output, if one does. */
  private Optional<String> onStdout() {
    Map<String, Path> tables = new LinkedHashMap<>();
    tables.put("csv", csv);
    tables.put("jsonl", jsonLines);
    tables.put("markdown", markdown);
    tables.values().removeIf(file -> !STDOUT.equals(file));
    List<String> names = List.copyOf(tables.keySet());
    if (names.size() > 1) {
      throw new InvalidParameterException(
          names.getFirst(),
          "and {%s} must not both be -, which is standard output".formatted(names.get(1)));
    }
    return names.stream().findFirst();
  }

  private RunTable table() {
    Set<Path> named = new HashSet<>();
    Set<Path> records = new LinkedHashSet<>();
    for (Path file : files) {
      List<Path> found = RecordFiles.of(file).stream().map(Path::normalize).toList();
      records.addAll(found);
      if (!Files.isDirectory(file)) {
        named.addAll(found);
      }
    }
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      return RunTable.read(List.copyOf(records), named, times, workers, this::warn);
    }
  }

  private void save(Saver saver, Path file, AtomicFiles.Content content) {
    if (STDOUT.equals(file)) {
      saver.save(file, _ -> content.writeTo(terminal.out()));
    } else if (file != null) {
      saver.save(file, path -> AtomicFiles.write(path, content));
    }
  }

  private void tell(RunTable table) {
    tell(
        table.repeated(),
        "1 result had been given before; it counts once",
        "%d results had been given before; each counts once");
    tell(
        table.contradictory(),
        "1 result is other than that of the same configuration in another record, and is no"
            + " independent repeat; snn compare says what differs",
        "%d results are other than those of the same configuration in other records, and are no"
            + " independent repeats; snn compare says what differs");
  }

  private void tell(int results, String one, String several) {
    if (results > 0) {
      warn(results == 1 ? one : String.format(Locale.ROOT, several, results));
    }
  }

  private List<Series> lines(RunTable table) {
    return table.series(plot.getFirst(), plot.get(1), plot.size() == 3 ? plot.get(2) : "");
  }
}
