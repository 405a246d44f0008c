package snn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import snn.InvalidParameterException;
import snn.data.Dataset;
import snn.experiment.Backend;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.part.Parts;
import snn.part.Section;
import snn.record.SearchRecord;
import snn.sweep.Grid;
import snn.sweep.Schedule;
import snn.sweep.Search;
import snn.sweep.Tuning;

/** {@code snn tune}. */
@Command(
    name = "tune",
    customSynopsis = "snn tune EXPERIMENT --FLAG RANGE... [OPTIONS] [-- FLAGS]",
    description = {
      "Searches for the flags with which an experiment reads best: random search with successive"
          + " halving. All trials learn from a ninth of the images, the better third of them from"
          + " a third, and the best of these from all. They are measured on a tenth of the training"
          + " images, held out; the test images are looked at once, by the winner.",
      "",
      "A RANGE is  0.1..1,  or  0.01..1:log  to be drawn evenly on a logarithmic scale, or choices "
          + " rate,regular.  FLAGS are the same for every trial. Trials run several at a time; all"
          + " that learn from as many images have ended before the best of them go on, so the"
          + " result does not depend on how many. A search that was stopped, in any way, goes on"
          + " where it was when it is started again."
    })
final class TuneCommand extends TerminalCommand {

  @Mixin PartsOption own;

  private static final String RECORD = "tune.json";

  /** Rows of the table of the best. */
  private static final int SHOWN = 5;

  @Parameters(
      arity = "1..*",
      paramLabel = "EXPERIMENT",
      completionCandidates = SweepCommand.Experiments.class,
      description = "Experiment, flags, and the ranges of their values.")
  List<String> words;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "How many begin (default: ${DEFAULT-VALUE}); more of them extend a search. Such as come"
              + " to the same are run once.")
  int trials = 60;

  @Option(
      names = "--trial_seed",
      paramLabel = "N",
      description =
          "Seed of the values drawn and of the images held out (default: ${DEFAULT-VALUE}).")
  long trialSeed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of the search, and of the winner's report, record and figures (default:"
              + " outputs/tune_EXPERIMENT).")
  Path out;

  @Mixin JobOptions side;

  @Option(
      names = "--verbose",
      description = "Tell of every trial, and show a stack trace with an error.")
  boolean verbose;

  @Override
  List<Section> sections() {
    return List.of();
  }

  @Override
  public Integer call() {
    side.check();
    AskedSearch asked;
    List<Tuning.Trial> all;
    try {
      asked =
          AskedSearch.of(
              CommonFlags.Words.of(spec.commandLine().getParseResult(), words),
              trials,
              trialSeed,
              out);
      all = asked.trials();
    } catch (Grid.GridException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    warn(asked, all);
    PartsOption.warnOfUnused(
        all.stream().flatMap(trial -> trial.plan().sources().stream()).collect(Collectors.toSet()),
        terminal);
    Tuning tuning =
        new Tuning(asked.search(), all, recorded(asked, all), asked.out().resolve(RECORD));
    Machine machine = Parts.read(Machine.class, asked.common());
    try (Session session = Session.single(Optional.of(UserPath.cache()))) {
      Backend backend = session.backend(machine.choice(), this::warn);
      all.forEach(trial -> trial.plan().requireRunsOn(backend));
      ProgressBars bars = new ProgressBars(terminal);
      Dataset images =
          session.images(
              all.getFirst().plan(), session.workers(machine.workers()), bars, this::warn);
      int atOnce = side.jobs(Schedule.of(all));
      List<Integer> best =
          tuning.run(
              images,
              new Tuning.Place(
                  atOnce,
                  side.threads(atOnce),
                  machine.choice(),
                  bars,
                  line -> bars.above(() -> print(line)),
                  verbose));
      print("");
      tuning.summary(best, SHOWN).forEach(this::print);
      Saver saver = new Saver(terminal.err(), verbose);
      saver.save(asked.out().resolve("tune.csv"), tuning.record()::writeCsv);
      saver.save(asked.out().resolve("tune.png"), tuning::draw);
      print("The winner, on the test images: " + tuning.flags(best.getFirst()));
      int code = test(asked, best.getFirst(), session);
      return code == ExitCode.OK ? saver.exitCode() : code;
    }
  }

  /** What is allowed, and yet may not be meant. */
  private void warn(AskedSearch asked, List<Tuning.Trial> all) {
    List<String> searched =
        asked.search().space().stream().map(Search.Dimension::parameter).toList();
    if (searched.contains("seed")) {
      warn(
          "{seed} is searched: the best of several seeds is luck, and no better layer; search with"
              + " one seed, and see by snn sweep with several whether the winner stays ahead");
    }
    terminal.warnOfIdle(
        searched.stream()
            .filter(
                name ->
                    all.stream()
                        .allMatch(trial -> !trial.plan().withoutEffect(Set.of(name)).isEmpty()))
            .toList());
    if (all.size() < trials) {
      say(
          "%s of %s trials are the same as earlier ones, and are not run again"
              .formatted(trials - all.size(), trials));
    }
  }

  private void print(String line) {
    terminal.out().println(ParameterFlags.spelt(line));
  }

  private int test(AskedSearch asked, int winner, Session session) {
    Map<String, Object> given = asked.given(winner);
    given.put("output_dir", asked.out().toString());
    given.put("fig_dir", asked.out().resolve("figures").toString());
    Plan plan = asked.parser().plan(asked.experiment(), given);
    return ExperimentRun.exitCode(plan, given, terminal, session);
  }

  /** The search, with what is known of it from before. */
  private SearchRecord recorded(AskedSearch asked, List<Tuning.Trial> all) {
    SearchRecord begun = asked.begin(all);
    Path file = asked.out().resolve(RECORD);
    if (!Files.exists(file)) {
      return begun;
    }
    SearchRecord found = SearchRecord.read(file);
    if (!begun.extendsThatOf(found)) {
      throw new InvalidParameterException(
          "out",
          "must have no other search, found one of other flags, ranges or seed in %s; take another"
                  .formatted(asked.out())
              + " folder, or remove it");
    }
    if (trials < found.trials()) {
      throw new InvalidParameterException(
          "trials",
          "must be at least %s, since the search in %s has as many, found %s; more extend it"
              .formatted(found.trials(), asked.out(), trials));
    }
    return begun.after(found);
  }
}
