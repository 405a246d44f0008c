package snn.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.Progress;
import snn.Reason;
import snn.data.Dataset;
import snn.experiment.Backend;
import snn.experiment.FeatureStore;
import snn.experiment.Lab;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.picture.SearchFigure;
import snn.record.SearchRecord;

/**
 * The course of a search. A size's trials are run several at a time, and all have ended before any
 * of the next size begins; so which go on, what is recorded and what is told does not depend on how
 * many run at a time.
 */
public final class Tuning {

  private final Search search;
  private final Map<Integer, Trial> trials = new LinkedHashMap<>();
  private final Path file;
  private final List<Integer> sizes = new ArrayList<>();
  private SearchRecord record;

  /**
   * One trial.
   *
   * @param number from 0
   */
  public record Trial(int number, Plan plan, boolean usesTensors) implements Schedule.Run {}

  /**
   * How trials are run and reported.
   *
   * @param jobs trials at a time
   * @param threads of each
   * @param choice what simulates
   * @param progress receives the number of trials that have ended
   * @param lines of trials, in the order in which they begin
   * @param everyOne whether there is a line for each, or only for such as are better than all
   *     before
   */
  public record Place(
      int jobs,
      int threads,
      Backend.Choice choice,
      Progress progress,
      Consumer<String> lines,
      boolean everyOne) {}

  /**
   * Prepares a search.
   *
   * @param trials no two alike
   * @param record results that are known already
   * @param file file in which they are kept
   */
  public Tuning(Search search, List<Trial> trials, SearchRecord record, Path file) {
    this.search = search;
    trials.forEach(trial -> this.trials.put(trial.number, trial));
    this.record = record;
    this.file = file;
  }

  /**
   * Runs the search.
   *
   * @return numbers of the trials of the last size, the best first
   */
  public List<Integer> run(Dataset dataset, Place place) {
    // The smallest size is tried first, since it fails if there are too few images.
    List<Search.Rung> rungs = Search.rungs(trials.size());
    Search.heldOut(dataset, search.seed(), rungs.getFirst().share());
    List<Integer> going = List.copyOf(trials.keySet());
    for (Search.Rung rung : rungs) {
      Dataset part = Search.heldOut(dataset, search.seed(), rung.share());
      sizes.add(part.train().size());
      going = new Round(going.subList(0, rung.trials()), part, place).run();
    }
    return going;
  }

  /** The results that are known. */
  public SearchRecord record() {
    return record;
  }

  /** Trials of one size. */
  private final class Round {
    private final List<Integer> going;
    private final Dataset part;
    private final int images;
    private final Place place;
    private final Map<Integer, Double> accuracies = new HashMap<>();
    private int told;
    private double highest = Double.NEGATIVE_INFINITY;

    Round(List<Integer> going, Dataset part, Place place) {
      this.going = going;
      this.part = part;
      this.images = part.train().size();
      this.place = place;
    }

    /**
     * Runs the trials of this size. Returns all that have been run at it, the best first; a search
     * of fewer trials, which this one extends, may have selected others.
     */
    List<Integer> run() {
      record.ofSize(images).stream()
          .filter(result -> trials.containsKey(result.trial()))
          .forEach(result -> accuracies.put(result.trial(), result.heldOutAccuracy()));
      List<Trial> left =
          going.stream().filter(trial -> !accuracies.containsKey(trial)).map(trials::get).toList();
      try (Progress.Task bar = place.progress.start(name(), going.size(), "trial")) {
        bar.advance(going.size() - left.size());
        tell();
        if (!left.isEmpty()) {
          Schedule.of(left)
              .forEach(
                  place.jobs,
                  place.threads,
                  new Session.Datasets(part),
                  () -> true,
                  (trial, session) -> {
                    ended(trial.number, accuracy(trial.plan, session));
                    bar.advance(1);
                  });
        }
      }
      return Search.best(accuracies, trials.size());
    }

    private String name() {
      return "%s images".formatted(images);
    }

    private double accuracy(Plan plan, Session session) {
      Lab lab =
          session.lab(
              plan,
              session.backend(place.choice, _ -> {}),
              session.workers(place.threads),
              session.before(FeatureStore.NONE),
              Progress.NONE,
              _ -> {});
      return lab.run(plan, plan.points().getFirst()).testAccuracy();
    }

    private synchronized void ended(int trial, double accuracy) {
      accuracies.put(trial, accuracy);
      record = record.with(new SearchRecord.Result(trial, images, search.values(trial), accuracy));
      try {
        record.write(file);
      } catch (IOException e) {
        throw new InvalidParameterException(
            "out",
            "must be a folder that can be written to, found %s (%s)"
                .formatted(file.getParent(), Reason.of(e)));
      }
      tell();
    }

    /** Reports trials in their order, as far as all earlier ones have ended. */
    private void tell() {
      while (told < going.size() && accuracies.containsKey(going.get(told))) {
        int trial = going.get(told++);
        double accuracy = accuracies.get(trial);
        if (place.everyOne || accuracy > highest) {
          place.lines.accept(
              "%s, trial %s: %s held out: %s"
                  .formatted(name(), trial, Numbers.accuracy(accuracy), flags(trial)));
        }
        highest = Math.max(highest, accuracy);
      }
    }
  }

  /** The values of a trial, as flags. */
  public String flags(int trial) {
    return search.values(trial).entrySet().stream()
        .map(value -> "{%s} %s".formatted(value.getKey(), value.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** The results in words. */
  public List<String> summary(List<Integer> best, int shown) {
    int images = sizes.getLast();
    List<String> lines = new ArrayList<>();
    lines.add("Best of %s trials, on %s images:".formatted(trials.size(), images));
    for (int trial : best.subList(0, Math.min(shown, best.size()))) {
      lines.add(
          "  %s  %s"
              .formatted(
                  Numbers.accuracy(record.find(trial, images).orElseThrow().heldOutAccuracy()),
                  flags(trial)));
    }
    lines.add("Share of the variance between trials that each explains, of all:");
    List<SearchRecord.Result> all = record.ofSize(sizes.getFirst());
    for (Search.Dimension dimension : search.space()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %.2f  {%s}",
              Search.explained(places(dimension, all), accuracies(all)),
              dimension.parameter()));
    }
    return lines;
  }

  private static double[] accuracies(List<SearchRecord.Result> results) {
    return results.stream().mapToDouble(SearchRecord.Result::heldOutAccuracy).toArray();
  }

  private static double[] places(Search.Dimension dimension, List<SearchRecord.Result> results) {
    return results.stream()
        .mapToDouble(result -> dimension.place(result.values().get(dimension.parameter())))
        .toArray();
  }

  /** Draws held-out accuracy against each parameter. */
  public void draw(Path picture) throws IOException {
    List<Search.Dimension> space = search.space();
    SearchFigure.write(
        picture,
        "%s: what mattered".formatted(record.experiment()),
        space.stream()
            .map(d -> new SearchFigure.Panel(d.parameter(), d.logarithmic(), d.choices()))
            .toList(),
        sizes.stream().map(this::drawn).toList());
  }

  private SearchFigure.Trials drawn(int images) {
    List<SearchRecord.Result> results = record.ofSize(images);
    return new SearchFigure.Trials(
        "%s images".formatted(images),
        search.space().stream()
            .map(dimension -> places(dimension, results))
            .toArray(double[][]::new),
        accuracies(results));
  }
}
