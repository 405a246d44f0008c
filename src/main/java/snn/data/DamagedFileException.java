package snn.data;

/** A file that once was intact has been damaged: truncated, overwritten or badly copied. */
final class DamagedFileException extends DataException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
