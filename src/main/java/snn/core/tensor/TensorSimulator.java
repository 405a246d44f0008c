package snn.core.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.core.Encoder;
import snn.core.Feature;
import snn.core.FeatureMatrix;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.Responses;
import snn.core.SampleTrace;
import snn.core.Simulator;
import snn.core.SpikeStream;
import snn.data.LabelledImages;

/**
 * The {@link Simulator} of tensor kernels. Each worker thread draws the input spikes of a chunk of
 * images and then takes it through a lane of the device. A CPU has as many lanes as there are
 * threads. A GPU has one: while a thread drives it, the others draw.
 */
public final class TensorSimulator implements Simulator {

  /** Largest number of weights that fit the one buffer in which they are sent. */
  private static final int MAX_WEIGHTS = Integer.MAX_VALUE / Float.BYTES;

  /** Rows of the product that checks exactness: enough to use the kernel of large products. */
  private static final int CHECK_ROWS = 256;

  private final Network network;
  private final int inputs;
  private final LifParameters lif;
  private final Workers workers;
  private final TensorDevice device;
  private final NDManager manager;
  private final Chunk chunk;

  /** Transposed weights Wᵀ, [N, H]. */
  private final NDArray weights;

  /** β of the neurons, [H]. */
  private final NDArray decay;

  private final Lane[] lanes;
  private final Encoder[] encoders;

  /**
   * Sends the weights to the device.
   *
   * @param device shared, not closed by this
   * @param workers shared, not closed by this
   * @throws InvalidParameterException if there are too many weights, or no kernel for the neurons
   * @throws DeviceException if the device is set up to multiply with fewer bits than float32 has,
   *     or has too little memory
   */
  public TensorSimulator(Network network, TensorDevice device, Workers workers) {
    this(
        network,
        device,
        workers,
        Chunk.fit(
            device,
            network.weights().inputs(),
            network.hidden(),
            network.numSteps(),
            lanes(device, workers)));
  }

  TensorSimulator(Network network, TensorDevice device, Workers workers, Chunk chunk) {
    this.network = network;
    this.workers = workers;
    this.device = device;
    this.chunk = chunk;
    inputs = network.weights().inputs();
    if (!(network.neuron() instanceof LifParameters known)) {
      throw new InvalidParameterException(
          "neuron", "has no tensor kernel, it runs on the event backend only");
    }
    lif = known;
    requireFits(inputs, network.hidden());
    manager = device.manager().newSubManager();
    weights = device.fill(manager, () -> weights(network, manager));
    decay = device.fill(manager, () -> decay(network, manager));
    lanes = device.fill(manager, this::newLanes);
    encoders = new Encoder[workers.threads()];
    Arrays.setAll(encoders, _ -> network.encoder());
  }

  /**
   * Checks that a layer's weights can be sent to a device.
   *
   * @throws InvalidParameterException if there are too many
   */
  public static void requireFits(int inputs, int hidden) {
    InvalidParameterException.requireIn("hidden", hidden, 1, Math.floorDiv(MAX_WEIGHTS, inputs));
  }

  private static NDArray decay(Network network, NDManager manager) {
    float[] decay = new float[network.hidden()];
    for (int j = 0; j < decay.length; j++) {
      decay[j] = network.rest()[j][LifParameters.DECAY];
    }
    return manager.create(decay);
  }

  /** Sends the weights, and makes sure that the device multiplies by them without a rounding. */
  private static NDArray weights(Network network, NDManager manager) {
    float[] rows = network.weights().weights();
    NDArray weights =
        manager.create(rows, new Shape(network.hidden(), network.weights().inputs())).transpose();
    if (!multipliesExactly(weights, rows, network.weights().inputs())) {
      throw new DeviceException(
          "the device rounds products of float32; unset NVIDIA_TF32_OVERRIDE and"
              + " TORCH_ALLOW_TF32_CUBLAS_OVERRIDE, or use {backend} event");
    }
    return weights;
  }

  /**
   * Whether the device adds up every neuron's weights without a rounding.
   *
   * @param weights [N, H], on the device
   * @param rows the same, [H, N]
   */
  static boolean multipliesExactly(NDArray weights, float[] rows, int inputs) {
    float[] sums = new float[rows.length / inputs];
    for (int j = 0; j < sums.length; j++) {
      double sum = 0;
      for (int i = 0; i < inputs; i++) {
        sum += rows[j * inputs + i];
      }
      sums[j] = (float) sum;
    }
    try (NDManager scratch = weights.getManager().newSubManager()) {
      NDArray found = scratch.ones(new Shape(CHECK_ROWS, inputs)).matMul(weights);
      return found.eq(scratch.create(sums)).all().getBoolean();
    }
  }

  private Lane[] newLanes() {
    Lane[] made = new Lane[lanes(device, workers)];
    Arrays.setAll(made, _ -> new Lane());
    return made;
  }

  private static int lanes(TensorDevice device, Workers workers) {
    return device.isCuda() ? 1 : workers.threads();
  }

  @Override
  public Responses responses(
      LabelledImages images,
      SpikeStream stream,
      float[] gains,
      Feature feature,
      Progress.Task progress) {
    return device.compute(() -> responsesOf(images, stream, gains, feature, progress));
  }

  private Responses responsesOf(
      LabelledImages images,
      SpikeStream stream,
      float[] gains,
      Feature feature,
      Progress.Task progress) {
    Responses responses = Responses.zeros(images.size(), network, feature);
    Consumer<LifLayer> afterStep =
        feature == Feature.FIRST_SPIKE ? LifLayer::extendSilence : _ -> {};
    try (NDArray gain = manager.create(gains)) {
      workers.forEach(
          Math.ceilDiv(images.size(), chunk.images()),
          (worker, task) -> {
            int first = task * chunk.images();
            InputSpikes input = input(Math.min(chunk.images(), images.size() - first));
            for (int i = 0; i < input.images(); i++) {
              encode(images, first + i, stream, worker, input, i);
            }
            lane(worker)
                .run(
                    input,
                    gain,
                    afterStep,
                    layer -> {
                      storePools(layer.counts(), responses.counts(), first);
                      if (feature == Feature.FIRST_SPIKE) {
                        store(layer.silence(), responses.features(), first);
                      } else if (feature == Feature.SQRT_COUNTS) {
                        for (int i = 0; i < input.images(); i++) {
                          responses.takeRoots(first + i);
                        }
                      }
                      return input;
                    });
            progress.advance(input.images());
          });
    }
    return responses;
  }

  /** Copies sums over the neurons of each pool, from rows [B, H], off the device. */
  private void storePools(NDArray rows, FeatureMatrix target, int firstImage) {
    int pooled = network.pool().neurons();
    if (pooled == 1) {
      store(rows, target, firstImage);
      return;
    }
    try (NDArray pools = rows.reshape(-1, network.features(), pooled);
        NDArray sums = pools.sum(new int[] {2})) {
      store(sums, target, firstImage);
    }
  }

  /** Copies rows, [B, features], off the device. */
  private void store(NDArray rows, FeatureMatrix target, int firstImage) {
    if (target.fitBytes()) {
      target.setRows(firstImage, rows.toType(DataType.UINT8, false).toByteArray());
      return;
    }
    float[] values = rows.toFloatArray();
    int hidden = network.features();
    for (int i = 0; i < values.length / hidden; i++) {
      target.setRow(firstImage + i, Arrays.copyOfRange(values, i * hidden, (i + 1) * hidden));
    }
  }

  @Override
  public long[] totals(LabelledImages images, int[] batch, SpikeStream stream, float[] gains) {
    return device.compute(() -> totalsOf(images, batch, stream, gains));
  }

  private long[] totalsOf(LabelledImages images, int[] batch, SpikeStream stream, float[] gains) {
    int size = Math.min(chunk.images(), Math.ceilDiv(batch.length, lanes.length));
    InputSpikes[] inputs = new InputSpikes[Math.ceilDiv(batch.length, size)];
    Arrays.setAll(inputs, c -> input(Math.min(size, batch.length - c * size)));
    workers.forEach(
        batch.length,
        (worker, n) -> encode(images, batch[n], stream, worker, inputs[n / size], n % size));
    long[][] parts = new long[inputs.length][];
    try (NDArray gain = manager.create(gains)) {
      workers.forEach(
          inputs.length,
          (worker, c) -> parts[c] = lane(worker).run(inputs[c], gain, _ -> {}, Lane::totals));
    }
    long[] totals = new long[network.hidden()];
    for (long[] part : parts) {
      for (int j = 0; j < totals.length; j++) {
        totals[j] += part[j];
      }
    }
    return totals;
  }

  @Override
  public SampleTrace trace(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    return device.compute(() -> traceOf(images, image, stream, gains));
  }

  private SampleTrace traceOf(LabelledImages images, int image, SpikeStream stream, float[] gains) {
    InputSpikes input = input(1);
    encode(images, image, stream, 0, input, 0);
    Recorder recorder = new Recorder(network.numSteps(), network.hidden());
    try (NDArray gain = manager.create(gains)) {
      lane(0).run(input, gain, recorder, LifLayer::counts);
    }
    return new SampleTrace(recorder.t, recorder.hidden, recorder.membrane, recorder.spikes);
  }

  /** Records potentials and spikes of the neurons on one image. */
  private static final class Recorder implements Consumer<LifLayer> {
    private final int hidden;
    private final float[] membrane;
    private final boolean[] spikes;
    private float[] before;
    private int t;

    Recorder(int numSteps, int hidden) {
      this.hidden = hidden;
      membrane = new float[Math.multiplyExact(numSteps, hidden)];
      spikes = new boolean[numSteps * hidden];
      before = new float[hidden];
    }

    @Override
    public void accept(LifLayer layer) {
      System.arraycopy(layer.membrane().toFloatArray(), 0, membrane, t * hidden, hidden);
      try (NDArray counts = layer.counts()) {
        float[] after = counts.toFloatArray();
        for (int j = 0; j < hidden; j++) {
          spikes[t * hidden + j] = after[j] > before[j];
        }
        before = after;
      }
      t++;
    }
  }

  private InputSpikes input(int images) {
    return new InputSpikes(images, inputs, network.numSteps(), chunk.steps());
  }

  private void encode(
      LabelledImages images,
      int image,
      SpikeStream stream,
      int worker,
      InputSpikes target,
      int index) {
    target.set(index, encoders[worker].encode(images, image, stream));
  }

  private Lane lane(int worker) {
    return lanes[worker % lanes.length];
  }

  /** Frees the device of this network. */
  @Override
  public void close() {
    manager.close();
  }

  /** Buffers for one chunk on the device, used by one thread at a time. */
  private final class Lane {

    private final NDArray one = manager.create(1f);
    private final NDArray zero = manager.create(0f);

    /** Input spikes of a slice, 1 or 0, [steps · images · N]; all 0 between slices. */
    private final NDArray dense =
        manager.zeros(new Shape((long) chunk.steps() * chunk.images() * inputs));

    /** A growing buffer in which a slice's places are sent to the device. */
    private ByteBuffer places = direct(1 << 12);

    /**
     * Takes a layer from rest through all time steps.
     *
     * @param afterStep sees the layer after each step
     * @param read reads what is wanted of the layer into Java's memory
     */
    synchronized <R> R run(
        InputSpikes input, NDArray gain, Consumer<LifLayer> afterStep, Function<LifLayer, R> read) {
      try (NDManager chunkManager = manager.newSubManager()) {
        Shape shape = new Shape(input.images(), network.hidden());
        LifLayer layer = new LifLayer(chunkManager, lif, decay, shape);
        for (int slice = 0; slice < input.slices(); slice++) {
          try (NDManager sliceManager = chunkManager.newSubManager()) {
            NDArray currents = currents(input, slice, gain, sliceManager);
            for (int t = 0; t < input.steps(slice); t++) {
              try (NDArray current = currents.get(sliceManager, t)) {
                layer.step(current);
              }
              afterStep.accept(layer);
            }
          }
        }
        return read.apply(layer);
      }
    }

    /** Input currents I of a slice's steps, [steps, B, H]. */
    private NDArray currents(InputSpikes input, int slice, NDArray gain, NDManager sliceManager) {
      int steps = input.steps(slice);
      int rows = steps * input.images();
      NDIndex spikes = new NDIndex("{}", places(input, slice, sliceManager));
      dense.set(spikes, one);
      NDArray product =
          dense
              .get(sliceManager, new NDIndex(":{}", (long) rows * inputs))
              .reshape(rows, inputs)
              .matMul(weights);
      dense.set(spikes, zero);
      product.muli(gain);
      return product.reshape(steps, input.images(), network.hidden());
    }

    private NDArray places(InputSpikes input, int slice, NDManager sliceManager) {
      int size = input.size(slice);
      if (places.capacity() < size * Integer.BYTES) {
        places = direct((int) Math.min(2L * size, Integer.MAX_VALUE / Integer.BYTES));
      }
      input.put(slice, places.asIntBuffer());
      // Widening on the device halves the bytes that are sent.
      return sliceManager
          .create(places.slice(0, size * Integer.BYTES), new Shape(size), DataType.INT32)
          .toType(DataType.INT64, false);
    }

    private static long[] totals(LifLayer layer) {
      return layer.counts().toType(DataType.INT64, false).sum(new int[] {0}).toLongArray();
    }

    private static ByteBuffer direct(int places) {
      return ByteBuffer.allocateDirect(places * Integer.BYTES).order(ByteOrder.nativeOrder());
    }
  }
}
