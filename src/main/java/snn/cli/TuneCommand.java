package snn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.Progress;
import snn.Reason;
import snn.Workers;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.experiment.Backend;
import snn.experiment.FeatureStore;
import snn.experiment.Floors;
import snn.experiment.Lab;
import snn.experiment.Plan;
import snn.experiment.Search;
import snn.part.Parameter;
import snn.part.Parts;
import snn.part.Section;
import snn.report.SearchFigure;
import snn.report.SearchRecord;

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
          + " rate,regular.  FLAGS are the same for every trial. A search that was stopped, in any"
          + " way, goes on where it was when it is started again."
    })
final class TuneCommand extends TerminalCommand {

  private static final String RECORD = "tune.json";

  /** Rows of the table of the best. */
  private static final int SHOWN = 5;

  @Parameters(
      arity = "1..*",
      paramLabel = "EXPERIMENT",
      description = "Experiment, flags, and the ranges of their values.")
  List<String> words;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "How many begin (default: ${DEFAULT-VALUE}).")
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
      Grid.Further further,
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

    /** What is run of it before the end; nobody reads how much its layer knows. */
    Plan plan(int trial) {
      Map<String, Object> given = given(trial);
      given.put("information", false);
      given.put("floors", false);
      Plan plan = parser.plan(experiment, given);
      if (plan.points().size() > 1 || plan.extent().repeats() > 1) {
        throw new Grid.GridException("a trial is one layer of one seed, found several");
      }
      return plan;
    }

    SearchRecord begin() {
      Map<String, String> space = new LinkedHashMap<>();
      search.space().forEach(dimension -> space.put(dimension.parameter(), dimension.spec()));
      return SearchRecord.begin(
          experiment, further.common(), space, search.trials(), search.seed());
    }
  }

  @Override
  public Integer call() {
    Asked asked;
    List<Plan> plans;
    try {
      asked = asked();
      plans = IntStream.range(0, trials).mapToObj(asked::plan).toList();
    } catch (Grid.GridException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    SearchRecord record = recorded(asked);
    Machine machine = Parts.read(Machine.class, asked.common);
    try (Bench bench = Bench.single()) {
      Backend backend = bench.backend(machine.choice(), this::warn);
      Workers workers = bench.workers(machine.workers());
      plans.forEach(plan -> plan.requireRunsOn(backend));
      ProgressBars bars = new ProgressBars(terminal);
      Dataset images = bench.images(plans.getFirst(), workers, bars, this::warn);
      return new Course(asked, plans, images, backend, workers, bars, record).run(bench);
    }
  }

  private Asked asked() {
    Grid.Words given = Grid.Words.of(spec.commandLine().getParseResult(), words);
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
        flag = Grid.canonical(parts[0]);
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
    Grid.Further further = Grid.Further.of(constant);
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
    Search.Dimension dimension = Search.Dimension.of(parameter, spec);
    dimension.ends().forEach(value -> parser.value(parameter, value));
    return dimension;
  }

  private SearchRecord recorded(Asked asked) {
    SearchRecord begun = asked.begin();
    Path file = asked.out.resolve(RECORD);
    if (!Files.exists(file)) {
      return begun;
    }
    SearchRecord found = SearchRecord.read(file);
    if (!found.continues(begun)) {
      throw new InvalidParameterException(
          "out",
          "must have no other search, found one of other flags, ranges, trials or seed in %s; take"
                  .formatted(asked.out)
              + " another folder, or remove it");
    }
    return found;
  }

  /** The trials, rung by rung. */
  private final class Course {
    private final Asked asked;
    private final List<Plan> plans;
    private final Dataset dataset;
    private final Backend backend;
    private final Workers workers;
    private final ProgressBars bars;
    private final List<Integer> sizes = new ArrayList<>();
    private SearchRecord record;

    Course(
        Asked asked,
        List<Plan> plans,
        Dataset dataset,
        Backend backend,
        Workers workers,
        ProgressBars bars,
        SearchRecord record) {
      this.asked = asked;
      this.plans = plans;
      this.dataset = dataset;
      this.backend = backend;
      this.workers = workers;
      this.bars = bars;
      this.record = record;
    }

    int run(Bench bench) {
      // The smallest first: it says whether there are images enough.
      List<Search.Rung> rungs = asked.search.rungs();
      Search.heldOut(dataset, trialSeed, rungs.getFirst().share());
      List<Integer> going = IntStream.range(0, trials).boxed().toList();
      for (Search.Rung rung : rungs) {
        going = Search.best(run(going.subList(0, rung.trials()), rung.share()), trials);
      }
      int best = going.getFirst();
      tellBest(going);
      Saver saver = new Saver(terminal.err(), verbose);
      saver.save(asked.out.resolve("tune.csv"), record::writeCsv);
      saver.save(asked.out.resolve("tune.png"), this::draw);
      Map<String, Object> winner = asked.given(best);
      winner.put("output_dir", asked.out.toString());
      winner.put("fig_dir", asked.out.resolve("figures").toString());
      terminal.out().println("The winner, on the test images: " + command(best));
      Plan plan = asked.parser.plan(asked.experiment, winner);
      int code = ExperimentRun.exitCode(plan, winner, terminal, bench);
      return code == ExitCode.OK ? saver.exitCode() : code;
    }

    /** Held-out accuracies of those trials at a size. */
    private Map<Integer, Double> run(List<Integer> going, int share) {
      Dataset part = Search.heldOut(dataset, trialSeed, share);
      int images = part.train().size();
      sizes.add(images);
      Lab lab =
          new Lab(
              part,
              DatasetIdentity.of(part),
              backend,
              workers,
              Progress.NONE,
              Floors.majority(part),
              FeatureStore.NONE);
      Map<Integer, Double> accuracies = new LinkedHashMap<>();
      double highest = Double.NEGATIVE_INFINITY;
      String name = String.format(Locale.ROOT, "%d images", images);
      try (Progress.Task bar = bars.start(name, going.size(), "trial")) {
        for (int trial : going) {
          double accuracy = accuracy(lab, trial, images);
          accuracies.put(trial, accuracy);
          if (verbose || accuracy > highest) {
            String line =
                String.format(
                    Locale.ROOT,
                    "%s, trial %d: %s held out: %s",
                    name,
                    trial,
                    Numbers.accuracy(accuracy),
                    command(trial));
            bars.above(() -> terminal.out().println(line));
          }
          highest = Math.max(highest, accuracy);
          bar.advance(1);
        }
      }
      return accuracies;
    }

    private double accuracy(Lab lab, int trial, int images) {
      Optional<SearchRecord.Result> known = record.find(trial, images);
      if (known.isPresent()) {
        return known.get().heldOutAccuracy();
      }
      Plan plan = plans.get(trial);
      double accuracy = lab.run(plan, plan.points().getFirst()).testAccuracy();
      record =
          record.with(new SearchRecord.Result(trial, images, asked.search.values(trial), accuracy));
      try {
        record.write(asked.out.resolve(RECORD));
      } catch (IOException e) {
        throw new InvalidParameterException(
            "out",
            "must be a folder that can be written to, found %s (%s)"
                .formatted(asked.out, Reason.of(e)));
      }
      return accuracy;
    }

    private String command(int trial) {
      List<String> flags = new ArrayList<>();
      asked.search.values(trial).forEach((name, value) -> flags.add("--" + name + " " + value));
      return String.join(" ", flags);
    }

    private void tellBest(List<Integer> best) {
      int images = sizes.getLast();
      terminal.out().println();
      terminal.out().printf(Locale.ROOT, "Best of %d trials, on %d images:%n", trials, images);
      for (int trial : best.subList(0, Math.min(SHOWN, best.size()))) {
        terminal
            .out()
            .printf(
                Locale.ROOT,
                "  %s  %s%n",
                Numbers.accuracy(record.find(trial, images).orElseThrow().heldOutAccuracy()),
                command(trial));
      }
      terminal.out().println("Share of the variance between trials that each explains, of all:");
      List<SearchRecord.Result> all = record.ofSize(sizes.getFirst());
      double[] accuracies =
          all.stream().mapToDouble(SearchRecord.Result::heldOutAccuracy).toArray();
      for (Search.Dimension dimension : asked.search.space()) {
        terminal
            .out()
            .printf(
                Locale.ROOT,
                "  %.2f  %s%n",
                Search.explained(places(dimension, all), accuracies),
                ParameterFlags.flag(dimension.parameter()));
      }
    }

    private double[] places(Search.Dimension dimension, List<SearchRecord.Result> results) {
      return results.stream()
          .mapToDouble(result -> dimension.place(result.values().get(dimension.parameter())))
          .toArray();
    }

    private void draw(Path file) throws IOException {
      List<Search.Dimension> space = asked.search.space();
      List<SearchFigure.Trials> drawn = new ArrayList<>();
      for (int images : sizes) {
        List<SearchRecord.Result> results = record.ofSize(images);
        drawn.add(
            new SearchFigure.Trials(
                String.format(Locale.ROOT, "%d images", images),
                space.stream()
                    .map(dimension -> places(dimension, results))
                    .toArray(double[][]::new),
                results.stream().mapToDouble(SearchRecord.Result::heldOutAccuracy).toArray()));
      }
      SearchFigure.write(
          file,
          "%s: what mattered".formatted(asked.experiment),
          space.stream()
              .map(d -> new SearchFigure.Panel(d.parameter(), d.logarithmic(), d.choices()))
              .toList(),
          drawn);
    }
  }
}
