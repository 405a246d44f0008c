package snn.experiment;

import java.util.Arrays;
import java.util.Optional;
import snn.Progress;
import snn.SplitMix64;
import snn.core.GainRule;
import snn.core.Homeostasis;
import snn.core.Simulator;
import snn.core.SpikeStream;
import snn.data.LabelledImages;

/** Adapts the gains of a layer on the training images, batch by batch, and freezes them. */
final class GainControl {

  private GainControl() {}

  /**
   * The gains that feature extraction uses.
   *
   * @param values g, [H]
   * @param adaptation how they came about, where they were adapted
   */
  record FrozenGains(float[] values, Optional<Adaptation> adaptation) {}

  /** Batches of all passes. */
  static long batches(int images, Settings settings) {
    long batches = Math.ceilDiv(images, settings.draws().batchSize());
    return settings.homeostasis().map(rule -> rule.adaptEpochs() * batches).orElse(0L);
  }

  /** The gains of {@code settings}: all 1, or adapted. */
  static FrozenGains run(
      Settings settings, LabelledImages images, Simulator simulator, Progress progress) {
    return settings
        .homeostasis()
        .map(rule -> adapt(rule, settings, images, simulator, progress))
        .orElseGet(() -> new FrozenGains(Homeostasis.ones(settings.neurons()), Optional.empty()));
  }

  private static FrozenGains adapt(
      GainRule rule,
      Settings settings,
      LabelledImages images,
      Simulator simulator,
      Progress progress) {
    int batchSize = settings.draws().batchSize();
    int batches = Math.ceilDiv(images.size(), batchSize);
    double seconds = settings.encoding().seconds();
    int most = Math.toIntExact(batches(images.size(), settings));
    GainRule.Gains gains = rule.start(settings.neurons(), most);
    Adaptation course = Adaptation.of(most, rule.looks());
    int done = 0;
    try (Progress.Task passes = progress.start("Homeostasis epochs", rule.adaptEpochs(), "it")) {
      for (int epoch = 0; epoch < rule.adaptEpochs() && !gains.arrived(); epoch++) {
        int[] order = shuffled(images.size(), settings.seed(), epoch);
        SpikeStream stream = SpikeStream.adaptation(epoch);
        try (Progress.Task task = progress.start("Adapting", batches, "it")) {
          for (int b = 0; b < batches && !gains.arrived(); b++) {
            int from = b * batchSize;
            int[] batch =
                Arrays.copyOfRange(order, from, Math.min(images.size(), from + batchSize));
            long[] totals = simulator.totals(images, batch, stream, gains.values());
            gains.update(totals, batch.length, seconds);
            course.note(done++, totals, batch.length * seconds, gains);
            task.advance(1);
          }
          task.complete();
        }
        passes.advance(1);
      }
      passes.complete();
    }
    gains.settle();
    return new FrozenGains(gains.values(), Optional.of(course.first(done)));
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
