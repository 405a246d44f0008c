package snn.data;

/** A file was whole once, and is not now: cut off, written over, badly copied. */
final class DamagedFileException extends DataException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
