package snn.data;

/** The data are missing or invalid; the message is meant for the user. */
public sealed class DataException extends RuntimeException permits DamagedFileException {
  private static final long serialVersionUID = 1L;

  /** A fault of the data itself. */
  public DataException(String message) {
    super(message);
  }

  /** A fault with a cause. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
