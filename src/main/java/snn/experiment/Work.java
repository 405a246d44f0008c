package snn.experiment;

import java.util.Collections;
import java.util.List;
import snn.core.Encoding;
import snn.core.Information;
import snn.data.ImageSource;
import snn.data.LabelledImages;
import snn.readout.Effort;

/**
 * How much there is to do for one layer, before it is done. It is proportional to time: a machine
 * says by one run of what size how long a unit takes. An image costs
 *
 * <pre>  {@value #SPIKE} S + {@value #SYNAPSE} S H + {@value #NEURON} T H</pre>
 *
 * <p>nanoseconds of one thread of an Intel Xeon (AVX-512), for S input spikes, T steps and H
 * neurons. {@code scripts/scaling.sh} fits these numbers, and shows what they predict beside what
 * it measures.
 *
 * @param inputs drawing input spikes and adding up currents, of all images
 * @param neurons all steps of all neurons, for all images
 * @param adaptation of the gains, where they are
 * @param information measuring it
 * @param readout fitting it, see {@link Effort}
 */
public record Work(
    double inputs, double neurons, double adaptation, double information, Effort readout) {

  private static final double SPIKE = 11.3;
  private static final double SYNAPSE = 0.0144;
  private static final double NEURON = 0.235;

  /** An entry of the covariance of an image, and of the eigenproblem. */
  private static final double COVARIANCE = 0.3;

  private static final double EIGENVECTORS = 10;

  /** How many pixels of each grey level an image has. */
  public record Brightness(double[] pixels) {

    /** Of some images, on average. */
    public static Brightness of(LabelledImages images) {
      double[] pixels = new double[256];
      for (byte pixel : images.pixels()) {
        pixels[pixel & 0xff] += 1.0 / images.size();
      }
      return new Brightness(pixels);
    }

    private double spikes(Encoding encoding) {
      double spikes = 0;
      for (int level = 0; level < pixels.length; level++) {
        spikes += pixels[level] * encoding.probability(level);
      }
      return spikes * encoding.numSteps();
    }
  }

  /**
   * The work for a layer of a plan.
   *
   * @param size how many images there are
   */
  static Work of(Plan plan, Settings point, ImageSource.Size size, Brightness brightness) {
    double spikes = brightness.spikes(point.encoding());
    int hidden = point.hidden();
    double inputs = inputs(spikes, hidden);
    double neurons = NEURON * point.encoding().numSteps() * hidden;
    double passes = point.homeostasis().map(rule -> (double) rule.adaptEpochs()).orElse(0.0);
    double information = 0;
    if (plan.extent().information()) {
      int images = Math.min(size.train(), Information.MOST_IMAGES);
      int seen =
          Math.min(
              Math.min(hidden, Information.MOST_NEURONS), images / Information.IMAGES_PER_NEURON);
      double shown = inputs(spikes, seen) + NEURON * point.encoding().numSteps() * seen;
      information = images * (shown + COVARIANCE * seen * seen) + EIGENVECTORS * Math.pow(seen, 3);
    }
    return new Work(
        size.images() * inputs,
        size.images() * neurons,
        passes * size.train() * (inputs + neurons),
        information,
        point.readout().effort(size.train(), hidden, size.classes()));
  }

  private static double inputs(double spikes, int hidden) {
    return SPIKE * spikes + SYNAPSE * spikes * hidden;
  }

  /** The work for all layers of a plan, in their order. */
  public static List<Work> of(Plan plan, Brightness brightness) {
    ImageSource.Size size = plan.size();
    return plan.points().stream()
        .flatMap(
            point ->
                Collections.nCopies(plan.extent().repeats(), of(plan, point, size, brightness))
                    .stream())
        .toList();
  }

  /** For the spike counts of all images. */
  public double features() {
    return inputs + neurons;
  }
}
