package snn.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The data cannot be had or are not what they should be; the message is meant for the user. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A fault of the data itself. */
  public DataException(String message) {
    super(message);
  }

  /** A fault with a cause. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Why {@code e} happened, for a message that names the file already. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "access denied";
      case FileAlreadyExistsException _ -> "something else of that name is in the way";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case IOException _ when e.getMessage() != null -> e.getMessage();
      case IOException _ -> e.getClass().getSimpleName();
    };
  }
}
