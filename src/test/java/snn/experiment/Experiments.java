package snn.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import snn.Progress;
import snn.Workers;
import snn.core.Encoding;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.PoissonEncoder;
import snn.core.RandomLinear;
import snn.core.WeightDistribution;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.StrokeDigits;
import snn.readout.ReadoutOptions;

/** Small experiments that several tests are made of; all their shapes are different. */
public final class Experiments {

  static final int TRAIN = 23;
  static final int TEST = 11;
  static final int HIDDEN = 5;
  static final int STEPS = 17;

  /** A layer that neither is saturated nor silent. */
  static final WeightDistribution SPARSE = new WeightDistribution(0.5, 0.1, 0.05);

  static final Dataset DIGITS = StrokeDigits.generate(1, TRAIN, TEST);

  private Experiments() {}

  /** Settings with a readout of few iterations. */
  public static Settings settings(WeightDistribution weights, int batchSize) {
    return new Settings(
        HIDDEN,
        7,
        batchSize,
        new Encoding(STEPS, 1, 100),
        new LifParameters(20, 1, 2, 1),
        weights,
        readout());
  }

  /** Logistic regression that stops early. */
  public static ReadoutOptions readout() {
    return new ReadoutOptions(
        ReadoutOptions.Kind.LOGREG,
        ReadoutOptions.Solver.LBFGS,
        OptionalDouble.of(ReadoutOptions.C),
        ReadoutOptions.Penalty.L2,
        true,
        30,
        ReadoutOptions.TOLERANCE,
        ReadoutOptions.GAP);
  }

  /** Where {@link #DIGITS} are read. */
  static Lab lab(Workers workers, Progress progress) {
    return new Lab(
        DIGITS,
        DatasetIdentity.of(DIGITS),
        Backend.EVENT,
        workers,
        progress,
        Floors.majority(DIGITS),
        FeatureStore.NONE);
  }

  /** What {@link Lab#network} is to make of settings. */
  static Network network(Settings settings, Workers workers) {
    return new Network(
        new PoissonEncoder(settings.encoding(), settings.seed()),
        RandomLinear.draw(settings.weights(), settings.hidden(), settings.seed(), workers),
        settings.lif());
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
