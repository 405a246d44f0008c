package snn.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorDeviceTest {

  /** More than the addresses of a process reach. */
  private static final Shape TOO_LARGE = new Shape(1L << 50);

  private static TensorDevice device;

  @BeforeAll
  static void open() {
    device = TensorDevices.wanted();
  }

  @AfterAll
  static void close() {
    if (device != null) {
      device.close();
    }
  }

  @Test
  void tooLittleMemoryIsSaidWithWhatHelps() {
    String[] said =
        device.isCuda()
            ? new String[] {
              "the GPU has too little free memory (CUDA out of memory",
              "{hidden}, {limit} or {batch_size}"
            }
            : new String[] {
              "this machine has too little free memory for PyTorch (",
              "DefaultCPUAllocator",
              "{hidden}, {limit} or {num_workers}, or {backend} event"
            };
    try (NDManager memory = device.manager().newSubManager()) {
      assertThatExceptionOfType(DeviceException.class)
          .isThrownBy(() -> device.compute(() -> memory.zeros(TOO_LARGE)))
          .satisfies(e -> assertThat(e).hasMessageContainingAll(said))
          .withMessageNotContaining("\n")
          .withCauseInstanceOf(EngineException.class);
    }
  }

  @Test
  void nothingStaysOfWhatCouldNotBeFilled() {
    int before = device.manager().getManagedArrays().size();
    NDManager memory = device.manager().newSubManager();
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(
            () ->
                device.fill(
                    memory,
                    () -> {
                      var _ = memory.zeros(new Shape(17));
                      return memory.zeros(TOO_LARGE);
                    }));
    assertThat(memory.isOpen()).isFalse();
    assertThat(device.manager().getManagedArrays()).hasSize(before);
  }

  @Test
  void whatIsFilledStays() {
    try (NDManager memory = device.manager().newSubManager()) {
      assertThat(device.fill(memory, () -> memory.ones(new Shape(3))).toFloatArray())
          .containsExactly(1, 1, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 6.13 GiB. GPU 0 has a total capacity of 79 GiB.",
        "CUDA error: out of memory",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED"
      })
  void aGpuThatIsFullIsNamed(String message) {
    EngineException e = new EngineException(message + "\nException raised from malloc at x.cpp");
    assertThat(TensorDevice.explained(e))
        .isInstanceOf(DeviceException.class)
        .hasCause(e)
        .hasMessage(
            "the GPU has too little free memory (%s); use a smaller {hidden}, {limit} or"
                    .formatted(message)
                + " {batch_size}, end other programs on the GPU (nvidia-smi shows them), or use"
                + " {device} cpu");
  }

  /** In PyTorch's own words; what else it advises helps no user of this program. */
  @Test
  void ofAFullGpuOnlyWhatIsMissingIsTold() {
    EngineException e =
        new EngineException(
            "CUDA out of memory. Tried to allocate 32.00 MiB. GPU 0 has a total capacity of 139.80"
                + " GiB of which 13.56 MiB is free. Process 1522 has 138.96 GiB memory in use. Of"
                + " the allocated memory 85.64 MiB is allocated by PyTorch, and 12.36 MiB is"
                + " reserved by PyTorch but unallocated. See documentation for Memory Management");
    assertThat(TensorDevice.explained(e))
        .hasMessageContaining(
            "(CUDA out of memory. Tried to allocate 32.00 MiB. GPU 0 has a total capacity of"
                + " 139.80 GiB of which 13.56 MiB is free); use a smaller");
  }

  /** A fault of the program is not to look like one of the machine. */
  @Test
  void otherFailuresAreLeftAsTheyAre() {
    EngineException shapes = new EngineException("mat1 and mat2 shapes cannot be multiplied");
    assertThatThrownBy(
            () ->
                device.compute(
                    () -> {
                      throw shapes;
                    }))
        .isSameAs(shapes);
    EngineException silent = new EngineException((String) null);
    assertThat(TensorDevice.explained(silent)).isSameAs(silent);
  }
}
