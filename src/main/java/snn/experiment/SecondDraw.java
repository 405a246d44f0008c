package snn.experiment;

import java.util.Optional;
import snn.Progress;
import snn.Workers;
import snn.core.Feature;
import snn.core.Information;
import snn.core.Network;
import snn.core.RandomLinear;
import snn.core.Simulator;
import snn.core.SpikeCounts;
import snn.core.SpikeStream;
import snn.core.event.EventSimulator;
import snn.data.ImageSource;
import snn.data.LabelledImages;

/**
 * Shows a layer training images a second time, with other input spikes, to measure what it tells.
 */
final class SecondDraw {

  private SecondDraw() {}

  /**
   * What is told of images by those neurons that are looked at; empty where there are too few
   * images.
   *
   * @param network the whole layer
   * @param gains g, [H]
   * @param images for training
   * @param features of all of them, by all neurons, under {@link SpikeStream#TRAIN}
   * @param feature what these are
   */
  static Optional<Information> measure(
      Network network,
      float[] gains,
      LabelledImages images,
      SpikeCounts features,
      Feature feature,
      Backend backend,
      Workers workers) {
    int[] shown = Information.images(images.size());
    int[] neurons = Information.neurons(network.seed(), network.hidden(), shown.length);
    if (neurons.length == 0) {
      return Optional.empty();
    }
    float[] theirs = new float[neurons.length];
    for (int j = 0; j < theirs.length; j++) {
      theirs[j] = gains[neurons[j]];
    }
    try (Simulator simulator = backend.simulator(network.select(neurons), workers);
        Progress.Task task = Progress.NONE.start("", shown.length, "it")) {
      SpikeCounts again =
          simulator
              .responses(images.select(shown), SpikeStream.TRAIN_AGAIN, theirs, feature, task)
              .features();
      return Optional.of(Information.of(features.select(shown, neurons), again, workers));
    }
  }

  /** About how much memory that takes besides the layer's own, in bytes. */
  static double bytes(ImageSource.Size size, Settings settings) {
    int images = Math.min(size.train(), Information.MOST_IMAGES);
    int neurons = Math.min(settings.hidden(), Information.MOST_NEURONS);
    int inputs = size.shape().pixels();
    return (double) images * (inputs + 1)
        + RandomLinear.bytes(inputs, neurons)
        + EventSimulator.bytes(inputs, neurons, Runtime.getRuntime().availableProcessors())
        + 2 * SpikeCounts.bytes(images, neurons, settings.largestFeature())
        + Information.bytes(images, neurons);
  }
}
