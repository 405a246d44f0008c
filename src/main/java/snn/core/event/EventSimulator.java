package snn.core.event;

import java.util.Arrays;
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

/** The event-driven {@link Simulator}, on worker threads. */
public final class EventSimulator implements Simulator {

  /**
   * Images a worker takes at a time, at most. They go through one block of neurons after the other,
   * so that its weights are still in the core's cache for the second image; yet few enough to share
   * evenly.
   */
  private static final int CHUNK = 16;

  /** Time steps of a chunk, at most: input spikes take memory. */
  private static final int CHUNK_STEPS = 16_000;

  private final Network network;
  private final Workers workers;
  private final Block block;
  private final int blocks;
  private final int chunk;

  /** Weights as {@link Block} reads them, [blocks, N, width], 0 where neurons are padding. */
  private final float[] weights;

  /** What neurons remember at rest, [stateWidth][blocks · width]. */
  private final float[][] rest;

  private final Scratch[] scratch;

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
    this.network = network;
    this.workers = workers;
    int inputs = network.weights().inputs();
    this.block = Block.of(network.neuron(), inputs);
    int width = block.width();
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
          int first = b * width;
          int used = Math.min(width, network.hidden() - first);
          for (int j = 0; j < used; j++) {
            for (int i = 0; i < inputs; i++) {
              weights[first * inputs + i * width + j] = rows[(first + j) * inputs + i];
            }
          }
        });
    this.chunk = Math.clamp(CHUNK_STEPS / network.numSteps(), 1, CHUNK);
    this.scratch = new Scratch[workers.threads()];
    this.rest = rest(network, blocks * width);
    Arrays.setAll(scratch, _ -> new Scratch(chunk, network, rest));
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

  /** One worker's memory: input spikes and neurons of a chunk of images. */
  private record Scratch(Encoder[] encoders, SpikeEvents[] events, Block.State[] states) {
    Scratch(int images, Network network, float[][] rest) {
      this(new Encoder[images], new SpikeEvents[images], new Block.State[images]);
      Arrays.setAll(encoders, _ -> network.encoder());
      Arrays.setAll(states, _ -> new Block.State(rest));
    }
  }

  @Override
  public Responses responses(
      LabelledImages images,
      SpikeStream stream,
      float[] gains,
      Feature feature,
      Progress.Task progress) {
    Responses responses = Responses.zeros(images.size(), network, feature);
    int[] all = IntStream.range(0, images.size()).toArray();
    simulate(
        images,
        all,
        stream,
        gains,
        feature,
        (worker, from, to) -> {
          for (int n = from; n < to; n++) {
            Block.State state = scratch[worker].states[n - from];
            responses.counts().setRow(n, state.count());
            if (feature == Feature.FIRST_SPIKE) {
              responses.features().setRow(n, state.silence());
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
        gains,
        Feature.COUNTS,
        (worker, from, to) -> {
          for (int n = 0; n < to - from; n++) {
            float[] count = scratch[worker].states[n].count();
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
      LabelledImages images,
      int[] which,
      SpikeStream stream,
      float[] gains,
      Feature feature,
      Chunk each) {
    float[] padded = Arrays.copyOf(gains, blocks * block.width());
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
              SpikeEvents events = scratch[worker].events[n];
              Block.State state = scratch[worker].states[n];
              if (feature == Feature.COUNTS) {
                block.advance(weights, padded, b, events, 0, network.numSteps(), state);
              } else {
                advanceToFirstSpikes(padded, b, events, state);
              }
            }
          }
          each.done(worker, from, to);
        });
  }

  /** One block through all steps, one by one, to see when each neuron spikes first. */
  private void advanceToFirstSpikes(float[] gains, int b, SpikeEvents events, Block.State state) {
    int first = b * block.width();
    for (int t = 0; t < network.numSteps(); t++) {
      block.advance(weights, gains, b, events, t, t + 1, state);
      state.extendSilence(first, first + block.width());
    }
  }

  @Override
  public SampleTrace trace(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    int hidden = network.hidden();
    int steps = network.numSteps();
    float[] padded = Arrays.copyOf(gains, blocks * block.width());
    float[] membrane = new float[Math.multiplyExact(steps, hidden)];
    boolean[] spikes = new boolean[steps * hidden];
    encode(images, image, stream, scratch[0], 0);
    SpikeEvents events = scratch[0].events[0];
    Block.State state = scratch[0].states[0];
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
    s.states[n].reset(rest);
  }

  @Override
  public void close() {}
}
