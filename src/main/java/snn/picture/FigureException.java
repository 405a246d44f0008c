package snn.picture;

/** A figure that this machine cannot draw; the message tells what to install. */
public final class FigureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FigureException(String message, Throwable cause) {
    super(message, cause);
  }
}
