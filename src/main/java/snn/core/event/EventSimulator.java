package snn.core.event;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.core.Encoder;
import snn.core.Feature;
import snn.core.Network;
import snn.core.Responses;
import snn.core.SampleTrace;
import snn.core.Simulator;
import snn.core.SpikeEvents;
import snn.core.SpikeStream;
import snn.data.LabelledImages;

/**
 * The event-driven {@link Simulator}, on worker threads. Layers that differ in their neurons only
 * may be simulated together: their input spikes are drawn once, and their currents added up once.
 */
public final class EventSimulator implements Simulator {

  /**
   * Images a worker takes at a time, at most. They go through one block of neurons after the other,
   * so that its weights are still in the core's cache for the second image; yet few enough to share
   * evenly.
   */
  private static final int CHUNK = 16;

  /** Time steps of a chunk, at most: input spikes take memory. */
  private static final int CHUNK_STEPS = 16_000;

  /** The first of the layers. */
  private final Network network;

  private final List<Layer> layers;
  private final Workers workers;
  private final int width;
  private final int blocks;
  private final int chunk;

  /** Weights as {@link Block} reads them, [blocks, N, width], 0 where neurons are padding. */
  private final float[] weights;

  private final Scratch[] scratch;

  /**
   * One layer.
   *
   * @param block its kernels
   * @param rest what its neurons remember at rest, [stateWidth][blocks · width]
   */
  private record Layer(Network network, Block block, float[][] rest) {}

  /**
   * What is done with a layer.
   *
   * @param gains g, [H]
   * @param feature what a readout will learn of it
   */
  public record Run(float[] gains, Feature feature) {}

  /** About how much memory it takes besides the network, in bytes. */
  public static double bytes(int inputs, int hidden, int threads) {
    double states = 5.0 * CHUNK * threads * hidden;
    return Float.BYTES * ((double) inputs * hidden + states);
  }

  /**
   * Lays out the weights.
   *
   * @param workers shared, not closed by this
   */
  public EventSimulator(Network network, Workers workers) {
    this(List.of(network), workers);
  }

  /**
   * Lays out the weights of layers that differ in their neurons only.
   *
   * @param networks with the same encoding, seed and weights, and neurons of one kind
   * @param workers shared, not closed by this
   */
  public EventSimulator(List<Network> networks, Workers workers) {
    this.network = networks.getFirst();
    this.workers = workers;
    int inputs = network.weights().inputs();
    Block first = Block.of(network.neuron(), inputs);
    this.width = first.width();
    this.blocks = Math.ceilDiv(network.hidden(), width);
    long size = (long) blocks * width * inputs;
    if (size > Integer.MAX_VALUE - 8) {
      throw new InvalidParameterException("hidden", "is too large, found " + network.hidden());
    }
    this.weights = new float[(int) size];
    float[] rows = network.weights().weights();
    workers.forEach(
        blocks,
        (_, b) -> {
          int from = b * width;
          int used = Math.min(width, network.hidden() - from);
          for (int j = 0; j < used; j++) {
            for (int i = 0; i < inputs; i++) {
              weights[from * inputs + i * width + j] = rows[(from + j) * inputs + i];
            }
          }
        });
    this.chunk = Math.clamp(CHUNK_STEPS / network.numSteps(), 1, CHUNK);
    this.layers =
        networks.stream()
            .map(n -> new Layer(n, Block.of(n.neuron(), inputs), rest(n, blocks * width)))
            .toList();
    this.scratch = new Scratch[workers.threads()];
    int currents = layers.size() == 1 ? 0 : Math.multiplyExact(network.numSteps(), width);
    Arrays.setAll(scratch, _ -> new Scratch(chunk, layers, new float[currents]));
  }

  private static float[][] rest(Network network, int paddedHidden) {
    float[][] rest = new float[network.neuron().stateWidth()][paddedHidden];
    for (int j = 0; j < network.hidden(); j++) {
      float[] state = network.rest()[j];
      for (int s = 0; s < state.length; s++) {
        rest[s][j] = state[s];
      }
    }
    return rest;
  }

  /** One worker's memory: input spikes and neurons, [layers][images], of a chunk of images. */
  private record Scratch(
      Encoder[] encoders, SpikeEvents[] events, Block.State[][] states, float[] currents) {
    Scratch(int images, List<Layer> layers, float[] currents) {
      this(
          new Encoder[images],
          new SpikeEvents[images],
          new Block.State[layers.size()][images],
          currents);
      Arrays.setAll(encoders, _ -> layers.getFirst().network.encoder());
      for (int k = 0; k < states.length; k++) {
        float[][] rest = layers.get(k).rest;
        Arrays.setAll(states[k], _ -> new Block.State(rest));
      }
    }
  }

  @Override
  public Responses responses(
      LabelledImages images,
      SpikeStream stream,
      float[] gains,
      Feature feature,
      Progress.Task progress) {
    return responses(images, stream, List.of(new Run(gains, feature)), progress).getFirst();
  }

  /**
   * What all layers answer to images.
   *
   * @param runs one for each layer
   * @param progress advanced by the number of images as they are done
   * @return one for each layer
   */
  public List<Responses> responses(
      LabelledImages images, SpikeStream stream, List<Run> runs, Progress.Task progress) {
    List<Responses> responses =
        IntStream.range(0, layers.size())
            .mapToObj(
                k -> Responses.zeros(images.size(), layers.get(k).network, runs.get(k).feature))
            .toList();
    int[] all = IntStream.range(0, images.size()).toArray();
    simulate(
        images,
        all,
        stream,
        runs,
        (worker, from, to) -> {
          for (int k = 0; k < runs.size(); k++) {
            for (int n = from; n < to; n++) {
              Block.State state = scratch[worker].states[k][n - from];
              responses.get(k).counts().setRow(n, state.count());
              if (runs.get(k).feature == Feature.FIRST_SPIKE) {
                responses.get(k).features().setRow(n, state.silence());
              }
            }
          }
          progress.advance(to - from);
        });
    return responses;
  }

  @Override
  public long[] totals(LabelledImages images, int[] batch, SpikeStream stream, float[] gains) {
    long[][] partial = new long[workers.threads()][network.hidden()];
    simulate(
        images,
        batch,
        stream,
        List.of(new Run(gains, Feature.COUNTS)),
        (worker, from, to) -> {
          for (int n = 0; n < to - from; n++) {
            float[] count = scratch[worker].states[0][n].count();
            for (int j = 0; j < network.hidden(); j++) {
              partial[worker][j] += (long) count[j];
            }
          }
        });
    long[] totals = partial[0];
    for (int worker = 1; worker < partial.length; worker++) {
      for (int j = 0; j < totals.length; j++) {
        totals[j] += partial[worker][j];
      }
    }
    return totals;
  }

  /** Hears of a chunk whose states the worker has brought to their last step. */
  @FunctionalInterface
  private interface Chunk {
    void done(int worker, int from, int to);
  }

  private void simulate(
      LabelledImages images, int[] which, SpikeStream stream, List<Run> runs, Chunk each) {
    float[][] gains = new float[runs.size()][];
    Arrays.setAll(gains, k -> Arrays.copyOf(runs.get(k).gains, blocks * width));
    int size = Math.clamp(which.length / (4 * workers.threads()), 1, chunk);
    workers.forEach(
        Math.ceilDiv(which.length, size),
        (worker, task) -> {
          int from = task * size;
          int to = Math.min(which.length, from + size);
          for (int n = from; n < to; n++) {
            encode(images, which[n], stream, scratch[worker], n - from);
          }
          for (int b = 0; b < blocks; b++) {
            for (int n = 0; n < to - from; n++) {
              advance(scratch[worker], n, b, runs, gains);
            }
          }
          each.done(worker, from, to);
        });
  }

  /** One block of all layers through all steps of an image. */
  private void advance(Scratch s, int n, int b, List<Run> runs, float[][] gains) {
    int steps = network.numSteps();
    boolean shares = layers.size() > 1;
    if (shares) {
      layers.getFirst().block.currents(weights, b, s.events[n], steps, s.currents);
    }
    for (int k = 0; k < runs.size(); k++) {
      Block block = layers.get(k).block;
      Block.State state = s.states[k][n];
      if (runs.get(k).feature == Feature.FIRST_SPIKE) {
        // Step by step, to see when each neuron spikes first.
        for (int t = 0; t < steps; t++) {
          block.advance(weights, gains[k], b, s.events[n], t, t + 1, state);
          state.extendSilence(b * width, (b + 1) * width);
        }
      } else if (shares) {
        block.advanceWith(s.currents, gains[k], b, steps, state);
      } else {
        block.advance(weights, gains[k], b, s.events[n], 0, steps, state);
      }
    }
  }

  @Override
  public SampleTrace trace(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    int hidden = network.hidden();
    int steps = network.numSteps();
    float[] padded = Arrays.copyOf(gains, blocks * width);
    Block block = layers.getFirst().block;
    float[] membrane = new float[Math.multiplyExact(steps, hidden)];
    boolean[] spikes = new boolean[steps * hidden];
    encode(images, image, stream, scratch[0], 0);
    SpikeEvents events = scratch[0].events[0];
    Block.State state = scratch[0].states[0][0];
    float[] before = new float[hidden];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(state.count(), 0, before, 0, hidden);
      for (int b = 0; b < blocks; b++) {
        block.advance(weights, padded, b, events, t, t + 1, state);
      }
      System.arraycopy(state.membrane(), 0, membrane, t * hidden, hidden);
      for (int j = 0; j < hidden; j++) {
        spikes[t * hidden + j] = state.count()[j] > before[j];
      }
    }
    return new SampleTrace(steps, hidden, membrane, spikes);
  }

  /** Draws the {@code n}th image's input spikes and puts its neurons to rest. */
  private void encode(LabelledImages images, int image, SpikeStream stream, Scratch s, int n) {
    s.events[n] = s.encoders[n].encode(images, image, stream);
    for (int k = 0; k < layers.size(); k++) {
      s.states[k][n].reset(layers.get(k).rest);
    }
  }

  @Override
  public void close() {}
}
