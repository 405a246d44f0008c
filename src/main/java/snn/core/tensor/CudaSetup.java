package snn.core.tensor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What this process has of a CUDA setup, found without loading the engine.
 *
 * <p>DJL looks for PyTorch's native library in {@code PYTORCH_LIBRARY_PATH}, then in a native jar
 * on the class path, whatever its flavor, then in its cache of downloads. Which flavor of its own
 * glue library goes with it, {@code PYTORCH_FLAVOR} says.
 *
 * @param flavor {@code PYTORCH_FLAVOR}, empty if not set
 * @param libraryPath {@code PYTORCH_LIBRARY_PATH}, empty if not set
 * @param cudaLibrary whether a folder of it holds PyTorch's CUDA library
 * @param cpuJar whether PyTorch's CPU library is on the class path
 * @param driver whether an NVIDIA driver is loaded, as far as that can be seen
 */
record CudaSetup(
    String flavor, String libraryPath, boolean cudaLibrary, boolean cpuJar, boolean driver) {

  private static final String FLAVOR = "PYTORCH_FLAVOR";
  private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

  /** The flavor of CUDA that DJL's glue library, as this program uses it, exists for. */
  private static final String CUDA_FLAVOR = "cu128";

  /** The setup of this process. */
  static CudaSetup ofThisProcess() {
    String libraryPath = variable(LIBRARY_PATH);
    return new CudaSetup(
        variable(FLAVOR),
        libraryPath,
        holds(libraryPath, System.mapLibraryName("torch_cuda")),
        CudaSetup.class.getResource("/native/lib/pytorch.properties") != null,
        driverIsLoaded());
  }

  /** An environment variable, or else a system property, as DJL reads it. */
  private static String variable(String name) {
    String value = System.getenv(name);
    return value != null ? value : System.getProperty(name, "");
  }

  private static boolean holds(String libraryPath, String library) {
    return Pattern.compile(Pattern.quote(java.io.File.pathSeparator))
        .splitAsStream(libraryPath)
        .anyMatch(folder -> !folder.isEmpty() && Files.exists(Path.of(folder, library)));
  }

  /** Whether an NVIDIA driver is loaded; assumed on systems other than Linux. */
  private static boolean driverIsLoaded() {
    return !System.getProperty("os.name").startsWith("Linux")
        || Files.exists(Path.of("/proc/driver/nvidia/version"))
        || Files.exists(Path.of("/dev/nvidiactl"))
        || Files.exists(Path.of("/dev/dxg"));
  }

  /** Whether a user has asked for a CUDA build of PyTorch. */
  boolean isWanted() {
    return flavor.startsWith("cu") || cudaLibrary;
  }

  /** What keeps the engine from finding CUDA, with remedies; empty if nothing that can be seen. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!driver) {
      missing.add("no NVIDIA driver is loaded (see nvidia-smi)");
    }
    if (!flavor.startsWith("cu")) {
      missing.add(
          "%s must be %s, found %s"
              .formatted(FLAVOR, CUDA_FLAVOR, flavor.isEmpty() ? "nothing" : flavor));
    }
    if (!libraryPath.isEmpty() && !cudaLibrary) {
      missing.add(
          "%s must name the lib folder of a CUDA build of libtorch, found no %s in %s"
              .formatted(LIBRARY_PATH, System.mapLibraryName("torch_cuda"), libraryPath));
    }
    if (libraryPath.isEmpty() && cpuJar) {
      missing.add(
          "PyTorch's CPU library is on the class path and hides every other: set %s to the lib"
                  .formatted(LIBRARY_PATH)
              + " folder of a CUDA build of libtorch, or build with 'mvn package -Pcuda'");
    }
    return missing;
  }
}
