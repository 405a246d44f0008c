package snn.experiment;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.core.Network;
import snn.core.RandomLinear;
import snn.core.Responses;
import snn.core.SpikeStream;
import snn.core.event.EventSimulator;
import snn.data.ImageSource;
import snn.data.LabelledImages;
import snn.measure.Information;

/**
 * Shows layers training images a second time, with other input spikes, to measure what they tell.
 */
final class SecondDraw {

  private SecondDraw() {}

  /**
   * Measures the information about images in some neurons of each layer; empty where there are too
   * few images, and where both draws are the same, since their difference then is no noise.
   *
   * @param networks whole layers, which differ in their neurons only
   * @param runs gains and feature of each
   * @param images for training
   * @param features of all of them, by all neurons of each layer, under {@link SpikeStream#TRAIN}
   * @return one for each layer
   */
  static List<Optional<Information>> measure(
      List<Network> networks,
      List<EventSimulator.Run> runs,
      LabelledImages images,
      List<FeatureMatrix> features,
      Backend backend,
      Workers workers) {
    Network first = networks.getFirst();
    int[] shown = Information.images(images.size());
    int[] neurons = Information.neurons(first.seed(), first.features(), shown.length);
    if (neurons.length == 0 || !first.encoding().isDrawn()) {
      return Collections.nCopies(networks.size(), Optional.empty());
    }
    List<Responses> again =
        backend.responses(
            networks.stream().map(network -> network.select(neurons)).toList(),
            runs.stream()
                .map(
                    run ->
                        new EventSimulator.Run(
                            select(run.gains(), first.neuronsOf(neurons)), run.feature()))
                .toList(),
            images.select(shown),
            SpikeStream.TRAIN_AGAIN,
            workers);
    return IntStream.range(0, networks.size())
        .mapToObj(
            k ->
                Optional.of(
                    Information.of(
                        features.get(k).select(shown, neurons), again.get(k).features(), workers)))
        .toList();
  }

  private static float[] select(float[] gains, int[] neurons) {
    float[] selected = new float[neurons.length];
    for (int j = 0; j < selected.length; j++) {
      selected[j] = gains[neurons[j]];
    }
    return selected;
  }

  /** About how much memory measuring takes besides the layer's own, in bytes. */
  static double bytes(ImageSource.Size size, Settings settings) {
    int images = Math.min(size.train(), Information.MOST_IMAGES);
    int features = Math.min(settings.hidden(), Information.MOST_NEURONS);
    int neurons = features * settings.pool().neurons();
    int inputs = size.shape().pixels();
    return (double) images * (inputs + 1)
        + RandomLinear.bytes(inputs, neurons)
        + EventSimulator.bytes(inputs, neurons, Runtime.getRuntime().availableProcessors())
        + 2 * FeatureMatrix.bytes(images, features, settings.largestFeature())
        + Information.bytes(images, features);
  }
}
