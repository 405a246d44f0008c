package snn.measure;

import java.util.Arrays;
import java.util.OptionalDouble;
import snn.core.Encoding;
import snn.core.FeatureMatrix;
import snn.core.Network;
import snn.data.LabelledImages;

/**
 * Statistics of a layer's spike counts, which limit what a readout can learn.
 *
 * @param meanCount spikes per image and neuron
 * @param meanRateHz the same as a firing rate, {@code meanCount / (T · dtMs / 1000)}
 * @param ceiling the largest count that the refractory period allows, ⌈T / (R + 1)⌉
 * @param ceilingShare share of (image, neuron) pairs whose count is {@code ceiling}
 * @param silentShare share of neurons that spike for no image
 * @param constantNeurons neurons with the same count for every image, the silent ones among them
 * @param inputSpikesPerStep expected input spikes per image and time step
 * @param clippedShare share of the pixels that are not black which would have to spike more often
 *     than once a step; empty in records that do not tell
 */
public record LayerHealth(
    double meanCount,
    double meanRateHz,
    int ceiling,
    double ceilingShare,
    double silentShare,
    int constantNeurons,
    double inputSpikesPerStep,
    OptionalDouble clippedShare) {

  /** Computes statistics of the counts that {@code network} gave for {@code images}. */
  public static LayerHealth of(FeatureMatrix counts, Network network, LabelledImages images) {
    int hidden = counts.hidden();
    int ceiling = network.largestCount();
    int[] smallest = new int[hidden];
    int[] largest = new int[hidden];
    Arrays.fill(smallest, Integer.MAX_VALUE);
    long spikes = 0;
    long atCeiling = 0;
    int[] row = new int[hidden];
    for (int i = 0; i < counts.images(); i++) {
      counts.row(i, row);
      for (int j = 0; j < hidden; j++) {
        int count = row[j];
        spikes += count;
        atCeiling += count == ceiling ? 1 : 0;
        smallest[j] = Math.min(smallest[j], count);
        largest[j] = Math.max(largest[j], count);
      }
    }
    int silent = 0;
    int constant = 0;
    for (int j = 0; j < hidden; j++) {
      silent += largest[j] == 0 ? 1 : 0;
      constant += largest[j] == smallest[j] ? 1 : 0;
    }
    double pairs = (double) counts.images() * hidden;
    Encoding encoding = network.encoding();
    InputSpikes input = InputSpikes.of(images, encoding);
    return new LayerHealth(
        spikes / pairs,
        spikes / pairs / network.pool().neurons() / encoding.seconds(),
        ceiling,
        atCeiling / pairs,
        (double) silent / hidden,
        constant,
        input.perStep,
        OptionalDouble.of(input.clippedShare));
  }

  /** Statistics of the input spikes of images. */
  private record InputSpikes(double perStep, double clippedShare) {
    static InputSpikes of(LabelledImages images, Encoding encoding) {
      long[] pixelsOfLevel = new long[256];
      for (byte pixel : images.pixels()) {
        pixelsOfLevel[pixel & 0xff]++;
      }
      double spikes = 0;
      long clipped = 0;
      for (int level = 0; level < pixelsOfLevel.length; level++) {
        spikes += pixelsOfLevel[level] * encoding.probability(level);
        clipped += encoding.clips(level) ? pixelsOfLevel[level] : 0;
      }
      long lit = images.pixels().length - pixelsOfLevel[0];
      return new InputSpikes(spikes / images.size(), lit == 0 ? 0 : (double) clipped / lit);
    }
  }
}
