package snn.core.event;

import java.lang.foreign.Arena;
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
   * Largest number of images that a worker takes at a time. Each block of neurons processes all of
   * them while its weights are in the core's cache; more could not be shared out evenly.
   */
  private static final int CHUNK = 16;

  /** Whether the compiler was told to inline what the kernels call for every input spike. */
  private static final boolean INLINES = InlinedSlices.order();

  /** Largest number of time steps in a chunk, which limits the memory for input spikes. */
  private static final int CHUNK_STEPS = 16_000;

  /** The first layer's network, whose encoding and weights are those of all layers. */
  private final Network network;

  private final List<Layer> layers;
  private final Workers workers;
  private final int width;
  private final int blocks;
  private final int chunk;
  private final Arena memory = Arena.ofShared();
  private final Wiring wiring;
  private final Scratch[] scratch;

  /**
   * One layer.
   *
   * @param block its kernels
   * @param rest states of its neurons at rest, [stateWidth][blocks · width], in the order of the
   *     wiring
   * @param saturation proves spikes without simulation, where it can
   */
  private record Layer(
      Network network, Block block, float[][] rest, Optional<Saturation> saturation) {

    Layer(Network network, Wiring wiring) {
      this(network, Block.of(network.neuron()), rest(network, wiring), Saturation.of(network));
    }

    private static float[][] rest(Network network, Wiring wiring) {
      float[][] rest = new float[network.neuron().stateWidth()][];
      for (int s = 0; s < rest.length; s++) {
        int number = s;
        rest[s] = wiring.padded(j -> network.rest()[j][number]);
      }
      return rest;
    }
  }

  /**
   * How a layer is run.
   *
   * @param gains g, [H]
   * @param feature feature that a readout will learn from
   */
  public record Run(float[] gains, Feature feature) {}

  /** Neurons that a vector of this processor holds, in float32. */
  public static int lanes() {
    return LifBlock.SPECIES.length();
  }

  /**
   * Whether the JVM takes the order to inline what the kernels call for every input spike. If not,
   * features take three times as long in one process of seven.
   */
  public static boolean inlines() {
    return INLINES;
  }

  /** About how much memory it takes besides the network, in bytes. */
  public static double bytes(int inputs, int hidden, int threads) {
    double states = (2.0 * CHUNK + 3) * threads * hidden;
    return Float.BYTES * ((double) inputs * hidden + states);
  }

  /**
   * Creates a simulator of one layer.
   *
   * @param workers shared, not closed by this
   */
  public EventSimulator(Network network, Workers workers) {
    this(List.of(network), workers);
  }

  /**
   * Creates a simulator of layers that differ in their neurons only.
   *
   * @param networks with the same encoding, seed and weights, and neurons of one kind
   * @param workers shared, not closed by this
   */
  public EventSimulator(List<Network> networks, Workers workers) {
    this.network = networks.getFirst();
    this.workers = workers;
    this.width = Block.of(network.neuron()).width();
    this.wiring = Wiring.of(network, width, memory, workers);
    this.blocks = wiring.blocks().length;
    this.chunk = Math.clamp(CHUNK_STEPS / network.numSteps(), 1, CHUNK);
    this.layers = networks.stream().map(n -> new Layer(n, wiring)).toList();
    this.scratch = new Scratch[workers.threads()];
    Arrays.setAll(scratch, _ -> new Scratch(chunk, layers, wiring));
  }

  /**
   * One worker's buffers. For a chunk of images: encoders, input spikes in several forms, neurons'
   * states and the number of steps to simulate, [layers][images]. For one block and image: the
   * trains that reach a window, the currents and which neurons spiked. For one image: its features.
   */
  private record Scratch(
      Encoder[] encoders,
      SpikeEvents[] events,
      LineEvents[] lines,
      TrainTable[] trains,
      Block.State[][] states,
      int[][] steps,
      int[] rows,
      float[] sums,
      Currents currents,
      long[] spikes) {
    Scratch(int images, List<Layer> layers, Wiring wiring) {
      this(
          new Encoder[images],
          new SpikeEvents[images],
          new LineEvents[images],
          new TrainTable[images],
          new Block.State[layers.size()][images],
          new int[layers.size()][images],
          new int[2 * Wiring.WINDOW + 2],
          new float[layers.getFirst().network.features()],
          new Currents(),
          new long[layers.getFirst().network.numSteps()]);
      Network network = layers.getFirst().network;
      int numSteps = network.numSteps();
      int inputs = network.weights().inputs();
      Arrays.setAll(encoders, _ -> network.encoder());
      Arrays.setAll(lines, _ -> new LineEvents(numSteps, inputs, wiring.columns()));
      if (wiring.hasWindows()) {
        Arrays.setAll(trains, _ -> new TrainTable(numSteps, inputs));
      }
      for (int k = 0; k < states.length; k++) {
        float[][] rest = layers.get(k).rest;
        float[][] shared = new float[rest.length][rest[0].length];
        Arrays.setAll(states[k], _ -> new Block.State(shared));
      }
    }
  }

  /** A buffer for the currents of one block, allocated when it is first needed. */
  private static final class Currents {
    private float[] values = {};

    /** The buffer, [steps, width], with as many more steps as a kernel may take at once. */
    float[] of(int steps, int width) {
      if (values.length == 0) {
        values = new float[Math.multiplyExact(steps + TrainTable.AT_ONCE, width)];
      }
      return values;
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
   * Simulates all layers on images.
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
              Scratch s = scratch[worker];
              Block.State state = s.states[k][n - from];
              wiring.store(state.count(), responses.get(k).counts(), n, s.sums);
              if (runs.get(k).feature == Feature.FIRST_SPIKE) {
                wiring.store(state.silence(), responses.get(k).features(), n, s.sums);
              } else if (runs.get(k).feature == Feature.SQRT_COUNTS) {
                responses.get(k).takeRoots(n);
              }
            }
          }
          progress.advance(to - from);
        });
    return responses;
  }

  @Override
  public long[] totals(LabelledImages images, int[] batch, SpikeStream stream, float[] gains) {
    long[][] partial = new long[workers.threads()][blocks * width];
    simulate(
        images,
        batch,
        stream,
        List.of(new Run(gains, Feature.COUNTS)),
        (worker, from, to) -> {
          for (int n = 0; n < to - from; n++) {
            float[] count = scratch[worker].states[0][n].count();
            for (int j = 0; j < count.length; j++) {
              partial[worker][j] += (long) count[j];
            }
          }
        });
    long[] totals = new long[network.hidden()];
    for (long[] some : partial) {
      for (int j = 0; j < totals.length; j++) {
        totals[wiring.neurons()[j]] += some[j];
      }
    }
    return totals;
  }

  /** Receives a chunk of images whose last step the worker has simulated. */
  @FunctionalInterface
  private interface Chunk {
    void done(int worker, int from, int to);
  }

  private void simulate(
      LabelledImages images, int[] which, SpikeStream stream, List<Run> runs, Chunk each) {
    float[][] gains = new float[runs.size()][];
    float[] leastGain = new float[runs.size()];
    for (int k = 0; k < gains.length; k++) {
      float[] own = runs.get(k).gains;
      gains[k] = wiring.padded(j -> own[j]);
      leastGain[k] = least(own);
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

  /** Finds how many steps of an image must be simulated for each layer. */
  private void plan(Scratch s, int n, List<Run> runs, float[] leastGain) {
    for (int k = 0; k < runs.size(); k++) {
      Optional<Saturation> saturation = layers.get(k).saturation;
      boolean known = runs.get(k).feature != Feature.FIRST_SPIKE && leastGain[k] >= 0;
      s.steps[k][n] =
          known && saturation.isPresent()
              ? saturation.get().from(s.events[n], leastGain[k])
              : network.numSteps();
    }
  }

  /** Simulates one block of all layers through the steps that {@link #plan} found. */
  private void advance(Scratch s, int n, int b, List<Run> runs, float[][] gains) {
    Wiring.Inputs inputs = wiring.blocks()[b];
    int used = select(s, n, inputs);
    boolean shares = layers.size() > 1;
    for (int k = 0; k < runs.size(); k++) {
      int steps = s.steps[k][n];
      Block block = layers.get(k).block;
      Block.State state = s.states[k][n];
      state.reset(layers.get(k).rest, b * width, width);
      boolean timed = runs.get(k).feature == Feature.FIRST_SPIKE;
      if (used == 0 && block.restsWithoutInput()) {
        Arrays.fill(state.silence(), b * width, (b + 1) * width, steps);
      } else if (inputs.isWindow() || shares || timed) {
        if (k == 0) {
          currents(s, n, inputs, used, most(s, n));
        }
        block.advanceWith(s.currents.values, gains[k], b, 0, steps, state, s.spikes);
        if (timed) {
          state.setSilence(b * width, width, s.spikes, steps);
        }
      } else {
        block.advance(inputs, s.lines[n], gains[k], b, steps, state);
      }
      if (steps < network.numSteps()) {
        // The spikes of the steps that need no simulation.
        Saturation saturation = layers.get(k).saturation.orElseThrow();
        saturation.fire(state, b * width, width, steps, network.numSteps());
      }
    }
  }

  /**
   * Chooses the input spikes of an image that reach a block.
   *
   * @return number of pixels that spike, for a window
   */
  private static int select(Scratch s, int n, Wiring.Inputs inputs) {
    if (inputs.isWindow()) {
      return s.trains[n].select(inputs.pixels(), s.rows);
    }
    s.lines[n].choose(inputs.top(), inputs.height());
    return inputs.pixels().length;
  }

  /** The largest number of steps of an image to simulate for any layer. */
  private static int most(Scratch s, int n) {
    int most = 0;
    for (int[] steps : s.steps) {
      most = Math.max(most, steps[n]);
    }
    return most;
  }

  /**
   * Computes the currents of one block.
   *
   * @param used result of {@link #select}
   */
  private float[] currents(Scratch s, int n, Wiring.Inputs inputs, int used, int steps) {
    float[] currents = s.currents.of(network.numSteps(), width);
    Block block = layers.getFirst().block;
    if (inputs.isWindow()) {
      block.currents(inputs, s.trains[n], s.rows, used, currents);
    } else {
      block.currents(inputs, s.lines[n], steps, currents);
    }
    return currents;
  }

  @Override
  public SampleTrace trace(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    int hidden = network.hidden();
    int steps = network.numSteps();
    float[] padded = wiring.padded(j -> gains[j]);
    float[] membrane = new float[Math.multiplyExact(steps, hidden)];
    boolean[] spikes = new boolean[steps * hidden];
    Scratch s = scratch[0];
    encode(images, image, stream, s, 0);
    Block.State state = s.states[0][0];
    for (int b = 0; b < blocks; b++) {
      Wiring.Inputs inputs = wiring.blocks()[b];
      int used = select(s, 0, inputs);
      float[] currents = currents(s, 0, inputs, used, steps);
      int first = b * width;
      state.reset(layers.getFirst().rest, first, width);
      int neurons = Math.min(width, hidden - first);
      for (int t = 0; t < steps; t++) {
        layers.getFirst().block.advanceWith(currents, padded, b, t, t + 1, state, s.spikes);
        for (int j = 0; j < neurons; j++) {
          int at = t * hidden + wiring.neurons()[first + j];
          membrane[at] = state.membrane()[first + j];
          spikes[at] = ((s.spikes[t] >>> j) & 1) != 0;
        }
      }
    }
    return new SampleTrace(steps, hidden, membrane, spikes);
  }

  /** Draws the {@code n}th image's input spikes. */
  private void encode(LabelledImages images, int image, SpikeStream stream, Scratch s, int n) {
    s.events[n] = s.encoders[n].encode(images, image, stream);
    s.lines[n].set(s.events[n]);
    if (s.trains[n] != null) {
      s.trains[n].set(s.events[n]);
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
