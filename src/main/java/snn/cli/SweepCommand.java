package snn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import snn.InvalidParameterException;
import snn.Reason;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.sweep.Estimate;
import snn.sweep.Grid;
import snn.sweep.Schedule;
import snn.sweep.Sweep;
import snn.sweep.SweepFolder;

/** {@code snn sweep}. */
@Command(
    name = "sweep",
    customSynopsis = {
      "snn sweep GRID [OPTIONS] [-- FLAGS]",
      "       snn sweep EXPERIMENT... --FLAG VALUES... [OPTIONS] [-- FLAGS]"
    },
    description = {
      "Runs every point of a grid of experiments, several at a time in one process: data are read"
          + " once, and points that differ in the readout only share their features. Each point"
          + " comes to what it would come to alone.",
      "",
      "GRID is a file with a flag and its values a line, as  --tau_ms 5 10 20  or  --seed 1..5;"
          + " comments after #; a line of experiments,  experiment baseline sparse; and with an"
          + " experiment's name before it,  sparse: --p_connect 0.1 0.2,  a flag of that alone. On"
          + " the command line the same words follow each other. FLAGS are the same at every"
          + " point.",
      "",
      "A point's folder, DIR/EXPERIMENT,FLAG=VALUE,..., appears when the point is complete. A sweep"
          + " that was stopped, in any way, goes on where it was when it is started again; several"
          + " may share its work. What fails leaves a .failed.log, and is run again next time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All points are complete.",
      "1:Some points are not.",
      "2:Wrong flags or values, at any point; nothing was run."
    })
final class SweepCommand extends TerminalCommand {

  @Mixin PartsOption own;

  private static final String NOTHING_LEFT = "nothing is left to run";

  private static final Pattern SHARD = Pattern.compile("([1-9]\\d{0,8})/([1-9]\\d{0,8})");

  /** Names of experiments that shells complete. */
  static final class Experiments implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Experiment.all().stream().map(Experiment::name).iterator();
    }
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "GRID",
      completionCandidates = Experiments.class,
      description = "File of a grid, or experiments, flags and their values.")
  List<String> words;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of the points (default: outputs/ and GRID's name without its suffix, or"
              + " outputs/sweep).")
  Path out;

  @Mixin JobOptions side;

  @Option(
      names = "--fail-fast",
      description = "Begin nothing more when a point has failed; by default the others are run.")
  boolean failFast;

  @Option(names = "--keep-going", description = "Run the others when a point fails; the default.")
  boolean keepGoing;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Only the Ith of N parts, for N machines that share the folder.")
  String shard;

  @Option(
      names = "--point",
      paramLabel = "I",
      description = "Only the Ith point, and check only that; 1 is the first. For job arrays.")
  Integer point;

  @Option(
      names = "--count",
      description = "Check all points, print how many there are, and run none.")
  boolean count;

  @Option(
      names = "--list",
      description =
          "Print a command line for each point, for GNU parallel, xargs or other machines, and"
              + " run none.")
  boolean list;

  @Option(
      names = "--estimate",
      description =
          "Run some points of each kind, at least two for each of the jobs, which stay, and print"
              + " what time, memory and disk the others will take: what these took, times their"
              + " number.")
  boolean estimate;

  @Option(names = "--verbose", description = "Show a stack trace with an error.")
  boolean verbose;

  @Override
  public Integer call() {
    try {
      return sweep();
    } catch (Grid.GridException e) {
      throw new ParameterException(spec.commandLine(), ParameterFlags.spelt(e.getMessage()));
    }
  }

  /** What is asked for. */
  private record Asked(Grid grid, CommonFlags further, Path out) {}

  private int sweep() {
    side.check();
    if (keepGoing && failFast) {
      throw new Grid.GridException("--keep-going must not be given with --fail-fast");
    }
    PointParser parser = new PointParser();
    Asked asked = asked(parser);
    List<Grid.Point> points = points(asked);
    List<Sweep.Planned> planned = planned(points, asked.further, parser);
    PartsOption.warnOfUnused(
        planned.stream()
            .flatMap(each -> each.plan().sources().stream())
            .collect(Collectors.toSet()),
        terminal);
    if (count) {
      terminal.out().println(points.size());
      return ExitCode.OK;
    }
    if (list) {
      points.forEach(each -> terminal.out().println(command(each, asked)));
      return ExitCode.OK;
    }
    Schedule<Sweep.Planned> mine = mine(planned);
    try (SweepFolder folder = new SweepFolder(asked.out)) {
      return run(mine, folder, asked);
    } catch (IOException e) {
      throw new InvalidParameterException(
          "out",
          "must be a folder that can be written to, found %s (%s)"
              .formatted(asked.out, Reason.of(e)));
    }
  }

  private Asked asked(PointParser parser) {
    CommonFlags.Words given = CommonFlags.Words.of(spec.commandLine().getParseResult(), words);
    List<String> before = given.before();
    if (before.isEmpty()) {
      throw new Grid.GridException("which grid? A file, or experiments and flags, before --");
    }
    List<String> constant = new ArrayList<>(given.after());
    String first = before.getFirst();
    if (parser.isExperiment(first)) {
      List<String> axes = new ArrayList<>();
      constant.addAll(0, given.takeMachine(axes));
      return asked(GridReader.of(axes, parser), constant, out(Path.of("sweep")));
    }
    Path file = UserPath.of(first);
    if (!Files.isRegularFile(file)) {
      throw new Grid.GridException("there is no experiment and no file of a grid named " + first);
    }
    constant.addAll(0, before.subList(1, before.size()));
    return asked(GridReader.read(file, parser), constant, out(file));
  }

  private static Asked asked(Grid grid, List<String> constant, Path out) {
    CommonFlags further = CommonFlags.of(constant);
    further.requireOnce(grid);
    return new Asked(grid, further, out);
  }

  private Path out(Path grid) {
    return out != null
        ? out
        : Path.of("outputs", grid.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", ""));
  }

  /** All, or the one that is asked for: a task of an array need not check those of others. */
  private List<Grid.Point> points(Asked asked) {
    List<Grid.Point> points = asked.grid.points(asked.further.common());
    if (point == null) {
      return points;
    }
    if (shard != null) {
      throw new InvalidParameterException("shard", "must not be given with {point}");
    }
    InvalidParameterException.requireIn("point", point, 1, points.size());
    return List.of(points.get(point - 1));
  }

  private static List<Sweep.Planned> planned(
      List<Grid.Point> points, CommonFlags further, PointParser parser) {
    Map<String, Map<String, Object>> common = new HashMap<>();
    return points.stream()
        .map(
            point ->
                planned(
                    point,
                    common.computeIfAbsent(
                        point.experiment(), experiment -> given(experiment, further, parser)),
                    parser))
        .toList();
  }

  /** The plain values of flags that are the same at every point. */
  private static Map<String, Object> given(
      String experiment, CommonFlags further, PointParser parser) {
    try {
      return parser.given(further.words(experiment));
    } catch (Grid.GridException e) {
      throw new Grid.GridException(experiment + ": " + e.getMessage());
    }
  }

  private static Sweep.Planned planned(
      Grid.Point point, Map<String, Object> common, PointParser parser) {
    Map<String, Object> given = point.given(common);
    try {
      Plan plan = parser.plan(point.experiment(), given);
      return new Sweep.Planned(
          point.with(plan.sources()), given, plan, PointParser.mayUseTensors(given));
    } catch (Grid.GridException e) {
      throw new Grid.GridException(point.name() + ": " + e.getMessage());
    }
  }

  /** A command that runs one point, with the files that it has in this sweep. */
  private String command(Grid.Point point, Asked asked) {
    List<String> words = new ArrayList<>(List.of("sweep"));
    int common = point.words().size() - asked.further.common().size();
    words.addAll(point.words().subList(0, common));
    own.words().forEach(words::add);
    words.add("--out=" + asked.out);
    words.addAll(asked.further.machine());
    if (!asked.further.common().isEmpty()) {
      words.add("--");
      words.addAll(asked.further.common());
    }
    return Commands.quoted(System.getProperty("snn.program", "snn"))
        + " "
        + words.stream().map(Commands::quoted).collect(Collectors.joining(" "));
  }

  /** The points to run, those of equal features together. */
  private Schedule<Sweep.Planned> mine(List<Sweep.Planned> points) {
    Schedule<Sweep.Planned> all = Schedule.of(points);
    if (shard == null) {
      return all;
    }
    Matcher parts = SHARD.matcher(shard);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) > Integer.parseInt(parts.group(2))) {
      throw new InvalidParameterException(
          "shard", "must be I/N with I from 1 to N, as 2/8, found " + shard);
    }
    long i = Long.parseLong(parts.group(1));
    long n = Long.parseLong(parts.group(2));
    int from = (int) (points.size() * (i - 1) / n);
    int to = (int) (points.size() * i / n);
    return Schedule.of(all.runs().toList().subList(from, to));
  }

  private int run(Schedule<Sweep.Planned> all, SweepFolder folder, Asked asked) throws IOException {
    List<Sweep.Planned> pending = pending(all, folder, asked);
    for (Sweep.Planned each : pending) {
      Files.deleteIfExists(folder.failedLog(each.point()));
    }
    if (pending.isEmpty()) {
      if (estimate) {
        terminal.out().println(NOTHING_LEFT);
      }
      return ExitCode.OK;
    }
    Schedule<Sweep.Planned> schedule = Schedule.of(pending);
    int atOnce = side.jobs(schedule);
    int threads = side.threads(atOnce);
    say(
        "%s at a time, with %s %s each"
            .formatted(atOnce, threads, threads == 1 ? "thread" : "threads"));
    ProgressBars bars = new ProgressBars(terminal);
    PrintStream lines = estimate ? terminal.err() : terminal.out();
    Sweep sweep =
        new Sweep(
            folder,
            threads,
            failFast,
            ExperimentRun::exitCode,
            new Session.Datasets(Optional.of(UserPath.cache())),
            bars,
            line -> bars.above(() -> lines.println(ParameterFlags.spelt(line))));
    if (!estimate) {
      return report(pending, sweep.run(schedule, atOnce), folder);
    }
    Optional<Estimate> found = Estimate.of(schedule, sweep, folder, atOnce);
    if (sweep.failed() > 0) {
      say("no estimate, since a point that was tried has failed");
      return ExitCode.SOFTWARE;
    }
    found
        .map(estimated -> estimated.lines(atOnce, threads))
        .orElse(List.of(NOTHING_LEFT))
        .forEach(terminal.out()::println);
    return ExitCode.OK;
  }

  /** Those that are not complete. */
  private List<Sweep.Planned> pending(Schedule<Sweep.Planned> all, SweepFolder folder, Asked asked)
      throws IOException {
    List<Sweep.Planned> pending = new ArrayList<>();
    List<Sweep.Planned> points = all.runs().toList();
    for (Sweep.Planned each : points) {
      if (!folder.isComplete(each.point())) {
        pending.add(each);
      }
    }
    say(
        "%s, %s of them complete, in %s"
            .formatted(points(points.size()), points.size() - pending.size(), asked.out));
    return pending;
  }

  private static String points(int n) {
    return "%s %s".formatted(n, n == 1 ? "point" : "points");
  }

  /** What the folders say. */
  private int report(List<Sweep.Planned> pending, int failed, SweepFolder folder)
      throws IOException {
    int complete = 0;
    int all = pending.size();
    for (Sweep.Planned each : pending) {
      complete += folder.isComplete(each.point()) ? 1 : 0;
    }
    if (complete == all) {
      return ExitCode.OK;
    }
    say(
        "of %s, %s failed and %s did not run to their end"
            .formatted(points(all), failed, all - complete - failed));
    return ExitCode.SOFTWARE;
  }
}
