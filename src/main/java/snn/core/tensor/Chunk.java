package snn.core.tensor;

/**
 * How much is simulated at once.
 *
 * @param images B, images whose neurons take a step together
 * @param steps time steps whose input currents are computed together
 */
record Chunk(int images, int steps) {

  /** Largest number of neurons in a chunk on a CPU, whose state stays in a core's cache. */
  private static final int CPU_NEURONS = 1 << 15;

  /** Largest number of neurons in a chunk on a GPU, enough to hide the start of a kernel. */
  private static final int CUDA_NEURONS = 1 << 22;

  private static final long CPU_BYTES = 64L << 20;
  private static final long CUDA_BYTES = 1L << 30;

  /** All chunks together use at most one part in {@value} of the free memory. */
  private static final int SHARE = 8;

  /** Smallest memory of a chunk in bytes; matrix products in less are slow. */
  private static final long LEAST_BYTES = 16L << 20;

  /** Steps that a chunk gets before more images, since kernels are started for every slice. */
  private static final int LEAST_STEPS = 16;

  /**
   * The chunk for a layer of {@code hidden} neurons and {@code numSteps} time steps on a device.
   *
   * @param chunks how many are computed at the same time
   */
  static Chunk fit(TensorDevice device, int inputs, int hidden, int numSteps, int chunks) {
    long bytes = Math.min(device.isCuda() ? CUDA_BYTES : CPU_BYTES, device.freeBytes() / SHARE);
    return fit(
        device.isCuda() ? CUDA_NEURONS : CPU_NEURONS,
        Math.max(LEAST_BYTES, bytes / chunks),
        inputs,
        hidden,
        numSteps);
  }

  /**
   * The largest chunk within the limits, but at least one image and one step.
   *
   * @param neurons largest number of hidden neurons, of all images together
   * @param bytes for input spikes and input currents, both dense
   */
  static Chunk fit(int neurons, long bytes, int inputs, int hidden, int numSteps) {
    long row = ((long) inputs + hidden) * Float.BYTES;
    long most = bytes / (row * Math.min(LEAST_STEPS, numSteps));
    int images = Math.clamp(most, 1, Math.max(1, neurons / hidden));
    long steps = bytes / (row * images);
    return new Chunk(images, Math.clamp(steps, 1, numSteps));
  }
}
