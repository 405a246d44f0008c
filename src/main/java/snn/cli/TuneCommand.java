package snn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import snn.InvalidParameterException;
import snn.data.Dataset;
import snn.data.ImageSource;
import snn.experiment.Backend;
import snn.experiment.Extent;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.part.Parameter;
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

  /** What of a plan is neither layer nor readout. */
  private static final Set<String> OF_THE_IMAGES =
      Stream.concat(ImageSource.KIND.parameters().stream(), Parts.parameters(Extent.class).stream())
          .map(Parameter::name)
          .collect(Collectors.toSet());

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

  /**
   * A search and what it needs.
   *
   * @param common plain values of the flags that are the same for every trial
   */
  private record Asked(
      String experiment,
      Search search,
      CommonFlags further,
      Map<String, Object> common,
      Path out,
      PointParser parser) {

    /** Plain values of all flags of a trial. */
    Map<String, Object> given(int trial) {
      Map<String, Object> given = new LinkedHashMap<>(common);
      search
          .values(trial)
          .forEach(
              (name, text) ->
                  given.put(name, parser.value(parser.parameter(experiment, "--" + name), text)));
      return given;
    }

    /** A trial, run without the measures and floors that only the last, best run tells. */
    Tuning.Trial trial(int number) {
      Map<String, Object> given = given(number);
      given.put("information", false);
      given.put("floors", false);
      Plan plan = parser.plan(experiment, given);
      if (plan.points().size() > 1 || plan.extent().repeats() > 1) {
        throw new Grid.GridException("a trial is one layer of one seed, found several");
      }
      return new Tuning.Trial(number, plan, PointParser.mayUseTensors(given));
    }

    /** All of them, the first of such as are alike. */
    List<Tuning.Trial> trials() {
      Map<Map<String, Object>, Tuning.Trial> trials = new LinkedHashMap<>();
      for (int number = 0; number < search.trials(); number++) {
        Tuning.Trial trial = trial(number);
        Map<String, Object> values = trial.plan().values();
        values.keySet().removeAll(trial.plan().withoutEffect(values.keySet()));
        trials.putIfAbsent(values, trial);
      }
      return List.copyOf(trials.values());
    }

    /** What is known of a search is of no use with another source of its parts. */
    SearchRecord begin(List<Tuning.Trial> trials) {
      Map<String, String> space = new LinkedHashMap<>();
      search.space().forEach(dimension -> space.put(dimension.parameter(), dimension.spec()));
      List<String> flags =
          Stream.concat(
                  further.common().stream(),
                  trials.stream().flatMap(trial -> trial.plan().sources().stream()).distinct())
              .toList();
      return SearchRecord.begin(experiment, flags, space, search.trials(), search.seed());
    }
  }

  @Override
  public Integer call() {
    side.check();
    Asked asked;
    List<Tuning.Trial> all;
    try {
      asked = asked();
      all = asked.trials();
    } catch (Grid.GridException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    warn(asked, all);
    PartsOption.warnOfUnused(
        all.stream().flatMap(trial -> trial.plan().sources().stream()).collect(Collectors.toSet()),
        terminal);
    Tuning tuning = new Tuning(asked.search, all, recorded(asked, all), asked.out.resolve(RECORD));
    Machine machine = Parts.read(Machine.class, asked.common);
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
      saver.save(asked.out.resolve("tune.csv"), tuning.record()::writeCsv);
      saver.save(asked.out.resolve("tune.png"), tuning::draw);
      print("The winner, on the test images: " + tuning.flags(best.getFirst()));
      int code = test(asked, best.getFirst(), session);
      return code == ExitCode.OK ? saver.exitCode() : code;
    }
  }

  /** What is allowed, and yet may not be meant. */
  private void warn(Asked asked, List<Tuning.Trial> all) {
    List<String> searched = asked.search.space().stream().map(Search.Dimension::parameter).toList();
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

  private int test(Asked asked, int winner, Session session) {
    Map<String, Object> given = asked.given(winner);
    given.put("output_dir", asked.out.toString());
    given.put("fig_dir", asked.out.resolve("figures").toString());
    Plan plan = asked.parser.plan(asked.experiment, given);
    return ExperimentRun.exitCode(plan, given, terminal, session);
  }

  private Asked asked() {
    CommonFlags.Words given = CommonFlags.Words.of(spec.commandLine().getParseResult(), words);
    List<String> searched = new ArrayList<>();
    List<String> constant = given.takeMachine(searched);
    constant.addAll(given.after());
    PointParser parser = new PointParser();
    String experiment = searched.isEmpty() ? "" : searched.getFirst();
    if (!parser.isExperiment(experiment)) {
      throw new Grid.GridException("there is no experiment named " + experiment);
    }
    Map<String, String> specs = new LinkedHashMap<>();
    String flag = "";
    for (String word : searched.subList(1, searched.size())) {
      String[] parts = word.split("=", 2);
      if (word.startsWith("--")) {
        flag = CommonFlags.canonical(parts[0]);
        if (specs.put(flag, parts.length == 1 ? "" : parts[1]) != null) {
          throw new Grid.GridException(flag + " is given twice");
        }
      } else if (flag.isEmpty()) {
        throw new Grid.GridException("after the experiment come flags, found " + word);
      } else {
        specs.merge(flag, word, (a, b) -> a.isEmpty() ? b : a + "," + b);
      }
    }
    if (specs.isEmpty()) {
      throw new Grid.GridException("needs a flag and its range, such as --p_connect 0.01..0.3:log");
    }
    List<Search.Dimension> space =
        specs.entrySet().stream()
            .map(entry -> dimension(experiment, entry.getKey(), entry.getValue(), parser))
            .toList();
    CommonFlags further = CommonFlags.of(constant);
    Map<String, Object> common = parser.given(further.words(experiment));
    for (Search.Dimension dimension : space) {
      if (common.containsKey(dimension.parameter())) {
        throw new Grid.GridException(
            ParameterFlags.flag(dimension.parameter()) + " must be given only once");
      }
    }
    return new Asked(
        experiment,
        new Search(space, trials, trialSeed),
        further,
        common,
        out != null ? out : Path.of("outputs", "tune_" + experiment),
        parser);
  }

  private static Search.Dimension dimension(
      String experiment, String flag, String spec, PointParser parser) {
    Parameter parameter = parser.parameter(experiment, flag);
    if (!parameter.about().result() || OF_THE_IMAGES.contains(parameter.name())) {
      throw new Grid.GridException(
          flag
              + " is nothing to search for, since it changes neither a layer nor its readout; snn"
              + " sweep takes several values");
    }
    Search.Dimension dimension = Search.Dimension.of(parameter, spec);
    Map<Object, String> meant = new HashMap<>();
    for (String value : dimension.ends()) {
      String before = meant.put(parser.value(parameter, value), value);
      if (before != null && !dimension.isRange()) {
        throw new Grid.GridException(
            "twice the same value of %s: %s and %s".formatted(flag, before, value));
      }
    }
    return dimension;
  }

  /** The search, with what is known of it from before. */
  private SearchRecord recorded(Asked asked, List<Tuning.Trial> all) {
    SearchRecord begun = asked.begin(all);
    Path file = asked.out.resolve(RECORD);
    if (!Files.exists(file)) {
      return begun;
    }
    SearchRecord found = SearchRecord.read(file);
    if (!begun.extendsThatOf(found)) {
      throw new InvalidParameterException(
          "out",
          "must have no other search, found one of other flags, ranges or seed in %s; take another"
                  .formatted(asked.out)
              + " folder, or remove it");
    }
    if (trials < found.trials()) {
      throw new InvalidParameterException(
          "trials",
          "must be at least %s, since the search in %s has as many, found %s; more extend it"
              .formatted(found.trials(), asked.out, trials));
    }
    return begun.after(found);
  }
}
