package snn.part;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A part of a user's own has a fault, which is the user's to mend. */
public final class PartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates one with a message that names the file; where it has more lines, as they are. */
  public PartException(String message) {
    super(message);
  }

  /**
   * What to say of a failure inside a part of a user's own: the line and the method, what went
   * wrong, and during what. Empty where no line of such a part was at work.
   */
  public static Optional<String> in(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20).toList();
    Throwable inner = causes.getLast();
    return Arrays.stream(inner.getStackTrace())
        .filter(frame -> PartFile.LOADER.equals(frame.getClassLoaderName()))
        .findFirst()
        .map(
            frame ->
                "%s:%s, in %s of %s%s: %s%s"
                    .formatted(
                        frame.getFileName(),
                        frame.getLineNumber(),
                        frame.getMethodName(),
                        frame.getClassName(),
                        causes.size() > 1 ? ", for " + failure.getMessage() : "",
                        inner.getClass().getSimpleName(),
                        inner.getMessage() == null ? "" : ", " + inner.getMessage()));
  }
}
