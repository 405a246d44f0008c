package snn.core;

import snn.Progress;
import snn.data.LabelledImages;

/**
 * Simulates one {@link Network}. All implementations agree in every bit of every result, whatever
 * the device, the number of threads and the size of their internal batches.
 *
 * <p>{@code gains} is g of {@link LifParameters}, [H]; 1 without homeostasis.
 */
public interface Simulator extends AutoCloseable {

  /**
   * Simulates the layer on images.
   *
   * @param feature that a readout will learn from
   * @param progress advanced by the number of images as they are done
   */
  Responses responses(
      LabelledImages images,
      SpikeStream stream,
      float[] gains,
      Feature feature,
      Progress.Task progress);

  /**
   * Spikes per hidden neuron, summed over a batch.
   *
   * @param batch indices into {@code images}
   * @return [H]
   */
  long[] totals(LabelledImages images, int[] batch, SpikeStream stream, float[] gains);

  /** What the layer does on one image, step by step. */
  SampleTrace trace(LabelledImages images, int image, SpikeStream stream, float[] gains);

  /** Releases threads and devices. */
  @Override
  void close();
}
