package snn.experiment;

import java.util.Arrays;
import java.util.Optional;
import snn.Progress;
import snn.SplitMix64;
import snn.core.Homeostasis;
import snn.core.Simulator;
import snn.core.SpikeStream;

/** Does homeostatic gain control help? */
public final class HomeostaticLayer {

  private HomeostaticLayer() {}

  /**
   * What came out.
   *
   * @param outcome with the gains as adaptation left them
   * @param homeostasis the rule
   * @param adaptation what adaptation did, batch by batch
   * @param gains where adaptation left the gains
   */
  public record Result(
      Outcome outcome, Homeostasis homeostasis, Adaptation adaptation, GainRange gains) {}

  /**
   * Where the gains of a layer lie.
   *
   * @param smallest gain of any neuron
   * @param largest gain of any neuron
   * @param shareAtMin share of neurons at the smallest gain that is allowed
   * @param shareAtMax share of neurons at the largest gain that is allowed
   */
  public record GainRange(float smallest, float largest, double shareAtMin, double shareAtMax) {

    private static GainRange of(float[] gains, Homeostasis homeostasis) {
      float smallest = Float.POSITIVE_INFINITY;
      float largest = 0;
      int atMin = 0;
      int atMax = 0;
      for (float gain : gains) {
        smallest = Math.min(smallest, gain);
        largest = Math.max(largest, gain);
        atMin += gain == (float) homeostasis.gMin() ? 1 : 0;
        atMax += gain == (float) homeostasis.gMax() ? 1 : 0;
      }
      return new GainRange(
          smallest, largest, (double) atMin / gains.length, (double) atMax / gains.length);
    }
  }

  /**
   * The course of adaptation, each [batches].
   *
   * @param meanRateHz firing rate, mean over the layer
   * @param meanGain gain after the batch, mean over the layer
   * @param minGain smallest gain after the batch
   * @param maxGain largest gain after the batch
   */
  public record Adaptation(
      double[] meanRateHz, double[] meanGain, double[] minGain, double[] maxGain) {}

  /** Adapts the gains on the training images, freezes them, extracts features, fits, tests. */
  public static Result run(Lab lab, Settings settings, Homeostasis homeostasis) {
    Features features =
        lab.features(
            settings,
            Optional.of(homeostasis),
            simulator -> adapt(lab, settings, homeostasis, simulator),
            "train feature extraction",
            "test feature extraction");
    return result(lab.readOut(settings, features), homeostasis, features);
  }

  /** What came out of features with adapted gains. */
  public static Result result(Outcome outcome, Homeostasis homeostasis, Features features) {
    return new Result(
        outcome,
        homeostasis,
        features.adaptation().orElseThrow(),
        GainRange.of(features.gains(), homeostasis));
  }

  private static Lab.FrozenGains adapt(
      Lab lab, Settings settings, Homeostasis homeostasis, Simulator simulator) {
    Homeostasis.Gains gains = homeostasis.initial(settings.hidden());
    int images = lab.dataset().train().size();
    int batches = Math.ceilDiv(images, settings.batchSize());
    double seconds = settings.encoding().seconds();
    int epochs = homeostasis.adaptEpochs();
    int all = Math.multiplyExact(epochs, batches);
    Adaptation course =
        new Adaptation(new double[all], new double[all], new double[all], new double[all]);
    try (Progress.Task passes = lab.progress().start("Homeostasis epochs", epochs, "it")) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        int[] order = shuffled(images, settings.seed(), epoch);
        SpikeStream stream = SpikeStream.adaptation(epoch);
        try (Progress.Task task = lab.progress().start("Adapting", batches, "it")) {
          for (int b = 0; b < batches; b++) {
            int from = b * settings.batchSize();
            int[] batch =
                Arrays.copyOfRange(order, from, Math.min(images, from + settings.batchSize()));
            long[] totals = simulator.totals(lab.dataset().train(), batch, stream, gains.values());
            gains.update(totals, batch.length, seconds);
            note(course, epoch * batches + b, totals, batch.length * seconds, gains.values());
            task.advance(1);
          }
        }
        passes.advance(1);
      }
    }
    return new Lab.FrozenGains(gains.values(), Optional.of(course));
  }

  private static void note(
      Adaptation course, int batch, long[] totals, double imageSeconds, float[] gains) {
    double spikes = 0;
    double gainSum = 0;
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int j = 0; j < gains.length; j++) {
      spikes += totals[j];
      gainSum += gains[j];
      smallest = Math.min(smallest, gains[j]);
      largest = Math.max(largest, gains[j]);
    }
    course.meanRateHz[batch] = spikes / gains.length / imageSeconds;
    course.meanGain[batch] = gainSum / gains.length;
    course.minGain[batch] = smallest;
    course.maxGain[batch] = largest;
  }

  /** The order of one pass: a function of (seed, epoch, number of images). */
  static int[] shuffled(int images, long seed, int epoch) {
    int[] order = new int[images];
    Arrays.setAll(order, i -> i);
    SplitMix64 random = new SplitMix64(seed * 1_000_003 + epoch);
    for (int i = images - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
