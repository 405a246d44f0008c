package snn.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import snn.Progress;
import snn.Workers;
import snn.core.Encoding;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.WeightDistribution;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.StrokeDigits;
import snn.experiment.Backend;
import snn.experiment.Baseline;
import snn.experiment.Experiments;
import snn.experiment.Features;
import snn.experiment.Floors;
import snn.experiment.HomeostaticLayer;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Settings;

/** Small runs whose records and features tests look at; all shapes are different. */
final class Runs {

  static final Dataset DIGITS = StrokeDigits.generate(1, 23, 11);
  static final DatasetIdentity IDENTITY = DatasetIdentity.of(DIGITS);
  static final Homeostasis RULE = new Homeostasis(20, 0.001, 0.9, 0.1, 10, 2);

  private Runs() {}

  static Settings settings(long seed, double tRefMs) {
    return new Settings(
        5,
        seed,
        9,
        new Encoding(17, 1, 100),
        new LifParameters(20, 1, tRefMs, 1),
        new WeightDistribution(0.5, 0.1, 0.05),
        Experiments.readout());
  }

  /** An outcome and the features it was read from. */
  record Run(Outcome outcome, Features features) {}

  static Run run(Settings settings) {
    return run(lab -> Baseline.run(lab, settings));
  }

  static Run runAdapted(Settings settings) {
    return run(lab -> HomeostaticLayer.run(lab, settings, RULE).outcome());
  }

  private static Run run(Function<Lab, Outcome> experiment) {
    List<Features> seen = new ArrayList<>();
    try (Workers workers = new Workers(1)) {
      Lab lab =
          new Lab(
              DIGITS,
              IDENTITY,
              Backend.EVENT,
              workers,
              Progress.NONE,
              Floors.majority(DIGITS),
              (_, extraction) -> {
                seen.add(extraction.get());
                return seen.getFirst();
              });
      return new Run(experiment.apply(lab), seen.getFirst());
    }
  }

  static RunRecord record(Outcome... outcomes) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("dataset", "strokes");
    configuration.put("limit", null);
    configuration.put("seed", 1L << 40);
    configuration.put("w_mean", 0.1 + 0.2);
    configuration.put("scale_features", true);
    configuration.put("tau_list", List.of(5.0, 1e-7));
    return RunRecord.of(
        "sparse",
        configuration,
        IDENTITY,
        DIGITS.test().labels(),
        List.of(outcomes),
        new RunRecord.Run(
            "2026-01-02T03:04:05Z",
            new RunRecord.Program(
                "snn", "1.2", Optional.empty(), Optional.of(true), Map.of("smile", "6")),
            new RunRecord.Machine("25", "Linux", Optional.of("a processor"), 2),
            "cpu",
            "event",
            1,
            List.of(outcomes).stream().map(Outcome::seconds).toList(),
            1.5,
            Optional.of(5_000_000_000L)));
  }
}
