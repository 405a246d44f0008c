package snn.core.event;

import java.util.Arrays;
import java.util.stream.IntStream;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.core.Network;
import snn.core.PoissonEncoder;
import snn.core.SampleTrace;
import snn.core.Simulator;
import snn.core.SpikeCounts;
import snn.core.SpikeEvents;
import snn.core.SpikeStream;
import snn.data.LabelledImages;

/** The event-driven {@link Simulator}, on worker threads. */
public final class EventSimulator implements Simulator {

  private static final int INPUTS = LabelledImages.PIXELS;

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
  private final LifBlock block;
  private final int blocks;
  private final int chunk;

  /** Weights as {@link LifBlock} reads them, [blocks, N, WIDTH], 0 where neurons are padding. */
  private final float[] weights;

  private final Scratch[] scratch;

  /**
   * Lays out the weights.
   *
   * @param workers shared, not closed by this
   */
  public EventSimulator(Network network, Workers workers) {
    this.network = network;
    this.workers = workers;
    this.block = new LifBlock(network.lif());
    this.blocks = Math.ceilDiv(network.hidden(), LifBlock.WIDTH);
    long size = (long) blocks * LifBlock.WIDTH * INPUTS;
    if (size > Integer.MAX_VALUE - 8) {
      throw new InvalidParameterException("hidden", "is too large, found " + network.hidden());
    }
    this.weights = new float[(int) size];
    float[] rows = network.weights().weights();
    workers.forEach(
        blocks,
        (_, b) -> {
          int first = b * LifBlock.WIDTH;
          int used = Math.min(LifBlock.WIDTH, network.hidden() - first);
          for (int j = 0; j < used; j++) {
            for (int i = 0; i < INPUTS; i++) {
              weights[(first * INPUTS) + i * LifBlock.WIDTH + j] = rows[(first + j) * INPUTS + i];
            }
          }
        });
    this.chunk = Math.clamp(CHUNK_STEPS / network.numSteps(), 1, CHUNK);
    this.scratch = new Scratch[workers.threads()];
    Arrays.setAll(scratch, _ -> new Scratch(chunk, network.numSteps(), blocks * LifBlock.WIDTH));
  }

  /** One worker's memory: input spikes and neurons of a chunk of images. */
  private record Scratch(PoissonEncoder.Scratch[] encoders, LifBlock.State[] states) {
    Scratch(int images, int numSteps, int paddedHidden) {
      this(new PoissonEncoder.Scratch[images], new LifBlock.State[images]);
      Arrays.setAll(encoders, _ -> new PoissonEncoder.Scratch(numSteps));
      Arrays.setAll(states, _ -> new LifBlock.State(paddedHidden));
    }
  }

  @Override
  public SpikeCounts counts(
      LabelledImages images, SpikeStream stream, float[] gains, Progress.Task progress) {
    SpikeCounts counts = SpikeCounts.zeros(images.size(), network.hidden(), network.largestCount());
    int[] all = IntStream.range(0, images.size()).toArray();
    simulate(
        images,
        all,
        stream,
        gains,
        (worker, from, to) -> {
          for (int n = from; n < to; n++) {
            counts.setRow(n, scratch[worker].states[n - from].count);
          }
          progress.advance(to - from);
        });
    return counts;
  }

  @Override
  public long[] totals(LabelledImages images, int[] batch, SpikeStream stream, float[] gains) {
    long[][] partial = new long[workers.threads()][network.hidden()];
    simulate(
        images,
        batch,
        stream,
        gains,
        (worker, from, to) -> {
          for (int n = 0; n < to - from; n++) {
            float[] count = scratch[worker].states[n].count;
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
      LabelledImages images, int[] which, SpikeStream stream, float[] gains, Chunk each) {
    float[] padded = Arrays.copyOf(gains, blocks * LifBlock.WIDTH);
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
              SpikeEvents events = scratch[worker].encoders[n].events();
              LifBlock.State state = scratch[worker].states[n];
              block.advance(weights, padded, b, events, 0, network.numSteps(), state);
            }
          }
          each.done(worker, from, to);
        });
  }

  @Override
  public SampleTrace trace(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    int hidden = network.hidden();
    int steps = network.numSteps();
    float[] padded = Arrays.copyOf(gains, blocks * LifBlock.WIDTH);
    float[] membrane = new float[Math.multiplyExact(steps, hidden)];
    boolean[] spikes = new boolean[steps * hidden];
    encode(images, image, stream, scratch[0], 0);
    SpikeEvents events = scratch[0].encoders[0].events();
    LifBlock.State state = scratch[0].states[0];
    float[] before = new float[hidden];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(state.count, 0, before, 0, hidden);
      for (int b = 0; b < blocks; b++) {
        block.advance(weights, padded, b, events, t, t + 1, state);
      }
      System.arraycopy(state.membrane, 0, membrane, t * hidden, hidden);
      for (int j = 0; j < hidden; j++) {
        spikes[t * hidden + j] = state.count[j] > before[j];
      }
    }
    return new SampleTrace(steps, hidden, membrane, spikes);
  }

  /** Draws the {@code n}th image's input spikes and puts its neurons to rest. */
  private void encode(LabelledImages images, int image, SpikeStream stream, Scratch s, int n) {
    network.encoder().encode(images, image, stream, s.encoders[n]);
    Arrays.fill(s.states[n].membrane, 0f);
    Arrays.fill(s.states[n].readyAt, 0f);
    Arrays.fill(s.states[n].count, 0f);
  }

  @Override
  public void close() {}
}
