package snn.core.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A device with PyTorch's kernels on it. Opening the first one loads the engine, which takes
 * seconds; {@link #cudaIsWanted} and {@link #cuda} do not load it in vain.
 */
public final class TensorDevice implements AutoCloseable {

  private static final String ENGINE = "PyTorch";

  /** Messages of PyTorch and its libraries when a GPU's memory is used up. */
  private static final Pattern CUDA_MEMORY =
      Pattern.compile("CUDA(?: error:)? out of memory|CU[A-Z]+_STATUS_ALLOC_FAILED");

  /** Messages of PyTorch when main memory is used up. */
  private static final Pattern CPU_MEMORY = Pattern.compile("DefaultCPUAllocator|std::bad_alloc");

  private final NDManager manager;

  private TensorDevice(NDManager manager) {
    this.manager = manager;
  }

  /**
   * The CPU. Every thread that uses it computes by itself: kernels do not start threads.
   *
   * @throws DeviceException if PyTorch cannot be loaded
   */
  public static TensorDevice cpu() {
    return new TensorDevice(engine().newBaseManager(Device.cpu()));
  }

  /**
   * The first GPU.
   *
   * @throws DeviceException if there is none, or PyTorch cannot be loaded or lacks CUDA
   */
  public static TensorDevice cuda() {
    List<String> missing = CudaSetup.ofThisProcess().missing();
    if (!missing.isEmpty()) {
      throw new DeviceException("CUDA is not available: " + String.join("; ", missing));
    }
    Engine engine = engine();
    if (!engine.hasCapability("CUDA")) {
      throw new DeviceException(
          ("CUDA is not available: PyTorch %s was loaded and finds no GPU (see nvidia-smi, and"
                  + " CUDA_VISIBLE_DEVICES if it is set)")
              .formatted(engine.getVersion()));
    }
    return new TensorDevice(engine.newBaseManager(Device.gpu(0)));
  }

  /**
   * Whether a user has asked for a CUDA build of PyTorch: {@code PYTORCH_FLAVOR} begins with {@code
   * cu}, or {@code PYTORCH_LIBRARY_PATH} holds one.
   */
  public static boolean cudaIsWanted() {
    return CudaSetup.ofThisProcess().isWanted();
  }

  /** What {@link #cuda} lacks, with remedies, as far as that can be seen. */
  public static List<String> missingForCuda() {
    return CudaSetup.ofThisProcess().missing();
  }

  /** Where PyTorch's library comes from, found without loading it; empty if there is none. */
  public static Optional<String> library() {
    CudaSetup setup = CudaSetup.ofThisProcess();
    if (!setup.libraryPath().isEmpty()) {
      return Optional.of(setup.libraryPath());
    }
    Path cache = Utils.getEngineCacheDir("pytorch");
    return setup.cpuJar()
        ? Optional.of("the class path")
        : Optional.of(cache).filter(Files::isDirectory).map(Path::toString);
  }

  private static Engine engine() {
    // The first two keep DJL's telemetry from looking up the machine's name in the network. The
    // environment's DJL_OFFLINE=false overrides the first, so that DJL may download PyTorch.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    try {
      return Engine.getEngine(ENGINE);
    } catch (RuntimeException | LinkageError e) {
      throw new DeviceException(
          "PyTorch cannot be loaded (%s); its library is looked for in PYTORCH_LIBRARY_PATH, on the"
                  .formatted(rootMessage(e))
              + " class path and in DJL's cache, and DJL_OFFLINE=false lets DJL download it",
          e);
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  /** Whether it is a GPU. */
  public boolean isCuda() {
    return manager.getDevice().isGpu();
  }

  /** The manager that owns arrays on the device. */
  public NDManager manager() {
    return manager;
  }

  /**
   * Does work that takes memory of the device.
   *
   * @throws DeviceException if there is too little of it
   */
  public <T> T compute(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      // To name the engine's exception here would load a part of the engine with this class.
      throw explained(e);
    }
  }

  /**
   * Does work that fills {@code memory}, which is closed if the work fails.
   *
   * @throws DeviceException if there is too little of it
   */
  public <T> T fill(NDManager memory, Supplier<T> work) {
    boolean done = false;
    try {
      T result = compute(work);
      done = true;
      return result;
    } finally {
      if (!done) {
        memory.close();
      }
    }
  }

  /** Turns a lack of memory into advice for the user; other exceptions stay as they are. */
  static RuntimeException explained(RuntimeException e) {
    String message = e instanceof EngineException ? String.valueOf(e.getMessage()) : "";
    // Later lines are places in PyTorch's sources; the first may end in advice to programmers.
    String found = message.lines().findFirst().orElse("").replaceFirst("(?<= is free)\\. .*", "");
    if (CUDA_MEMORY.matcher(message).find()) {
      return new DeviceException(
          ("the GPU has too little free memory (%s); use a smaller {hidden}, {limit} or"
                  + " {batch_size}, end other programs on the GPU (nvidia-smi shows them), or use"
                  + " {device} cpu")
              .formatted(found),
          e);
    }
    if (CPU_MEMORY.matcher(message).find()) {
      return new DeviceException(
          ("this machine has too little free memory for PyTorch (%s); use a smaller {hidden},"
                  + " {limit} or {num_workers}, or {backend} event")
              .formatted(found),
          e);
    }
    return e;
  }

  /** Memory that is free on the device, in bytes; {@link Long#MAX_VALUE} if it does not say. */
  long freeBytes() {
    if (!isCuda()) {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return system.getFreeMemorySize();
    }
    try {
      MemoryUsage memory = CudaUtils.getGpuMemory(manager.getDevice());
      return memory.getMax() - memory.getUsed();
    } catch (IllegalStateException _) {
      // DJL cannot load a CUDA runtime that only PyTorch's library contains.
      return Long.MAX_VALUE;
    }
  }

  /** Frees all arrays on the device. */
  @Override
  public void close() {
    manager.close();
  }
}
