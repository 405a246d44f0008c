package snn.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import snn.InvalidParameterException;
import snn.Workers;
import snn.core.SampleTrace;
import snn.data.ImageSource;
import snn.experiment.Backend;
import snn.experiment.Experiment;
import snn.experiment.Features;
import snn.experiment.HeldOut;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.experiment.Settings;
import snn.page.Page;
import snn.page.PageRun;
import snn.part.Parts;
import snn.part.Section;
import snn.picture.AdaptationFigure;
import snn.picture.AxisFigure;
import snn.picture.ConfusionFigure;
import snn.picture.Exhibit;
import snn.picture.FilterFigure;
import snn.picture.TraceFigures;
import snn.record.MeanInterval;
import snn.record.RunRecord;

/** The course of every experiment: check, compute, print, write, draw. */
final class ExperimentRun {

  /** The parameters besides those that the result follows from. */
  static final Section OUTPUT =
      Section.of("Output and machine")
          .with(Folders.class)
          .with(Pages.class)
          .with(Printing.class)
          .with(FeatureFolders.class)
          .with(ModelFiles.class)
          .with(Machine.class);

  private final Plan plan;
  private final Map<String, Object> given;
  private final Terminal terminal;

  /**
   * @param plan what the result follows from
   * @param given the plain values of all flags that were given, by the parameters' names
   */
  ExperimentRun(Plan plan, Map<String, Object> given, Terminal terminal) {
    this.plan = plan;
    this.given = given;
    this.terminal = terminal;
  }

  /**
   * Runs one, and says what goes wrong, as the program does.
   *
   * @return the exit code
   */
  static int exitCode(
      Plan plan, Map<String, Object> given, PrintStream out, PrintStream err, Session session) {
    return exitCode(plan, given, new Terminal(out, err, 0), session);
  }

  /** Runs one whose lines and bars go to a terminal. */
  static int exitCode(Plan plan, Map<String, Object> given, Terminal terminal, Session session) {
    try {
      return new ExperimentRun(plan, given, terminal).run(session);
    } catch (RuntimeException | Error e) {
      PrintWriter err = new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
      return Failures.failure(e, err, Boolean.TRUE.equals(given.get("verbose")));
    }
  }

  private <P> P part(Class<P> type) {
    return Parts.read(type, given);
  }

  /**
   * Runs it.
   *
   * @param session what it shares with runs before and after
   * @return the exit code
   */
  int run(Session session) {
    Machine machine = part(Machine.class);
    FeatureFolders folders = part(FeatureFolders.class);
    Printing printing = part(Printing.class);
    Backend.Choice choice = machine.choice();
    folders.requireHolds(plan);
    printing.requireThere(plan, plan.size().train());
    part(ModelFiles.class).requireLinear(plan);
    requireMemory(printing.bytes(plan));
    Outputs outputs = new Outputs(part(Folders.class), terminal.err(), machine.verbose());
    warnOfFlags();
    Backend backend = session.backend(choice, terminal::warn);
    Workers workers = session.workers(machine.workers());
    plan.requireRunsOn(backend);
    printing.lines(terminal).println("Device: " + backend.deviceName());
    LastFeatures store =
        new LastFeatures(
            session.before(
                folders.store(outputs, terminal, features -> subfolder(features.origin()))));
    Lab lab =
        session.lab(plan, backend, workers, store, new ProgressBars(terminal), terminal::warn);
    new Course(lab, store, outputs, machine.verbose()).run();
    return outputs.exitCode();
  }

  /** What is allowed, and yet may not be meant. */
  private void warnOfFlags() {
    terminal.warnOfIdle(plan.withoutEffect(given.keySet()));
    plan.points().getFirst().clipping().ifPresent(terminal::warn);
  }

  private void requireMemory(double besides) {
    ImageSource.Size size = plan.size();
    double needed = plan.memoryBytes(size) + besides;
    long heap = Runtime.getRuntime().maxMemory();
    if (plan.floorBytes(size) > heap) {
      throw new InvalidParameterException(
          "floors",
          String.format(
              Locale.ROOT,
              "must be off here: to read the pixels of %d images without a layer about %.1f GB are"
                  + " needed, found a heap of %.1f GB; use --no-floors, a smaller {limit}, or a"
                  + " larger heap, for example SNN_JAVA_OPTS=-Xmx%.0fg",
              size.images(),
              plan.floorBytes(size) / 1e9,
              heap / 1e9,
              Math.ceil(1.2 * needed / 1e9)));
    }
    if (needed > heap) {
      throw new InvalidParameterException(
          "hidden",
          String.format(
              Locale.ROOT,
              "is too large: %d neurons and %d images need about %.1f GB, found a heap of %.1f GB;"
                  + " use a smaller {hidden}%s or {limit}, or a larger heap, for example"
                  + " SNN_JAVA_OPTS=-Xmx%.0fg",
              plan.points().stream().mapToInt(Settings::neurons).max().orElseThrow(),
              size.images(),
              needed / 1e9,
              heap / 1e9,
              plan.points().getFirst().pool().neurons() > 1 ? ", {pool}" : "",
              Math.ceil(1.2 * needed / 1e9)));
    }
  }

  /** The folder below that of {@code --save_features} in which features are saved. */
  private String subfolder(Features.Origin origin) {
    Settings point = origin.plan().points().getFirst();
    String seed = plan.extent().repeats() == 1 ? "" : "seed_%s/".formatted(point.seed());
    return seed + plan.alongAxis().map(_ -> plan.text(plan.words().point(), point, "")).orElse("");
  }

  /** The layers of all seeds, one after the other; what is there is saved. */
  private final class Course {

    /** Saving takes less than one part in so many of a long course. */
    private static final int SHARE = 20;

    private final Lab lab;
    private final Outputs outputs;
    private final boolean verbose;
    private final Results results;
    private final LastFeatures features;
    private final boolean page = part(Pages.class).page();
    private final Printing printing = part(Printing.class);
    private final List<Double> heldOut = new ArrayList<>();
    private final List<Exhibit> exhibits = new ArrayList<>();
    private int saved;
    private long savedAt;
    private long savingTook;

    Course(Lab lab, LastFeatures features, Outputs outputs, boolean verbose) {
      this.lab = lab;
      this.features = features;
      this.outputs = outputs;
      this.verbose = verbose;
      this.results = new Results(plan, lab);
    }

    void run() {
      try {
        for (int repeat = 0; repeat < plan.extent().repeats(); repeat++) {
          for (Settings point : plan.points(repeat)) {
            Outcome outcome = lab.run(plan, point);
            printing.lines(terminal).println(results.add(outcome));
            results.worth().ifPresent(terminal::say);
            terminal.tell(plan, outcome, results.latest(), verbose);
            Features seen = features.take();
            exhibit(repeat, outcome, seen);
            holdOut(point, seen);
            saveNowAndThen();
            part(ModelFiles.class).save(outputs, plan, outcome);
            if (repeat == 0) {
              draw(outputs, outcome, lab);
            }
          }
        }
        results.summary().forEach(printing.lines(terminal)::println);
      } finally {
        // Whatever ended it: what is there is not lost.
        save();
      }
      drawAxis();
      printing.print(results.record(), heldOut, terminal);
    }

    private void holdOut(Settings point, Features seen) {
      if (printing.holdsOut()) {
        heldOut.add(HeldOut.accuracy(point, seen, lab.backend(), lab.workers(), lab.progress()));
      }
    }

    /** Keeps what the page shows of outcomes of the first seed. */
    private void exhibit(int repeat, Outcome outcome, Features seen) {
      if (page && repeat == 0) {
        outputs.page(
            name() + ".html",
            _ -> exhibits.add(Exhibit.of(plan, outcome, seen, lab.dataset(), lab.workers())));
      }
    }

    private String name() {
      return plan.file(plan.words().file(), plan.points().getFirst());
    }

    private void saveNowAndThen() {
      boolean last = results.size() == plan.points().size() * plan.extent().repeats();
      if (last || System.nanoTime() - savedAt >= SHARE * savingTook) {
        save();
      }
    }

    private void save() {
      if (saved == results.size()) {
        return;
      }
      long start = System.nanoTime();
      String name = name();
      RunRecord record = results.record();
      outputs.report(name + "_report.txt", results.report(record));
      outputs.record(name + ".json", record);
      if (page) {
        PageRun run = new PageRun(name, record, Commands.of(record), List.copyOf(exhibits), "");
        outputs.page(name + ".html", file -> Page.write(file, List.of(run), ParameterFlags::spelt));
      }
      saved = results.size();
      savedAt = System.nanoTime();
      savingTook = savedAt - start;
    }

    private void drawAxis() {
      plan.alongAxis()
          .ifPresent(
              axis -> {
                List<MeanInterval> accuracies = new ArrayList<>();
                for (int i = 0; i < plan.points().size(); i++) {
                  accuracies.add(results.accuracy(i));
                }
                double[] bars =
                    plan.extent().repeats() == 1
                        ? new double[0]
                        : accuracies.stream().mapToDouble(MeanInterval::halfWidth).toArray();
                outputs.figure(
                    plan.file(axis.figure(), plan.points().getFirst()),
                    path ->
                        AxisFigure.write(
                            path,
                            axis.title(),
                            axis.label(),
                            plan.axis().stream()
                                .mapToDouble(value -> ((Number) value).doubleValue())
                                .toArray(),
                            accuracies.stream().mapToDouble(MeanInterval::mean).toArray(),
                            bars));
              });
    }
  }

  /** Weights, raster and potentials of the first training image, confusion, adaptation, readout. */
  private void draw(Outputs outputs, Outcome outcome, Lab lab) {
    Experiment.Words words = plan.words();
    Settings settings = outcome.settings();
    String name = plan.file(words.point(), settings);
    String title = plan.text(words.title(), settings, "");
    Map<String, Saver.Content> figures = new LinkedHashMap<>();
    if (!words.filters().isEmpty()) {
      figures.put(
          plan.file(words.filters(), settings),
          path ->
              FilterFigure.write(
                  path,
                  title + ": weights",
                  outcome.samples().filters(),
                  outcome.dataset().rows(),
                  outcome.dataset().columns()));
    }
    SampleTrace trace = outcome.samples().trace().middles(settings.pool());
    figures.put(
        name + "_raster.png",
        path -> TraceFigures.writeRaster(path, title + ": hidden spikes", trace));
    figures.put(
        name + "_voltage.png",
        path ->
            TraceFigures.writeVoltage(
                path, title + ": membrane potentials", trace, settings.neuron().threshold()));
    figures.putAll(confusion(name, title, outcome));
    figures.putAll(ModelFiles.figures(name, title, outcome, Optional.of(lab.dataset().test())));
    outcome
        .adaptation()
        .ifPresent(
            adapted ->
                figures.put(
                    name + "_adaptation.png",
                    path ->
                        AdaptationFigure.write(
                            path,
                            title + ": adaptation",
                            adapted.course().meanRateHz(),
                            adapted.course().meanGain(),
                            adapted.course().minGain(),
                            adapted.course().maxGain(),
                            adapted.rule().targetHz())));
    outputs.figures(figures, lab.workers());
  }

  /** The test images' confusion, by the name of its file. */
  static Map<String, Saver.Content> confusion(String name, String title, Outcome outcome) {
    return Map.of(
        name + "_confusion.png",
        path ->
            ConfusionFigure.write(
                path,
                title + ": test images",
                outcome.test().evaluation().confusion(),
                outcome.dataset().classNames(),
                outcome.dataset().noun()));
  }
}
