package snn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import snn.InvalidParameterException;
import snn.Workers;
import snn.data.DataException;
import snn.experiment.Backend;
import snn.experiment.Experiment;
import snn.experiment.FeatureStore;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.experiment.Settings;
import snn.page.Page;
import snn.page.PageRun;
import snn.page.SweepPage;
import snn.part.Section;
import snn.picture.Exhibit;
import snn.record.RecordDifference;
import snn.record.RunRecord;

/** {@code snn page}. */
@Command(
    name = "page",
    description = {
      "Makes one HTML file that shows what recorded runs found, and opens anywhere without a"
          + " network. Of one record it is the page of that run; of several it is a notebook that"
          + " compares them with the first; of a folder, such as a sweep's, it is a table of all"
          + " runs below, to sort, filter and plot.",
      "What records do not hold, traces and misread images, comes from running each again, where"
          + " the images are there; nothing is downloaded. A folder's runs are not run again."
    })
final class PageCommand extends TerminalCommand {

  @Mixin PartsOption own;

  @Parameters(arity = "1..*", paramLabel = "RECORD", description = "Records of runs, or a folder.")
  List<Path> paths;

  @Option(names = "--html", required = true, paramLabel = "FILE", description = "Where it goes.")
  Path html;

  @Option(names = "--records_only", description = "Run nothing again: show what the records hold.")
  boolean recordsOnly;

  @Override
  List<Section> sections() {
    return List.of(VerifyCommand.DATA, Section.of("Machine").with(Machine.class));
  }

  @Override
  public Integer call() {
    Machine machine = part(Machine.class);
    if (Files.isDirectory(html)) {
      throw new InvalidParameterException("html", "must be a file, found the folder " + html);
    }
    Saver saver = new Saver(terminal.err(), machine.verbose());
    if (paths.stream().anyMatch(Files::isDirectory)) {
      List<SweepPage.Run> runs = below();
      saver.save(html, file -> SweepPage.write(file, runs));
    } else {
      List<PageRun> runs = runs(machine);
      saver.save(html, file -> Page.write(file, runs, ParameterFlags::spelt));
    }
    if (saver.exitCode() == ExitCode.OK) {
      terminal.out().println(html);
    }
    return saver.exitCode();
  }

  /** All records in and below the folders, each with the page beside it, if there is one. */
  private List<SweepPage.Run> below() {
    List<SweepPage.Run> runs = new ArrayList<>();
    Path from = html.toAbsolutePath().normalize().getParent();
    for (Path file :
        paths.stream().flatMap(path -> RecordFiles.in(path).stream()).distinct().toList()) {
      RunRecord record;
      try {
        record = RunRecord.read(file);
      } catch (DataException e) {
        warn(e.getMessage() + "; it is left out");
        continue;
      }
      Path page = file.resolveSibling(name(file) + ".html");
      runs.add(
          new SweepPage.Run(
              folder(file),
              record,
              Commands.of(record),
              Files.exists(page)
                  ? from.relativize(page.toAbsolutePath().normalize()).toString()
                  : ""));
    }
    if (runs.isEmpty()) {
      throw new DataException(
          "no records of runs below %s; a sweep's folder has them as */*.json"
              .formatted(paths.getFirst()));
    }
    return runs;
  }

  /** What tells a run from others of the folder: its own folder, or its name. */
  private String folder(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    boolean alone =
        paths.stream().anyMatch(path -> path.toAbsolutePath().normalize().equals(parent));
    return alone || parent.getFileName() == null ? name(file) : parent.getFileName().toString();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  private List<PageRun> runs(Machine machine) {
    List<Path> files = paths.stream().map(Path::normalize).distinct().toList();
    List<PageRun> runs =
        files.stream()
            .map(
                file -> {
                  RunRecord record = RunRecord.read(file);
                  boolean single =
                      files.stream().filter(other -> name(other).equals(name(file))).count() == 1;
                  return new PageRun(
                      single ? name(file) : folder(file) + "/" + name(file),
                      record,
                      Commands.of(record),
                      List.of(),
                      "");
                })
            .toList();
    if (recordsOnly) {
      return runs.stream()
          .map(run -> run.with(List.of(), "Only what the record holds is shown, as asked for."))
          .toList();
    }
    try (Session session = Session.single(Optional.of(UserPath.cache()))) {
      Backend backend = session.backend(machine.choice(), this::warn);
      Workers workers = session.workers(machine.workers());
      return runs.stream().map(run -> again(run, backend, workers, session)).toList();
    }
  }

  /** Runs a run's first seed again, to see what its record does not tell. */
  private PageRun again(PageRun run, Backend backend, Workers workers, Session session) {
    Map<String, Object> values = new LinkedHashMap<>(run.record().configuration());
    values.putAll(given(VerifyCommand.DATA));
    values.put("information", true);
    try {
      Plan plan = Plan.of(Experiment.named(run.record().experiment()), values);
      plan.requireRunsOn(backend);
      if (!plan.source().isHere()) {
        return without(
            run, "the images of %s are not there".formatted(run.record().dataset().name()));
      }
      LastFeatures features = new LastFeatures(FeatureStore.NONE);
      say("%s: runs again, for what its record does not hold".formatted(run.name()));
      Lab lab =
          session.lab(plan, backend, workers, features, new ProgressBars(terminal), this::warn);
      if (RecordDifference.first("", run.record().dataset(), lab.identity()).isPresent()) {
        return without(run, "the images that are there are not those of the record");
      }
      List<Exhibit> exhibits = new ArrayList<>();
      for (Settings point : plan.points(0)) {
        Outcome outcome = lab.run(plan, point);
        RunRecord.Layer found = RunRecord.Layer.of(outcome);
        RunRecord.Layer recorded = run.record().outcomes().get(exhibits.size());
        if (!found.train().countsSha256().equals(recorded.train().countsSha256())
            || !found.predictions().equals(recorded.predictions())) {
          return without(
              run, "running it again gave another result than the record has, see snn verify");
        }
        exhibits.add(Exhibit.of(plan, outcome, features.take(), lab.dataset(), workers));
      }
      return run.with(exhibits, "");
    } catch (InvalidParameterException e) {
      return without(run, "it cannot be run again here: " + ParameterFlags.message(e));
    } catch (DataException e) {
      return without(run, e.getMessage());
    }
  }

  private PageRun without(PageRun run, String why) {
    warn("%s: traces and misread images are left out: %s".formatted(run.name(), why));
    return run.with(
        List.of(),
        "Traces, misread images and what else a record does not hold are left out here: "
            + why
            + ".");
  }
}
