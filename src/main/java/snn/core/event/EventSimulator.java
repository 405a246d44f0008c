package snn.core.event;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

  /** Bytes of a line of the caches, none of which a vector straddles that begins with one. */
  private static final int LINE = 64;

  private final Arena memory = Arena.ofShared();

  /**
   * Weights as a {@link Block} reads them, [blocks][N, width], 0 where neurons are padding. An
   * array's elements would begin within a line, and half the vectors or all of them straddle two.
   */
  private final MemorySegment[] weights;

  private final Scratch[] scratch;

  /**
   * One layer.
   *
   * @param block its kernels
   * @param rest what its neurons remember at rest, [stateWidth][blocks · width]
   * @param saturation what is known of them without simulating them
   */
  private record Layer(
      Network network, Block block, float[][] rest, Optional<Saturation> saturation) {

    Layer(Network network, int paddedHidden) {
      this(
          network, Block.of(network.neuron()), rest(network, paddedHidden), Saturation.of(network));
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
  }

  /**
   * What is done with a layer.
   *
   * @param gains g, [H]
   * @param feature what a readout will learn of it
   */
  public record Run(float[] gains, Feature feature) {}

  /** Neurons that a vector of this processor holds, in float32. */
  public static int lanes() {
    return LifBlock.SPECIES.length();
  }

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
    this.width = Block.of(network.neuron()).width();
    this.blocks = Math.ceilDiv(network.hidden(), width);
    this.weights = new MemorySegment[blocks];
    float[] rows = network.weights().weights();
    workers.forEach(
        blocks,
        (_, b) -> {
          MemorySegment block = memory.allocate((long) Float.BYTES * width * inputs, LINE);
          int from = b * width;
          int used = Math.min(width, network.hidden() - from);
          for (int j = 0; j < used; j++) {
            for (int i = 0; i < inputs; i++) {
              float weight = rows[(from + j) * inputs + i];
              block.setAtIndex(ValueLayout.JAVA_FLOAT, (long) i * width + j, weight);
            }
          }
          weights[b] = block;
        });
    this.chunk = Math.clamp(CHUNK_STEPS / network.numSteps(), 1, CHUNK);
    this.layers = networks.stream().map(n -> new Layer(n, blocks * width)).toList();
    this.scratch = new Scratch[workers.threads()];
    int currents = layers.size() == 1 ? 0 : Math.multiplyExact(network.numSteps(), width);
    Arrays.setAll(scratch, _ -> new Scratch(chunk, layers, new float[currents]));
  }

  /**
   * One worker's memory: input spikes and neurons, [layers][images], of a chunk of images; and the
   * steps, from 0 on, that neurons must be taken through.
   */
  private record Scratch(
      Encoder[] encoders,
      SpikeEvents[] events,
      Block.State[][] states,
      int[][] steps,
      float[] currents) {
    Scratch(int images, List<Layer> layers, float[] currents) {
      this(
          new Encoder[images],
          new SpikeEvents[images],
          new Block.State[layers.size()][images],
          new int[layers.size()][images],
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
    float[] leastGain = new float[runs.size()];
    for (int k = 0; k < gains.length; k++) {
      gains[k] = Arrays.copyOf(runs.get(k).gains, blocks * width);
      leastGain[k] = least(runs.get(k).gains);
    }
    int size = Math.clamp(which.length / (4 * workers.threads()), 1, chunk);
    workers.forEach(
        Math.ceilDiv(which.length, size),
        (worker, task) -> {
          int from = task * size;
          int to = Math.min(which.length, from + size);
          for (int n = from; n < to; n++) {
            encode(images, which[n], stream, scratch[worker], n - from);
            plan(scratch[worker], n - from, runs, leastGain);
          }
          for (int b = 0; b < blocks; b++) {
            for (int n = 0; n < to - from; n++) {
              advance(scratch[worker], n, b, runs, gains);
            }
          }
          for (int n = 0; n < to - from; n++) {
            fire(scratch[worker], n);
          }
          each.done(worker, from, to);
        });
  }

  private static float least(float[] values) {
    float least = Float.MAX_VALUE;
    for (float value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  /** Finds the steps of an image that all layers must be taken through. */
  private void plan(Scratch s, int n, List<Run> runs, float[] leastGain) {
    for (int k = 0; k < runs.size(); k++) {
      Optional<Saturation> saturation = layers.get(k).saturation;
      boolean known = runs.get(k).feature == Feature.COUNTS && leastGain[k] >= 0;
      s.steps[k][n] =
          known && saturation.isPresent()
              ? saturation.get().from(s.events[n], leastGain[k])
              : network.numSteps();
    }
  }

  /** One block of all layers through these steps. */
  private void advance(Scratch s, int n, int b, List<Run> runs, float[][] gains) {
    boolean shares = layers.size() > 1;
    if (shares) {
      int most = 0;
      for (int[] steps : s.steps) {
        most = Math.max(most, steps[n]);
      }
      layers.getFirst().block.currents(weights[b], s.events[n], most, s.currents);
    }
    for (int k = 0; k < runs.size(); k++) {
      int steps = s.steps[k][n];
      Block block = layers.get(k).block;
      Block.State state = s.states[k][n];
      if (runs.get(k).feature == Feature.FIRST_SPIKE) {
        // Step by step, to see when each neuron spikes first.
        for (int t = 0; t < steps; t++) {
          block.advance(weights[b], gains[k], b, s.events[n], t, t + 1, state);
          state.extendSilence(b * width, (b + 1) * width);
        }
      } else if (shares) {
        block.advanceWith(s.currents, gains[k], b, steps, state);
      } else {
        block.advance(weights[b], gains[k], b, s.events[n], 0, steps, state);
      }
    }
  }

  /** The steps after them. */
  private void fire(Scratch s, int n) {
    for (int k = 0; k < layers.size(); k++) {
      if (s.steps[k][n] < network.numSteps()) {
        layers
            .get(k)
            .saturation
            .orElseThrow()
            .fire(s.states[k][n], s.steps[k][n], network.numSteps());
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
        block.advance(weights[b], padded, b, events, t, t + 1, state);
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
  public void close() {
    memory.close();
  }
}
