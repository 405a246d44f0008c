package snn.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import snn.core.SampleTrace;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.experiment.Adaptation;
import snn.experiment.Experiments;
import snn.experiment.Features;
import snn.experiment.Floors;
import snn.experiment.Model;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.measure.Cost;
import snn.measure.Information;
import snn.measure.LayerHealth;
import snn.readout.Evaluation;
import snn.readout.LinearModel;
import snn.readout.Minimum;
import snn.readout.Readout;
import snn.readout.ReadoutFit;
import snn.readout.Scaling;

/**
 * Outcomes that are made up, of nine training images and four test images of digits: of the test
 * images 1, 1, 1, 9 are read as 1, 1, 2, 9.
 */
public final class Made {

  public static final DatasetIdentity IDENTITY =
      new DatasetIdentity("made", 9, 4, 28, 28, Dataset.numbered(10), "a", "b");

  public static final Outcome.Gains ONES = new Outcome.Gains("g", 1, 1);

  public static final LayerHealth HEALTH =
      new LayerHealth(15.25, 152.5, 34, 0.125, 0.03, 6, 9.75, OptionalDouble.of(0));

  private static final byte[] TEST = {1, 1, 1, 9};

  private Made() {}

  /** A plan of 200 neurons and 100 time steps. */
  public static Plan plan(String experiment, Object... more) {
    List<Object> values = new ArrayList<>(List.of("hidden", 200, "seed", 42, "num_steps", 100));
    if (!experiment.equals("sparse")) {
      values.addAll(List.of("p_connect", 1));
    }
    values.addAll(List.of(more));
    return Experiments.plan(experiment, values.toArray());
  }

  /** How a plan's readout may have stopped. */
  public static ReadoutFit fit(Plan plan, Minimum.Stop stop) {
    return fit(plan.points().getFirst().readout(), Optional.of(minimum(stop)));
  }

  public static ReadoutFit fit(Readout readout, Optional<Minimum> minimum) {
    return new ReadoutFit(
        readout,
        new LinearModel(new double[0], Scaling.none(0)),
        minimum,
        OptionalDouble.empty(),
        Optional.empty(),
        "cpu");
  }

  public static Minimum minimum(Minimum.Stop stop) {
    return new Minimum(new double[0], 0.123456789, 8.765e-5, 12, 15, stop, Minimum.Course.UNSEEN);
  }

  /** How adaptation by a plan's rule may have ended after three batches. */
  public static Outcome.Adapted adapted(Plan plan, double atMin, double atMax, double... distance) {
    double[] course = {1, 2, 3};
    return new Outcome.Adapted(
        plan.points().getFirst().homeostasis().orElseThrow(),
        new Adaptation(course, course, course, course, distance),
        atMin,
        atMax);
  }

  /** The outcome of a plan's point. */
  public static Outcome outcome(Plan plan, int point, ReadoutFit fit) {
    Settings settings = plan.points().get(point);
    return outcome(
        settings,
        plan.alongAxis()
            .map(a -> Map.of(a.parameter(), settings.values().get(a.parameter())))
            .orElse(Map.of()),
        Optional.empty(),
        ONES,
        Optional.empty(),
        Optional.empty(),
        fit);
  }

  public static Outcome outcome(
      Settings settings,
      Map<String, Object> varied,
      Optional<Outcome.Adapted> adapted,
      Outcome.Gains gains,
      Optional<Information> information,
      Optional<Cost> cost,
      ReadoutFit fit) {
    return new Outcome(
        varied,
        "w",
        gains,
        adapted,
        new Outcome.Read(
            "a",
            read(new byte[] {1, 1, 1, 1, 2, 2, 9, 9, 9}, new byte[] {1, 1, 1, 1, 2, 3, 9, 9, 0})),
        new Outcome.Read("b", read(TEST, new byte[] {1, 1, 2, 9})),
        new Features.Measured(HEALTH, information, cost),
        fit,
        new Model(settings, IDENTITY, new float[0], new float[0], fit.model(), Optional.empty()),
        new Floors(0.1135, OptionalDouble.empty()),
        new Outcome.Samples(
            List.of(), new float[0], new SampleTrace(0, 0, new float[0], new boolean[0])),
        new Outcome.Seconds(0, 1, 0, 2));
  }

  private static Evaluation read(byte[] labels, byte[] predictions) {
    return Evaluation.of(predictions, labels, IDENTITY.classes());
  }

  /** The record of a plan's outcomes. */
  public static RunRecord record(Plan plan, Outcome... outcomes) {
    return RunRecord.of(
        plan,
        IDENTITY,
        Optional.empty(),
        TEST,
        Arrays.stream(outcomes).map(RunRecord.Layer::of).toList(),
        new RunRecord.Run(
            "2026-01-02T03:04:05Z",
            new RunRecord.Program("snn-mnist", "1.2", Optional.empty(), Optional.empty(), Map.of()),
            new RunRecord.Machine("25", "Linux", Optional.of("a processor"), 2),
            "cpu",
            "event",
            1,
            Arrays.stream(outcomes).map(Outcome::seconds).toList(),
            1.5,
            Optional.empty()));
  }
}
