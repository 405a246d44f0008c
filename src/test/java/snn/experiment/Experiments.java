package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import snn.Progress;
import snn.Workers;
import snn.core.Network;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.Drawn;
import snn.data.ImageFacts;

/** Small experiments that several tests are made of; all their shapes are different. */
public final class Experiments {

  static final int TRAIN = 23;
  static final int TEST = 11;
  static final int HIDDEN = 5;
  static final int STEPS = 17;

  public static final Dataset DIGITS = Drawn.digits(1, TRAIN, TEST);

  private static final Map<String, Object> SMALL =
      Map.of(
          "dataset",
          "strokes",
          "hidden",
          HIDDEN,
          "seed",
          7,
          "batch_size",
          4,
          "num_steps",
          STEPS,
          // Neither saturated nor silent.
          "p_connect",
          0.05,
          "scale_features",
          true,
          "penalty",
          "l2",
          "max_iter",
          30);

  private Experiments() {}

  /**
   * A small plan.
   *
   * @param more names of parameters, and the values that they have instead
   */
  public static Plan plan(String experiment, Object... more) {
    Map<String, Object> values = new HashMap<>(SMALL);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    // An axis takes the place of its parameter.
    Experiment.named(experiment)
        .axis()
        .filter(axis -> !axis.isOptional())
        .ifPresent(axis -> values.remove(axis.parameter()));
    return Plan.of(Experiment.named(experiment), values);
  }

  /** The only layer of a plan. */
  public static Settings layer(Plan plan) {
    assertThat(plan.points()).hasSize(1);
    return plan.points().getFirst();
  }

  /** Runs the only layer of a plan. */
  static Outcome run(Lab lab, Plan plan) {
    return lab.run(plan, layer(plan));
  }

  /** Where {@link #DIGITS} are read. */
  public static Lab lab(Workers workers, Progress progress) {
    return new Lab(
        DIGITS,
        DatasetIdentity.of(DIGITS),
        Backend.EVENT,
        workers,
        progress,
        Floors.majority(DIGITS),
        ImageFacts.of(DIGITS),
        FeatureStore.NONE);
  }

  /** The network of settings. */
  static Network network(Settings settings, Workers workers) {
    return settings.network(DIGITS.shape(), workers);
  }

  /** Writes down what it hears. */
  static final class Notes implements Progress {
    private final List<String> lines = new ArrayList<>();

    /** What was heard, in order: {@code name 3/7 it} when a piece of work ended. */
    List<String> lines() {
      return lines;
    }

    void add(String line) {
      lines.add(line);
    }

    @Override
    public Task start(String name, long total, String unit) {
      return new Task() {
        private long done;
        private long needed = total;

        @Override
        public synchronized void advance(long units) {
          done += units;
        }

        @Override
        public void complete() {
          needed = done;
        }

        @Override
        public void close() {
          lines.add("%s %d/%d %s".formatted(name, done, needed, unit));
        }
      };
    }
  }
}
