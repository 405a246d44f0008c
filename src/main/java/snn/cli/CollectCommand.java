package snn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import snn.InvalidParameterException;
import snn.Workers;
import snn.report.RunTable;
import snn.report.SweepFigure;

/** {@code snn collect}. */
@Command(
    name = "collect",
    description = {
      "Makes one sorted table of many recorded runs, a row for each outcome; what varies comes"
          + " first. The order of the files does not matter."
    })
final class CollectCommand extends TerminalCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE.json",
      description = "Records of runs, and folders, in and below which all files *.json are.")
  List<Path> files;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write the table there, with all columns.")
  Path csv;

  @Option(
      names = "--jsonl",
      paramLabel = "FILE",
      description = "The same as JSON, an object a line.")
  Path jsonLines;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
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
    List<Path> records =
        files.stream()
            .flatMap(file -> RecordFiles.of(file).stream())
            .map(Path::normalize)
            .distinct()
            .toList();
    RunTable table;
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      table = RunTable.read(records, times, workers);
    }
    tell(table);
    List<SweepFigure.Series> lines = plot.isEmpty() ? List.of() : lines(table);
    RunTable shown = means ? table.overSeeds() : table;
    terminal.out().print(shown.text());
    Saver saver = new Saver(terminal.err(), verbose);
    save(saver, csv, shown::writeCsv);
    save(saver, jsonLines, shown::writeJsonLines);
    save(saver, markdown, shown::writeMarkdown);
    if (figure != null) {
      saver.save(figure, file -> SweepFigure.write(file, plot.getFirst(), plot.get(1), lines));
    }
    return saver.exitCode();
  }

  private static void save(Saver saver, Path file, Saver.Content content) {
    if (file != null) {
      saver.save(file, content);
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

  private List<SweepFigure.Series> lines(RunTable table) {
    return table.series(plot.getFirst(), plot.get(1), plot.size() == 3 ? plot.get(2) : "");
  }
}
