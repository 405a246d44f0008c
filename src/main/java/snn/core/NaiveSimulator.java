package snn.core;

import java.util.Arrays;
import snn.Progress;
import snn.data.LabelledImages;

/**
 * The model as its parts define it, one neuron, one input and one step at a time: {@link
 * Encoding#spikes} and {@link Neuron#step} stand beside their equations. Slow and plain on purpose:
 * every fast simulator is compared with it.
 */
public final class NaiveSimulator implements Simulator {

  private final Network network;

  /** Creates a simulator of the network that another simulator is compared on. */
  public NaiveSimulator(Network network) {
    this.network = network;
  }

  /** Whether a pixel spikes. */
  public boolean inputSpike(
      LabelledImages images, int image, int pixel, int step, SpikeStream stream) {
    int inputs = network.weights().inputs();
    return network
        .encoding()
        .spikes(
            Encoder.key(network.seed(), stream, image, pixel),
            images.pixels()[image * inputs + pixel] & 0xff,
            step);
  }

  @Override
  public SampleTrace trace(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    int steps = network.numSteps();
    int hidden = network.hidden();
    int inputs = network.weights().inputs();
    float[] membrane = new float[steps * hidden];
    boolean[] spikes = new boolean[steps * hidden];
    float[][] states = new float[hidden][];
    for (int j = 0; j < hidden; j++) {
      states[j] = network.neuron().rest(network.seed(), j);
    }
    for (int t = 0; t < steps; t++) {
      boolean[] in = new boolean[inputs];
      for (int i = 0; i < inputs; i++) {
        in[i] = inputSpike(images, image, i, t, stream);
      }
      for (int j = 0; j < hidden; j++) {
        float sum = 0;
        for (int i = inputs - 1; i >= 0; i--) {
          if (in[i]) {
            sum += network.weights().weights()[j * inputs + i];
          }
        }
        spikes[t * hidden + j] = step(states[j], gains[j] * sum, image, t, j);
        membrane[t * hidden + j] = states[j][0];
      }
    }
    return new SampleTrace(steps, hidden, membrane, spikes);
  }

  private boolean step(float[] state, float current, int image, int t, int neuron) {
    try {
      return network.neuron().step(state, current);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "neuron %s at step %s of image %s".formatted(neuron, t, image), e);
    }
  }

  private static int[] countsOf(SampleTrace trace) {
    int[] counts = new int[trace.hidden()];
    for (int t = 0; t < trace.numSteps(); t++) {
      for (int j = 0; j < counts.length; j++) {
        counts[j] += trace.spikedAt(t, j) ? 1 : 0;
      }
    }
    return counts;
  }

  private static int[] firstSpikesOf(SampleTrace trace) {
    int[] steps = new int[trace.hidden()];
    for (int j = 0; j < steps.length; j++) {
      while (steps[j] < trace.numSteps() && !trace.spikedAt(steps[j], j)) {
        steps[j]++;
      }
    }
    return steps;
  }

  @Override
  public Responses responses(
      LabelledImages images,
      SpikeStream stream,
      float[] gains,
      Feature feature,
      Progress.Task progress) {
    Responses responses = Responses.zeros(images.size(), network, feature);
    for (int image = 0; image < images.size(); image++) {
      SampleTrace trace = trace(images, image, stream, gains);
      int[] counts = new int[network.features()];
      int[] neurons = countsOf(trace);
      for (int j = 0; j < neurons.length; j++) {
        counts[j / network.pool().neurons()] += neurons[j];
      }
      responses.counts().setRow(image, floats(counts));
      if (feature == Feature.FIRST_SPIKE) {
        responses.features().setRow(image, floats(firstSpikesOf(trace)));
      } else if (feature == Feature.SQRT_COUNTS) {
        Arrays.setAll(counts, f -> (int) Math.rint(16 * Math.sqrt(counts[f])));
        responses.features().setRow(image, floats(counts));
      }
    }
    return responses;
  }

  private static float[] floats(int[] whole) {
    float[] floats = new float[whole.length];
    for (int j = 0; j < floats.length; j++) {
      floats[j] = whole[j];
    }
    return floats;
  }

  @Override
  public long[] totals(LabelledImages images, int[] batch, SpikeStream stream, float[] gains) {
    long[] totals = new long[network.hidden()];
    for (int image : batch) {
      int[] counts = countsOf(trace(images, image, stream, gains));
      for (int j = 0; j < totals.length; j++) {
        totals[j] += counts[j];
      }
    }
    return totals;
  }

  @Override
  public void close() {}
}
