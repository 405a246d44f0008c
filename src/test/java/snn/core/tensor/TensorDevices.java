package snn.core.tensor;

import org.opentest4j.TestAbortedException;

/** The devices that tests run on. */
public final class TensorDevices {

  private TensorDevices() {}

  /** The CPU; skips the test where PyTorch does not exist for the platform. */
  public static TensorDevice cpu() {
    try {
      return TensorDevice.cpu();
    } catch (DeviceException e) {
      throw new TestAbortedException("no tensor engine on this platform: " + e.getMessage(), e);
    }
  }

  /** CUDA where the environment asks for it, and else as {@link #cpu}. */
  public static TensorDevice wanted() {
    return TensorDevice.cudaIsWanted() ? TensorDevice.cuda() : cpu();
  }
}
