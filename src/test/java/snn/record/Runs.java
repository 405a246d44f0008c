package snn.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import snn.Progress;
import snn.Workers;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.Drawn;
import snn.data.ImageFacts;
import snn.experiment.Backend;
import snn.experiment.Experiments;
import snn.experiment.FeatureKey;
import snn.experiment.FeatureStore;
import snn.experiment.Features;
import snn.experiment.Floors;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Plan;

/** Small runs whose records and features tests look at; all shapes are different. */
public final class Runs {

  public static final Dataset DIGITS = Drawn.digits(1, 23, 11);
  public static final DatasetIdentity IDENTITY = DatasetIdentity.of(DIGITS);

  private Runs() {}

  public static Plan plan(long seed, double tRefMs) {
    return Experiments.plan("sparse", "seed", seed, "t_ref_ms", tRefMs, "batch_size", 9);
  }

  public static Plan adapted(long seed) {
    return Experiments.plan(
        "homeostasis",
        "seed",
        seed,
        "batch_size",
        9,
        "target_hz",
        20,
        "eta",
        0.001,
        "adapt_epochs",
        2);
  }

  /** An outcome and the features it was read from. */
  public record Run(Plan plan, Outcome outcome, Features features) {}

  /** Runs the first layer of a plan. */
  public static Run run(Plan plan) {
    List<Features> seen = new ArrayList<>();
    FeatureStore store =
        new FeatureStore() {
          @Override
          public Optional<Features> find(FeatureKey key) {
            return Optional.empty();
          }

          @Override
          public void keep(Features features) {
            seen.add(features);
          }
        };
    try (Workers workers = new Workers(1)) {
      Lab lab =
          new Lab(
              DIGITS,
              IDENTITY,
              Backend.EVENT,
              workers,
              Progress.NONE,
              Floors.majority(DIGITS),
              ImageFacts.of(DIGITS),
              store);
      Outcome outcome = lab.run(plan, plan.points().getFirst());
      return new Run(plan, outcome, seen.getFirst());
    }
  }

  /** A record of outcomes, whose configuration is of another run. */
  public static RunRecord record(Outcome... outcomes) {
    return RunRecord.of(
        Experiments.plan("sparse", "seed", 1L << 40, "w_mean", 0.1 + 0.2),
        IDENTITY,
        Optional.of(ImageFacts.of(DIGITS)),
        DIGITS.test().labels(),
        Arrays.stream(outcomes).map(RunRecord.Layer::of).toList(),
        new RunRecord.Run(
            "2026-01-02T03:04:05Z",
            new RunRecord.Program(
                "snn", "1.2", Optional.empty(), Optional.of(true), Map.of("smile", "6")),
            new RunRecord.Machine("25", "Linux", Optional.of("a processor"), 2),
            "cpu",
            "event",
            1,
            Arrays.stream(outcomes).map(Outcome::seconds).toList(),
            1.5,
            Optional.of(5_000_000_000L)));
  }
}
