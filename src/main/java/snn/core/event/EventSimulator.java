package snn.core.event;

import java.util.Arrays;
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

  /** Images a worker takes at a time: small enough to share evenly, large enough to be rare. */
  private static final int CHUNK = 16;

  private final Network network;
  private final Workers workers;
  private final LifBlock block;
  private final int blocks;

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
    this.scratch = new Scratch[workers.threads()];
    Arrays.setAll(scratch, _ -> new Scratch(network.numSteps(), blocks * LifBlock.WIDTH));
  }

  /** One worker's memory. */
  private record Scratch(PoissonEncoder.Scratch encoder, LifBlock.State state) {
    Scratch(int numSteps, int paddedHidden) {
      this(new PoissonEncoder.Scratch(numSteps), new LifBlock.State(paddedHidden));
    }
  }

  @Override
  public SpikeCounts counts(
      LabelledImages images, SpikeStream stream, float[] gains, Progress.Task progress) {
    SpikeCounts counts = SpikeCounts.zeros(images.size(), network.hidden(), network.largestCount());
    float[] padded = Arrays.copyOf(gains, blocks * LifBlock.WIDTH);
    workers.forEach(
        Math.ceilDiv(images.size(), CHUNK),
        (worker, chunk) -> {
          int from = chunk * CHUNK;
          int to = Math.min(images.size(), from + CHUNK);
          for (int image = from; image < to; image++) {
            counts.setRow(image, simulate(images, image, stream, padded, worker).count);
          }
          progress.advance(to - from);
        });
    return counts;
  }

  @Override
  public long[] totals(LabelledImages images, int[] batch, SpikeStream stream, float[] gains) {
    long[][] partial = new long[workers.threads()][network.hidden()];
    float[] padded = Arrays.copyOf(gains, blocks * LifBlock.WIDTH);
    workers.forEach(
        batch.length,
        (worker, n) -> {
          float[] count = simulate(images, batch[n], stream, padded, worker).count;
          for (int j = 0; j < network.hidden(); j++) {
            partial[worker][j] += (long) count[j];
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

  @Override
  public SampleTrace trace(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    int hidden = network.hidden();
    int steps = network.numSteps();
    float[] padded = Arrays.copyOf(gains, blocks * LifBlock.WIDTH);
    float[] membrane = new float[Math.multiplyExact(steps, hidden)];
    boolean[] spikes = new boolean[steps * hidden];
    LifBlock.State state = encode(images, image, stream, 0);
    float[] before = new float[hidden];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(state.count, 0, before, 0, hidden);
      advance(scratch[0].encoder.events(), t, t + 1, padded, state);
      System.arraycopy(state.membrane, 0, membrane, t * hidden, hidden);
      for (int j = 0; j < hidden; j++) {
        spikes[t * hidden + j] = state.count[j] > before[j];
      }
    }
    return new SampleTrace(steps, hidden, membrane, spikes);
  }

  private LifBlock.State simulate(
      LabelledImages images, int image, SpikeStream stream, float[] padded, int worker) {
    LifBlock.State state = encode(images, image, stream, worker);
    advance(scratch[worker].encoder.events(), 0, network.numSteps(), padded, state);
    return state;
  }

  /** Draws the image's input spikes; the neurons' state, all at rest. */
  private LifBlock.State encode(LabelledImages images, int image, SpikeStream stream, int worker) {
    network.encoder().encode(images, image, stream, scratch[worker].encoder);
    LifBlock.State state = scratch[worker].state;
    Arrays.fill(state.membrane, 0f);
    Arrays.fill(state.readyAt, 0f);
    Arrays.fill(state.count, 0f);
    return state;
  }

  private void advance(SpikeEvents events, int from, int to, float[] padded, LifBlock.State state) {
    for (int b = 0; b < blocks; b++) {
      block.advance(weights, padded, b, events, from, to, state);
    }
  }

  @Override
  public void close() {}
}
