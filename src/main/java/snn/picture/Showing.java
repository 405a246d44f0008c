package snn.picture;

import java.util.Arrays;
import snn.Workers;
import snn.core.Feature;
import snn.core.FeatureMatrix;
import snn.core.SampleTrace;
import snn.data.LabelledImages;
import snn.experiment.Features;
import snn.experiment.Outcome;
import snn.readout.Classifier;
import snn.readout.LinearModel;

/**
 * What a layer did on the first training image, step by step.
 *
 * @param image its pixels as unsigned bytes, [N]
 * @param label its class
 * @param steps S, how many of the time steps are shown
 * @param allSteps T
 * @param inputs pixels that spike, [S][…]
 * @param neurons how many the layer has
 * @param pooled how many of them are read as one feature; 1 where each is read alone
 * @param spikes of the first neurons, or of the neuron in the middle of each of the first features,
 *     [≤ 50][S]
 * @param potentials of the first of them, [≤ 8][S]
 * @param threshold that they spike above
 * @param rateHz of the layer, mean over its neurons, [S]
 * @param votes the readout's logits if all went on as until that step, [S][K]
 */
public record Showing(
    byte[] image,
    int label,
    int steps,
    int allSteps,
    int[][] inputs,
    int neurons,
    int pooled,
    boolean[][] spikes,
    float[][] potentials,
    double threshold,
    double[] rateHz,
    double[][] votes) {

  /** Most time steps that are shown; of longer runs it is the beginning. */
  private static final int MOST_STEPS = 400;

  private static final int NEURONS = 50;
  private static final int POTENTIALS = 8;

  static Showing of(Outcome outcome, Features features, LabelledImages train) {
    SampleTrace trace = outcome.samples().trace();
    int steps = Math.min(MOST_STEPS, trace.numSteps());
    int hidden = trace.hidden();
    int pixels = train.shape().pixels();
    int[][] inputs = new int[steps][];
    double[] rate = new double[steps];
    double stepSeconds = outcome.settings().encoding().seconds() / trace.numSteps();
    for (int t = 0; t < steps; t++) {
      int[] found = new int[pixels];
      int n = 0;
      for (int i = 0; i < pixels; i++) {
        if (features.inputs()[t * pixels + i] != 0) {
          found[n++] = i;
        }
      }
      inputs[t] = Arrays.copyOf(found, n);
      int spikes = 0;
      for (int j = 0; j < hidden; j++) {
        spikes += trace.spikedAt(t, j) ? 1 : 0;
      }
      rate[t] = spikes / (hidden * stepSeconds);
    }
    SampleTrace some = trace.middles(outcome.settings().pool());
    boolean[][] spikes = new boolean[Math.min(NEURONS, some.hidden())][steps];
    float[][] potentials = new float[Math.min(POTENTIALS, some.hidden())][steps];
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < spikes.length; j++) {
        spikes[j][t] = some.spikedAt(t, j);
      }
      for (int j = 0; j < potentials.length; j++) {
        potentials[j][t] = some.membraneAt(t, j);
      }
    }
    return new Showing(
        Arrays.copyOf(train.pixels(), pixels),
        train.label(0),
        steps,
        trace.numSteps(),
        inputs,
        hidden,
        outcome.settings().pool().neurons(),
        spikes,
        potentials,
        outcome.settings().neuron().threshold(),
        rate,
        votes(outcome, steps));
  }

  /** What a readout learns of: a neuron, or a feature, as which several are read. */
  String unit() {
    return pooled == 1 ? "neuron" : "feature";
  }

  /** What the readout of each class would say, if all went on as it has until each step. */
  private static double[][] votes(Outcome outcome, int steps) {
    double[][] x = goingOn(outcome, steps);
    return outcome
        .fit()
        .linear()
        .map(model -> votes(model, x))
        .orElseGet(() -> votes(outcome.fit().model(), outcome.settings().largestFeature(), x));
  }

  /** The features of the first image, if all went on as it has until each step, [steps][H]. */
  private static double[][] goingOn(Outcome outcome, int steps) {
    SampleTrace trace = outcome.samples().trace();
    int pooled = outcome.settings().pool().neurons();
    boolean roots = outcome.settings().feature() == Feature.SQRT_COUNTS;
    double[] counts = new double[outcome.settings().hidden()];
    double[][] x = new double[steps][counts.length];
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < trace.hidden(); j++) {
        counts[j / pooled] += trace.spikedAt(t, j) ? 1 : 0;
      }
      double share = (double) trace.numSteps() / (t + 1);
      for (int f = 0; f < counts.length; f++) {
        double count = counts[f] * share;
        x[t][f] = roots ? Feature.SIXTEENTHS * Math.sqrt(count) : count;
      }
    }
    return x;
  }

  private static double[][] votes(LinearModel model, double[][] x) {
    int features = model.scaling().mean().length;
    int classes = model.classes();
    double[] w = model.coefficients();
    double[] offset = new double[classes];
    for (int k = 0; k < classes; k++) {
      offset[k] = w[classes * features + k];
      for (int f = 0; f < features; f++) {
        offset[k] -=
            w[k * features + f] / model.scaling().deviation()[f] * model.scaling().mean()[f];
      }
    }
    double[][] votes = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      votes[t] = offset.clone();
      for (int f = 0; f < features; f++) {
        for (int k = 0; k < classes; k++) {
          votes[t][k] += w[k * features + f] / model.scaling().deviation()[f] * x[t][f];
        }
      }
    }
    return votes;
  }

  /** The same of any readout, which reads whole numbers only. */
  private static double[][] votes(Classifier model, int largest, double[][] x) {
    int features = x[0].length;
    FeatureMatrix counts = FeatureMatrix.zeros(x.length, features, largest);
    float[] row = new float[features];
    for (int t = 0; t < x.length; t++) {
      for (int f = 0; f < features; f++) {
        row[f] = (float) Math.min(largest, Math.rint(x[t][f]));
      }
      counts.setRow(t, row);
    }
    int classes = model.classes();
    double[] logits;
    try (Workers workers = new Workers(1)) {
      logits = model.logits(counts, workers);
    }
    double[][] votes = new double[x.length][];
    Arrays.setAll(votes, t -> Arrays.copyOfRange(logits, t * classes, (t + 1) * classes));
    return votes;
  }
}
