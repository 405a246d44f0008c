package snn;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a file could not be read or written, in a user's words. */
public final class Reason {

  private Reason() {}

  /** The innermost {@link IOException} among the causes of {@code failure}, if there is one. */
  public static Optional<IOException> within(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(IOException.class::isInstance)
        .map(IOException.class::cast)
        .reduce((_, inner) -> inner);
  }

  /** The reason in words, for a message that names the file already. */
  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "access denied";
      case FileAlreadyExistsException _ -> "something else of that name is in the way";
      case NotDirectoryException _ -> "it is no folder";
      case DirectoryNotEmptyException _ -> "a folder that is not empty is in the way";
      case ClosedByInterruptException _ -> "interrupted";
      case UnknownHostException _ -> "unknown host";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case IOException _ when e.getMessage() != null -> e.getMessage();
      case EOFException _ -> "it ends too early";
      case IOException _ -> e.getClass().getSimpleName();
    };
  }
}
