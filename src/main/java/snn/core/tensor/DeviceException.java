package snn.core.tensor;

/**
 * A device is asked for that this installation or this machine does not have, or has too little
 * memory of.
 */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is missing, and what to do, for a user to read
   */
  public DeviceException(String message) {
    super(message);
  }

  DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
