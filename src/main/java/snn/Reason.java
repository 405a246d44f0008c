package snn;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in a user's words. */
public final class Reason {

  private Reason() {}

  /** For a message that names the file already. */
  public static String of(IOException e) {
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
